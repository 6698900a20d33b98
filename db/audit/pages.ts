/**
 * The log in pages of 256 rows, each page as one text made by the database: a row in JavaScript costs more than the hash
 * it holds. What a page says is compared to the letter with what was computed, so it need not be parsed further.
 */
import { and, asc, between, eq, type SQL, sql } from 'drizzle-orm'
import type { Log } from '../store.ts'

/** Rows per query: large enough that the query costs little per row, small enough not to hold up other work. */
export const PAGE = 256

/** `count` rows, one line each in order; `text` is empty when there are none. */
export type Page = { count: number; text: string }

/** Entries `from` to `to`, inclusive: `seq type =request ts entry`, with `-` instead of `=request` when there is none. */
export function entryPage(store: Log, from: number, to: number): Promise<Page> {
  const { seq, type, request, ts, entry } = store.t.auditEntry
  const line = sql<string>`cast(${seq} as text) || ' ' || ${type} || ' ' || coalesce('=' || ${request}, '-') || ' ' || ${ts} || ' ' || ${entry}`
  const rows = store.read.select({ place: sql`${seq}`.as('place'), line: line.as('line') }).from(store.t.auditEntry)
  return page(store, rows.where(between(seq, from, to)).orderBy(asc(seq)))
}

/** Payloads of entries `from` to `to`, inclusive: `seq salt payload`, the salt in hexadecimal digits. */
export function payloadPage(store: Log, from: number, to: number): Promise<Page> {
  const { seq, salt, payload } = store.t.auditPayload
  const line = sql<string>`cast(${seq} as text) || ' ' || ${hex(store, sql`${salt}`)} || ' ' || ${payload}`
  const rows = store.read.select({ place: sql`${seq}`.as('place'), line: line.as('line') }).from(store.t.auditPayload)
  return page(store, rows.where(between(seq, from, to)).orderBy(asc(seq)))
}

/** Nodes `from` to `to` of a level, inclusive: `idx hash`, the hash in hexadecimal digits. */
export function nodePage(store: Log, level: number, from: number, to: number): Promise<Page> {
  const node = store.t.auditNode
  const line = sql<string>`cast(${node.idx} as text) || ' ' || ${hex(store, sql`${node.hash}`)}`
  const rows = store.read.select({ place: sql`${node.idx}`.as('place'), line: line.as('line') }).from(node)
  return page(store, rows.where(and(eq(node.level, level), between(node.idx, from, to))).orderBy(asc(node.idx)))
}

const hex = (store: Log, bytes: SQL) =>
  store.engine === 'sqlite' ? sql`lower(hex(${bytes}))` : sql`encode(${bytes}, 'hex')`

async function page(store: Log, rows: { getSQL(): SQL }): Promise<Page> {
  const [found] = await store.read
    .select({
      count: sql<number>`count(*)`,
      // SQLite keeps the order of the rows it is given here, and sorts them again when told to; PostgreSQL must be told.
      text:
        store.engine === 'sqlite'
          ? sql<string | null>`group_concat(line, char(10))`
          : sql<string | null>`string_agg(line, chr(10) order by place)`,
    })
    .from(sql`(${rows.getSQL()}) as rows`)
  return { count: found?.count ?? 0, text: found?.text ?? '' }
}
