/**
 * Signing checkpoints: after commit, on a timer and on demand. Never one that contradicts an earlier one: before signing,
 * the log is compared with the newest checkpoint that is known outside the database (security/rules.md §3.4).
 */
import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readSignedCheckpoint, writeCheckpoint } from '#domain/audit/checkpoint.ts'
import { keyId, type VerifierKey, writeNote } from '#domain/audit/note.ts'
import type { Raw, Store, Writer } from '../store.ts'
import { auditHead, rootAt } from './head.ts'
import { addKnown, newestKnown } from './known.ts'
import { newestCheckpoint } from './trail.ts'

/** `origin` is the log's name in the note; `file` is the file of known checkpoints, best on another volume. */
export type Signing = { origin: string; privateKey: KeyObject; file: string }
export type SignedCheckpoint = { size: number; note: string }

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
 * several processes sign at once: they take turns by a lock in the database, which a killed process lets go. The file is
 * written before the database, so that a crash in between leaves nothing unsaid.
 * @throws SigningRefused, ForeignSignature
 */
export async function signCheckpoint(store: Store, signing: Signing): Promise<SignedCheckpoint> {
  const key = verifierKey(signing.origin, signing.privateKey)
  // An empty transaction ends when everything before it is on disk: what is signed must outlive a power cut.
  await store.tx(async () => {})
  return store.tx(async (db, raw) => {
    await takeTurn(store, raw)
    const { size } = await auditHead(db, store.t)
    await compare(store, db, signing, key, size)
    const known = newestKnown(signing.file, key)
    // After a crash between file and database the newest one is only in the file: it is put in its place first.
    if (known) await keep(store, db, known)
    if (known?.size === String(size)) return keep(store, db, known)
    const text = writeCheckpoint(signing.origin, size, await rootAt(db, store.t, size))
    const signature = sign(null, Buffer.from(text), signing.privateKey)
    const note = writeNote(text, [{ name: key.name, id: key.id, signature }])
    addKnown(signing.file, note)
    return keep(store, db, { size, text: note })
  })
}

async function takeTurn(store: Store, raw: Raw): Promise<void> {
  if (store.engine === 'postgres') await raw('select pg_advisory_xact_lock(?)', [LINE])
}

/** Refuses when the log is smaller than, or differs from, what was signed before. */
async function compare(store: Store, db: Writer, signing: Signing, key: VerifierKey, size: number): Promise<void> {
  const known = newestKnown(signing.file, key)
  const stored = await newestCheckpoint(db, store.t)
  if (stored && (known === null || BigInt(known.size) < BigInt(stored.size))) {
    const message = `The file of known checkpoints (${signing.file}) lacks the one of ${stored.size} entries: put it back`
    throw new SigningRefused('KNOWN_MISSING', message)
  }
  for (const earlier of [known, stored && readSignedCheckpoint(stored.note)]) {
    if (!earlier) continue
    if (BigInt(earlier.size) > BigInt(size)) {
      throw new SigningRefused('ROLLBACK', `The log has ${size} entries; a log of ${earlier.size} was signed before`)
    }
    if (!(await rootAt(db, store.t, Number(earlier.size))).equals(earlier.root)) {
      throw new SigningRefused('FORK', `The first ${earlier.size} entries are not those that were signed before`)
    }
  }
}

async function keep(
  store: Store,
  db: Writer,
  made: { size: number | string; text: string },
): Promise<SignedCheckpoint> {
  const row = { size: Number(made.size), note: made.text }
  await db.insert(store.t.auditCheckpoint).values(row).onConflictDoNothing()
  return row
}
