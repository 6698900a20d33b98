/** What the person is told of a request: one status and one day, the same on the page, in mail and for staff. */
import { type Clock, deadline } from './deadline.ts'
import type { Day } from './day.ts'
import type { Holidays } from './holidays.ts'
import { standing } from './standing.ts'
import type { RequestFacts, Standing } from './subject-request.ts'

export type Told = {
  standing: Standing
  /** The last day to answer; null while a question stops the clock, and when there is nothing left to answer. */
  answerBy: Day | null
}

/**
 * @param lookAgainBy last day of a second look that is going on, which then is the day that counts
 */
export function told(facts: RequestFacts, clock: Clock, holidays: Holidays, lookAgainBy: Day | null = null): Told {
  const open = !facts.answered && !facts.closed
  return {
    standing: standing(facts),
    answerBy: facts.secondLook ? lookAgainBy : open ? deadline(clock, holidays).answerBy : null,
  }
}
