/** The one extension of a request (12(3)), with the notice that makes it count: both in one change. */
import { eq } from 'drizzle-orm'
import type { Day } from '#domain/day.ts'
import { extensionRefused, type ExtensionReason, type ExtensionRefusal } from '#domain/extension.ts'
import { holidays } from '#domain/holidays.ts'
import { putMessage } from './message.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { clockOf, type Counting, refreshQueueCopy, requestById } from './subject-request.ts'

export type RequestExtension = Tables['requestExtension']['$inferSelect']

/**
 * Extends the term with a notice that is sent today: the text stands on the person's page from this moment (TIME-09).
 * Records `request.extended`; declines to the refusal when the law does not let it.
 */
export async function extendRequest(
  ledger: Ledger,
  counting: Counting,
  requestId: string,
  extension: {
    months: 1 | 2
    ground: ExtensionReason
    reason: string
    noticeDay: Day
    notice: string
    staffId: string
  },
): Promise<ExtensionRefusal | null> {
  const { db, t } = ledger
  const { months, ground, reason, noticeDay, notice, staffId } = extension
  const request = await requestById(db, t, requestId)
  if (!request) throw new Error('there is no such request')
  const clock = await clockOf(db, t, counting, request)
  const answered = request.answeredAt !== null || request.closedAt !== null
  const refused = extensionRefused({ answered, clock, today: noticeDay }, holidays(counting.holidays))
  if (refused) return ledger.decline(refused)
  const row = { requestId, noticeDay, months, ground, reason, by: staffId, at: ledger.at }
  await db.insert(t.requestExtension).values(row)
  const message = await putMessage(ledger, { requestId, kind: 'extension', text: notice, staffId })
  ledger.entry('request.extended', { request: requestId, payload: { months, ground, noticeDay, message } })
  await refreshQueueCopy(ledger, counting, requestId)
  return null
}

/** The extension of a request, or null. */
export async function extensionOf(reader: Reader, t: Tables, requestId: string): Promise<RequestExtension | null> {
  const x = t.requestExtension
  const [row] = await reader.select().from(x).where(eq(x.requestId, requestId)).limit(1)
  return row ?? null
}
