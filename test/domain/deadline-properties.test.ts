/** Properties P1–P8 of the clock, over every day of twelve years and over random cases. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, dayOf, daysBetween, instantOf, millisecondsOf } from '#domain/day.ts'
import { type Clock, deadline } from '#domain/deadline.ts'
import { calendars, freeDay, holidays } from '#domain/holidays.ts'
import type { Pause } from '#domain/pause.ts'

const first: Day = '2024-01-01'
const days = Array.from({ length: daysBetween(first, '2036-01-01') }, (_, index) => addDays(first, index))
const strict = holidays('nl-strict')
const runs = { numRuns: 2000 }

const day = fc.integer({ min: 0, max: days.length - 1 }).map(index => days[index]!)
/** A clock whose pauses lie around its receipt; all are closed, so that there is a last day. */
const anyClock = day.chain(received =>
  fc.record({
    received: fc.constant(received),
    pauses: fc.array(
      fc
        .record({
          kind: fc.constantFrom<Pause['kind']>('identity', 'clarify', 'void-late'),
          start: fc.integer({ min: -10, max: 120 }),
          length: fc.integer({ min: 0, max: 60 }),
        })
        .map(({ kind, start, length }): Pause => ({
          kind,
          from: addDays(received, start),
          until: addDays(received, start + length),
        })),
      { maxLength: 4 },
    ),
    extension: fc.option(
      fc.record({
        noticeDay: fc.integer({ min: 0, max: 90 }).map(after => addDays(received, after)),
        months: fc.constantFrom<1 | 2>(1, 2),
      }),
    ),
  }),
)
const last = (clock: Clock) => deadline(clock, strict).answerBy!

describe.each(calendars)('every day of receipt from 2024 through 2035, with the calendar %s', calendar => {
  const list = holidays(calendar)
  const all = days.map(received => ({ received, ...deadline({ received, pauses: [], extension: null }, list) }))

  it('P1: the last day is never before the un-rolled day, and at most six days after it', () => {
    for (const { answerBy, nominal } of all) {
      const later = daysBetween(nominal!, answerBy!)
      expect(later).toBeGreaterThanOrEqual(0)
      expect(later).toBeLessThanOrEqual(calendar === 'nl-strict' ? 4 : 6)
    }
  })

  it('P2: the last day is a working day', () => {
    for (const { answerBy } of all) expect(freeDay(answerBy!, list)).toBeNull()
  })

  it('P3: the month has 28 to 31 days', () => {
    for (const { received, nominal } of all) {
      const length = daysBetween(received, nominal!)
      expect(length).toBeGreaterThanOrEqual(28)
      expect(length).toBeLessThanOrEqual(31)
    }
  })

  it('P4: who asks later never gets an answer due earlier', () => {
    const earlier = all.filter(({ answerBy }, index) => index > 0 && answerBy! < all[index - 1]!.answerBy!)
    expect(earlier).toEqual([])
  })
})

describe('random clocks', () => {
  it('P1, P2: the last day is a working day, not before the un-rolled one', () => {
    fc.assert(
      fc.property(anyClock, clock => {
        const { answerBy, nominal } = deadline(clock, strict)
        expect(answerBy! >= nominal!).toBe(true)
        expect(freeDay(answerBy!, strict)).toBeNull()
      }),
      runs,
    )
  })

  it('P5: one more pause never makes the last day earlier', () => {
    fc.assert(
      fc.property(anyClock, clock => {
        const fewer = { ...clock, pauses: clock.pauses.slice(1) }
        expect(last(clock) >= last(fewer)).toBe(true)
      }),
      runs,
    )
  })

  it('P6: an extension never makes the last day earlier', () => {
    fc.assert(
      fc.property(anyClock, clock => {
        expect(last(clock) >= last({ ...clock, extension: null })).toBe(true)
      }),
      runs,
    )
  })

  it('P7: the order of pauses does not matter, nor that one is written as two or twice', () => {
    fc.assert(
      fc.property(anyClock, fc.nat(60), (clock, cut) => {
        const [head] = clock.pauses
        const middle = head?.until && addDays(head.from, Math.min(cut, daysBetween(head.from, head.until)))
        const split: Pause[] = head && middle ? [{ ...head, until: middle }, { ...head, from: middle }, head] : []
        expect(last({ ...clock, pauses: clock.pauses.toReversed().concat(split) })).toBe(last(clock))
      }),
      runs,
    )
  })

  it('P8: the civil date is that of the zone, and not of the machine', () => {
    const stamp = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2036, 0, 1) }).map(instantOf)
    fc.assert(
      fc.property(stamp, at => {
        const plusOne = instantOf(millisecondsOf(at) + 3_600_000).slice(0, 10)
        const plusTwo = instantOf(millisecondsOf(at) + 7_200_000).slice(0, 10)
        expect([plusOne, plusTwo]).toContain(dayOf(at, 'Europe/Amsterdam'))
      }),
      runs,
    )
  })
})
