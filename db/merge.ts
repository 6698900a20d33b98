/**
 * Requests that repeat one another: suggested, joined by a person, and taken apart again. The one that arrived first is
 * the one that is answered, so that its day decides; both days of arrival stay (TIME-02).
 */
import { and, desc, eq, gte, inArray, isNull, lte, ne } from 'drizzle-orm'
import { duplicateDays, plainEmail, plainName } from '#domain/intake.ts'
import { later } from '#domain/moment.ts'
import { letterOnItsWay } from './answer.ts'
import type { Ledger } from './record.ts'
import { letterOf } from './letter.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { isStranger, subjectById } from './subject.ts'
import { type Counting, refreshQueueCopy, requestById, type SubjectRequest } from './subject-request.ts'

/** Words of a request that are looked up, requests with the same word that are compared, and suggestions that are shown. */
const mostWords = 20
const mostCompared = 200
const mostShown = 10

export type Repeat = { request: SubjectRequest; because: 'person' | 'email' | 'name' }

/**
 * Requests that this one seems to repeat, or that seem to repeat it: of the same right, not merged, and of the same
 * person while open, or from the same address or name within 60 days.
 */
export async function likelyRepeats(reader: Reader, t: Tables, request: SubjectRequest): Promise<readonly Repeat[]> {
  if (request.mergedInto !== null || request.closedAt !== null) return []
  const q = t.subjectRequest
  const other = and(eq(q.right, request.right), ne(q.id, request.id), isNull(q.mergedInto), isNull(q.closedAt))
  const same = await reader
    .select()
    .from(q)
    .where(and(eq(q.subjectId, request.subjectId), isNull(q.answeredAt), other))
    .orderBy(desc(q.receivedAt), desc(q.id))
    .limit(mostShown)
  const found = same.map((each): Repeat => ({ request: each, because: 'person' }))
  const shared = await sharingWords(reader, t, request)
  if (shared.size === 0) return found
  const alike = await reader
    .select({ request: q, letter: { name: t.letter.name, email: t.letter.email } })
    .from(q)
    .leftJoin(t.letter, eq(t.letter.id, q.letterId))
    .where(and(inArray(q.id, [...shared.keys()]), isNull(q.answeredAt), other))
    .orderBy(desc(q.receivedAt), desc(q.id))
    .limit(mostCompared)
  const mine = await letterOf(reader, t, request)
  const known = new Set(same.map(each => each.id))
  for (const each of alike) {
    const because = known.has(each.request.id) ? null : whyAlike(mine, each.letter, shared.get(each.request.id) ?? 0)
    if (because) found.push({ request: each.request, because })
  }
  return found.slice(0, mostShown)
}

/** Requests that are found by a word that this one is found by too, near in time, with how many such words there are. */
async function sharingWords(
  reader: Reader,
  t: Tables,
  { id, receivedAt }: SubjectRequest,
): Promise<ReadonlyMap<string, number>> {
  const s = t.searchWord
  const own = await reader.select({ word: s.word }).from(s).where(eq(s.requestId, id)).limit(mostWords)
  const shared = new Map<string, number>()
  for (const { word } of own) {
    const hits = await reader
      .select({ requestId: s.requestId })
      .from(s)
      .where(
        and(
          eq(s.word, word),
          ne(s.requestId, id),
          gte(s.receivedAt, later(receivedAt, -duplicateDays * 86_400)),
          lte(s.receivedAt, later(receivedAt, duplicateDays * 86_400)),
        ),
      )
      .orderBy(desc(s.receivedAt))
      .limit(mostCompared)
    for (const { requestId } of hits) shared.set(requestId, (shared.get(requestId) ?? 0) + 1)
  }
  return shared
}

type Written = { name: string; email: string } | null

/** The same address or name in both letters; of who asked in the portal only the words are known: two of them must be the same. */
function whyAlike(mine: Written, theirs: Written, shared: number): 'email' | 'name' | null {
  if (!mine || !theirs) return shared >= 2 ? 'name' : null
  if (mine.email && plainEmail(mine.email) === plainEmail(theirs.email)) return 'email'
  return mine.name && plainName(mine.name) === plainName(theirs.name) ? 'name' : null
}

/**
 * `strangers`: two people whom no source knows are never taken for one, whatever they call themselves. `onItsWay`: the letter
 * of one of them was sent a moment ago, and can still be taken back.
 */
export type MergeFault = 'gone' | 'otherPerson' | 'strangers' | 'otherRight' | 'answered' | 'merged' | 'onItsWay'

/**
 * Joins two requests: the later arrival goes into the earlier, and with it what was merged into it before. Records
 * `request.merged` for both.
 */
export async function mergeRequests(
  ledger: Ledger,
  counting: Counting,
  ids: readonly [string, string],
): Promise<MergeFault | null> {
  const { db, t } = ledger
  const [one, other] = await Promise.all(ids.map(id => requestById(db, t, id)))
  if (!one || !other || one.id === other.id) return 'gone'
  if (one.subjectId !== other.subjectId) return (await areStrangers(db, t, [one, other])) ? 'strangers' : 'otherPerson'
  if (one.right !== other.right) return 'otherRight'
  if (one.mergedInto !== null || other.mergedInto !== null) return 'merged'
  if ([one, other].some(each => each.answeredAt !== null || each.closedAt !== null)) return 'answered'
  if (await letterOnItsWay(db, t, [one.id, other.id])) return 'onItsWay'
  const [kept, repeat] = isEarlier(one, other) ? [one, other] : [other, one]
  const moved = [repeat, ...(await mergedInto(db, t, repeat.id))]
  for (const each of moved) {
    await db.update(t.subjectRequest).set({ mergedInto: kept.id }).where(eq(t.subjectRequest.id, each.id))
    ledger.entry('request.merged', { request: each.id, payload: { into: kept.id } })
    await refreshQueueCopy(ledger, counting, each.id)
  }
  ledger.entry('request.merged', { request: kept.id, payload: { with: repeat.id } })
  await refreshQueueCopy(ledger, counting, kept.id)
  return null
}

/** Whether no source knows either of those who asked: then nobody can say that the two are one person. */
export async function areStrangers(reader: Reader, t: Tables, requests: readonly SubjectRequest[]): Promise<boolean> {
  const who = await Promise.all(requests.map(each => subjectById(reader, t, each.subjectId)))
  return who.every(each => each !== null && isStranger(each))
}

/** By the moment of arrival; of two at the same moment, always the same one. */
const isEarlier = (a: SubjectRequest, b: SubjectRequest): boolean =>
  a.receivedAt === b.receivedAt ? a.id < b.id : a.receivedAt < b.receivedAt

/** They were two requests after all. Records `request.unmerged` for both; null when it is done. */
export async function unmergeRequest(
  ledger: Ledger,
  counting: Counting,
  id: string,
): Promise<'notMerged' | 'answered' | 'onItsWay' | null> {
  const { db, t } = ledger
  const repeat = await requestById(db, t, id)
  if (!repeat?.mergedInto) return 'notMerged'
  // The answer went to both: from then on it is history.
  if (repeat.answeredAt !== null || repeat.closedAt !== null) return 'answered'
  const kept = repeat.mergedInto
  // It goes to both, or to neither.
  if (await letterOnItsWay(db, t, [kept])) return 'onItsWay'
  await db.update(t.subjectRequest).set({ mergedInto: null }).where(eq(t.subjectRequest.id, id))
  ledger.entry('request.unmerged', { request: id, payload: { from: kept } })
  ledger.entry('request.unmerged', { request: kept, payload: { with: id } })
  await refreshQueueCopy(ledger, counting, id)
  await refreshQueueCopy(ledger, counting, kept)
  return null
}

/** What was merged into this request, newest first: answered and closed together with it. */
export function mergedInto(reader: Reader, t: Tables, id: string): Promise<SubjectRequest[]> {
  const q = t.subjectRequest
  return reader.select().from(q).where(eq(q.mergedInto, id)).orderBy(desc(q.receivedAt), desc(q.id)).limit(100)
}
