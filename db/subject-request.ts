/**
 * Requests of people: facts with who and when. What they mean (last day, need, standing) is computed by the domain; the
 * queue's copies of it are refreshed here, in the transaction of every change that can move them.
 */
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import { type Clock, type Deadline, deadline } from '#domain/deadline.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import { type Calendar, holidays } from '#domain/holidays.ts'
import { makeReference } from '#domain/reference.ts'
import type { Right } from '#domain/right.ts'
import { need } from '#domain/standing.ts'
import type { Channel, Scope } from '#domain/subject-request.ts'
import { chance, newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import { factsOf, lookAgainBy, newFacts } from './request-facts.ts'
import type { Tables } from './schema/tables.ts'
import { saveSearchWords } from './search-word.ts'
import type { Reader } from './store.ts'

export type SubjectRequest = Tables['subjectRequest']['$inferSelect']
export type RequestReview = Tables['requestReview']['$inferSelect']

/** What days are counted by: `register.controller`. */
export type Counting = { timeZone: string; holidays: Calendar }

/** Most requests of one person that a page lists. */
const mostListed = 200

/** Files a request: received now, or at an earlier moment that staff know (TIME-02). Records `request.received`. */
export async function receiveRequest(
  ledger: Ledger,
  counting: Counting,
  asked: {
    right: Right
    subjectId: string
    channel: Channel
    scope: Scope
    receivedAt?: Instant
    /** What it arrived in, when it came from outside the portal. */
    letterId?: string
    /** What it is found by in the queue (`app/search-words.ts`). */
    words?: readonly string[]
  },
): Promise<SubjectRequest> {
  const receivedAt = asked.receivedAt && asked.receivedAt < ledger.at ? asked.receivedAt : ledger.at
  const received = dayOf(receivedAt, counting.timeZone)
  const clock = deadline({ received, pauses: [], extension: null }, holidays(counting.holidays))
  const row = {
    id: newHandle(),
    reference: makeReference(chance(12)),
    right: asked.right,
    subjectId: asked.subjectId,
    channel: asked.channel,
    scope: asked.scope,
    letterId: asked.letterId ?? null,
    receivedAt,
    assignedTo: null,
    answeredAt: null,
    closedAt: null,
    mergedInto: null,
    answerBy: clock.answerBy ?? received,
    nominalBy: clock.nominal ?? received,
    need: need(newFacts({ ...asked, received: receivedAt })),
    open: true,
    labels: '',
    lateUntil: null,
  }
  await ledger.db.insert(ledger.t.subjectRequest).values(row)
  await saveSearchWords(ledger, row, asked.words ?? [])
  ledger.entry('request.received', {
    request: row.id,
    payload: { right: row.right, channel: row.channel, received, answerBy: row.answerBy },
  })
  return row
}

/**
 * The answer is available to the person (TIME-14). Records `request.answered`; false when it was answered or closed
 * before.
 */
export async function answerRequest(ledger: Ledger, counting: Counting, requestId: string): Promise<boolean> {
  const t = ledger.t.subjectRequest
  const [row] = await ledger.db
    .update(t)
    .set({ answeredAt: ledger.at })
    .where(and(eq(t.id, requestId), isNull(t.answeredAt), isNull(t.closedAt)))
    .returning({ id: t.id })
  if (!row) return false
  ledger.entry('request.answered', { request: requestId })
  await refreshQueueCopy(ledger, counting, requestId)
  for (const repeat of await repeatsOf(ledger, requestId)) await answerRequest(ledger, counting, repeat)
  return true
}

/** What was merged into a request is answered and closed with it: one answer for both. */
async function repeatsOf({ db, t }: Ledger, requestId: string): Promise<readonly string[]> {
  const q = t.subjectRequest
  const rows = await db.select({ id: q.id }).from(q).where(eq(q.mergedInto, requestId)).limit(mostListed)
  return rows.map(row => row.id)
}

/** The person no longer asks. Records `request.withdrawn`; false when it was answered or closed before. */
export async function withdrawRequest(ledger: Ledger, counting: Counting, requestId: string): Promise<boolean> {
  const t = ledger.t.subjectRequest
  const [row] = await ledger.db
    .update(t)
    .set({ closedAt: ledger.at })
    .where(and(eq(t.id, requestId), isNull(t.answeredAt), isNull(t.closedAt)))
    .returning({ id: t.id })
  if (!row) return false
  ledger.entry('request.withdrawn', { request: requestId })
  await refreshQueueCopy(ledger, counting, requestId)
  for (const repeat of await repeatsOf(ledger, requestId)) await withdrawRequest(ledger, counting, repeat)
  return true
}

/** One request of this person; null when there is none by that reference, or it is somebody else's. */
export async function requestOf(
  reader: Reader,
  t: Tables,
  reference: string,
  subjectId: string,
): Promise<SubjectRequest | null> {
  const q = t.subjectRequest
  const [row] = await reader
    .select()
    .from(q)
    .where(and(eq(q.reference, reference), eq(q.subjectId, subjectId)))
    .limit(1)
  return row ?? null
}

/** For staff: any request by its reference. */
export async function requestByReference(reader: Reader, t: Tables, reference: string): Promise<SubjectRequest | null> {
  const [row] = await reader.select().from(t.subjectRequest).where(eq(t.subjectRequest.reference, reference)).limit(1)
  return row ?? null
}

/** The references of these requests, by handle. */
export async function referencesOf(
  reader: Reader,
  t: Tables,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const q = t.subjectRequest
  const rows = await reader
    .select({ id: q.id, reference: q.reference })
    .from(q)
    .where(inArray(q.id, [...new Set(ids)]))
  return new Map(rows.map(row => [row.id, row.reference]))
}

/** For jobs: a request by its handle. */
export async function requestById(reader: Reader, t: Tables, id: string): Promise<SubjectRequest | null> {
  const [row] = await reader.select().from(t.subjectRequest).where(eq(t.subjectRequest.id, id)).limit(1)
  return row ?? null
}

/** The requests of one person, newest first. */
export function requestsOf(reader: Reader, t: Tables, subjectId: string): Promise<SubjectRequest[]> {
  const q = t.subjectRequest
  return reader
    .select()
    .from(q)
    .where(eq(q.subjectId, subjectId))
    .orderBy(desc(q.receivedAt), desc(q.id))
    .limit(mostListed)
}

/** Categories that wait, or waited, for a person before they go out. */
export function reviewsOf(reader: Reader, t: Tables, requestId: string): Promise<RequestReview[]> {
  return reader
    .select()
    .from(t.requestReview)
    .where(eq(t.requestReview.requestId, requestId))
    .orderBy(asc(t.requestReview.category))
    .limit(100)
}

/** What the last day of a request is counted from. */
export async function clockOf(
  reader: Reader,
  t: Tables,
  counting: Counting,
  request: Pick<SubjectRequest, 'id' | 'receivedAt'>,
): Promise<Clock> {
  const pauses = await reader
    .select()
    .from(t.requestPause)
    .where(eq(t.requestPause.requestId, request.id))
    .orderBy(asc(t.requestPause.from))
    .limit(100)
  const [extension] = await reader
    .select()
    .from(t.requestExtension)
    .where(eq(t.requestExtension.requestId, request.id))
    .limit(1)
  return {
    received: dayOf(request.receivedAt, counting.timeZone),
    pauses: pauses.map(({ kind, from, until }) => ({ kind, from, until })),
    extension: extension ? { noticeDay: extension.noticeDay, months: extension.months === 1 ? 1 : 2 } : null,
  }
}

/** The last day of a request with its sum (12(3)). */
export async function deadlineOf(
  reader: Reader,
  t: Tables,
  counting: Counting,
  request: Pick<SubjectRequest, 'id' | 'receivedAt'>,
): Promise<Deadline> {
  return deadline(await clockOf(reader, t, counting, request), holidays(counting.holidays))
}

/** Writes the queue's copies from the domain's own functions. Call it in every change that can move one of them. */
export async function refreshQueueCopy(ledger: Ledger, counting: Counting, requestId: string): Promise<void> {
  const { db, t } = ledger
  const request = await requestById(db, t, requestId)
  if (!request) throw new Error('there is no such request')
  const clock = await deadlineOf(db, t, counting, request)
  const facts = await factsOf(db, t, request)
  const lookAgain = await lookAgainBy(db, t, requestId)
  const answerBy = clock.answerBy ?? clock.unsuspended ?? request.answerBy
  const done = facts.answered ?? facts.closed
  const doneOn = done && dayOf(done, counting.timeZone)
  await db
    .update(t.subjectRequest)
    .set({
      // While a pause is open there is no last day; the queue then warns with the unsuspended one (TIME-11).
      // A second look has a day of its own, which the person is told.
      answerBy: lookAgain ?? answerBy,
      nominalBy: lookAgain ?? clock.nominal ?? clock.unsuspended ?? request.nominalBy,
      need: need(facts),
      open: (facts.answered === null && facts.closed === null && !facts.merged) || facts.secondLook,
      lateUntil: doneOn && doneOn > answerBy ? doneOn : null,
    })
    .where(eq(t.subjectRequest.id, requestId))
}
