/**
 * Signed notes and their keys (C2SP signed-note, tlog-cosignature): text, a blank line, then one line per signature.
 * Signing is in `db/audit/`; here is reading, writing and checking.
 */
import { createPublicKey, verify } from 'node:crypto'
import { sha256 } from './hash.ts'

/** `ed25519`: over the text. `witness`: over a time and the text (cosignature/v1). */
export type KeyKind = 'ed25519' | 'witness'
export type VerifierKey = { name: string; id: string; kind: KeyKind; publicKey: Uint8Array }
/** A signature line: who says to have signed, and the bytes after the key's id. */
export type SignatureLine = { name: string; id: string; signature: Buffer }
export type Note = { text: string; signatures: readonly SignatureLine[] }

const KIND_BYTE: Record<KeyKind, number> = { ed25519: 1, witness: 4 }
const MAX_SIGNATURES = 100
const MAX_NOTE = 1_000_000
const DASH = '\u2014'

/** A key's name: no spaces, no plus, nothing unprintable. */
export function isKeyName(name: string): boolean {
  return name.length <= 255 && name.isWellFormed() && /^[^\s+\p{C}]+$/u.test(name)
}

/** The first four bytes of SHA-256(name ‖ newline ‖ kind ‖ public key), as eight hexadecimal digits. */
export function keyId(name: string, kind: KeyKind, publicKey: Uint8Array): string {
  const data = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([KIND_BYTE[kind]]), publicKey])
  return sha256(data).subarray(0, 4).toString('hex')
}

/** A key as people hand it on: `name+id+base64(kind ‖ public key)`. */
export function writeVkey(key: Pick<VerifierKey, 'name' | 'kind' | 'publicKey'>): string {
  const data = Buffer.concat([Buffer.from([KIND_BYTE[key.kind]]), key.publicKey])
  return `${key.name}+${keyId(key.name, key.kind, key.publicKey)}+${data.toString('base64')}`
}

/** Reads a key; null when its form, its kind or its id is wrong. */
export function readVkey(text: string): VerifierKey | null {
  const [name, id, encoded, ...more] = splitVkey(text.trim())
  if (name === undefined || id === undefined || encoded === undefined || more.length > 0 || !isKeyName(name))
    return null
  const data = readBase64(encoded)
  if (data?.length !== 33) return null
  const kind = data[0] === KIND_BYTE.ed25519 ? 'ed25519' : data[0] === KIND_BYTE.witness ? 'witness' : null
  if (kind === null) return null
  const publicKey = data.subarray(1)
  return id === keyId(name, kind, publicKey) ? { name, id, kind, publicKey } : null
}

/** Base64 may hold a plus itself, so only the first two part the fields. */
function splitVkey(text: string): string[] {
  const first = text.indexOf('+')
  const second = text.indexOf('+', first + 1)
  return first < 0 || second < 0 ? [] : [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)]
}

/** Reads a note; null when it is not one. Its signatures are not checked yet. */
export function readNote(note: string): Note | null {
  if (note.length > MAX_NOTE || !note.isWellFormed() || /[\p{Cc}]/u.test(note.replaceAll('\n', ''))) return null
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) return null
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) return null
  const signatures = lines.map(readSignature)
  return signatures.every(line => line !== null) ? { text: note.slice(0, end + 1), signatures } : null
}

function readSignature(line: string): SignatureLine | null {
  const [dash, name, encoded, ...more] = line.split(' ')
  if (dash !== DASH || name === undefined || encoded === undefined || more.length > 0 || !isKeyName(name)) return null
  const data = readBase64(encoded)
  if (data === null || data.length < 5) return null
  return { name, id: data.subarray(0, 4).toString('hex'), signature: data.subarray(4) }
}

/** The note of a text and its signatures. The text ends in a newline. */
export function writeNote(text: string, signatures: readonly SignatureLine[]): string {
  const lines = signatures.map(
    line => `${DASH} ${line.name} ${Buffer.concat([Buffer.from(line.id, 'hex'), line.signature]).toString('base64')}\n`,
  )
  return `${text}\n${lines.join('')}`
}

/**
 * Which of the keys signed a note. Lines by others are passed over; null when a known key's line is wrong, because then
 * somebody changed the text or the signature.
 */
export function signers(note: Note, keys: readonly VerifierKey[]): readonly VerifierKey[] | null {
  const found = new Set<VerifierKey>()
  for (const line of note.signatures) {
    const key = keys.find(known => known.name === line.name && known.id === line.id)
    if (!key) continue
    if (!signedBy(key, note.text, line.signature)) return null
    found.add(key)
  }
  return [...found]
}

function signedBy(key: VerifierKey, text: string, signature: Buffer): boolean {
  if (key.kind === 'ed25519') return verifyEd25519(key.publicKey, Buffer.from(text), signature)
  if (signature.length !== 72) return false
  const time = signature.readBigUInt64BE(0)
  return verifyEd25519(key.publicKey, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), signature.subarray(8))
}

/** Ed25519 with a raw public key of 32 bytes; false for a signature or key of the wrong length. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const x = Buffer.from(publicKey).toString('base64url')
  return verify(null, message, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature)
}

/** Strict base64 (RFC 4648 §4, padded); null for anything else, so that one value has one text. */
export function readBase64(text: string): Buffer | null {
  const data = Buffer.from(text, 'base64')
  return data.toString('base64') === text ? data : null
}
