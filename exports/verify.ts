/**
 * Checks a bundle offline: the signature over the manifest, and every file against it. The key that lies in the bundle
 * shows that nothing changed since it was signed with that key; only a key from the controller shows who signed.
 */
import { createHash, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { bundleKeyId, keyOf } from './keys.ts'
import { manifestName, signatureName } from './manifest.ts'
import { inertName } from './names.ts'
import { type OpenZip, readSmall, readZip, type ZipEntry } from './read-zip.ts'

const mostManifest = 64 * 1024 * 1024
const mostSignature = 16 * 1024
/** Faults beyond this many are counted, not listed. */
const mostFaults = 100

export type FaultKind = 'notAZip' | 'name' | 'missing' | 'extra' | 'changed' | 'manifest' | 'signature' | 'key'
export type Fault = { kind: FaultKind; path: string }

export type Verdict = {
  /** `differs`: something is not as the manifest says; `signature`: nothing in it can be relied on. */
  verdict: 'ok' | 'differs' | 'signature'
  /** The key that signed; null when that cannot be read. */
  keyId: string | null
  /** True when that key is among the keys that were handed in. */
  known: boolean
  files: number
  faults: readonly Fault[]
  /** All faults, also those beyond the list. */
  faultCount: number
  /** As the manifest has it. */
  request: string | null
  made: string | null
}

/** Base64 of so many bytes in the one form that we write: bits that do not count must not differ either. */
function exactBase64(bytes: number) {
  return z.string().refine(text => {
    const read = Buffer.from(text, 'base64')
    return read.length === bytes && read.toString('base64') === text
  })
}

const manifestForm = z.object({
  format: z.literal('inzage-bundle'),
  version: z.literal(1),
  made: z.string().max(64),
  request: z.object({ reference: z.string().max(64) }).nullable(),
  files: z.array(
    z.object({
      path: z.string().max(200),
      bytes: z.number().int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
const signatureForm = z.object({
  format: z.literal('inzage-signature'),
  version: z.literal(1),
  file: z.literal(manifestName),
  algorithm: z.literal('Ed25519'),
  keyId: z.string().max(64),
  publicKey: exactBase64(32),
  signature: exactBase64(64),
})

/** @param trusted keys from the controller; empty leaves open who signed */
export async function verifyBundle(file: string, trusted: readonly KeyObject[] = []): Promise<Verdict> {
  const state = { faults: [] as Fault[], faultCount: 0 }
  const fault = (kind: FaultKind, path: string) => {
    if (state.faultCount++ < mostFaults) state.faults.push({ kind, path })
  }
  const none = { keyId: null, known: false, files: 0, request: null, made: null }
  const opened = await readZip(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error) throw error
    return null
  })
  if (!opened) {
    fault('notAZip', '')
    return { verdict: 'signature', ...none, ...state }
  }
  try {
    const entries = namedOnce(opened, fault)
    const signed = await readSigned(entries, trusted, fault)
    if (!signed) return { verdict: 'signature', ...none, ...state }
    const { keyId, known, manifest } = signed
    const listed = new Set([manifestName, signatureName])
    for (const { path, bytes, sha256 } of manifest.files) {
      if (listed.has(path)) fault('manifest', path)
      listed.add(path)
      const entry = entries.get(path)
      if (!entry) fault('missing', path)
      // The size is compared before anything is unpacked, so that no entry can grow beyond what was signed.
      else if (entry.bytes !== bytes || (await hashOf(entry)) !== sha256) fault('changed', path)
    }
    for (const name of entries.keys()) if (!listed.has(name)) fault('extra', name)
    return {
      verdict: !signed.good ? 'signature' : state.faultCount ? 'differs' : 'ok',
      keyId,
      known,
      files: manifest.files.length,
      request: manifest.request?.reference ?? null,
      made: manifest.made,
      ...state,
    }
  } finally {
    opened.close()
  }
}

type Faulty = (kind: FaultKind, path: string) => void

/** Entries by name; a name that comes twice (also in another case) or could leave the folder is a fault. */
function namedOnce(zip: OpenZip, fault: Faulty): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>()
  const folded = new Set<string>()
  for (const entry of zip.entries) {
    if (!inertName.test(entry.name) || folded.has(entry.name.toLowerCase())) fault('name', printable(entry.name))
    else entries.set(entry.name, entry)
    folded.add(entry.name.toLowerCase())
  }
  return entries
}

/** A name as it may stand on a terminal. */
const printable = (name: string): string => JSON.stringify(name.slice(0, 120)).slice(1, -1)

async function readSigned(entries: Map<string, ZipEntry>, trusted: readonly KeyObject[], fault: Faulty) {
  const part = async (name: string, most: number) => {
    const entry = entries.get(name)
    if (!entry) fault('missing', name)
    return entry ? await readSmall(entry, most).catch(() => (fault('changed', name), null)) : null
  }
  const bytes = await part(manifestName, mostManifest)
  const detached = await part(signatureName, mostSignature)
  if (!bytes || !detached) return null
  const said = read(detached, signatureForm)
  const manifest = read(bytes, manifestForm)
  if (!said) fault('signature', signatureName)
  if (!manifest) fault('manifest', manifestName)
  if (!said || !manifest) return null
  const key = keyIn(said.publicKey)
  if (!key || bundleKeyId(key) !== said.keyId) {
    fault('key', signatureName)
    return null
  }
  const genuine = verify(null, bytes, key, Buffer.from(said.signature, 'base64'))
  const known = trusted.some(each => bundleKeyId(each) === said.keyId)
  if (!genuine) fault('signature', signatureName)
  if (trusted.length > 0 && !known) fault('key', said.keyId)
  return { keyId: said.keyId, known, manifest, good: genuine && (known || trusted.length === 0) }
}

function read<T>(bytes: Buffer, form: z.ZodType<T>): T | null {
  try {
    return form.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    return null
  }
}

function keyIn(text: string): KeyObject | null {
  try {
    return keyOf(Buffer.from(text, 'base64'))
  } catch {
    return null
  }
}

/** SHA-256 of an entry's content; null when it cannot be unpacked. */
async function hashOf(entry: ZipEntry): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of await entry.read()) hash.update(chunk as Buffer)
    return hash.digest('hex')
  } catch {
    return null
  }
}
