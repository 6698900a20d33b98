/**
 * Adds entries to the log, in the transaction of what they tell: entry, payload, and the tree nodes they complete. The
 * head row is bumped first, so that writers stand in line on it and numbers have no gaps (security/rules.md §3.8).
 */
import { canonical, type Json, refuseUnsafeNumbers } from '#domain/audit/canonical.ts'
import { commitment, SALT_BYTES } from '#domain/audit/commitment.ts'
import { type Erased, entryMoment, isHandle, wellNamed, writeEntry } from '#domain/audit/entry.ts'
import { completedBy, leafHash, nodeHash, nodesOf } from '#domain/audit/merkle.ts'
import { type Actor, type AuditEvent, auditEvents } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import { chance } from '../random.ts'
import type { Engine, Param, Raw, Rows } from '../store.ts'

/** One thing to tell. `payload` may hold personal data: it is kept apart and can be erased. */
export type News = { type: AuditEvent; request?: string; payload?: Json; erased?: Erased }

/** Rows of one statement: a whole number of them must fit in the engines' limit of parameters. */
const ROWS_AT_ONCE = 500

const known = new Set<string>(auditEvents)

const TAKE =
  'insert into audit_head (id, size) values (1, 1) on conflict (id) do update set size = audit_head.size + 1 returning size'
/** The hashes of the complete subtrees of the log before this change, left to right, along with its new size. */
const EDGE = `
  select h.size, n.hash from audit_head h
    left join generate_series(0, 52) as l(level) on ((h.size - 1) >> l.level) & 1 = 1
    left join audit_node n on n.level = l.level and n.idx = ((h.size - 1) >> l.level) - 1
   order by l.level desc`

/**
 * Takes the place of the next entry and holds the line until the transaction ends: the first statement of every change, so
 * that all stand in the same line and none waits for another in a circle. PostgreSQL, which answers over a wire, gives what
 * the tree grows on in the same message.
 */
export function takePlace(engine: Engine): string {
  return engine === 'postgres' ? `${TAKE}; ${EDGE}` : TAKE
}

/** The number of the next entry, from the rows of `takePlace`. */
export function placeOf(opened: Rows): number {
  return Number(opened[0]!.size) - 1
}

/** Throws unless the actor is named by a handle, or a machine by its word. */
export function checkActor(actor: Actor): void {
  if (!wellNamed(actor)) throw new Error(`An audit entry names a ${actor.kind} by a handle, not otherwise`)
}

/** An entry as its rows will be, with everything checked. */
export type Written = {
  seq: number
  entry: string
  type: string
  request: string | null
  ts: string
  kept: Kept | null
}
/** What can be erased: the payload in its canonical form, and the salt that its promise was made with. */
type Kept = { salt: Buffer; payload: string }

/**
 * Makes entry number `seq`. Throws when this may not stand in the log: an unknown event, something that is no handle, a
 * value that JSON would lose.
 */
export function write(seq: number, at: Instant, actor: Actor, news: News): Written {
  const { type, request = null, erased = null } = news
  if (!known.has(type)) throw new Error(`Not an audit event: ${type}`)
  if (request !== null && !isHandle(request)) throw new Error('An audit entry names a request by its handle only')
  const kept = news.payload === undefined ? null : keep(news.payload)
  const promised = kept && commitment(kept.salt, kept.payload)
  const ts = entryMoment(at)
  const entry = writeEntry({ actor, erased, payload: promised, request, seq, ts, type })
  return { seq, entry, type, request, ts, kept }
}

function keep(payload: Json): Kept {
  refuseUnsafeNumbers(payload)
  return { salt: chance(SALT_BYTES), payload: canonical(payload) }
}

/**
 * Adds entries to the log, from the place that this transaction took on; `opened` are the rows of `takePlace`. On
 * PostgreSQL the one statement is on its way when this returns, and may be waited for with the commit.
 */
export function append(engine: Engine, raw: Raw, all: readonly Written[], opened: Rows): Promise<void> {
  return engine === 'postgres' ? appendAtOnce(raw, all, opened) : appendByTable(raw, all)
}

/** PostgreSQL answers over a wire: everything goes there in one statement, whose text is always the same. */
const APPEND = `
  with entries as (
    insert into audit_entry (seq, entry, type, request, ts)
    select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
  ), payloads as (
    insert into audit_payload (seq, salt, payload) select * from unnest(?::bigint[], ?::bytea[], ?::text[])
  ), head as (
    update audit_head set size = ? where id = 1 and size <> ?
  )
  insert into audit_node (level, idx, hash) select * from unnest(?::bigint[], ?::bigint[], ?::bytea[])`

function appendAtOnce(raw: Raw, all: readonly Written[], opened: Rows): Promise<void> {
  const first = placeOf(opened)
  const size = first + all.length
  const edge = first === 0 ? [] : opened.map(row => row.hash)
  const nodes = growTree(first, whole(edge, first), all)
  const kept = all.flatMap(one => (one.kept ? [{ seq: one.seq, ...one.kept }] : []))
  return raw(APPEND, [
    all.map(one => one.seq),
    all.map(one => one.entry),
    all.map(one => one.type),
    all.map(one => one.request),
    all.map(one => one.ts),
    kept.map(one => one.seq),
    kept.map(one => one.salt),
    kept.map(one => one.payload),
    size,
    size,
    nodes.map(([level]) => level),
    nodes.map(([, idx]) => idx),
    nodes.map(([, , hash]) => hash),
  ]).then(() => undefined)
}

async function appendByTable(raw: Raw, all: readonly Written[]): Promise<void> {
  const first = all[0]!.seq
  const nodes = growTree(first, await rightEdge(raw, first, all.length), all)
  const entries = all.map(({ seq, entry, type, request, ts }) => [seq, entry, type, request, ts])
  const payloads = all.flatMap(({ seq, kept }) => (kept ? [[seq, kept.salt, kept.payload]] : []))
  await insert(raw, 'audit_entry (seq, entry, type, request, ts)', entries)
  await insert(raw, 'audit_payload (seq, salt, payload)', payloads)
  await insert(raw, 'audit_node (level, idx, hash)', nodes)
  if (all.length > 1) await raw('update audit_head set size = ? where id = 1', [first + all.length])
}

type NodeRow = readonly [level: number, idx: number, hash: Buffer]

/** The rows of all nodes that these entries make, given that the log had `size` entries with this right edge. */
function growTree(size: number, edge: Buffer[], all: readonly Written[]): NodeRow[] {
  const made: NodeRow[] = []
  all.forEach(({ entry }, place) => {
    const index = size + place
    let hash = leafHash(entry)
    made.push([0, index, hash])
    for (const { level, idx } of completedBy(index)) {
      hash = nodeHash(edge.pop()!, hash)
      made.push([level, idx, hash])
    }
    edge.push(hash)
  })
  return made
}

/** Hashes of the complete subtrees of the log, left to right: what the next leaves may be joined with. */
async function rightEdge(raw: Raw, size: number, more: number): Promise<Buffer[]> {
  // An even size and one more leaf: nothing is joined, so nothing needs to be read.
  if (size === 0 || (more === 1 && size % 2 === 0)) return []
  const nodes = nodesOf({ from: 0, to: size })
  const wanted = nodes.map(() => '(level = ? and idx = ?)').join(' or ')
  const rows = await raw(
    `select hash from audit_node where ${wanted} order by level desc`,
    nodes.flatMap(({ level, idx }) => [level, idx]),
  )
  return whole(
    rows.map(row => row.hash),
    size,
  )
}

/** @throws when a node of the edge is missing: what is added then would hide it */
function whole(edge: readonly unknown[], size: number): Buffer[] {
  const hashes = edge.filter(hash => Buffer.isBuffer(hash))
  if (hashes.length === nodesOf({ from: 0, to: size }).length) return hashes
  throw new Error('The audit log misses a node of its right edge: run `inzage audit verify`')
}

/** Rows into a table, many per statement. */
async function insert(raw: Raw, into: string, rows: readonly (readonly Param[])[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const part = rows.slice(start, start + ROWS_AT_ONCE)
    const values = part.map(row => `(${row.map(() => '?').join(', ')})`).join(', ')
    await raw(`insert into ${into} values ${values}`, part.flat())
  }
}
