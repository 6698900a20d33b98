/** The end of a request: withdrawn by the person, or closed after its answer; and opened again. */
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Day } from '#domain/day.ts'
import { closePauses } from './pause.ts'
import { addNote } from './request-note.ts'
import type { Ledger } from './record.ts'
import { type Counting, refreshQueueCopy, withdrawRequest } from './subject-request.ts'

/**
 * The person told staff, outside the portal, that they no longer ask; the note says how. Records `request.noted` and
 * `request.withdrawn`; declines to false when it was answered or closed before.
 */
export async function withdrawForMember(
  ledger: Ledger,
  counting: Counting,
  told: { requestId: string; note: string; staffId: string },
): Promise<boolean> {
  await addNote(ledger, { requestId: told.requestId, staffId: told.staffId, text: told.note })
  return (await withdrawRequest(ledger, counting, told.requestId)) || ledger.decline(false)
}

/** Nothing is left to do after the answer. Records `request.closed`; declines to false when it was not answered, or closed before. */
export async function closeRequest(ledger: Ledger, counting: Counting, requestId: string): Promise<boolean> {
  const t = ledger.t.subjectRequest
  const [row] = await ledger.db
    .update(t)
    .set({ closedAt: ledger.at })
    .where(and(eq(t.id, requestId), isNotNull(t.answeredAt), isNull(t.closedAt)))
    .returning({ id: t.id })
  if (!row) return ledger.decline(false)
  ledger.entry('request.closed', { request: requestId })
  await refreshQueueCopy(ledger, counting, requestId)
  return true
}

/**
 * Goes on with what was closed or withdrawn. What was closed because we could not tell who asked resumes: the answer is
 * taken back and the open question ends today, since what would show it has come (law/rules §8.1). Records
 * `request.reopened`; declines to false when it was not closed.
 */
export async function reopenRequest(
  ledger: Ledger,
  counting: Counting,
  requestId: string,
  today: Day,
): Promise<boolean> {
  const { db, t } = ledger
  const q = t.subjectRequest
  const d = t.decision
  const unidentified = await db.$count(
    d,
    and(eq(d.requestId, requestId), isNull(d.replacedAt), eq(d.outcome, 'cannotIdentify')),
  )
  const [row] = await db
    .update(q)
    .set({ closedAt: null, ...(unidentified > 0 && { answeredAt: null }) })
    .where(and(eq(q.id, requestId), isNotNull(q.closedAt), isNull(q.mergedInto)))
    .returning({ id: q.id })
  if (!row) return ledger.decline(false)
  ledger.entry('request.reopened', { request: requestId })
  if (unidentified > 0) await closePauses(ledger, requestId, today, 'identity')
  await refreshQueueCopy(ledger, counting, requestId)
  return true
}
