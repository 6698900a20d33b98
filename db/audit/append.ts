/**
 * Adds entries to the log, in the transaction of what they tell: entry with the tree nodes it completes, and payload. The
 * head row is bumped first, so that writers stand in line on it and numbers have no gaps (security/rules.md §3.8).
 */
import { canonical, type Json, refuseUnsafeNumbers } from '#domain/audit/canonical.ts'
import { commitment, SALT_BYTES } from '#domain/audit/commitment.ts'
import { type Erased, entryMoment, isHandle, wellNamed, writeEntry } from '#domain/audit/entry.ts'
import { epochOf, placeOf, seqOf } from '#domain/audit/epoch.ts'
import { endOf, leafHash, nodeHash, nodesOf } from '#domain/audit/merkle.ts'
import { type Actor, type AuditEvent, auditEvents } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import { chance } from '../random.ts'
import type { Engine, Param, Raw, Rows } from '../store.ts'
import { HASH, hashOf } from './nodes.ts'

/** One thing to tell. `payload` may hold personal data: it is kept apart and can be erased. */
export type News = { type: AuditEvent; request?: string; payload?: Json; erased?: Erased }

/** Rows of one statement: a whole number of them must fit in the engines' limit of parameters. */
const ROWS_AT_ONCE = 500
/** Statements of up to this many rows are kept as text. */
const MOST_KEPT = 50

const known = new Set<string>(auditEvents)

/**
 * Takes the place of the next entry and holds the line until the transaction ends: the first statement of every change, so
 * that all stand in the same line and none waits for another in a circle. Gives the size with this entry, and the leaf of
 * the newest entry before it, by which a process knows that the log is as it left it.
 */
export const takePlace = `
  insert into audit_head (id, size) values (1, 1) on conflict (id) do update set size = audit_head.size + 1
  returning size, (select substr(nodes, 1, 32) from audit_entry where seq = audit_head.size - 2) as tip`

/** The place of the next entry (`domain/audit/epoch.ts`), from the rows of `takePlace`. */
export function placeTaken(opened: Rows): number {
  return Number(opened[0]!.size) - 1
}

/** What the tree grows on: the complete subtrees of the log that ends before place `size`, left to right, and its newest leaf. */
export type Edge = { size: number; tip: Buffer; hashes: readonly Buffer[] }

/** Throws unless the actor is named by a handle, or a machine by its word. */
export function checkActor(actor: Actor): void {
  if (!wellNamed(actor)) throw new Error(`An audit entry names a ${actor.kind} by a handle, not otherwise`)
}

/** An entry as its rows will be, with everything checked. */
export type Written = {
  /** Its place in the store. */
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
 * Makes the entry at this place. Throws when this may not stand in the log: an unknown event, something that is no handle, a
 * value that JSON would lose.
 */
export function write(place: number, at: Instant, actor: Actor, news: News): Written {
  const { type, request = null, erased = null } = news
  if (!known.has(type)) throw new Error(`Not an audit event: ${type}`)
  if (request !== null && !isHandle(request)) throw new Error('An audit entry names a request by its handle only')
  const kept = news.payload === undefined ? null : keep(news.payload)
  const promised = kept && commitment(kept.salt, kept.payload)
  const ts = entryMoment(at)
  const entry = writeEntry({ actor, erased, payload: promised, request, seq: seqOf(place), ts, type }, epochOf(place))
  return { seq: place, entry, type, request, ts, kept }
}

function keep(payload: Json): Kept {
  refuseUnsafeNumbers(payload)
  return { salt: chance(SALT_BYTES), payload: canonical(payload) }
}

/**
 * Adds entries to the log, from the place that this transaction took; `opened` are the rows of `takePlace`, `known` the edge
 * that this process left behind. Gives the new edge, for when the transaction is on disk. On PostgreSQL the one statement
 * is on its way when this resolves, and may be waited for with the commit.
 */
export async function append(
  engine: Engine,
  raw: Raw,
  all: readonly Written[],
  opened: Rows,
  known: Edge | null,
): Promise<Edge> {
  const size = placeTaken(opened)
  const hashes = await edgeAt(raw, size, opened[0]!.tip, known)
  const nodes = growTree(size, hashes, all)
  if (engine === 'sqlite') await appendByTable(raw, all, nodes)
  else appendAtOnce(raw, all, nodes).catch(() => undefined)
  return { size: size + all.length, tip: nodes.at(-1)!.subarray(0, HASH), hashes }
}

/**
 * The same from the place and the edge that this process expects, on PostgreSQL: everything is on its way when this
 * returns, and nothing was waited for. Elsewhere than expected the statement fails (`isElsewhere`), and with it the
 * transaction.
 */
export function appendAhead(raw: Raw, all: readonly Written[], known: Edge): Edge {
  const hashes = [...known.hashes]
  const nodes = growTree(known.size, hashes, all)
  appendAtOnce(raw, all, nodes, known).catch(() => undefined)
  return { size: known.size + all.length, tip: nodes.at(-1)!.subarray(0, HASH), hashes }
}

/** `division_by_zero`: how the guard below says no, since a statement has no other way to end its transaction. */
export const isElsewhere = (code: string | null): boolean => code === '22012'

/** True only where the log ends with this leaf, and this transaction took the place after it. */
const GUARD = `
  where 1 / (select count(*) from audit_head h join audit_entry e on e.seq = h.size - 2
    where h.id = 1 and h.size = ?::bigint and substr(e.nodes, 1, 32) = ?::bytea) = 1`

/** PostgreSQL answers over a wire: everything goes there in one statement, of which there are few texts. */
const MANY = `
  with payloads as (
    insert into audit_payload (seq, salt, payload) select * from unnest(?::bigint[], ?::bytea[], ?::text[])
  ), head as (
    update audit_head set size = ? where id = 1
  )
  insert into audit_entry (seq, entry, type, request, ts, nodes)
  select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])`
/** One entry, as most changes have: its place is taken already, and a row costs the server less than a list taken apart. */
const ONE = `
  insert into audit_entry (seq, entry, type, request, ts, nodes)
  select ?::bigint, ?::text, ?::text, ?::text, ?::text, ?::bytea`
const ONE_WITH_PAYLOAD = `
  with payloads as (insert into audit_payload (seq, salt, payload) values (?, ?, ?))
  ${ONE}`

function appendAtOnce(
  raw: Raw,
  all: readonly Written[],
  nodes: readonly Buffer[],
  expected: Edge | null = null,
): Promise<Rows> {
  const [first, ...more] = all
  const end = expected ? GUARD : ''
  const guard = expected ? [expected.size + 1, expected.tip] : []
  if (first && more.length === 0) {
    const { seq, kept } = first
    const row = [...rowOf(first, nodes[0]!), ...guard]
    return kept ? raw(ONE_WITH_PAYLOAD + end, [seq, kept.salt, kept.payload, ...row]) : raw(ONE + end, row)
  }
  const kept = all.flatMap(one => (one.kept ? [{ seq: one.seq, ...one.kept }] : []))
  return raw(MANY + end, [
    kept.map(one => one.seq),
    kept.map(one => one.salt),
    kept.map(one => one.payload),
    all.at(-1)!.seq + 1,
    all.map(one => one.seq),
    all.map(one => one.entry),
    all.map(one => one.type),
    all.map(one => one.request),
    all.map(one => one.ts),
    nodes,
    ...guard,
  ])
}

async function appendByTable(raw: Raw, all: readonly Written[], nodes: readonly Buffer[]): Promise<void> {
  const entries = all.map((one, index) => rowOf(one, nodes[index]!))
  const payloads = all.flatMap(({ seq, kept }) => (kept ? [[seq, kept.salt, kept.payload]] : []))
  await insert(raw, 'audit_entry (seq, entry, type, request, ts, nodes)', entries)
  await insert(raw, 'audit_payload (seq, salt, payload)', payloads)
  if (all.length > 1) await raw('update audit_head set size = ? where id = 1', [all.at(-1)!.seq + 1])
}

const rowOf = ({ seq, entry, type, request, ts }: Written, nodes: Buffer) => [seq, entry, type, request, ts, nodes]

/**
 * The nodes that each of these entries ends, as they are stored; the right edge of the log with `size` entries becomes the new
 * one.
 */
function growTree(size: number, edge: Buffer[], all: readonly Written[]): Buffer[] {
  return all.map(({ entry }, place) => {
    let hash = leafHash(entry)
    const made = [hash]
    // One is completed for each hash of the edge that waits for its right neighbour.
    for (let left = size + place; left % 2 === 1; left = (left - 1) / 2) {
      hash = nodeHash(edge.pop()!, hash)
      made.push(hash)
    }
    edge.push(hash)
    return made.length === 1 ? hash : Buffer.concat(made)
  })
}

/**
 * The right edge of the log: as this process left it, when nobody added anything since, else as it is stored.
 * @throws when a node of it is missing: what is added then would hide it
 */
async function edgeAt(raw: Raw, size: number, tip: unknown, known: Edge | null): Promise<Buffer[]> {
  if (seqOf(size) === 0) return []
  if (known?.size === size && Buffer.isBuffer(tip) && tip.equals(known.tip)) return [...known.hashes]
  const nodes = nodesOf({ from: placeOf(epochOf(size), 0), to: size })
  // The larger a node of the edge, the further left it ends.
  const rows = await raw(
    `select nodes from audit_entry where seq in (${nodes.map(() => '?').join(', ')}) order by seq`,
    nodes.map(endOf),
  )
  const hashes = rows.map((row, index) => hashOf(row.nodes, nodes[index]?.level ?? 0))
  if (hashes.length === nodes.length && hashes.every(hash => hash !== null)) return hashes
  throw new Error('The audit log misses a node of its right edge: run `inzage audit verify`')
}

/** Rows into a table, many per statement. */
async function insert(raw: Raw, into: string, rows: readonly (readonly Param[])[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const part = rows.slice(start, start + ROWS_AT_ONCE)
    await raw(inserting(into, part.length, part[0]!.length), part.length === 1 ? part[0] : part.flat())
  }
}

const texts = new Map<string, string>()

function inserting(into: string, rows: number, columns: number): string {
  const key = `${into} ${rows}`
  let text = texts.get(key)
  if (text === undefined) {
    const row = `(${Array(columns).fill('?').join(', ')})`
    text = `insert into ${into} values ${Array(rows).fill(row).join(', ')}`
    // Larger ones are rare, and long.
    if (rows <= MOST_KEPT) texts.set(key, text)
  }
  return text
}
