/** A letter on paper was put in the post: on which day, by whom. The log is where it is kept; a day that was erased since is the entry's own. */
import { type Day, dayOf, type Instant } from '#domain/day.ts'
import { sentAnswer } from './answer.ts'
import { auditTrail } from './audit/trail.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** `at`: when it was written down. `by`: a staff member's id. */
export type Posting = { day: Day; at: Instant; by: string }

/** The posting of the letter that the person has; null when none is written down, or it needs no post. */
export async function postingOf(reader: Reader, t: Tables, requestId: string, zone: string): Promise<Posting | null> {
  const answer = await sentAnswer(reader, t, requestId)
  if (answer?.way !== 'post') return null
  const told = (await auditTrail(reader, t, requestId)).findLast(
    each => each.type === 'request.letterPosted' && (payloadOf(each.payload)?.answer ?? answer.id) === answer.id,
  )
  if (!told) return null
  const at = told.at as Instant
  return { day: (payloadOf(told.payload)?.day ?? dayOf(at, zone)) as Day, at, by: told.actor.ref }
}

const payloadOf = (payload: unknown): { answer?: string; day?: string } | null =>
  typeof payload === 'object' && payload !== null ? payload : null

/** Whether a letter on paper still has to be posted, so that its request cannot be closed. */
export async function mustPost(reader: Reader, t: Tables, requestId: string, zone: string): Promise<boolean> {
  const answer = await sentAnswer(reader, t, requestId)
  return answer?.way === 'post' && (await postingOf(reader, t, requestId, zone)) === null
}

/** `early`: before the letter was there. `future`: a day that has not come. */
export type PostFault = 'notSent' | 'early' | 'future'

/** Writes down that the letter was posted; a later word corrects an earlier one. Records `request.letterPosted`. */
export async function notePosted(
  ledger: Ledger,
  zone: string,
  posted: { requestId: string; day: Day },
): Promise<PostFault | null> {
  const answer = await sentAnswer(ledger.db, ledger.t, posted.requestId)
  if (answer?.way !== 'post' || !answer.sentAt) return ledger.decline('notSent')
  if (posted.day < dayOf(answer.sentAt, zone)) return ledger.decline('early')
  if (posted.day > dayOf(ledger.at, zone)) return ledger.decline('future')
  ledger.entry('request.letterPosted', {
    request: posted.requestId,
    payload: { answer: answer.id, day: posted.day },
  })
  return null
}
