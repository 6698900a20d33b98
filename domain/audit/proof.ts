/**
 * Checking proofs (RFC 9162 §2.1.3.2, §2.1.4.2). Indices and sizes are decimal text, read as BigInt: JSON numbers beyond
 * 2^53 are rounded on reading, and a rounded index can make a false proof true (security/rules.md F11).
 */
import { timingSafeEqual } from 'node:crypto'
import { nodeHash } from './merkle.ts'

/** Largest size or index: 2^63 - 1. */
const MOST = 2n ** 63n - 1n
/** A path has at most one hash per level on either side. */
const LONGEST = 128

/** Reads a decimal without sign or leading zeros, at most 2^63 - 1; null when it is not one. */
export function readDecimal(text: string): bigint | null {
  if (!/^(0|[1-9]\d{0,18})$/.test(text)) return null
  const value = BigInt(text)
  return value <= MOST ? value : null
}

const isHash = (value: Uint8Array) => value.length === 32
const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && timingSafeEqual(a, b)

/** True when `proof` shows that the leaf with this hash is entry `index` of the log of `size` entries with this root. */
export function verifyInclusion(claim: {
  index: string
  size: string
  leaf: Uint8Array
  root: Uint8Array
  proof: readonly Uint8Array[]
}): boolean {
  const index = readDecimal(claim.index)
  const size = readDecimal(claim.size)
  if (index === null || size === null || index >= size) return false
  if (claim.proof.length > LONGEST || ![claim.leaf, claim.root, ...claim.proof].every(isHash)) return false
  let [fn, sn] = [index, size - 1n]
  let hash: Uint8Array = claim.leaf
  for (const step of claim.proof) {
    if (sn === 0n) return false
    if ((fn & 1n) === 1n || fn === sn) {
      hash = nodeHash(step, hash)
      while ((fn & 1n) === 0n && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n]
    } else {
      hash = nodeHash(hash, step)
    }
    ;[fn, sn] = [fn >> 1n, sn >> 1n]
  }
  return sn === 0n && same(hash, claim.root)
}

/** True when `proof` shows that the log of size `from` with root `fromRoot` is the beginning of the log of size `to`. */
export function verifyConsistency(claim: {
  from: string
  to: string
  fromRoot: Uint8Array
  toRoot: Uint8Array
  proof: readonly Uint8Array[]
}): boolean {
  const from = readDecimal(claim.from)
  const to = readDecimal(claim.to)
  if (from === null || to === null || from > to) return false
  if (from === to) return from !== 0n && claim.proof.length === 0 && same(claim.fromRoot, claim.toRoot)
  if (claim.proof.length > LONGEST || ![claim.fromRoot, claim.toRoot, ...claim.proof].every(isHash)) return false
  // Every log begins with the empty one, so a proof from it would show nothing.
  if (from === 0n) return false
  // A log whose size is a power of two is one node of the newer tree, so its own root starts the proof.
  const path = (from & (from - 1n)) === 0n ? [claim.fromRoot, ...claim.proof] : claim.proof
  const first = path[0]
  if (first === undefined) return false
  let [fn, sn] = [from - 1n, to - 1n]
  while ((fn & 1n) === 1n) [fn, sn] = [fn >> 1n, sn >> 1n]
  let [older, newer] = [first, first]
  for (const step of path.slice(1)) {
    if (sn === 0n) return false
    if ((fn & 1n) === 1n || fn === sn) {
      older = nodeHash(step, older)
      newer = nodeHash(step, newer)
      while ((fn & 1n) === 0n && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n]
    } else {
      newer = nodeHash(newer, step)
    }
    ;[fn, sn] = [fn >> 1n, sn >> 1n]
  }
  return sn === 0n && same(older, claim.fromRoot) && same(newer, claim.toRoot)
}
