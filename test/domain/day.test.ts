import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import {
  addDuration,
  addMonths,
  dayOf,
  daysBetween,
  instantOf,
  isoWithOffset,
  millisecondsOf,
  readDay,
  readReceipt,
  startOfDay,
} from '#domain/day.ts'

const amsterdam = 'Europe/Amsterdam'
const zones = [amsterdam, 'UTC', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata', 'Australia/Lord_Howe']

const byTemporal = (ms: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
const written = (ms: number, zone: string) =>
  byTemporal(ms, zone).toString({ timeZoneName: 'never', fractionalSecondDigits: ms % 1000 === 0 ? 0 : 3 })

describe('a moment in a zone', () => {
  it('is written as Temporal writes it, at random over a hundred years and in six zones', () => {
    const ms = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2050, 0, 1) })
    fc.assert(
      fc.property(ms, fc.constantFrom(...zones), (at, zone) => {
        expect(isoWithOffset(instantOf(at), zone)).toBe(written(at, zone))
        expect(dayOf(instantOf(at), zone)).toBe(byTemporal(at, zone).toPlainDate().toString())
      }),
      { numRuns: 3000 },
    )
  })

  it('is right to the millisecond around every clock change from 2015 through 2035', () => {
    let change = byTemporal(Date.UTC(2015, 0, 1), amsterdam).getTimeZoneTransition('next')
    let changes = 0
    for (; change && change.year < 2036; change = change.getTimeZoneTransition('next'), changes++) {
      for (const off of [-3_600_000, -1, 0, 1, 3_600_000]) {
        const ms = change.epochMilliseconds + off
        expect(isoWithOffset(instantOf(ms), amsterdam)).toBe(written(ms, amsterdam))
        expect(dayOf(instantOf(ms), amsterdam)).toBe(byTemporal(ms, amsterdam).toPlainDate().toString())
      }
    }
    expect(changes).toBe(42)
  })

  it('keeps both hours of the repeated hour apart', () => {
    expect(isoWithOffset('2026-10-25T00:30:00.000Z', amsterdam)).toBe('2026-10-25T02:30:00+02:00')
    expect(isoWithOffset('2026-10-25T01:30:00.000Z', amsterdam)).toBe('2026-10-25T02:30:00+01:00')
  })

  it('stays the same moment where the zone had an offset with seconds', () => {
    expect(millisecondsOf('1850-01-01T00:00:00.000Z')).toBe(
      Date.parse(isoWithOffset('1850-01-01T00:00:00.000Z', 'America/New_York')),
    )
  })

  it('says when a text is no moment', () => {
    expect(() => dayOf('2026-13-01T00:00:00Z', amsterdam)).toThrow(RangeError)
  })

  it('begins a day at local midnight, also on the days of the clock change', () => {
    expect(startOfDay('2026-03-29', amsterdam)).toBe('2026-03-28T23:00:00.000Z')
    expect(startOfDay('2026-03-30', amsterdam)).toBe('2026-03-29T22:00:00.000Z')
  })
})

describe('sums with days', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-02-28', 1, '2026-03-28'],
    ['2026-01-31', 3, '2026-04-30'],
  ] as const)('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to)
    expect(addDuration(from, `P${months}M`)).toBe(to)
  })

  it('count civil days over a clock change', () => {
    expect(daysBetween('2026-03-27', '2026-03-31')).toBe(4)
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
  })
})

describe('reading', () => {
  test.each([
    ['2026-03-05T10:00:00+01:00[Europe/Amsterdam]', '2026-03-05'],
    ['2026-08-25T22:30:00Z[Europe/Amsterdam]', '2026-08-26'],
    ['2026-08-25T22:30:00Z', '2026-08-26'],
    ['2026-08-25T20:30:00-04:00', '2026-08-26'],
    ['2026-08-25T20:30:00-04:00[America/New_York]', '2026-08-26'],
    ['2026-03-29T02:30:00+01:00[Europe/Amsterdam]', '2026-03-29'],
    ['2026-03-05T23:59:59', '2026-03-05'],
    ['2026-03-05', '2026-03-05'],
    ['2026-02-29', null],
    ['5 maart 2026', null],
    ['2026-03-05T25:00:00Z', null],
    ['2026-03-05T10:00:00+01:00[Mars/Olympus]', null],
    ['', null],
  ])('a receipt written as "%s" was on %s', (text, day) => {
    expect(readReceipt(text, amsterdam)).toBe(day)
  })

  it('a day must exist and be written in full', () => {
    expect(readDay('2028-02-29')).toBe('2028-02-29')
    for (const text of ['2027-02-29', '2026-2-1', '20260201', '2026-00-10', ' 2026-02-01'])
      expect(readDay(text)).toBeNull()
  })
})
