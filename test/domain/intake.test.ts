/** The moment of arrival: any past moment on the controller's clock, never a future one, also when the clock is changed. */
import { describe, expect, it } from 'vitest'
import { arrival, plainName } from '#domain/intake.ts'

const zone = 'Europe/Amsterdam'
const now = '2026-11-22T09:00:00.000Z'

describe('when a letter arrived (TIME-02)', () => {
  it.each([
    ['winter', '2026-11-20', '14:05', '2026-11-20T13:05:00.000Z'],
    ['summer', '2026-07-01', '14:05', '2026-07-01T12:05:00.000Z'],
    ['a dot and one digit', '2026-11-20', '9.30', '2026-11-20T08:30:00.000Z'],
    ['just after midnight: the UTC date is the day before', '2026-11-20', '00:30', '2026-11-19T23:30:00.000Z'],
    ['an hour that the clock skipped', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['an hour that it showed twice: the first', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['a leap day', '2024-02-29', '12:00', '2024-02-29T11:00:00.000Z'],
    ['this very minute', '2026-11-22', '10:00', '2026-11-22T09:00:00.000Z'],
    ['the first day of the GDPR', '2018-05-25', '00:00', '2018-05-24T22:00:00.000Z'],
  ])('%s', (_, day, time, at) => {
    expect(arrival(day, time, now, zone)).toEqual({ at })
  })

  it.each([
    ['', '10:00', 'dayMissing'],
    ['22-11-2026', '10:00', 'dayForm'],
    ['2026-02-30', '10:00', 'dayForm'],
    ['2026-11-20', '', 'timeMissing'],
    ['2026-11-20', '24:00', 'timeForm'],
    ['2026-11-20', 'half tien', 'timeForm'],
    ['2026-11-20', '10:00:00', 'timeForm'],
    ['2026-11-22', '10:01', 'future'],
    ['2026-11-23', '00:00', 'future'],
    ['2999-01-01', '10:00', 'future'],
    ['2018-05-24', '23:59', 'tooLongAgo'],
  ])('%s %s is refused: %s', (day, time, fault) => {
    expect(arrival(day, time, now, zone)).toEqual({ fault })
  })

  it('is not later than now in a zone that is ahead of ours', () => {
    expect(arrival('2026-11-22', '23:00', now, 'Pacific/Kiritimati')).toEqual({ at: now })
    expect(arrival('2026-11-22', '23:01', now, 'Pacific/Kiritimati')).toEqual({ fault: 'future' })
  })
})

it('two spellings of a name are compared without case, accents and signs', () => {
  expect(plainName('  T.  YILMAZ-Öz ')).toBe(plainName('t yilmaz oz'))
  expect(plainName('\u0000')).toBe('')
})
