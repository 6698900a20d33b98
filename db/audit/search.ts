/**
 * Searching the log, newest first: pages by key both ways, each filter from an index, at a bounded cost. Where a filter has
 * no index of its own beside the one that leads, a page looks through so many entries at most and says how far it came.
 */
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Actor, AuditEvent } from '#domain/audit-entry.ts'
import { readEntry } from '#domain/audit/entry.ts'
import { epochOf } from '#domain/audit/epoch.ts'
import { leafHash } from '#domain/audit/merkle.ts'
import type { Instant } from '#domain/day.ts'
import { actorIn } from '../dialect.ts'
import type { Tables } from '../schema/tables.ts'
import type { Log } from '../store.ts'

/** Null is no limit; an empty list finds nothing. Moments to the second, `until` itself left out. */
export type LogFilter = {
  actors: readonly string[] | null
  kind: Actor['kind'] | null
  types: readonly AuditEvent[] | null
  /** A request's handle. */
  request: string | null
  from: string | null
  until: string | null
}

export type LogLine = {
  place: number
  type: AuditEvent
  at: Instant
  actor: Actor
  request: string | null
  /** The first eight hexadecimal digits of the entry's hash. */
  shortHash: string
}

export type LogPage = {
  lines: readonly LogLine[]
  previous: string | null
  next: string | null
  /** This page ended here, with fewer lines than fit, because it had looked through enough; null when it had not. */
  lookedUntil: Instant | null
}

/** How many entries one page looks through at most, where its filter is more than the index that leads. */
const mostLooked = 20_000
/** So many at least along each index walk. */
const leastLooked = 500

type Spot = { ts: string; place: number }
type Cursor = Spot & { back: boolean }

/** A page of the log. @param at.from a cursor; a broken one begins with the newest */
export async function searchLog(
  store: Log,
  filter: LogFilter,
  { from, size }: { from: string | null; size: number },
): Promise<LogPage> {
  const cursor = readCursor(from)
  const back = cursor?.back ?? false
  const walks = walksOf(store, filter)
  const found = await rowsOf(store, filter, walks, cursor, size + 1)
  const beyond = (a: Spot, b: Spot) => (back ? order(b, a) : order(a, b))
  const sorted = found.toSorted(beyond)
  const horizon = sorted.length > size ? null : await horizonOf(store, filter, walks, cursor)
  const seen = horizon ? sorted.filter(row => beyond(row, horizon) <= 0) : sorted
  const more = seen.length > size
  const rows = seen.slice(0, size)
  const last = more ? rows.at(-1)! : horizon
  if (back) rows.reverse()
  const [newest, oldest] = back ? [last, rows.at(-1) ?? cursor] : [cursor && (rows[0] ?? cursor), last]
  return {
    lines: rows.map(({ place, entry }) => lineOf(place, entry)),
    previous: newest && `<${newest.ts}~${newest.place}`,
    next: oldest && `>${oldest.ts}~${oldest.place}`,
    lookedUntil: !more && horizon ? (horizon.ts as Instant) : null,
  }
}

/** Newest first; of one second, the one that was written last. */
const order = (a: Spot, b: Spot): number => (a.ts === b.ts ? b.place - a.place : a.ts < b.ts ? 1 : -1)

function readCursor(text: string | null): Cursor | null {
  const [, way, ts, place] = /^([<>])(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)~(\d{1,15})$/.exec(text ?? '') ?? []
  return way && ts && place ? { back: way === '<', ts, place: Number(place) } : null
}

/** Stretches of an index that together hold what is asked: `lead` is what the index finds, `rest` is looked at besides. */
type Walk = { lead: SQL | undefined; rest: SQL | undefined }

function walksOf(store: Log, { actors, kind, types, request }: LogFilter): readonly Walk[] {
  const { auditEntry: e } = store.t
  const is = actorIn[store.engine]
  const ofKind = kind === null ? undefined : sql`${is.kind} = ${kind}`
  const ofType = types === null ? undefined : inArray(sql`type`, [...types])
  const byActor = actors === null ? undefined : inArray(is.ref, [...actors])
  if (request !== null) return [{ lead: eq(e.request, request), rest: and(byActor, ofType, ofKind) }]
  if (actors !== null) return actors.map(ref => ({ lead: sql`${is.ref} = ${ref}`, rest: and(ofType, ofKind) }))
  if (types !== null) return types.map(type => ({ lead: eq(e.type, type), rest: ofKind }))
  return [{ lead: undefined, rest: ofKind }]
}

type Row = Spot & { entry: string }

/** What the walks find, at most `limit` of each, in one statement. */
async function rowsOf(
  store: Log,
  filter: LogFilter,
  walks: readonly Walk[],
  cursor: Cursor | null,
  limit: number,
): Promise<readonly Row[]> {
  const { read } = store
  const parts = walks.map((walk, index) => {
    const { rest } = walk
    const stretch = stretchOf(store, filter, walk, cursor, rest ? looked(walks) : limit).as(`walk${index}`)
    if (!rest) return read.select().from(stretch)
    const some = read
      .select()
      .from(stretch)
      .where(rest)
      .orderBy(...inOrder(cursor))
      .limit(limit)
    return read.select().from(some.as(`found${index}`))
  })
  const [first, ...others] = parts
  if (!first) return []
  const all = others.reduce<{ unionAll(other: never): unknown }>(
    (sofar, part) => sofar.unionAll(part as never) as never,
    first,
  )
  return await (all as unknown as typeof first)
}

const looked = (walks: readonly Walk[]): number => Math.max(leastLooked, Math.floor(mostLooked / walks.length))

/** Along the index from the cursor on, so many entries. */
function stretchOf(store: Log, { from, until }: LogFilter, { lead }: Walk, cursor: Cursor | null, limit: number) {
  const { auditEntry: e } = store.t
  const beyond = cursor && sql`(${e.ts}, ${e.seq}) ${sql.raw(cursor.back ? '>' : '<')} (${cursor.ts}, ${cursor.place})`
  return store.read
    .select({ place: sql<number>`${e.seq}`.mapWith(Number).as('place'), ts: e.ts, type: e.type, entry: e.entry })
    .from(e)
    .where(
      and(
        lead,
        beyond ?? undefined,
        from === null ? undefined : sql`${e.ts} >= ${from}`,
        until === null ? undefined : sql`${e.ts} < ${until}`,
      ),
    )
    .orderBy(...(cursor?.back ? [sql`${e.ts} asc`, sql`${e.seq} asc`] : [sql`${e.ts} desc`, sql`${e.seq} desc`]))
    .limit(limit)
}

const inOrder = (cursor: Cursor | null): readonly SQL[] =>
  cursor?.back ? [sql`ts asc`, sql`place asc`] : [sql`ts desc`, sql`place desc`]

/** Where the first of the walks ended that had looked through enough; null when all came to their end. */
async function horizonOf(
  store: Log,
  filter: LogFilter,
  walks: readonly Walk[],
  cursor: Cursor | null,
): Promise<Spot | null> {
  const most = looked(walks)
  const turned = cursor?.back ? [sql`ts desc`, sql`place desc`] : [sql`ts asc`, sql`place asc`]
  const ends = await Promise.all(
    walks
      .filter(({ rest }) => rest !== undefined)
      .map(async walk => {
        const stretch = stretchOf(store, filter, walk, cursor, most).as('stretch')
        const [end] = await store.read
          .select({ ts: stretch.ts, place: stretch.place, many: sql<number>`count(*) over ()`.mapWith(Number) })
          .from(stretch)
          .orderBy(...turned)
          .limit(1)
        return end && end.many >= most ? { ts: end.ts, place: end.place } : null
      }),
  )
  const full = ends.filter(end => end !== null)
  return full.toSorted((a, b) => (cursor?.back ? order(b, a) : order(a, b)))[0] ?? null
}

function lineOf(place: number, text: string): LogLine {
  const entry = entryOf(place, text)
  const { type, ts, actor, request } = entry
  const shortHash = leafHash(text).toString('hex', 0, 4)
  return { place, type: type as AuditEvent, at: ts, actor, request, shortHash } as LogLine
}

function entryOf(place: number, text: string) {
  const entry = readEntry(text, epochOf(place))
  if (!entry) throw new Error('The audit log holds a malformed entry: run `inzage audit verify`')
  return entry
}

/** One entry whole: its text, the hash of its leaf, and its payload as canonical JSON; null when there is none. */
export type WholeEntry = LogLine & { entry: string; hash: string; promised: boolean; payload: string | null }

export async function entryAt(
  { read, t }: { read: Log['read']; t: Tables },
  place: number,
): Promise<WholeEntry | null> {
  const { auditEntry: e, auditPayload: p } = t
  const [row] = await read
    .select({ entry: e.entry, payload: p.payload })
    .from(e)
    .leftJoin(p, eq(p.seq, e.seq))
    .where(eq(e.seq, place))
  if (!row) return null
  const promised = entryOf(place, row.entry).payload !== null
  return { ...lineOf(place, row.entry), ...row, hash: leafHash(row.entry).toString('hex'), promised }
}
