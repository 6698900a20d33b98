/** Where a request stands, computed from its facts: five words for the member, one need for staff. Never stored as truth. */
import type { Need, RequestFacts, Standing } from './subject-request.ts'

/** The member's word. Answered means: the answer is available to the member (TIME-14), not: decided. */
export function standing(facts: RequestFacts): Standing {
  if (facts.closed) return 'closed'
  if (facts.answered) return 'answered'
  if (facts.waitingForMember) return 'question'
  if (facts.exportWanted || facts.awaitingReview > 0) return 'working'
  return 'submitted'
}

/** The one thing that is needed now. */
export function need(facts: RequestFacts): Need {
  if (facts.closed || facts.answered) return 'nothing'
  if (facts.waitingForMember) return 'person'
  if (facts.exportFailedSources > 0) return 'sourceFailed'
  if (facts.awaitingReview > 0) return 'review'
  if (machineCanAnswer(facts)) return 'machine'
  return 'answer'
}

/** Access and portability need nobody (15, 20), as long as the bundle is on its way. */
function machineCanAnswer(facts: RequestFacts): boolean {
  return (
    (facts.right === 'access' || facts.right === 'portability') &&
    facts.exportWanted !== null &&
    facts.exportBuilt === null
  )
}
