/**
 * The log in pages of rows that the database joins: one text or one run of bytes per page and column, because a row in
 * JavaScript costs more than the hash it holds. What a page says is compared to the letter with what was computed. No two
 * contents look the same: counts, numbers and the longest value come along, so that two rows cannot pass for one.
 */
import { asc, between, type SQL, sql } from 'drizzle-orm'
import { placeOf } from '#domain/audit/epoch.ts'
import type { Log } from '../store.ts'

/** Rows per query, an even number: large enough that the query costs little per row, small enough for memory to stay flat. */
export const PAGE = 512
/**
 * `texts`: the entries, one line each. `ends`: how each entry must end, by the columns that are there to search by. `nodes`:
 * the hashes of all, one after the other; `lengths`: how many bytes of them each entry has, with commas.
 */
export type EntryPage = { count: number; texts: string; ends: string; nodes: Buffer; lengths: string }
/** `numbers`: with commas. `salts`: one after the other, `longest` the bytes of the longest. `texts`: one line each. */
export type PayloadPage = { count: number; numbers: string; salts: Buffer; longest: number; texts: string }

export type Pages = {
  /** Entries at places `from` to `to`, inclusive. */
  entries(from: number, to: number): Promise<EntryPage>
  /** Payloads of entries `from` to `to`, inclusive. */
  payloads(from: number, to: number): Promise<PayloadPage>
}

const nothing = Buffer.alloc(0)
/** Places of one epoch: what is left of a place is the number in the entry. */
const span = sql.raw(String(placeOf(2, 0)))

/** The pages of one log; each query is built once. */
export function pagesOf(store: Log): Pages {
  const { lines, commas, bytes } = joining(store)
  const { auditEntry: entry, auditPayload: payload } = store.t
  const range = [sql.placeholder('from'), sql.placeholder('to')] as const
  const request = sql`coalesce('"' || ${entry.request} || '"', 'null')`
  const told = sql`'"request":' || ${request} || ',"seq":' || cast(${entry.seq} % ${span} as text) || ',"ts":"' || ${entry.ts} || '","type":"' || ${entry.type} || '","v":1}'`
  const entries = store.read
    .select({
      count: sql<number>`count(*)`,
      texts: lines(sql`entry`),
      ends: lines(sql`told`),
      nodes: bytes(sql`nodes`),
      lengths: commas(sql`octet_length(nodes)`),
    })
    .from(
      rows(
        store.read
          .select({
            place: as(entry.seq, 'place'),
            entry: as(entry.entry, 'entry'),
            told: told.as('told'),
            nodes: as(entry.nodes, 'nodes'),
          })
          .from(entry)
          .where(between(entry.seq, ...range))
          .orderBy(asc(entry.seq)),
      ),
    )
    .prepare()
  const payloads = store.read
    .select({
      count: sql<number>`count(*)`,
      numbers: commas(sql`place`),
      salts: bytes(sql`salt`),
      longest: sql<number | null>`max(octet_length(salt))`,
      texts: lines(sql`payload`),
    })
    .from(
      rows(
        store.read
          .select({
            place: as(payload.seq, 'place'),
            salt: as(payload.salt, 'salt'),
            payload: as(payload.payload, 'payload'),
          })
          .from(payload)
          .where(between(payload.seq, ...range))
          .orderBy(asc(payload.seq)),
      ),
    )
    .prepare()
  return {
    async entries(from, to) {
      const [page] = await entries.execute({ from, to })
      const { count = 0, texts, ends, nodes, lengths } = page ?? {}
      return { count, texts: texts ?? '', ends: ends ?? '', nodes: nodes ?? nothing, lengths: lengths ?? '' }
    },
    async payloads(from, to) {
      const [page] = await payloads.execute({ from, to })
      const { count = 0, numbers, salts, longest, texts } = page ?? {}
      return { count, numbers: numbers ?? '', salts: salts ?? nothing, longest: longest ?? 0, texts: texts ?? '' }
    },
  }
}

const as = (column: { getSQL(): SQL }, name: string) => sql`${column}`.as(name)
const rows = (inner: { getSQL(): SQL }) => sql`(${inner.getSQL()}) as rows`

/**
 * How an engine joins values of rows in the order of `place`. SQLite keeps the order of the rows it is given, and sorts them
 * again when told to; PostgreSQL must be told. SQLite joins bytes as it joins text, byte by byte.
 */
function joining(store: Log) {
  const sqlite = store.engine === 'sqlite'
  const joined = <T>(value: SQL, between: SQL) =>
    sqlite
      ? sql<T | null>`group_concat(${value}, ${between})`
      : sql<T | null>`string_agg(${value}, ${between} order by place)`
  return {
    lines: (value: SQL) => joined<string>(value, sqlite ? sql`char(10)` : sql`chr(10)`),
    commas: (value: SQL) => joined<string>(sql`cast(${value} as text)`, sql`','`),
    bytes: (value: SQL) =>
      sqlite ? sql<Buffer | null>`cast(${joined(value, sql`''`)} as blob)` : joined<Buffer>(value, sql`''::bytea`),
  }
}
