/** A question to the person: on their page, with the pause that the law lets it have (TIME-11, TIME-12). */
import type { Day } from '#domain/day.ts'
import type { PauseKind } from '#domain/pause.ts'
import { putMessage } from './message.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import { type Counting, refreshQueueCopy } from './subject-request.ts'

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
