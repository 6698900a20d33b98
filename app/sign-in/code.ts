/** Codes, tokens and tags: what is sent, what is kept of it, and how the two are compared. */
import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { chance } from '#db/random.ts'
import { isAddress } from '#db/mail.ts'

export const codeDigits = 6

/** Six digits, each code equally likely. */
export const newCode = (): string => String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0')

/** What somebody typed or pasted, without spaces, hyphens and dots; null when that is not six digits. */
export function readCode(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s\u200b\u00ad.\-–]/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}

/** What is kept of a code: an HMAC bound to its attempt, so that it is worth nothing elsewhere. */
export const codeHash = (tagKey: Buffer, attemptId: string, code: string): string =>
  createHmac('sha256', tagKey).update(`code\n${attemptId}\n${code}`).digest('hex')

/** Compares two hex digests of equal length without telling where they differ. */
export const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** A new token of 256 random bits for a cookie or a link. */
export const newToken = (): string => chance(32).toString('base64url')

/** What is kept of a token. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** An e-mail address in the form in which addresses are compared (NFKC, lower case), or null when it is none. */
export function readAddress(typed: string): string | null {
  const address = typed.normalize('NFKC').trim().toLowerCase()
  return isAddress(address) && /@[^@]+\.[^@.]{2,}$/.test(address) ? address : null
}

/** A name for an address (or a peer) in counters, from which it cannot be guessed back. */
export const tagOf = (tagKey: Buffer, kind: 'address' | 'peer', value: string): string =>
  createHmac('sha256', tagKey).update(`${kind}\n${value}`).digest('hex').slice(0, 32)
