/**
 * The Merkle tree of RFC 6962 over the log's entries: hashes, which nodes exist, which nodes prove what. A *node* is a
 * complete subtree: level 0 are leaves, node `idx` at `level` covers entries [idx·2^level, (idx+1)·2^level).
 */
import { putSha256, sha256 } from './hash.ts'

export type NodeRef = { level: number; idx: number }
/** Entries `from` up to, not including, `to`. Always one of the ranges that RFC 6962 §2.1 splits a tree into. */
export type Range = { from: number; to: number }

/** SHA-256(0x00 ‖ entry), the entry as UTF-8. */
export function leafHash(entry: string): Buffer {
  return sha256(`\0${entry}`)
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const data = Buffer.allocUnsafe(65)
  data[0] = 1
  data.set(left, 1)
  data.set(right, 33)
  return sha256(data)
}

const pair = Buffer.alloc(65, 1)

/**
 * As `nodeHash`, of the hash that stands in `lefts` at byte `left` and the one in `into` just before byte `place`, where the
 * new one is written. For many millions of nodes.
 */
export function putNode(lefts: Uint8Array, left: number, into: Buffer, place: number): void {
  // Quicker than a copy by the system, for so few.
  for (let i = 0; i < 32; i++) pair[i + 1] = lefts[left + i]!
  for (let i = 0; i < 32; i++) pair[i + 33] = into[place - 32 + i]!
  putSha256(pair, into, place)
}

/** As `leafHash`, written into `into` at byte `place`. */
export function putLeaf(entry: string, into: Buffer, place: number): void {
  putSha256(`\0${entry}`, into, place)
}

/** The root of a log without entries: SHA-256 of nothing. */
export const emptyRoot: Buffer = sha256('')

/** The complete subtrees that together cover a range, left to right; for a tree's whole range its right edge. */
export function nodesOf({ from, to }: Range): NodeRef[] {
  const found: NodeRef[] = []
  for (let start = from; start < to;) {
    let level = 0
    while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= to) level++
    found.push({ level, idx: start / 2 ** level })
    start += 2 ** level
  }
  return found
}

/** The hash of a range from the hashes of `nodesOf` it, in their order; the empty root when there are none. */
export function foldNodes(hashes: readonly Uint8Array[]): Buffer {
  const last = hashes.at(-1)
  if (last === undefined) return emptyRoot
  return Buffer.from(hashes.slice(0, -1).reduceRight<Uint8Array>((right, left) => nodeHash(left, right), last))
}

/** The nodes that appending entry number `index` completes above its leaf, lowest first. */
export function completedBy(index: number): NodeRef[] {
  const found: NodeRef[] = []
  for (let level = 1; (index + 1) % 2 ** level === 0; level++) found.push({ level, idx: (index + 1) / 2 ** level - 1 })
  return found
}

/** The entry that a node ends with. The nodes that end with one entry are one of each level, from its leaf up. */
export function endOf({ level, idx }: NodeRef): number {
  return (idx + 1) * 2 ** level - 1
}

/** How many nodes a log of `size` entries has in all: 2·size less the ones in its size. */
export function nodeCount(size: number): number {
  let count = 0
  for (let level = size; level > 0; level = Math.floor(level / 2)) count += level
  return count
}

/** Largest power of two below `n` (n > 1). */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** The ranges whose hashes prove that entry `index` is in the log of `size` entries: the leaf's sibling first (PATH). */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`Entry ${index} is not in a log of ${size}`)
  const found: Range[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + split(to - from)
    if (index < middle) {
      found.push({ from: middle, to })
      to = middle
    } else {
      found.push({ from, to: middle })
      from = middle
    }
  }
  return found.toReversed()
}

/** The ranges whose hashes prove that the log of `older` entries is the beginning of that of `newer` (PROOF). */
export function consistencyRanges(older: number, newer: number): Range[] {
  if (!(older >= 0 && older <= newer)) throw new RangeError(`No proof from ${older} to ${newer}`)
  if (older === 0 || older === newer) return []
  const found: Range[] = []
  let [from, to] = [0, newer]
  let whole = true
  while (older !== to) {
    const middle = from + split(to - from)
    if (older <= middle) {
      found.push({ from: middle, to })
      to = middle
    } else {
      found.push({ from, to: middle })
      from = middle
      whole = false
    }
  }
  if (!whole) found.push({ from, to })
  return found.toReversed()
}
