/** A second pair of eyes: asked for one exact plan, and given or denied for exactly that plan (12(5), UAVG 41; T10). */
import { and, desc, eq, isNull } from 'drizzle-orm'
import { mayApprove, needsSecond, planHash, undecided } from '#domain/decision.ts'
import { type NoDeciding, noDeciding } from './decision.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import { answerPlanOf } from './request-facts.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { type Counting, refreshQueueCopy, requestById } from './subject-request.ts'

/** For staff only: with who asked and who answered. */
export type ApprovalLine = Tables['approval']['$inferSelect'] & { asker: string; decider: string }

/**
 * - `notNeeded` no ground in it asks for a second person
 * - `notReady` something is not decided yet, or there is no letter: nobody agrees to half a plan
 * - `changed` the plan is not what the page showed
 * - `notYours` whoever asked, handles or decided cannot agree to it, nor can the person themselves
 * - `gone` somebody answered before
 */
export type NoApproval = NoDeciding | 'notNeeded' | 'notReady' | 'changed' | 'notYours' | 'gone'

/** Asks for agreement to the answer as the page showed it (`plan`). Records `request.approvalAsked`. */
export async function askApproval(
  ledger: Ledger,
  counting: Counting,
  requestId: string,
  asked: { staffId: string; plan: string },
): Promise<'asked' | NoApproval> {
  const { db, t } = ledger
  const closed = await noDeciding(ledger, requestId, asked.staffId)
  if (closed) return ledger.decline(closed)
  const plan = await answerPlanOf(db, t, requestId)
  if (!needsSecond(plan.decisions, plan.hidden)) return ledger.decline('notNeeded' as const)
  if (plan.letter === '' || plan.decisions.length === 0 || undecided(plan.decisions, plan.hidden).length > 0) {
    return ledger.decline('notReady' as const)
  }
  const hash = planHash(plan)
  if (hash !== asked.plan) return ledger.decline('changed' as const)
  const a = t.approval
  const waiting = await db.$count(a, and(eq(a.requestId, requestId), eq(a.planHash, hash), isNull(a.decidedAt)))
  if (waiting > 0) return ledger.decline('asked' as const)
  await db.insert(a).values({
    id: newHandle(),
    requestId,
    planHash: hash,
    askedBy: asked.staffId,
    askedAt: ledger.at,
    decidedBy: null,
    decidedAt: null,
    approved: null,
    note: '',
  })
  ledger.entry('request.approvalAsked', { request: requestId, payload: { plan: hash } })
  await refreshQueueCopy(ledger, counting, requestId)
  return 'asked'
}

/**
 * Agrees, or does not. Everything is looked at afresh in this transaction: a plan that is not the one that was asked about
 * and shown (`plan`) is refused. Records `request.approved` or `request.approvalDenied`.
 * @param answer.isSubject the approver is the person whose request it is
 */
export async function answerApproval(
  ledger: Ledger,
  counting: Counting,
  requestId: string,
  answer: { staffId: string; plan: string; approved: boolean; note: string; isSubject: boolean },
): Promise<'done' | NoApproval> {
  const { db, t } = ledger
  const closed = await noDeciding(ledger, requestId, null)
  if (closed) return ledger.decline(closed)
  const plan = await answerPlanOf(db, t, requestId)
  if (planHash(plan) !== answer.plan) return ledger.decline('changed' as const)
  const a = t.approval
  const [open] = await db
    .select()
    .from(a)
    .where(and(eq(a.requestId, requestId), eq(a.planHash, answer.plan)))
    .orderBy(desc(a.askedAt), desc(a.id))
    .limit(1)
  if (!open || open.decidedAt) return ledger.decline('gone' as const)
  const others = await othersOf(db, t, requestId, open.askedBy)
  if (answer.isSubject || !mayApprove(answer.staffId, others)) return ledger.decline('notYours' as const)
  const { staffId, approved, note } = answer
  const [done] = await db
    .update(a)
    .set({ decidedBy: staffId, decidedAt: ledger.at, approved, note })
    .where(and(eq(a.id, open.id), isNull(a.decidedAt)))
    .returning({ id: a.id })
  if (!done) return ledger.decline('gone' as const)
  const payload = { plan: open.planHash }
  ledger.entry(approved ? 'request.approved' : 'request.approvalDenied', { request: requestId, payload })
  await refreshQueueCopy(ledger, counting, requestId)
  return 'done'
}

/** Who had a hand in the plan, and so cannot agree to it: whoever hid a value decided too. */
export async function othersOf(
  reader: Reader,
  t: Tables,
  requestId: string,
  askedBy: string,
): Promise<{ askedBy: string; assignedTo: string | null; deciders: readonly string[] }> {
  const [d, h] = [t.decision, t.hiddenValue]
  const [request, decided, hid] = await Promise.all([
    requestById(reader, t, requestId),
    reader
      .selectDistinct({ by: d.by })
      .from(d)
      .where(and(eq(d.requestId, requestId), isNull(d.replacedAt))),
    reader
      .selectDistinct({ by: h.by })
      .from(h)
      .where(and(eq(h.requestId, requestId), isNull(h.liftedAt))),
  ])
  return {
    askedBy,
    assignedTo: request?.assignedTo ?? null,
    deciders: [...new Set([...decided, ...hid].map(({ by }) => by))],
  }
}

/** Every time agreement was asked for a request, newest first. */
export async function approvalsOf(reader: Reader, t: Tables, requestId: string): Promise<readonly ApprovalLine[]> {
  const a = t.approval
  const rows = await reader
    .select({ approval: a, asker: t.staff.name })
    .from(a)
    .leftJoin(t.staff, eq(t.staff.id, a.askedBy))
    .where(eq(a.requestId, requestId))
    .orderBy(desc(a.askedAt), desc(a.id))
    .limit(100)
  const deciders = await reader
    .select({ id: a.id, name: t.staff.name })
    .from(a)
    .innerJoin(t.staff, eq(t.staff.id, a.decidedBy))
    .where(eq(a.requestId, requestId))
    .limit(100)
  const names = new Map(deciders.map(({ id, name }) => [id, name]))
  return rows.map(({ approval, asker }) => ({ ...approval, asker: asker ?? '', decider: names.get(approval.id) ?? '' }))
}
