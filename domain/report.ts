/**
 * Figures that a privacy officer and a board look at (REC-03: how many were answered in one month, and in three). Pure
 * arithmetic over facts that are handed in one by one, so that a report of any length takes the same memory.
 */
import { addDays, addMonths, type Day, daysBetween } from './day.ts'
import { type Holidays } from './holidays.ts'
import { deadline } from './deadline.ts'
import { type Right, rights } from './right.ts'

/** The days that a report is about, both inclusive. */
export type Period = { id: string; from: Day; until: Day }

/** `2026-11` is a month, `2026` a year; null for anything else. */
export function readPeriod(text: string): Period | null {
  const [, year, month] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(text) ?? []
  if (!year || year < '2018' || year > '9990') return null
  const from = `${year}-${month ?? '01'}-01` as Day
  const after = addMonths(from, month ? 1 : 12)
  return { id: text, from, until: addDays(after, -1) }
}

/** The months up to and including today's, newest first, then the years they lie in. */
export function periodsUpTo(today: Day, months: number): readonly Period[] {
  const first = `${today.slice(0, 7)}-01` as Day
  const list = Array.from({ length: months }, (_, back) => addMonths(first, -back).slice(0, 7))
  const years = [...new Set(list.map(month => month.slice(0, 4)))]
  return [...list, ...years].map(text => readPeriod(text)!)
}

/** A request that was answered: civil days in the controller's zone. */
export type Answered = { right: Right; received: Day; answered: Day; answerBy: Day }

export type RightFigures = {
  right: Right
  received: number
  answered: number
  /** Answered on or before its legal last day, pauses and extension counted. */
  onTime: number
  /** Answered within one month of receipt, whatever paused or extended it; and within three. */
  inOneMonth: number
  inThreeMonths: number
  /** Half took no longer than this many days; null when nothing was answered. */
  medianDays: number | null
}

type Tally = Omit<RightFigures, 'right' | 'medianDays'> & { days: Map<number, number> }
const blank = (): Tally => ({ received: 0, answered: 0, onTime: 0, inOneMonth: 0, inThreeMonths: 0, days: new Map() })

/** Counts answers as they come in. */
export function answerFigures(holidays: Holidays) {
  const tallies = new Map<Right, Tally>(rights.map(right => [right, blank()]))
  const months = new Map<Day, Day>()
  const oneMonth = (received: Day): Day => {
    let day = months.get(received)
    if (!day) months.set(received, (day = deadline({ received, pauses: [], extension: null }, holidays).answerBy!))
    return day
  }
  return {
    add({ right, received, answered, answerBy }: Answered): void {
      const tally = tallies.get(right)!
      tally.answered++
      if (answered <= answerBy) tally.onTime++
      if (answered <= oneMonth(received)) tally.inOneMonth++
      if (answered <= addMonths(received, 3)) tally.inThreeMonths++
      const days = Math.max(daysBetween(received, answered), 0)
      tally.days.set(days, (tally.days.get(days) ?? 0) + 1)
    },
    received(right: Right, count: number): void {
      tallies.get(right)!.received += count
    },
    /** Rights that anything happened for, in the order of the law, and all of them together. */
    figures(): { whole: Omit<RightFigures, 'right'>; perRight: readonly RightFigures[] } {
      const whole = blank()
      for (const tally of tallies.values()) {
        for (const each of ['received', 'answered', 'onTime', 'inOneMonth', 'inThreeMonths'] as const)
          whole[each] += tally[each]
        for (const [days, count] of tally.days) whole.days.set(days, (whole.days.get(days) ?? 0) + count)
      }
      return {
        whole: told(whole),
        perRight: [...tallies].flatMap(([right, tally]) =>
          tally.received + tally.answered > 0 ? [{ right, ...told(tally) }] : [],
        ),
      }
    },
  }
}

const told = ({ days, ...rest }: Tally): Omit<RightFigures, 'right'> => ({ ...rest, medianDays: median(days) })

/** The middle one, or the mean of the two in the middle, of values that are given with how often each occurs. */
export function median(counts: ReadonlyMap<number, number>): number | null {
  const sorted = [...counts].toSorted(([a], [b]) => a - b)
  const size = sorted.reduce((sum, [, count]) => sum + count, 0)
  if (size === 0) return null
  const at = (place: number): number => {
    let passed = 0
    for (const [value, count] of sorted) {
      passed += count
      if (place < passed) return value
    }
    return sorted.at(-1)![0]
  }
  return (at(Math.floor((size - 1) / 2)) + at(Math.floor(size / 2))) / 2
}

/** How old open requests are: days since receipt, from and up to and including. */
export const ages = [
  { from: 0, to: 7 },
  { from: 8, to: 14 },
  { from: 15, to: 21 },
  { from: 22, to: 31 },
  { from: 32, to: 92 },
  { from: 93, to: null },
] as const
export type AgeFigures = { from: number; to: number | null; open: number; late: number }

export function ageFigures(today: Day) {
  const found = ages.map(age => ({ ...age, open: 0, late: 0 }))
  return {
    add({ received, answerBy }: { received: Day; answerBy: Day }): void {
      const days = Math.max(daysBetween(received, today), 0)
      const age = found.find(({ to }) => to === null || days <= to)!
      age.open++
      if (today > answerBy) age.late++
    },
    figures: (): readonly AgeFigures[] => found,
  }
}

/** "87" of 100; null when there is nothing to take a part of. Rounded down, so that 100 means all. */
export const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.floor((part * 100) / whole)
