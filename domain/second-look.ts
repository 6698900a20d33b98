/** A second look: the person asks us to look again before they go to anybody else; somebody else than who decided does. */
import { addDays, type Day } from './day.ts'
import { freeDay, type Holidays } from './holidays.ts'

/** Working days in which we promise an answer. Our own promise: the law knows no second look. */
export const secondLookDays = 10
/** Longest text, in characters. */
export const longestLook = 4000

/** The day that many working days after `day`, which itself is not counted. */
export function workingDaysAfter(day: Day, days: number, holidays: Holidays): Day {
  let to = day
  for (let left = days; left > 0;) {
    to = addDays(to, 1)
    if (!freeDay(to, holidays)) left--
  }
  return to
}

/** The last day of our promise for a second look that was asked on this day. */
export const secondLookBy = (asked: Day, holidays: Holidays): Day => workingDaysAfter(asked, secondLookDays, holidays)

export type SecondLookRefusal = 'notAnswered' | 'askedBefore'

/** Whether it can be asked now; null when it can. Once per request: after it, the authority and the court are open. */
export const secondLookRefused = (facts: { answered: boolean; asked: number }): SecondLookRefusal | null =>
  !facts.answered ? 'notAnswered' : facts.asked > 0 ? 'askedBefore' : null

/** Whether this colleague may look again: nobody looks again at what they decided, agreed to or sent themselves. */
export const mayLookAgain = (staffId: string, involved: readonly string[]): boolean => !involved.includes(staffId)
