/**
 * The promise about a payload that its entry carries (security/rules.md §3.2). Salt and payload are kept apart from the
 * log and can be erased; without the salt nobody can guess the payload from the promise, not even "Jan, 1012AB".
 */
import { hmacHex } from './hash.ts'

/** Bytes of a salt; each entry has its own. */
export const SALT_BYTES = 32

/** `hmac-sha256:…` over the canonical text of a payload. Throws on a salt of another length: a fixed length keeps it binding. */
export function commitment(salt: Uint8Array, canonicalPayload: string): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`A salt is ${SALT_BYTES} bytes, this is ${salt.length}`)
  return `hmac-sha256:${hmacHex(salt, `dsr-audit-payload/v1\n${canonicalPayload}`)}`
}
