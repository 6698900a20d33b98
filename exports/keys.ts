/** Public keys that bundles are signed with: their short names, and the document at `/.well-known/inzage-keys.json`. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

/** Short name of a public key: the first 8 bytes of the SHA-256 of its SPKI form, as hex. */
export const bundleKeyId = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)

/** The 32 bytes of an Ed25519 public key. */
export function rawKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32)
}

/** An Ed25519 public key from its 32 bytes. Throws when it is not one. */
export function keyOf(raw: Buffer): KeyObject {
  if (raw.length !== 32) throw new Error('an Ed25519 key has 32 bytes')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
}

/** A JSON Web Key Set (RFC 7517, 8037) with every key that bundles in the world may carry, the present one first. */
export const keysDocument = (keys: readonly KeyObject[]) => ({
  keys: keys.map(key => ({
    kty: 'OKP',
    crv: 'Ed25519',
    use: 'sig',
    alg: 'EdDSA',
    kid: bundleKeyId(key),
    x: rawKey(key).toString('base64url'),
  })),
})

/** Reads such a document. Throws when it is not one. */
export function readKeys(text: string): KeyObject[] {
  const document: unknown = JSON.parse(text)
  const keys = typeof document === 'object' && document && 'keys' in document ? document.keys : null
  if (!Array.isArray(keys)) throw new Error('there is no list of keys in it')
  return keys.flatMap((key: unknown) =>
    typeof key === 'object' && key && 'x' in key && typeof key.x === 'string' && 'crv' in key && key.crv === 'Ed25519'
      ? [keyOf(Buffer.from(key.x, 'base64url'))]
      : [],
  )
}

/** A key as typed: base64 or base64url of its 32 bytes, or a C2SP verifier key (`name+hash+base64`). */
export function typedKey(text: string): KeyObject {
  const parts = /^[^+\s]+\+[0-9a-f]{8}\+(.+)$/i.exec(text.trim())
  const bytes = Buffer.from(parts ? parts[1]! : text.trim(), 'base64')
  return keyOf(bytes.length === 33 && bytes[0] === 1 ? bytes.subarray(1) : bytes)
}
