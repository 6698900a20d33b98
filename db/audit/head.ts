/** Where the log stands: its size, its root at any size, and proofs out of the stored nodes. */
import { eq, inArray } from 'drizzle-orm'
import { placeOf, type Point, pointAt } from '#domain/audit/epoch.ts'
import {
  consistencyRanges,
  endOf,
  foldNodes,
  inclusionRanges,
  type NodeRef,
  nodesOf,
  type Range,
} from '#domain/audit/merkle.ts'
import type { Instant } from '#domain/day.ts'
import type { Tables } from '../schema/tables.ts'
import type { Reader } from '../store.ts'
import { hashOf } from './nodes.ts'

/** The epoch that is written in, and how many entries it has. */
export async function auditHead(reader: Reader, t: Tables): Promise<Point> {
  const [head] = await reader.select({ size: t.auditHead.size }).from(t.auditHead)
  return pointAt(head?.size ?? 0)
}

/** When the log began; null when nothing was recorded yet. */
export async function auditStart(reader: Reader, t: Tables): Promise<Instant | null> {
  const [first] = await reader.select({ ts: t.auditEntry.ts }).from(t.auditEntry).where(eq(t.auditEntry.seq, 0))
  return (first?.ts as Instant | undefined) ?? null
}

/** The root of a log, from stored nodes. Throws when one is missing: then the log is damaged. */
export async function rootAt(reader: Reader, t: Tables, log: Point): Promise<Buffer> {
  const [root] = await hashesOf(reader, t, [placed(log.epoch, { from: 0, to: log.size })])
  return root!
}

/**
 * Proofs that these entries are in a log, in one query: at most 2·log2(size) hashes each, the leaf's sibling first.
 * @param indices numbers of entries in that epoch
 */
export async function inclusionProofs(
  reader: Reader,
  t: Tables,
  indices: readonly number[],
  log: Point,
): Promise<readonly (readonly Buffer[])[]> {
  const ranges = indices.map(index => inclusionRanges(index, log.size).map(range => placed(log.epoch, range)))
  const hashes = await hashesOf(reader, t, ranges.flat())
  let done = 0
  return ranges.map(({ length }) => hashes.slice(done, (done += length)))
}

/** Proof that entry `index` is in the log. */
export async function inclusionProof(reader: Reader, t: Tables, index: number, log: Point): Promise<readonly Buffer[]> {
  const [proof] = await inclusionProofs(reader, t, [index], log)
  return proof!
}

/** Proof that the log of `older` entries is the beginning of that of `newer`, both of one epoch. */
export function consistencyProof(
  reader: Reader,
  t: Tables,
  older: number,
  { epoch, size }: Point,
): Promise<readonly Buffer[]> {
  return hashesOf(
    reader,
    t,
    consistencyRanges(older, size).map(range => placed(epoch, range)),
  )
}

/** A range of entries of an epoch, as places in the store. */
const placed = (epoch: number, { from, to }: Range): Range => ({ from: placeOf(epoch, from), to: placeOf(epoch, to) })

/** The hash of each range; one query for all. */
async function hashesOf(reader: Reader, t: Tables, ranges: readonly Range[]): Promise<readonly Buffer[]> {
  const wanted = ranges.map(nodesOf)
  const found = await nodes(reader, t, [...new Set(wanted.flat().map(endOf))])
  const hash = (ref: NodeRef) => {
    const known = hashOf(found.get(endOf(ref)), ref.level)
    if (!known) throw new DamagedLog(ref.level, ref.idx)
    return known
  }
  return wanted.map(refs => foldNodes(refs.map(hash)))
}

/** A node that must be there is not. */
export class DamagedLog extends Error {
  override name = 'DamagedLog'
  constructor(level: number, idx: number) {
    super(`The audit log misses node ${idx} at level ${level}: run \`inzage audit verify\``)
  }
}

/** The nodes that end with each of these entries. */
async function nodes(reader: Reader, t: Tables, ends: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
  if (ends.length === 0) return new Map()
  const { seq, nodes: hashes } = t.auditEntry
  const rows = await reader
    .select({ seq, hashes })
    .from(t.auditEntry)
    .where(inArray(seq, [...ends]))
  return new Map(rows.map(row => [row.seq, row.hashes]))
}
