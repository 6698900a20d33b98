/** Where a request stands, computed from its facts: five words for the member, one need for staff. Never stored as truth. */
import type { Channel, Need, RequestFacts, Standing } from './subject-request.ts'
import type { Right } from './right.ts'

/** The member's word. Answered means: the answer is available to the member (TIME-14), not: decided. */
export function standing(facts: RequestFacts): Standing {
  if (facts.secondLook) return 'working'
  if (facts.closed) return 'closed'
  if (facts.answered) return 'answered'
  if (facts.waitingForMember) return 'question'
  if (facts.exportWanted || facts.awaitingReview > 0 || facts.decided || facts.letterQueued) return 'working'
  return 'submitted'
}

/** The one thing that is needed now. */
export function need(facts: RequestFacts): Need {
  if (facts.secondLook) return 'secondLook'
  if (facts.closed || facts.answered || facts.merged) return 'nothing'
  if (facts.waitingForMember) return 'person'
  if (!facts.identityKnown) return 'identity'
  if (facts.letterQueued) return 'machine'
  if (isCopy(facts.right)) {
    if (facts.exportFailedSources > 0) return 'sourceFailed'
    if (facts.awaitingReview > 0) return 'review'
    if (facts.exportWanted !== null && facts.exportBuilt === null) return 'machine'
    // Nothing can be decided about what nobody searched for, except that it is refused as a whole.
    if (facts.exportWanted === null && !facts.decided) return 'collect'
  }
  if (!facts.decided) return 'decide'
  return facts.secondNeeded && facts.letterWritten && !facts.approved ? 'approve' : 'write'
}

/** Access and portability are answered with a copy (15(3), 20). */
export const isCopy = (right: Right): boolean => right === 'access' || right === 'portability'

/**
 * Whether a copy that lies ready waits for its letter: something was decided or kept back, or it was asked outside the
 * portal, so that the answer is a letter (12(4), REF-02) and both are there for the person in one moment (TIME-14).
 */
export const waitsForLetter = (
  facts: Parameters<typeof machineAnswers>[0] & { answered: RequestFacts['answered'] },
): boolean => facts.answered === null && !machineAnswers(facts)

/**
 * Whether a complete copy is the whole answer, so that nobody need write one: asked by somebody who is signed in, and
 * nothing kept back, since every refusal has its reasons in a letter (12(4), REF-02).
 */
export const machineAnswers = (facts: { right: Right; channel: Channel; hidden: number; decided: boolean }): boolean =>
  isCopy(facts.right) && facts.channel === 'portal' && facts.hidden === 0 && !facts.decided
