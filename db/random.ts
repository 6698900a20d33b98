/** Chance, in one place: random handles that say nothing about whom or what they name. */
import { randomBytes } from 'node:crypto'

/** Bytes fetched at once: asking the system for sixteen costs as much as for a page. */
const POOL = 4096
let pool = Buffer.alloc(0)

/** A new handle: 128 random bits as 22 characters of base64url. The only kind of name that the audit log accepts. */
export function newHandle(): string {
  return chance(16).toString('base64url')
}

/** `bytes` random bytes, for salts, tokens and references. */
export function chance(bytes: number): Buffer {
  if (bytes > POOL) return randomBytes(bytes)
  if (pool.length < bytes) pool = randomBytes(POOL)
  const taken = Buffer.from(pool.subarray(0, bytes))
  // Nobody finds a salt or token in memory after its owner is done with it.
  pool.fill(0, 0, bytes)
  pool = pool.subarray(bytes)
  return taken
}
