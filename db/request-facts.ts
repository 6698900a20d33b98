/** The facts of a request that standing, need and checklist are computed from, and the answer as it stands now. */
import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm'
import { readEntry } from '#domain/audit/entry.ts'
import { epochOf } from '#domain/audit/epoch.ts'
import type { Actor } from '#domain/audit-entry.ts'
import {
  type AnswerPlan,
  type Decision,
  decisionFor,
  keepsBack,
  needsSecond,
  planHash,
  undecided,
} from '#domain/decision.ts'
import { identityKnown } from '#domain/identity.ts'
import { isCounted } from '#domain/pause.ts'
import type { RequestFacts } from '#domain/subject-request.ts'
import type { Day } from '#domain/day.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

type SubjectRequest = Tables['subjectRequest']['$inferSelect']

/** More than this of one kind on one request is a fault somewhere. */
const most = 1000

/** A request that was received just now, before anything happened to it. */
export const newFacts = ({
  right,
  channel,
  received,
}: Pick<RequestFacts, 'right' | 'channel' | 'received'>): RequestFacts => ({
  right,
  channel,
  received,
  answered: null,
  closed: null,
  merged: false,
  exportWanted: channel === 'portal' && (right === 'access' || right === 'portability') ? received : null,
  exportBuilt: null,
  exportFailedSources: 0,
  awaitingReview: 0,
  waitingForMember: false,
  identityKnown: identityKnown(channel, []),
  hidden: 0,
  decided: false,
  secondNeeded: false,
  approved: false,
  letterWritten: false,
  letterQueued: false,
  secondLook: false,
})

export async function factsOf(reader: Reader, t: Tables, request: SubjectRequest): Promise<RequestFacts> {
  const { id } = request
  const [[newest], pauses, checks, waiting, plan, [queued], [look]] = await Promise.all([
    reader
      .select()
      .from(t.export)
      .where(and(eq(t.export.requestId, id), isNull(t.export.cancelledAt)))
      .orderBy(desc(t.export.wantedAt), desc(t.export.attempts), desc(t.export.id))
      .limit(1),
    reader.select().from(t.requestPause).where(eq(t.requestPause.requestId, id)).limit(most),
    reader
      .select({ method: t.requestIdentity.method, sure: t.requestIdentity.sure })
      .from(t.requestIdentity)
      .where(eq(t.requestIdentity.requestId, id))
      .orderBy(asc(t.requestIdentity.at), asc(t.requestIdentity.id))
      .limit(most),
    unreleased(reader, t, id),
    answerPlanOf(reader, t, id),
    reader
      .select({ id: t.answer.id })
      .from(t.answer)
      .where(and(eq(t.answer.requestId, id), isNull(t.answer.takenBackAt), isNull(t.answer.sentAt)))
      .limit(1),
    reader
      .select({ id: t.secondLook.id })
      .from(t.secondLook)
      .where(and(eq(t.secondLook.requestId, id), isNull(t.secondLook.decidedAt)))
      .limit(1),
  ])
  const secondNeeded = needsSecond(plan.decisions, plan.hidden)
  // A retry that takes the place of an incomplete bundle means that something failed, until it is built whole.
  const failed = newest
    ? (newest.failedParts ?? 0) + (newest.builtAt ? 0 : newest.failedAt || newest.replaces || newest.trouble ? 1 : 0)
    : 0
  return {
    right: request.right,
    channel: request.channel,
    received: request.receivedAt,
    answered: request.answeredAt,
    closed: request.closedAt,
    merged: request.mergedInto !== null,
    exportWanted: newest?.wantedAt ?? null,
    exportBuilt: newest?.builtAt ?? null,
    exportFailedSources: failed,
    awaitingReview: waiting.filter(category => !isRefused(plan.decisions, category)).length,
    // A question that may not stop the clock is asked all the same, and waits for nobody.
    waitingForMember: pauses.some(pause => pause.until === null && isCounted(pause)),
    identityKnown: identityKnown(request.channel, checks),
    hidden: plan.hidden.length,
    decided: plan.decisions.length > 0 && undecided(plan.decisions, plan.hidden).length === 0,
    secondNeeded,
    approved: secondNeeded && (await isApproved(reader, t, plan)),
    letterWritten: plan.letter !== '',
    letterQueued: queued !== undefined,
    secondLook: look !== undefined,
  }
}

const isRefused = (decisions: readonly Decision[], category: string): boolean => {
  const decision = decisionFor(decisions, category)
  return decision !== null && keepsBack(decision)
}

async function unreleased(reader: Reader, t: Tables, requestId: string): Promise<readonly string[]> {
  const r = t.requestReview
  const rows = await reader
    .select({ category: r.category })
    .from(r)
    .where(and(eq(r.requestId, requestId), isNull(r.releasedAt)))
    .orderBy(asc(r.category))
    .limit(most)
  return rows.map(row => row.category)
}

/** Categories that a person must still release before all can go out; what is refused as a whole needs no release. */
export async function awaitingRelease(reader: Reader, t: Tables, requestId: string): Promise<readonly string[]> {
  const [waiting, { decisions }] = await Promise.all([
    unreleased(reader, t, requestId),
    answerPlanOf(reader, t, requestId),
  ])
  return waiting.filter(category => !isRefused(decisions, category))
}

/** Last day of the second look that is going on; null when there is none. */
export async function lookAgainBy(reader: Reader, t: Tables, requestId: string): Promise<Day | null> {
  const s = t.secondLook
  const [look] = await reader
    .select({ answerBy: s.answerBy })
    .from(s)
    .where(and(eq(s.requestId, requestId), isNull(s.decidedAt)))
    .orderBy(desc(s.askedAt), desc(s.id))
    .limit(1)
  return look?.answerBy ?? null
}

/** The answer as it stands now: the decisions that hold, what is hidden, and the letter in the making. */
export async function answerPlanOf(reader: Reader, t: Tables, requestId: string): Promise<AnswerPlan> {
  const d = t.decision
  const h = t.hiddenValue
  const [decisions, hidden, [draft]] = await Promise.all([
    reader
      .select({
        category: d.category,
        item: d.item,
        outcome: d.outcome,
        ground: d.ground,
        reason: d.reason,
        wouldChange: d.wouldChange,
        until: d.until,
      })
      .from(d)
      .where(and(eq(d.requestId, requestId), isNull(d.replacedAt)))
      .orderBy(asc(d.at), asc(d.id))
      .limit(most),
    reader
      .select({
        category: h.category,
        source: h.source,
        table: h.table,
        key: h.key,
        column: h.column,
        reason: h.reason,
      })
      .from(h)
      .where(and(eq(h.requestId, requestId), isNull(h.liftedAt)))
      .orderBy(asc(h.at), asc(h.id))
      .limit(most * 10),
    reader
      .select({ text: t.letterDraft.text })
      .from(t.letterDraft)
      .where(eq(t.letterDraft.requestId, requestId))
      .limit(1),
  ])
  return { requestId, decisions, hidden, letter: draft?.text ?? '' }
}

/** Whether a second person agreed to exactly this plan (T10): any change of it asks for a new agreement. */
export async function isApproved(reader: Reader, t: Tables, plan: AnswerPlan): Promise<boolean> {
  const a = t.approval
  const [row] = await reader
    .select({ approved: a.approved })
    .from(a)
    .where(and(eq(a.requestId, plan.requestId), eq(a.planHash, planHash(plan))))
    .orderBy(desc(a.askedAt), desc(a.id))
    .limit(1)
  return row?.approved === true
}

/** Events that do not change what somebody else works on: looking, mail, and what the machine does by itself. */
const quiet = /^(?:data|mail|export|signIn|proof|subject)\./

/** The number of the newest entry of this request that its page shows as changed; -1 when there is none. Goes into forms as `seen`. */
export async function seenUpTo(reader: Reader, t: Tables, requestId: string): Promise<number> {
  const newest = await changesSince(reader, t, requestId, -1)
  return newest.at(-1)?.seq ?? -1
}

/** What changed about a request after entry `seen`, oldest first: a form that was opened before then is stale. */
export async function changesSince(
  reader: Reader,
  t: Tables,
  requestId: string,
  seen: number,
): Promise<readonly { seq: number; type: string; ts: string; actor: Actor }[]> {
  const e = t.auditEntry
  const rows = await reader
    .select({ seq: e.seq, type: e.type, ts: e.ts, entry: e.entry })
    .from(e)
    .where(and(eq(e.request, requestId), gt(e.seq, seen)))
    .orderBy(asc(e.seq))
    .limit(most * 10)
  return rows
    .filter(row => !quiet.test(row.type))
    .map(({ entry, ...row }) => ({
      ...row,
      actor: readEntry(entry, epochOf(row.seq))?.actor ?? { kind: 'system', ref: 'unknown' },
    }))
}
