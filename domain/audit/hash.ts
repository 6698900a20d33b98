/** Hashing for the audit log: SHA-256 in one call, which is twice as fast for small inputs as an object per hash. */
import { createHmac, hash } from 'node:crypto'

/** SHA-256 of bytes, or of text as UTF-8: 32 bytes. */
export function sha256(data: Buffer | string): Buffer {
  // By way of one-byte text: asking for a buffer costs nearly twice as much.
  return Buffer.from(hash('sha256', data, 'binary'), 'binary')
}

/** HMAC-SHA256 as 64 hexadecimal digits. */
export function hmacHex(key: Uint8Array, data: string | Uint8Array): string {
  return createHmac('sha256', key).update(data).digest('hex')
}
