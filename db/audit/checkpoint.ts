/**
 * Signing checkpoints: after commit, on a timer and on demand. Never one that contradicts an earlier one: before signing,
 * the log is compared with the newest checkpoint that is known outside the database (security/rules.md §3.4).
 */
import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readSignedCheckpoint, writeCheckpoint } from '#domain/audit/checkpoint.ts'
import { keyId, type VerifierKey, writeNote } from '#domain/audit/note.ts'
import type { Raw, Store, Writer } from '../store.ts'
import { auditHead, rootAt } from './head.ts'
import { addKnown, type Known, newestKnown } from './known.ts'
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
    const { size, known } = await look(store, signing, key)
    if (known?.size === String(size)) return { size, note: known.text }
    const made = await signAfter(store, signing, key, size, known)
    if (made) return made
  }
}

type Looked = { size: number; known: Known | null }

function look(store: Store, signing: Signing, key: VerifierKey): Promise<Looked> {
  return store.tx(async (db, raw) => {
    await takeTurn(store, raw)
    const { size } = await auditHead(db, store.t)
    const known = newestKnown(signing.file, key)
    await compare(store, db, signing, known, size)
    if (known) await keep(store, db, { size: Number(known.size), note: known.text })
    return { size, known }
  })
}

/** Null when another signer added to the file since `known` was its newest. */
function signAfter(
  store: Store,
  signing: Signing,
  key: VerifierKey,
  size: number,
  known: Known | null,
): Promise<SignedCheckpoint | null> {
  return store.tx(async (db, raw) => {
    await takeTurn(store, raw)
    if (newestKnown(signing.file, key)?.text !== known?.text) return null
    const text = writeCheckpoint(signing.origin, size, await rootAt(db, store.t, size))
    const signature = sign(null, Buffer.from(text), signing.privateKey)
    const made = { size, note: writeNote(text, [{ name: key.name, id: key.id, signature }]) }
    addKnown(signing.file, made.note)
    await keep(store, db, made)
    return made
  })
}

async function takeTurn(store: Store, raw: Raw): Promise<void> {
  if (store.engine === 'postgres') await raw('select pg_advisory_xact_lock(?)', [LINE])
}

/** Refuses when the log is smaller than, or differs from, what was signed before. */
async function compare(store: Store, db: Writer, signing: Signing, known: Known | null, size: number): Promise<void> {
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

async function keep(store: Store, db: Writer, made: SignedCheckpoint): Promise<void> {
  await db.insert(store.t.auditCheckpoint).values(made).onConflictDoNothing()
}
