/** Chance, in one place: random handles that say nothing about whom or what they name. */
import { randomBytes } from 'node:crypto'

/** A new handle: 128 random bits as 22 characters of base64url. The only kind of name that the audit log accepts. */
export function newHandle(): string {
  return randomBytes(16).toString('base64url')
}

/** `bytes` random bytes, for salts, tokens and references. */
export function chance(bytes: number): Buffer {
  return randomBytes(bytes)
}
