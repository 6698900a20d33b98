/**
 * Opening the audit log by itself, for who checks it: it takes no more settings than where it lies. So it can be verified
 * on a portal that does not start, on a backup, or on somebody else's machine.
 */
import { createPrivateKey } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Signing, verifierKey } from '#db/audit/checkpoint.ts'
import { type Known, readKnownFile } from '#db/audit/known.ts'
import type { Where } from '#db/open.ts'
import { readVkey, type VerifierKey } from '#domain/audit/note.ts'
import type { Environment } from './config.ts'
import { demoFolderOf, demoSettings } from './demo.ts'

/** What was typed; each falls back to the settings. */
export type Asked = { db?: string; vkey?: string; known?: string }
export type LogPlace = {
  where: Where
  /** Null without a key: then only hashes can be checked. */
  key: VerifierKey | null
  knownFile: string | null
  /** Null where the signing key is not at hand. */
  signing: Signing | null
}

/** Something that was typed, or set, cannot be used; the sentence says what. */
export class LogNotFound extends Error {
  override name = 'LogNotFound'
}

/**
 * Where the log lies: as typed, else as `DATABASE_URL`, `DATA_DIR` and `CHECKPOINT_FILE` say, else the demo's. Looking at
 * another database with `--db` takes over neither our key nor our known checkpoints.
 * @throws LogNotFound
 */
export async function logPlace(env: Environment, asked: Asked): Promise<LogPlace> {
  const demo = env.DATABASE_URL || env.BASE_URL ? null : await demoSettings(demoFolderOf(env))
  const settings = { ...env, ...demo }
  const dataDir = path.resolve(settings.DATA_DIR || 'var')
  const where = placeOf(asked.db ?? settings.DATABASE_URL ?? path.join(dataDir, 'inzage.sqlite'))
  if (where.engine === 'sqlite' && !existsSync(where.file))
    throw new LogNotFound(`There is no database at ${where.file}`)
  if (asked.known && !existsSync(asked.known)) throw new LogNotFound(`There are no known checkpoints at ${asked.known}`)
  const own = asked.db === undefined
  const checkpointFile = path.resolve(settings.CHECKPOINT_FILE || path.join(dataDir, 'checkpoint'))
  const signing = own ? signingIn(path.join(dataDir, 'keys'), checkpointFile) : null
  const key = asked.vkey === undefined ? signing && verifierKey(signing.origin, signing.privateKey) : keyOf(asked.vkey)
  return { where, key, knownFile: asked.known ?? (own ? checkpointFile : null), signing }
}

function placeOf(address: string): Where {
  if (/^postgres(ql)?:\/\//.test(address)) return { engine: 'postgres', url: address }
  return { engine: 'sqlite', file: path.resolve(address) }
}

/** A key as text, or the file that holds it. */
function keyOf(given: string): VerifierKey {
  const key = readVkey(existsSync(given) ? readFileSync(given, 'utf8') : given)
  if (!key) throw new LogNotFound('--vkey is not a key: expected name+id+base64, or a file with that')
  return key
}

function signingIn(folder: string, file: string): Signing | null {
  const pem = path.join(folder, 'log.pem')
  const name = path.join(folder, 'log.name')
  if (!existsSync(pem) || !existsSync(name)) return null
  return { origin: readFileSync(name, 'utf8').trim(), privateKey: createPrivateKey(readFileSync(pem)), file }
}

/** Checkpoints that are known outside the database; none without a key, because nobody could tell whose they are. */
export function knownOf({ key, knownFile }: LogPlace): readonly Known[] {
  return key && knownFile ? readKnownFile(knownFile, key) : []
}
