/** One extension, by at most two months, with its notice inside the first month (12(3), TIME-08, TIME-09). */
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, type Day } from '#domain/day.ts'
import { type Clock, deadline, refuseBy, rolled } from '#domain/deadline.ts'
import { extendedClock, extendedDays, extensionReasons, extensionRefused } from '#domain/extension.ts'
import { holidays } from '#domain/holidays.ts'

const strict = holidays('nl-strict')
const clock = (received: Day, more: Partial<Clock> = {}): Clock => ({ received, pauses: [], extension: null, ...more })
const refused = (clock_: Clock, today: Day, answered = false) =>
  extensionRefused({ answered, clock: clock_, today }, strict)

describe('whether the term can be extended today', () => {
  it('until and including the last day of the first month, as rolled', () => {
    // Received 3 November 2026: the first month ends on Thursday 3 December.
    expect(refused(clock('2026-11-03'), '2026-12-03')).toBeNull()
    expect(refused(clock('2026-11-03'), '2026-12-04')).toBe('firstMonthOver')
    // Received 25 November 2026: Christmas and a weekend move the end to Monday 28 December.
    expect(refused(clock('2026-11-25'), '2026-12-28')).toBeNull()
    expect(refused(clock('2026-11-25'), '2026-12-29')).toBe('firstMonthOver')
  })

  it('not twice, and not after the answer', () => {
    const extension = { noticeDay: '2026-11-10', months: 1 } as const
    expect(refused(clock('2026-11-03', { extension }), '2026-11-20')).toBe('alreadyExtended')
    expect(refused(clock('2026-11-03'), '2026-11-20', true)).toBe('answered')
  })

  it('the first month has not run out while a question is open, and ends later by the days of a pause', () => {
    const pause = { kind: 'identity', from: '2026-11-10', until: null } as const
    expect(refused(clock('2026-11-03', { pauses: [pause] }), '2026-12-20')).toBeNull()
    const ended = { ...pause, until: '2026-11-20' } as const
    expect(refused(clock('2026-11-03', { pauses: [ended] }), '2026-12-14')).toBeNull()
    expect(refused(clock('2026-11-03', { pauses: [ended] }), '2026-12-15')).toBe('firstMonthOver')
  })

  it('a void pause moves nothing', () => {
    const pause = { kind: 'void-authenticated', from: '2026-11-10', until: null } as const
    expect(refused(clock('2026-11-03', { pauses: [pause] }), '2026-12-04')).toBe('firstMonthOver')
  })

  it('agrees with the clock on every day of two years: what is let through counts, what is refused would not', () => {
    for (let received: Day = '2026-01-01'; received < '2028-01-01'; received = addDays(received, 3)) {
      const { firstMonthEnds } = deadline(clock(received), strict)
      for (const today of [addDays(firstMonthEnds!, -1), firstMonthEnds!, addDays(firstMonthEnds!, 1)]) {
        const { answerBy } = deadline(extendedClock(clock(received), { noticeDay: today, months: 2 }), strict)
        const counts = answerBy === rolled(addMonths(received, 3), strict).day
        expect(refused(clock(received), today) === null, `${received} asked on ${today}`).toBe(counts)
      }
    }
  })
})

describe('what an extension leads to', () => {
  it('both lengths are counted from receipt, to be shown beforehand', () => {
    const days = extendedDays(clock('2026-11-03'), '2026-11-20', strict)
    expect([days[1].answerBy, days[2].answerBy]).toEqual(['2027-01-04', '2027-02-03'])
  })

  it('the last day to refuse stays where it was (12(4), TIME-10)', () => {
    const extended = extendedClock(clock('2026-11-03'), { noticeDay: '2026-11-20', months: 2 })
    expect(refuseBy(extended, strict).answerBy).toBe('2026-12-03')
    expect(deadline(extended, strict).answerBy).toBe('2027-02-03')
  })

  it('complexity and number are the only reasons: being busy is none (TIME-08)', () => {
    expect(extensionReasons).toEqual(['complexity', 'number'])
  })
})
