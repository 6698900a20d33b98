/**
 * Signing checkpoints: after commit, on a timer and on demand. Never one that contradicts an earlier one: before signing,
 * the log is compared with the newest checkpoint that is known outside the database (security/rules.md §3.4).
 */
import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readSignedCheckpoint, writeCheckpoint } from '#domain/audit/checkpoint.ts'
import { epochIn, keyOfEpoch, placeOf, type Point } from '#domain/audit/epoch.ts'
import { keyId, type VerifierKey, writeNote } from '#domain/audit/note.ts'
import type { Raw, Reader, Store, Writer } from '../store.ts'
import { auditHead, rootAt } from './head.ts'
import { addKnown, isBeyond, type Known, newestKnown } from './known.ts'
import { newestCheckpoint, type SignedCheckpoint } from './trail.ts'

/** `origin` is the log's name in the note, as it was opened; `file` is the file of known checkpoints, best on another volume. */
export type Signing = { origin: string; privateKey: KeyObject; file: string }

/** Why nothing was signed; the codes are those of `inzage audit verify`. */
export class SigningRefused extends Error {
  override name = 'SigningRefused'
  constructor(
    readonly reason: 'ROLLBACK' | 'FORK' | 'KNOWN_MISSING',
    message: string,
  ) {
    super(message)
  }
}

/** What to do about a log that is not the one that was signed. */
const goOn = 'If an old copy was put back on purpose, begin a new part of the log: inzage audit epoch --reason restored'
/** PostgreSQL: signers stand in line here, without holding up those who append ("sign" in ASCII). */
const LINE = 0x7369676e

/** The key that checks what `privateKey` signs under this name. */
export function verifierKey(origin: string, privateKey: KeyObject): VerifierKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  const publicKey = Buffer.from(x ?? '', 'base64url')
  return { name: origin, kind: 'ed25519', publicKey, id: keyId(origin, 'ed25519', publicKey) }
}

/**
 * Signs the log as it is now and returns the checkpoint; the newest one again when nothing was added since. Safe when
 * several processes sign at once: they take turns by a lock in the database, which a killed process lets go.
 *
 * Two transactions. The first looks, and puts the file's newest note into the database if a crash left it out there; when
 * it ends, the entries that will be signed are on disk. The second writes the file, then the database, unless another
 * signer came in between: so at any moment at most the newest note of the file is not in the database.
 * @throws SigningRefused, ForeignSignature
 */
export async function signCheckpoint(store: Store, signing: Signing): Promise<SignedCheckpoint> {
  const key = verifierKey(signing.origin, signing.privateKey)
  for (;;) {
    const { log, known } = await look(store, signing, key)
    if (known?.epoch === log.epoch && known.size === String(log.size)) return { ...log, note: known.text }
    const made = await signAfter(store, signing, key, log, known)
    if (made) return made
  }
}

function look(store: Store, signing: Signing, key: VerifierKey): Promise<{ log: Point; known: Known | null }> {
  return store.tx(async (db, raw) => {
    await takeTurn(store, raw)
    const log = await auditHead(db, store.t)
    const known = newestKnown(signing.file, key)
    await compare(store, db, { file: signing.file, known, stored: await storedCheckpoint(db, store.t) }, log)
    // One of an earlier epoch may be of a log that was lost: what of that belongs here was put here when this one was opened.
    if (known?.epoch === log.epoch)
      await keepCheckpoint(store, db, { epoch: known.epoch, size: Number(known.size), note: known.text })
    return { log, known }
  })
}

/** Null when another signer added to the file since `known` was its newest. */
function signAfter(
  store: Store,
  signing: Signing,
  key: VerifierKey,
  log: Point,
  known: Known | null,
): Promise<SignedCheckpoint | null> {
  return store.tx(async (db, raw) => {
    await takeTurn(store, raw)
    if (newestKnown(signing.file, key)?.text !== known?.text) return null
    const { name, id } = keyOfEpoch(key, log.epoch)
    const text = writeCheckpoint(name, log.size, await rootAt(db, store.t, log))
    const signature = sign(null, Buffer.from(text), signing.privateKey)
    const made = { ...log, note: writeNote(text, [{ name, id, signature }]) }
    addKnown(signing.file, made.note)
    await keepCheckpoint(store, db, made)
    return made
  })
}

/** Waits until no other process signs; the turn ends with the transaction. */
export async function takeTurn(store: Store, raw: Raw): Promise<void> {
  if (store.engine === 'postgres') await raw('select pg_advisory_xact_lock(?)', [LINE])
}

/**
 * Compares the store with the newest checkpoint that is known outside it. Whoever opens a portal does this first.
 * @throws SigningRefused when the log is smaller than, or differs from, what was signed before
 * @throws ForeignSignature
 */
export async function compareWithKnown(store: Pick<Store, 'read' | 't'>, signing: Signing): Promise<void> {
  // Somebody may sign meanwhile: first the database, then the file, then the log, each at least as new as the one before.
  const stored = await storedCheckpoint(store.read, store.t)
  const known = newestKnown(signing.file, verifierKey(signing.origin, signing.privateKey))
  const log = await auditHead(store.read, store.t)
  await compare(store, store.read, { file: signing.file, known, stored }, log)
}

async function compare(
  store: Pick<Store, 't'>,
  reader: Reader,
  { file, known, stored }: { file: string; known: Known | null; stored: Known | null },
  log: Point,
): Promise<void> {
  if (stored && (known === null || isBeyond(stored, known))) {
    const message = `The file of known checkpoints (${file}) lacks the one of ${stored.size} entries: put it back`
    throw new SigningRefused('KNOWN_MISSING', message)
  }
  for (const earlier of [known, stored]) {
    // What is of an earlier epoch was settled when this one was opened.
    if (!earlier || earlier.epoch < log.epoch) continue
    if (earlier.epoch > log.epoch) {
      const message = `The log is in epoch ${log.epoch}; one of epoch ${earlier.epoch} was signed before. ${goOn}`
      throw new SigningRefused('ROLLBACK', message)
    }
    if (BigInt(earlier.size) > BigInt(log.size)) {
      const message = `The log has ${log.size} entries; a log of ${earlier.size} was signed before. ${goOn}`
      throw new SigningRefused('ROLLBACK', message)
    }
    const root = await rootAt(reader, store.t, { epoch: log.epoch, size: Number(earlier.size) })
    if (!root.equals(earlier.root)) {
      const message = `The first ${earlier.size} entries are not those that were signed before. ${goOn}`
      throw new SigningRefused('FORK', message)
    }
  }
}

/** The newest checkpoint in the database, read. */
export async function storedCheckpoint(reader: Reader, t: Store['t']): Promise<Known | null> {
  const stored = await newestCheckpoint(reader, t)
  const read = stored && readSignedCheckpoint(stored.note)
  return (
    read && { origin: read.origin, epoch: epochIn(read.origin), size: read.size, root: read.root, text: stored.note }
  )
}

export async function keepCheckpoint(store: Store, db: Writer, { epoch, size, note }: SignedCheckpoint): Promise<void> {
  await db
    .insert(store.t.auditCheckpoint)
    .values({ size: placeOf(epoch, size), note })
    .onConflictDoNothing()
}
