/** Where the log stands: its size, its root at any size, and proofs out of the stored nodes. */
import { and, eq, inArray, or } from 'drizzle-orm'
import {
  consistencyRanges,
  foldNodes,
  inclusionRanges,
  type NodeRef,
  nodesOf,
  type Range,
} from '#domain/audit/merkle.ts'
import type { Instant } from '#domain/day.ts'
import type { Tables } from '../schema/tables.ts'
import type { Reader } from '../store.ts'

/** How many entries there are. */
export async function auditHead(reader: Reader, t: Tables): Promise<{ size: number }> {
  const [head] = await reader.select({ size: t.auditHead.size }).from(t.auditHead)
  return { size: head?.size ?? 0 }
}

/** When the log began; null when nothing was recorded yet. */
export async function auditStart(reader: Reader, t: Tables): Promise<Instant | null> {
  const [first] = await reader.select({ ts: t.auditEntry.ts }).from(t.auditEntry).where(eq(t.auditEntry.seq, 0))
  return (first?.ts as Instant | undefined) ?? null
}

/** The root of the first `size` entries, from stored nodes. Throws when one is missing: then the log is damaged. */
export async function rootAt(reader: Reader, t: Tables, size: number): Promise<Buffer> {
  const [root] = await hashesOf(reader, t, [{ from: 0, to: size }])
  return root!
}

/** Proof that entry `index` is in the log of `size` entries: at most 2·log2(size) hashes, the leaf's sibling first. */
export function inclusionProof(reader: Reader, t: Tables, index: number, size: number): Promise<readonly Buffer[]> {
  return hashesOf(reader, t, inclusionRanges(index, size))
}

/** Proof that the log of `older` entries is the beginning of that of `newer`. */
export function consistencyProof(reader: Reader, t: Tables, older: number, newer: number): Promise<readonly Buffer[]> {
  return hashesOf(reader, t, consistencyRanges(older, newer))
}

/** The hash of each range; one query for all. */
async function hashesOf(reader: Reader, t: Tables, ranges: readonly Range[]): Promise<readonly Buffer[]> {
  const wanted = ranges.map(nodesOf)
  const found = await nodes(reader, t, wanted.flat())
  const hash = ({ level, idx }: NodeRef) => {
    const known = found.get(`${level}/${idx}`)
    if (!known) throw new DamagedLog(level, idx)
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

async function nodes(reader: Reader, t: Tables, refs: readonly NodeRef[]): Promise<ReadonlyMap<string, Buffer>> {
  const byLevel = new Map<number, number[]>()
  for (const { level, idx } of refs) byLevel.set(level, [...(byLevel.get(level) ?? []), idx])
  if (byLevel.size === 0) return new Map()
  const node = t.auditNode
  const rows = await reader
    .select()
    .from(node)
    .where(or(...[...byLevel].map(([level, places]) => and(eq(node.level, level), inArray(node.idx, places)))))
  return new Map(rows.map(row => [`${row.level}/${row.idx}`, row.hash]))
}
