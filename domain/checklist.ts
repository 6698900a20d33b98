/** What must be done before an answer can be sent, per right: "nog 3 dingen voor je kunt versturen". */
import { isCopy, machineAnswers } from './standing.ts'
import type { RequestFacts } from './subject-request.ts'

/** In the order in which they are done; each has its place on the pages of a request. */
export const checks = ['identity', 'question', 'collect', 'sources', 'review', 'decide', 'letter', 'approve'] as const
export type Check = (typeof checks)[number]
export type CheckState = { check: Check; done: boolean }

/** The checks that this request needs, each done or not; sending is for when all are. `partsMissing`: what the letter must say and does not. */
export function checklist(facts: RequestFacts, partsMissing: number): readonly CheckState[] {
  const copy = isCopy(facts.right)
  // A copy that is the whole answer goes out by itself: nobody decides or writes.
  const alone = machineAnswers(facts)
  const state: Readonly<Record<Check, boolean | null>> = {
    identity: facts.identityKnown,
    question: facts.waitingForMember ? false : null,
    collect: copy ? facts.exportWanted !== null && facts.exportBuilt !== null : null,
    sources: copy && facts.exportBuilt !== null ? facts.exportFailedSources === 0 : null,
    review: copy && facts.exportBuilt !== null ? facts.awaitingReview === 0 : null,
    decide: alone ? null : facts.decided,
    letter: alone ? null : facts.letterWritten && partsMissing === 0,
    approve: facts.secondNeeded ? facts.approved : null,
  }
  return checks.flatMap(check => (state[check] === null ? [] : [{ check, done: state[check] }]))
}

export const leftToDo = (list: readonly CheckState[]): readonly Check[] =>
  list.filter(({ done }) => !done).map(({ check }) => check)
