/** A question to the person: on their page, with the pause that the law lets it have (TIME-11, TIME-12). */
import { and, desc, eq, exists, gte, inArray, isNull, lte, notExists } from 'drizzle-orm'
import type { Day } from '#domain/day.ts'
import { type PauseKind, pauseKinds } from '#domain/pause.ts'
import { putMessage } from './message.ts'
import type { RequestPause } from './pause.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { type Counting, refreshQueueCopy } from './subject-request.ts'

/** Reminders that are written in one go. */
const mostReminded = 500

/**
 * Asks the person something: the question on their page, and the pause under the kind that the law gives it; a void one
 * is kept for the record and stops nothing. Records `request.identityAsked` or `request.scopeAsked`.
 */
export async function askQuestion(
  ledger: Ledger,
  counting: Counting,
  question: {
    requestId: string
    about: 'identity' | 'clarify'
    kind: PauseKind
    day: Day
    /** Why it is asked, as staff recorded it. */
    reason: string
    text: string
    staffId: string
  },
): Promise<void> {
  const { requestId, about, kind, day, reason, text, staffId } = question
  const row = { id: newHandle(), requestId, kind, from: day, until: null, reason, by: staffId, at: ledger.at }
  await ledger.db.insert(ledger.t.requestPause).values(row)
  const message = await putMessage(ledger, { requestId, kind: about, text, staffId })
  ledger.entry(about === 'identity' ? 'request.identityAsked' : 'request.scopeAsked', {
    request: requestId,
    payload: { pause: row.id, kind, from: day, message },
  })
  await refreshQueueCopy(ledger, counting, requestId)
}

/**
 * Questions that stop the clock, were sent on or before `until`, are still open, and were not reminded of since. Newest
 * first, so that what falls due today is not behind what was let lie.
 */
export function questionsToRemind(reader: Reader, t: Tables, until: Day): Promise<RequestPause[]> {
  const p = t.requestPause
  const q = t.subjectRequest
  const e = t.auditEntry
  const reminded = reader
    .select({ seq: e.seq })
    .from(e)
    .where(and(eq(e.request, p.requestId), eq(e.type, 'request.questionReminded'), gte(e.ts, p.at)))
  const open = reader
    .select({ id: q.id })
    .from(q)
    .where(and(eq(q.id, p.requestId), isNull(q.answeredAt), isNull(q.closedAt), isNull(q.mergedInto)))
  return reader
    .select()
    .from(p)
    .where(
      and(isNull(p.until), inArray(p.kind, [...pauseKinds]), lte(p.from, until), notExists(reminded), exists(open)),
    )
    .orderBy(desc(p.from), desc(p.id))
    .limit(mostReminded)
}

/** Notes that the person was reminded, in the transaction of the mail. Records `request.questionReminded`. */
export function noteReminded(ledger: Ledger, pause: Pick<RequestPause, 'id' | 'requestId'>): void {
  ledger.entry('request.questionReminded', { request: pause.requestId, payload: { pause: pause.id } })
}
