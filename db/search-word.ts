/**
 * Words to find a request by: names and addresses as HMAC under the portal's key, so that whole words can be searched and
 * nobody reads a name here. A copy of what a source or a letter says, for searching only: it can be made again at any time.
 */
import { and, asc, count, eq, gt, notExists, sql } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store, Writer } from './store.ts'

/** Beyond this a word is common, and it is of no use to know how common: looking beside any of them finds a page soon. */
const common = 20_000

/** Writes the words of a request; those that it has already stay as they are. */
export async function saveSearchWords(
  { db, t }: { db: Writer; t: Tables },
  request: { id: string; receivedAt: Instant },
  words: readonly string[],
): Promise<void> {
  if (words.length === 0) return
  const rows = [...new Set(words)].map(word => ({ word, receivedAt: request.receivedAt, requestId: request.id }))
  await db.insert(t.searchWord).values(rows).onConflictDoNothing()
}

/** Takes the words of a request away: its person is erased, or goes by another name. */
export async function forgetSearchWords({ db, t }: { db: Writer; t: Tables }, requestId: string): Promise<void> {
  await db.delete(t.searchWord).where(eq(t.searchWord.requestId, requestId))
}

/** The words with the fewest requests first. */
export async function rarestFirst(reader: Reader, t: Tables, words: readonly string[]): Promise<readonly string[]> {
  if (words.length < 2) return words
  const counted = await Promise.all(
    words.map(async word => {
      const some = reader
        .select({ one: sql`1`.as('one') })
        .from(t.searchWord)
        .where(eq(t.searchWord.word, word))
        .limit(common)
        .as('some')
      const [row] = await reader.select({ hits: count() }).from(some)
      return { word, hits: row?.hits ?? 0 }
    }),
  )
  return counted.toSorted((a, b) => a.hits - b.hits).map(({ word }) => word)
}

export type Unindexed = {
  id: string
  subjectId: string
  receivedAt: Instant
  /** As they called themselves in what came in. */
  written: { name: string; email: string } | null
}

/** Requests by their handle, from `after` on: only those without words, or all of them. */
export function withoutSearchWords(
  reader: Reader,
  t: Tables,
  after: string,
  size: number,
  all: boolean,
): Promise<Unindexed[]> {
  const q = t.subjectRequest
  const words = reader
    .select({ one: sql`1` })
    .from(t.searchWord)
    .where(eq(t.searchWord.requestId, q.id))
  return reader
    .select({
      id: q.id,
      subjectId: q.subjectId,
      receivedAt: q.receivedAt,
      written: { name: t.letter.name, email: t.letter.email },
    })
    .from(q)
    .leftJoin(t.letter, eq(t.letter.id, q.letterId))
    .where(and(gt(q.id, after), all ? undefined : notExists(words)))
    .orderBy(asc(q.id))
    .limit(size)
}

/** Puts these words in the place of the ones that were there. Housekeeping, not change: nothing new is known. */
export function replaceSearchWords(
  store: Store,
  requests: readonly { request: Unindexed; words: readonly string[] }[],
): Promise<void> {
  return store.tx(async db => {
    for (const { request, words } of requests) {
      await forgetSearchWords({ db, t: store.t }, request.id)
      await saveSearchWords({ db, t: store.t }, request, words)
    }
  })
}
