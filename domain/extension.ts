/** One extension of the term, by at most two months, for complexity or number only, told within the first month (12(3)). */
import type { Clock, Deadline, Extension } from './deadline.ts'
import { deadline } from './deadline.ts'
import type { Day } from './day.ts'
import type { Holidays } from './holidays.ts'

/** "Taking into account the complexity and number of the requests" (12(3)): nothing else is a reason, a busy time neither (TIME-08). */
export const extensionReasons = ['complexity', 'number'] as const
export type ExtensionReason = (typeof extensionReasons)[number]

export type ExtensionRefusal = 'answered' | 'alreadyExtended' | 'firstMonthOver'

/** Whether the term can still be extended with a notice that is sent today (TIME-09); null when it can. */
export function extensionRefused(
  facts: { answered: boolean; clock: Clock; today: Day },
  holidays: Holidays,
): ExtensionRefusal | null {
  if (facts.answered) return 'answered'
  if (facts.clock.extension) return 'alreadyExtended'
  const { firstMonthEnds } = deadline(facts.clock, holidays)
  return firstMonthEnds !== null && facts.today > firstMonthEnds ? 'firstMonthOver' : null
}

/** Longest reason in the person's own letter, in characters. */
export const longestReason = 2000

/** The clock as it would be with this extension: to show the new last day beforehand. */
export const extendedClock = (clock: Clock, extension: Extension): Clock => ({ ...clock, extension })

/** The last day that each length would lead to, when its notice is sent today. */
export const extendedDays = (clock: Clock, today: Day, holidays: Holidays): Readonly<Record<1 | 2, Deadline>> => ({
  1: deadline(extendedClock(clock, { noticeDay: today, months: 1 }), holidays),
  2: deadline(extendedClock(clock, { noticeDay: today, months: 2 }), holidays),
})
