/** What a person saw of a category before they released it: the copy is made from exactly this (reviewed set). */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { itemDigest } from '#domain/hidden-value.ts'
import type { Item } from '#domain/item.ts'
import { chance, newHandle } from './random.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store, Writer } from './store.ts'

/** Rows in one statement: eight values each, well below what either engine takes. */
const mostRows = 1_000

type Where = { category: string; source: string; table: string }

/** The salt of a category's digests while it waits for release; made now when this is the first look. Null when it does not wait. */
export async function saltOf(db: Writer, t: Tables, requestId: string, category: string): Promise<Buffer | null> {
  const r = t.requestReview
  const open = and(eq(r.requestId, requestId), eq(r.category, category), isNull(r.releasedAt))
  const [row] = await db.select({ salt: r.salt }).from(r).where(open).limit(1)
  if (!row) return null
  if (row.salt) return Buffer.from(row.salt)
  const salt = chance(32)
  await db.update(r).set({ salt }).where(open)
  return salt
}

/**
 * Sets down items as they were shown, for a category that waits for release; what stood there of them before is replaced.
 * Part of the change that records the look. A category that was released, or never waited, is left as it is.
 */
export async function noteReviewed(
  db: Writer,
  t: Tables,
  requestId: string,
  category: string,
  items: readonly Item[],
): Promise<void> {
  const salt = items.length > 0 ? await saltOf(db, t, requestId, category) : null
  if (!salt) return
  const i = t.reviewedItem
  for (const some of chunked(items, mostRows)) {
    for (const [source, table, keys] of byTable(some)) {
      await db
        .delete(i)
        .where(
          and(
            eq(i.requestId, requestId),
            eq(i.category, category),
            eq(i.source, source),
            eq(i.table, table),
            inArray(i.key, keys),
          ),
        )
    }
    await db.insert(i).values(some.map(item => rowOf(requestId, category, item, salt)))
  }
}

/** The same for a stream of items, some at a time: operational until the release that follows makes it count. */
export async function noteAllReviewed(
  store: Store,
  requestId: string,
  category: string,
  items: AsyncIterable<readonly Item[]>,
): Promise<void> {
  let waiting: Item[] = []
  const put = async () => {
    const some = waiting
    waiting = []
    if (some.length > 0) await store.tx(db => noteReviewed(db, store.t, requestId, category, some))
  }
  for await (const batch of items) {
    waiting.push(...batch)
    if (waiting.length >= mostRows) await put()
  }
  await put()
}

/** The digests of these items as they were reviewed, by key. */
export async function reviewedAmong(
  reader: Reader,
  t: Tables,
  requestId: string,
  where: Where & { keys: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  if (where.keys.length === 0) return new Map()
  const i = t.reviewedItem
  const rows = await reader
    .select({ key: i.key, digest: i.digest })
    .from(i)
    .where(
      and(
        eq(i.requestId, requestId),
        eq(i.category, where.category),
        eq(i.source, where.source),
        eq(i.table, where.table),
        inArray(i.key, [...where.keys]),
      ),
    )
  return new Map(rows.map(({ key, digest }) => [key, digest]))
}

/** Whether each item is in the set, as it was seen: `seen`, `changed` since, or `new`. In the order of the items. */
export async function reviewStates(
  reader: Reader,
  t: Tables,
  requestId: string,
  salt: Uint8Array,
  items: readonly Item[],
): Promise<readonly ('seen' | 'changed' | 'new')[]> {
  const known = new Map<string, ReadonlyMap<string, string>>()
  for (const category of new Set(items.map(item => item.category))) {
    const own = items.filter(item => item.category === category)
    for (const [source, table, keys] of byTable(own)) {
      known.set(
        `${category}\n${source}\n${table}`,
        await reviewedAmong(reader, t, requestId, { category, source, table, keys }),
      )
    }
  }
  return items.map(item => {
    const digest = known.get(`${item.category}\n${item.source}\n${item.table}`)?.get(item.key)
    return digest === undefined ? 'new' : digest === itemDigest(item, salt) ? 'seen' : 'changed'
  })
}

const rowOf = (requestId: string, category: string, item: Item, salt: Uint8Array) => ({
  id: newHandle(),
  requestId,
  category,
  source: item.source,
  table: item.table,
  key: item.key,
  digest: itemDigest(item, salt),
})

/** The keys of items per source and table. */
export function byTable(items: readonly Item[]): readonly (readonly [source: string, table: string, keys: string[]])[] {
  const groups = new Map<string, [string, string, string[]]>()
  for (const { source, table, key } of items) {
    const name = `${source}\n${table}`
    const group = groups.get(name) ?? [source, table, []]
    group[2].push(key)
    groups.set(name, group)
  }
  return [...groups.values()]
}

function* chunked<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size)
}
