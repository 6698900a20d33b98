/**
 * Recomputes the whole log and says `OK`, or exactly what is wrong (security/rules.md §3.6). Trusts nothing stored: every
 * entry is read by its one allowed shape, every promise, node and root is made again, every signature checked. Streams, so
 * memory stays flat; entries that are added meanwhile are left to the next run.
 */
import { asc, between, sql } from 'drizzle-orm'
import { commitment, SALT_BYTES } from '#domain/audit/commitment.ts'
import { type Erased, readEntry } from '#domain/audit/entry.ts'
import { completedBy, foldNodes, leafHash, nodeHash } from '#domain/audit/merkle.ts'
import type { VerifierKey } from '#domain/audit/note.ts'
import type { Tables } from '../schema/tables.ts'
import type { Reader } from '../store.ts'
import type { Known } from './known.ts'
import { inPages, PAGE } from './pages.ts'
import { Fault, type Verdict } from './verdict.ts'
import { CheckpointCheck, rolledBack } from './verify-checkpoints.ts'

/** `key` checks the signatures; without it only the roots are. `known` are checkpoints from outside the database. */
export type Against = { key: VerifierKey | null; known: readonly Known[]; progress?: (done: number, size: number) => void }

/**
 * Verifies everything; read `known` before calling, so that it is not newer than the log. Never throws
 * for what it finds, only when the database itself fails.
 */
export async function verifyLog(reader: Reader, t: Tables, against: Against): Promise<Verdict> {
  try {
    return await walk(reader, t, against)
  } catch (error) {
    if (error instanceof Fault) return error.verdict
    throw error
  }
}

async function walk(reader: Reader, t: Tables, against: Against): Promise<Verdict> {
  const size = await measure(reader, t)
  const checkpoints = new CheckpointCheck(reader, t, against, size)
  const entries = inPages(size, (from, to) =>
    reader.select().from(t.auditEntry).where(between(t.auditEntry.seq, from, to)).orderBy(asc(t.auditEntry.seq)),
  )
  const payloads = inPages(size, (from, to) =>
    reader.select().from(t.auditPayload).where(between(t.auditPayload.seq, from, to)).orderBy(asc(t.auditPayload.seq)),
  )
  const levels = Array.from({ length: Math.ceil(Math.log2(size + 1)) + 1 }, (_, level) => nodesAt(reader, t, level, size))
  const edge: Buffer[] = []
  const gone: number[] = []
  const erasures: Erased[number][] = []

  await checkpoints.at(0, edge)
  for (let seq = 0; seq < size; seq++) {
    const row = entries.ready() ? entries.take() : await entries.next()
    if (row?.seq !== seq) throw Fault.tampered(seq, 'the entry is missing, or there is one too many')
    const entry = readEntry(row.entry)
    if (entry?.seq !== seq) throw Fault.tampered(seq, 'the entry is not a well-formed entry with this number')
    if (entry.type !== row.type || entry.request !== row.request || entry.ts !== row.ts) {
      throw Fault.tampered(seq, 'the columns to search by are not those of the entry')
    }
    const payload = payloads.ready() ? payloads.peek() : await payloads.look()
    if (payload?.seq === seq) {
      payloads.take()
      if (entry.payload === null) throw Fault.tampered(seq, 'there is a payload that the entry does not speak of')
      if (payload.salt.length !== SALT_BYTES || commitment(payload.salt, payload.payload) !== entry.payload) {
        throw Fault.tampered(seq, 'the payload is not what the entry promised')
      }
    } else if (entry.payload !== null) gone.push(seq)
    if (entry.erased) erasures.push(...entry.erased)

    let hash = leafHash(row.entry)
    let late = compareNode(levels, 0, seq, hash, seq)
    if (late) await late
    for (const { level, idx } of completedBy(seq)) {
      hash = nodeHash(edge.pop()!, hash)
      late = compareNode(levels, level, idx, hash, seq)
      if (late) await late
    }
    edge.push(hash)
    if (checkpoints.isDue(seq + 1)) await checkpoints.at(seq + 1, edge)
    if ((seq + 1) % (PAGE * 20) === 0) against.progress?.(seq + 1, size)
  }
  const surplus = await payloads.look()
  if (surplus) throw Fault.tampered(surplus.seq, 'there is a payload without an entry')
  await checkErasures(reader, t, gone, erasures)
  const counted = checkpoints.finish()
  return { result: 'OK', size, root: foldNodes(edge).toString('base64'), ...counted }
}

/** How many entries there are, from one look at all tables at once: surplus or missing rows show here or in the walk. */
async function measure(reader: Reader, t: Tables): Promise<number> {
  const [all] = await reader.select({
    heads: sql<number>`(select count(*) from ${t.auditHead})`,
    size: sql<number | null>`(select max(size) from ${t.auditHead})`,
    first: sql<number | null>`(select min(seq) from ${t.auditEntry})`,
    last: sql<number | null>`(select max(seq) from ${t.auditEntry})`,
    firstPayload: sql<number | null>`(select min(seq) from ${t.auditPayload})`,
    lastPayload: sql<number | null>`(select max(seq) from ${t.auditPayload})`,
    signed: sql<number | null>`(select max(size) from ${t.auditCheckpoint})`,
  }).from(sql`(select 1 as one) as one`)
  const { heads, size, first, last, firstPayload, lastPayload, signed } = all!
  const entries = size ?? 0
  if (heads > 1 || !Number.isSafeInteger(entries) || entries < 0) throw Fault.tampered(0, 'the head of the log is damaged')
  if (first !== null && first !== 0) throw Fault.tampered(Math.max(0, Math.floor(first)), 'the first entry has another number')
  if ((last ?? -1) !== entries - 1) throw Fault.tampered(Math.min(last ?? 0, entries), 'the head and the last entry differ')
  if (firstPayload !== null && firstPayload < 0) throw Fault.tampered(0, 'there is a payload without an entry')
  if (lastPayload !== null && lastPayload >= entries) throw Fault.tampered(entries, 'there is a payload without an entry')
  if (signed !== null && signed > entries) throw rolledBack(String(signed), entries)
  await measureNodes(reader, t, entries)
  return entries
}

async function measureNodes(reader: Reader, t: Tables, least: number): Promise<void> {
  const node = t.auditNode
  const rows = await reader
    .select({
      level: node.level,
      first: sql<number>`min(${node.idx})`,
      last: sql<number>`max(${node.idx})`,
      size: sql<number>`(select max(size) from ${t.auditHead})`,
    })
    .from(node)
    .groupBy(node.level)
  for (const { level, first, last, size } of rows) {
    const most = Math.floor(size / 2 ** level)
    if (!Number.isInteger(level) || level < 0 || first !== 0 || last !== most - 1) {
      throw Fault.tampered(Math.max(0, Math.min(least, last * 2 ** Math.max(0, level))), `the nodes at level ${level} are not complete`)
    }
  }
}

type Level = ReturnType<typeof nodesAt>

function nodesAt(reader: Reader, t: Tables, level: number, size: number) {
  const { idx, hash } = t.auditNode
  return inPages(Math.floor(size / 2 ** level), (from, to) =>
    reader
      .select({ idx, hash })
      .from(t.auditNode)
      .where(sql`${t.auditNode.level} = ${level} and ${idx} between ${from} and ${to}`)
      .orderBy(asc(idx)),
  )
}

/** Compares at once when the page is there: an await per row would cost more than the row. */
function compareNode(levels: readonly Level[], level: number, idx: number, hash: Buffer, seq: number): void | Promise<void> {
  const stream = levels[level]!
  const check = (row: { idx: number; hash: Buffer } | undefined) => {
    if (row?.idx !== idx || !hash.equals(row.hash)) {
      throw Fault.tampered(seq, `node ${idx} at level ${level} is not the hash of what is below it`)
    }
  }
  if (stream.ready()) check(stream.take())
  else return stream.next().then(check)
}

/** A payload is gone if and only if a later entry says that it was erased (security/rules.md §3.2). */
async function checkErasures(reader: Reader, t: Tables, gone: readonly number[], erasures: readonly Erased[number][]): Promise<void> {
  const merged = mergeRanges(erasures)
  let place = 0
  for (const seq of gone) {
    while (place < merged.length && merged[place]![1] < seq) place++
    if (!(merged[place] && merged[place]![0] <= seq)) throw Fault.payloadMissing(seq)
  }
  for (const [from, to] of merged) {
    const [left] = await reader
      .select({ seq: t.auditPayload.seq })
      .from(t.auditPayload)
      .where(between(t.auditPayload.seq, from, to))
      .limit(1)
    if (left) throw Fault.tampered(left.seq, 'the log says that this payload was erased, and it is there')
  }
}

function mergeRanges(ranges: readonly Erased[number][]): [number, number][] {
  const merged: [number, number][] = []
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}
