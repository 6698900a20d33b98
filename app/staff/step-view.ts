/** The steps of a request, each with who, when and why: identity, collect, review, decide, answer, close (S2). */
import type { auditTrail } from '#db/audit/trail.ts'
import type { IdentityCheckMade } from '#db/identity.ts'
import type { Review } from '#db/request-review.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { AuditEvent } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import type { IdentityMethod } from '#domain/identity.ts'
import { isCopy, machineAnswers } from '#domain/standing.ts'
import type { RequestFacts } from '#domain/subject-request.ts'

export const stepIds = ['identity', 'collect', 'review', 'decide', 'answer', 'close'] as const
export type StepId = (typeof stepIds)[number]

type Trail = Awaited<ReturnType<typeof auditTrail>>
type Done = { at: Instant | null; by: string | null }
export type StepView = {
  step: StepId
  state: 'done' | 'now' | 'later'
  at: Instant | null
  /** A colleague's name; null for the person or the machine, which `why` then says. */
  by: string | null
  why:
    | { code: 'signedIn' | 'byItself' | 'nothingToReview' | 'withdrawn' | 'none' }
    | { code: 'method'; method: IdentityMethod; note: string }
    | { code: 'reviewed' | 'decided' | 'found'; count: number }
}

type Given = {
  row: SubjectRequest
  facts: RequestFacts
  checks: readonly IdentityCheckMade[]
  reviews: readonly Review[]
  trail: Trail
  names: ReadonlyMap<string, string>
  /** Records that the newest search found. */
  found: number
}

/** The steps that this right needs, in their order; the first that is not done is the one that goes on now. */
export function stepsOf(given: Given): readonly StepView[] {
  const { row } = given
  const steps = [
    identityStep(given),
    ...(isCopy(row.right) ? [collectStep(given), reviewStep(given)] : []),
    ...(machineAnswers(given.facts) ? [] : [decideStep(given)]),
    answerStep(given),
    closeStep(given),
  ]
  // What was never done of a request that is over is not to be done any more.
  const kept = row.closedAt === null ? steps : steps.filter(each => each.done)
  const now = kept.findIndex(each => !each.done)
  return kept.map(({ step, done, why }, index) => ({
    step,
    state: done ? 'done' : index === now ? 'now' : 'later',
    at: done?.at ?? null,
    by: done?.by ?? null,
    why,
  }))
}

type Found = { step: StepId; done: Done | null; why: StepView['why'] }
const none = { code: 'none' } as const

function identityStep({ row, facts, checks }: Given): Found {
  const last = checks.findLast(each => each.sure)
  const portal = last === undefined && row.channel === 'portal'
  return {
    step: 'identity',
    done: facts.identityKnown ? { at: last?.at ?? row.receivedAt, by: last?.by ?? null } : null,
    why: portal ? { code: 'signedIn' } : last ? { code: 'method', method: last.method, note: last.note } : none,
  }
}

const collectStep = (given: Given): Found => ({
  step: 'collect',
  done:
    given.facts.exportBuilt === null ? null : { at: given.facts.exportBuilt, by: actorOf(given, 'export.wanted').by },
  why: given.facts.exportBuilt === null ? none : { code: 'found', count: given.found },
})

function reviewStep({ facts, reviews }: Given): Found {
  const released = reviews.flatMap(each => each.released ?? []).toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const last = released.at(-1)
  const done = facts.exportBuilt !== null && facts.awaitingReview === 0
  return {
    step: 'review',
    done: done ? { at: last?.at ?? facts.exportBuilt, by: last?.name ?? null } : null,
    why: !done ? none : last ? { code: 'reviewed', count: released.length } : { code: 'nothingToReview' },
  }
}

const decideStep = (given: Given): Found => ({
  step: 'decide',
  done: given.facts.decided ? actorOf(given, 'request.decided') : null,
  why: given.facts.decided ? { code: 'decided', count: timesOf(given, 'request.decided') } : none,
})

function answerStep(given: Given): Found {
  const at = given.row.answeredAt
  if (at === null) return { step: 'answer', done: null, why: none }
  const sent = actorOf(given, 'request.letterQueued')
  return { step: 'answer', done: { at, by: sent.by }, why: sent.by ? none : { code: 'byItself' } }
}

function closeStep(given: Given): Found {
  const { closedAt: at, answeredAt } = given.row
  if (at === null) return { step: 'close', done: null, why: none }
  const how = answeredAt ? 'request.closed' : 'request.withdrawn'
  return { step: 'close', done: { at, by: actorOf(given, how).by }, why: answeredAt ? none : { code: 'withdrawn' } }
}

/** When this happened last, and which colleague did it. */
function actorOf({ trail, names }: Given, event: AuditEvent): Done {
  const last = trail.findLast(each => each.type === event)
  return { at: (last?.at ?? null) as Instant | null, by: last ? (names.get(last.actor.ref) ?? null) : null }
}

const timesOf = ({ trail }: Given, event: AuditEvent): number => trail.filter(each => each.type === event).length
