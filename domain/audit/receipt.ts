/**
 * A receipt (C2SP tlog-proof, security/rules.md §3.5): one entry, what it promised, and the proof that it stands in the
 * signed log. Whoever holds it can check it without us.
 */
import { canonical, type Json } from './canonical.ts'
import { type Checkpoint, readSignedCheckpoint } from './checkpoint.ts'
import { commitment, SALT_BYTES } from './commitment.ts'
import { type Entry, readEntry } from './entry.ts'
import { epochIn, keyOfEpoch } from './epoch.ts'
import { leafHash } from './merkle.ts'
import { readBase64, signers, type VerifierKey } from './note.ts'
import { readDecimal, verifyInclusion } from './proof.ts'

export type Receipt = {
  /** The canonical entry. */
  entry: string
  /** The payload with its salt; null when the entry has none, or when it was erased since. */
  disclosed: { payload: Json; salt: Uint8Array } | null
  index: string
  proof: readonly Uint8Array[]
  /** The signed note, verbatim. */
  checkpoint: string
}

const HEAD = 'c2sp.org/tlog-proof@v1'
const MAX_BYTES = 1_000_000

export function writeReceipt(receipt: Receipt): string {
  const { entry, disclosed } = receipt
  const extra: Json = disclosed
    ? { entry, payload: disclosed.payload, salt: Buffer.from(disclosed.salt).toString('base64') }
    : { entry }
  const path = receipt.proof.map(hash => `${Buffer.from(hash).toString('base64')}\n`).join('')
  return `${HEAD}\nextra ${Buffer.from(canonical(extra)).toString('base64')}\nindex ${receipt.index}\n${path}\n${receipt.checkpoint}`
}

/** Reads a receipt; null when its form is wrong in any way. Nothing is proven yet. */
export function readReceipt(text: string): Receipt | null {
  if (text.length > MAX_BYTES) return null
  const middle = text.indexOf('\n\n')
  if (middle < 0) return null
  const [head, extraLine, indexLine, ...path] = text.slice(0, middle).split('\n')
  const extra = /^extra (\S+)$/.exec(extraLine ?? '')?.[1]
  const index = /^index (\d+)$/.exec(indexLine ?? '')?.[1]
  if (head !== HEAD || extra === undefined || index === undefined || readDecimal(index) === null) return null
  const proof = path.map(readBase64)
  if (!proof.every(hash => hash !== null && hash.length === 32)) return null
  const held = readExtra(extra)
  return held && { ...held, index, proof: proof.filter(hash => hash !== null), checkpoint: text.slice(middle + 2) }
}

function readExtra(encoded: string): Pick<Receipt, 'entry' | 'disclosed'> | null {
  const bytes = readBase64(encoded)
  if (bytes === null) return null
  const text = bytes.toString('utf8')
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const extra = value as { readonly [key: string]: Json }
  // Canonical: no duplicate names, one order, one way to write each value; and the bytes were UTF-8.
  if (!isCanonical(extra, text) || !Buffer.from(text).equals(bytes)) return null
  const { entry, payload, salt, ...unknown } = extra
  if (typeof entry !== 'string' || Object.keys(unknown).length > 0) return null
  if (payload === undefined && salt === undefined) return { entry, disclosed: null }
  const bare = typeof salt === 'string' ? readBase64(salt) : null
  return payload === undefined || bare?.length !== SALT_BYTES ? null : { entry, disclosed: { payload, salt: bare } }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function isCanonical(value: Json, text: string): boolean {
  try {
    return canonical(value) === text
  } catch {
    return false
  }
}

export type ReceiptFault = 'form' | 'entry' | 'index' | 'commitment' | 'signature' | 'origin' | 'inclusion'
export type ReceiptVerdict =
  | { ok: true; entry: Entry; payload: Json | null; checkpoint: Checkpoint }
  | { ok: false; fault: ReceiptFault }

/**
 * Checks everything a receipt says, against the log's key (of any epoch: the key is the same, under another name).
 * Signature lines of unknown others are passed over.
 */
export function verifyReceipt(text: string, key: VerifierKey): ReceiptVerdict {
  const no = (fault: ReceiptFault): ReceiptVerdict => ({ ok: false, fault })
  const receipt = readReceipt(text)
  const signed = receipt && readSignedCheckpoint(receipt.checkpoint)
  if (!receipt || !signed) return no('form')
  const own = keyOfEpoch(key, epochIn(signed.origin))
  const entry = readEntry(receipt.entry, epochIn(signed.origin))
  if (!entry) return no('entry')
  if (String(entry.seq) !== receipt.index) return no('index')
  if (receipt.disclosed) {
    const { payload, salt } = receipt.disclosed
    if (entry.payload !== commitment(salt, canonical(payload))) return no('commitment')
  }
  if (signed.origin !== own.name) return no('origin')
  if (!signers(signed.note, [own])?.includes(own)) return no('signature')
  const { note: _, ...checkpoint } = signed
  const { index, proof } = receipt
  const leaf = leafHash(receipt.entry)
  const proven = verifyInclusion({ index, size: checkpoint.size, leaf, root: checkpoint.root, proof })
  return proven ? { ok: true, entry, payload: receipt.disclosed?.payload ?? null, checkpoint } : no('inclusion')
}
