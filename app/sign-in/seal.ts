/** AES-256-GCM with the portal's seal key: for TOTP secrets at rest and for what an attempt's cookie carries. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { chance } from '#db/random.ts'

const nonceBytes = 12
const tagBytes = 16

/**
 * Seals `plain`: nonce, ciphertext, tag.
 * @param purpose bound into the seal, so that what was sealed for one thing cannot be opened as another
 */
export function seal(key: Buffer, purpose: string, plain: Buffer): Buffer {
  const nonce = chance(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** What was sealed for this purpose, or null when it was not, or was changed. */
export function open(key: Buffer, purpose: string, sealed: Buffer): Buffer | null {
  if (sealed.length < nonceBytes + tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(purpose))
    .setAuthTag(sealed.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
  } catch {
    return null
  }
}
