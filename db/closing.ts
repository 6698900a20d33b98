/** The end of a request: withdrawn by the person, or closed after its answer; and opened again. */
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
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

/** Goes on with what was closed or withdrawn. Records `request.reopened`; declines to false when it was not closed. */
export async function reopenRequest(ledger: Ledger, counting: Counting, requestId: string): Promise<boolean> {
  const t = ledger.t.subjectRequest
  const [row] = await ledger.db
    .update(t)
    .set({ closedAt: null })
    .where(and(eq(t.id, requestId), isNotNull(t.closedAt), isNull(t.mergedInto)))
    .returning({ id: t.id })
  if (!row) return ledger.decline(false)
  ledger.entry('request.reopened', { request: requestId })
  await refreshQueueCopy(ledger, counting, requestId)
  return true
}
