/**
 * Opening the audit log by itself, for who checks it: it takes no more settings than where it lies. So it can be verified
 * on a portal that does not start, on a backup, or on somebody else's machine.
 */
import { createPrivateKey } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Signing, verifierKey } from '#db/audit/checkpoint.ts'
import { type Known, readKnownFile } from '#db/audit/known.ts'
import type { Where } from '#db/open.ts'
import { readVkey, type VerifierKey } from '#domain/audit/note.ts'
import { readSmall, readZip } from '#exports/read-zip.ts'
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
  const key = asked.vkey === undefined ? signing && verifierKey(signing.origin, signing.privateKey) : vkeyOf(asked.vkey)
  return { where, key, knownFile: asked.known ?? (own ? checkpointFile : null), signing }
}

function placeOf(address: string): Where {
  if (/^postgres(ql)?:\/\//.test(address)) return { engine: 'postgres', url: address }
  return { engine: 'sqlite', file: path.resolve(address) }
}

/** A key as text, or the file that holds it: just the key, or the published document of keys. @throws LogNotFound */
export function vkeyOf(given: string): VerifierKey {
  const key = readVkey(existsSync(given) ? published(readFileSync(given, 'utf8')) : given)
  if (!key) throw new LogNotFound('--vkey is not a key: expected name+id+base64, or a file with that')
  return key
}

/** The log's key in `/.well-known/inzage-keys.json`, or the text itself. */
function published(text: string): string {
  if (!text.trimStart().startsWith('{')) return text
  try {
    const { log } = JSON.parse(text) as { log?: unknown }
    return typeof log === 'string' ? log : ''
  } catch {
    return ''
  }
}

/** The text of a file, by its path or its `file:` address. @throws LogNotFound */
export function textOf(given: string): string {
  const file = given.startsWith('file:') ? fileURLToPath(given) : given
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new LogNotFound(`${given} cannot be read`)
  }
}

const receiptEnd = '.tlog-proof'
/** No receipt of ours is larger, in bytes. */
const largestReceipt = 1_000_000

/** The receipts in a file, in a folder, or in a ZIP (a bundle, or what the page gave). @throws LogNotFound */
export async function receiptsIn(given: string): Promise<readonly { name: string; text: string }[]> {
  if (!existsSync(given)) throw new LogNotFound(`${given} is not there`)
  const found = statSync(given).isDirectory()
    ? readdirSync(given)
        .filter(name => name.endsWith(receiptEnd))
        .map(name => ({ name, text: textOf(path.join(given, name)) }))
    : given.toLowerCase().endsWith('.zip')
      ? await receiptsOfZip(given)
      : [{ name: path.basename(given), text: textOf(given) }]
  if (found.length === 0) throw new LogNotFound(`There are no receipts in ${given}`)
  return found.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
}

async function receiptsOfZip(file: string): Promise<{ name: string; text: string }[]> {
  const zip = await readZip(file).catch(() => {
    throw new LogNotFound(`${file} is not a ZIP`)
  })
  try {
    const own = zip.entries.filter(({ name }) => name.endsWith(receiptEnd))
    return await Promise.all(
      own.map(async entry => ({ name: entry.name, text: (await readSmall(entry, largestReceipt)).toString('utf8') })),
    )
  } finally {
    zip.close()
  }
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
