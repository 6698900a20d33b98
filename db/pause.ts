/** Pauses of the clock (TIME-11): a question opens one (`db/question.ts`), an answer closes it. */
import { and, asc, eq, isNull } from 'drizzle-orm'
import { type Day, later } from '#domain/day.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { type Counting, refreshQueueCopy } from './subject-request.ts'

export type RequestPause = Tables['requestPause']['$inferSelect']

/** Most pauses of one request that are read. */
const most = 100

/**
 * An answer came that is enough: open questions end on that day, which runs again. Records `request.resumed`; false when
 * nothing was open. The queue's copy is the caller's.
 */
export async function closePauses(
  ledger: Ledger,
  requestId: string,
  answeredOn: Day,
  only?: 'identity' | 'clarify',
): Promise<boolean> {
  const p = ledger.t.requestPause
  const open = await ledger.db
    .select()
    .from(p)
    .where(and(eq(p.requestId, requestId), isNull(p.until), only ? eq(p.kind, only) : undefined))
    .limit(most)
  for (const pause of open) {
    await ledger.db
      .update(p)
      .set({ until: later(pause.from, answeredOn) })
      .where(eq(p.id, pause.id))
  }
  if (open.length === 0) return false
  ledger.entry('request.resumed', { request: requestId, payload: { until: answeredOn, pauses: open.length } })
  return true
}

/** Staff know that a sufficient answer came on this day. Declines to false when nothing was open. */
export async function resumeRequest(
  ledger: Ledger,
  counting: Counting,
  requestId: string,
  answeredOn: Day,
): Promise<boolean> {
  if (!(await closePauses(ledger, requestId, answeredOn))) return ledger.decline(false)
  await refreshQueueCopy(ledger, counting, requestId)
  return true
}

/** The questions of a request and how long each stopped the clock, oldest first. */
export function pausesOf(reader: Reader, t: Tables, requestId: string): Promise<RequestPause[]> {
  const p = t.requestPause
  return reader.select().from(p).where(eq(p.requestId, requestId)).orderBy(asc(p.from), asc(p.at)).limit(most)
}
