/**
 * What arrived outside the portal: filed once, with the moment it arrived, and one request for every right in it
 * (TIME-02, TIME-15). Whom it is about can be found out later.
 */
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { dayOf } from '#domain/day.ts'
import type { IdentityMethod } from '#domain/identity.ts'
import type { Right } from '#domain/right.ts'
import type { Scope } from '#domain/subject-request.ts'
import { letterOnItsWay } from './answer.ts'
import { cancelExport, exportsOf, isRunning } from './export.ts'
import { checkIdentity } from './identity.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import { forgetSearchWords, saveSearchWords } from './search-word.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { isStranger, subjectById } from './subject.ts'
import { type Counting, receiveRequest, refreshQueueCopy, type SubjectRequest } from './subject-request.ts'

export type Letter = Tables['letter']['$inferSelect']

/** What is known about who asks when a letter is filed. `by`: a staff member's id, or null when the machine checked a code. */
export type IdentityFound = { method: IdentityMethod; note: string; by: string | null }

/** Most requests of one letter: one per right, and what was split off again after a withdrawal. */
const most = 50

/** Somebody who writes asks for all of it, unless the conversation says otherwise later. */
const everything: Scope = { categories: null, from: null, until: null, forms: ['access', 'portability'] }

/**
 * Files a letter with a request for each right in it, all of the same moment (TIME-15). Records `letter.filed`,
 * `request.received` for each, and `request.identityChecked` when something is known about who asks.
 * @param letter.arrivedAt not after now
 * @param words what its requests are found by in the queue (`app/search-words.ts`)
 */
export async function fileLetter(
  ledger: Ledger,
  counting: Counting,
  letter: Omit<Letter, 'id' | 'filedAt'>,
  rights: readonly Right[],
  identity: IdentityFound | null,
  words: readonly string[],
): Promise<{ letter: Letter; requests: readonly SubjectRequest[] }> {
  if (rights.length === 0) throw new Error('a letter without a right in it is no request')
  const row: Letter = { id: newHandle(), filedAt: ledger.at, ...letter }
  await ledger.db.insert(ledger.t.letter).values(row)
  const requests: SubjectRequest[] = []
  for (const right of new Set(rights)) requests.push(await requestFrom(ledger, counting, row, right, words))
  ledger.entry('letter.filed', {
    payload: { letter: row.id, channel: row.channel, requests: requests.map(each => each.id) },
  })
  if (identity) {
    const { by: staffId, ...found } = identity
    const check = { ...found, staffId, sure: true, answeredOn: dayOf(ledger.at, counting.timeZone) }
    for (const request of requests) await checkIdentity(ledger, counting, request, check)
  }
  return { letter: row, requests }
}

const requestFrom = (
  ledger: Ledger,
  counting: Counting,
  letter: Letter,
  right: Right,
  words: readonly string[],
): Promise<SubjectRequest> =>
  receiveRequest(ledger, counting, {
    right,
    subjectId: letter.subjectId,
    channel: letter.channel,
    scope: everything,
    receivedAt: letter.arrivedAt,
    letterId: letter.id,
    words,
  })

/**
 * Another right turns out to be in the letter: a request of its own, counted from the letter's own arrival, with what is
 * known of who asks. Null when there is one for this right that is not closed.
 */
export async function splitOff(
  ledger: Ledger,
  counting: Counting,
  letter: Letter,
  right: Right,
  words: readonly string[],
): Promise<SubjectRequest | null> {
  const siblings = await requestsIn(ledger.db, ledger.t, letter.id)
  if (siblings.some(each => each.right === right && each.closedAt === null)) return null
  const request = await requestFrom(ledger, counting, letter, right, words)
  const [first] = siblings
  if (first) {
    await copyChecks(ledger, first.id, request.id)
    await refreshQueueCopy(ledger, counting, request.id)
  }
  return request
}

/** What was checked for one request of a letter holds for another in it: by the same people, at the same moments. */
async function copyChecks(ledger: Ledger, fromId: string, toId: string): Promise<void> {
  const t = ledger.t.requestIdentity
  const checks = await ledger.db.select().from(t).where(eq(t.requestId, fromId)).limit(most)
  for (const { method, sure, ...check } of checks) {
    await ledger.db.insert(t).values({ ...check, method, sure, id: newHandle(), requestId: toId })
    const event = sure ? 'request.identityChecked' : 'request.identityDoubted'
    ledger.entry(event, { request: toId, payload: { method } })
  }
}

/**
 * `strangers`: a letter is linked to somebody whom a source knows, never to somebody else whom none knows. `onItsWay`: an
 * answer was sent a moment ago, and would reach somebody else than it was written for.
 */
export type LinkFault = 'samePerson' | 'strangers' | 'answered' | 'copyMade' | 'onItsWay'

/**
 * The letter and its requests turn out to be of this person. What was searched for a stranger is thrown away: it was a
 * search for nobody. Records `letter.personLinked` for each request. A letter of one known person becomes another's only
 * while nothing was collected for it.
 */
export async function linkPerson(
  ledger: Ledger,
  counting: Counting,
  letter: Letter,
  subjectId: string,
  words: readonly string[],
): Promise<LinkFault | null> {
  if (letter.subjectId === subjectId) return 'samePerson'
  const { db, t } = ledger
  const becomes = await subjectById(db, t, subjectId)
  if (!becomes || isStranger(becomes)) return 'strangers'
  const requests = await requestsIn(db, t, letter.id)
  if (requests.some(each => each.answeredAt !== null)) return 'answered'
  const ids = requests.map(each => each.id)
  if (await letterOnItsWay(db, t, ids)) return 'onItsWay'
  const was = await subjectById(db, t, letter.subjectId)
  const made = (await Promise.all(requests.map(each => exportsOf(db, t, each.id)))).flat()
  if (made.some(each => each.builtAt !== null) && !(was && isStranger(was))) return 'copyMade'
  for (const job of made) {
    if (isRunning(job)) await cancelExport(ledger, job.id, job.subjectId)
    else if (job.builtAt && !job.cancelledAt) await throwAway(ledger, job)
  }
  await db.update(t.letter).set({ subjectId }).where(eq(t.letter.id, letter.id))
  if (ids.length > 0) {
    await db.update(t.subjectRequest).set({ subjectId }).where(inArray(t.subjectRequest.id, ids))
    // Who looked at what this person sent is theirs to know.
    await db.update(t.look).set({ subjectId }).where(inArray(t.look.requestId, ids))
  }
  for (const request of requests) {
    await forgetSearchWords(ledger, request.id)
    await saveSearchWords(ledger, request, words)
  }
  for (const id of ids) {
    ledger.entry('letter.personLinked', { request: id, payload: { letter: letter.id, subject: subjectId } })
    await refreshQueueCopy(ledger, counting, id)
  }
  return null
}

/** A bundle about nobody is offered to nobody; its file goes with what has expired. */
async function throwAway(ledger: Ledger, job: { id: string; requestId: string }): Promise<void> {
  const t = ledger.t.export
  await ledger.db
    .update(t)
    .set({ cancelledAt: ledger.at, expiresAt: ledger.at })
    .where(and(eq(t.id, job.id), isNull(t.cancelledAt)))
  ledger.entry('export.cancelled', { request: job.requestId, payload: { export: job.id } })
}

export async function letterById(reader: Reader, t: Tables, id: string): Promise<Letter | null> {
  const [row] = await reader.select().from(t.letter).where(eq(t.letter.id, id)).limit(1)
  return row ?? null
}

/** What a request came in; null when it was asked in the portal. */
export const letterOf = (
  reader: Reader,
  t: Tables,
  request: Pick<SubjectRequest, 'letterId'>,
): Promise<Letter | null> => (request.letterId ? letterById(reader, t, request.letterId) : Promise.resolve(null))

/** The requests that came in one letter, in order of filing. */
export function requestsIn(reader: Reader, t: Tables, letterId: string): Promise<SubjectRequest[]> {
  const q = t.subjectRequest
  return reader.select().from(q).where(eq(q.letterId, letterId)).orderBy(asc(q.receivedAt), asc(q.id)).limit(most)
}
