/**
 * Makes one bundle: collects from every source in one pass, then writes pages, data, schemas, manifest and signature into
 * one ZIP. Memory stays the same whatever the number or size of the rows; what does not fit waits in a private folder.
 */
import { mkdir, rm } from 'node:fs/promises'
import type { Day, Instant } from '#domain/day.ts'
import { type Language, languages } from '#domain/language.ts'
import type { CategoryId, Register, SourceId } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { Scope } from '#domain/subject-request.ts'
import type { OwnRecords } from '#db/own-records.ts'
import type { Source } from '#sources/source.ts'
import { attachments } from './attachments.ts'
import { collect, type Outcome } from './collect.ts'
import { type BundleFacts, failedParts, firstPages, itemCount, waiting } from './facts.ts'
import { dataFiles } from './files.ts'
import {
  type BundleKey,
  type FileEntry,
  manifest,
  manifestName,
  manifestSchema,
  manifestSchemaName,
  signature,
  signatureName,
} from './manifest.ts'
import { moments } from './moments.ts'
import { type Papers, withOwn } from './own.ts'
import { portal } from './own-rows.ts'
import { firstPage } from './page/first.ts'
import type { Part } from './part.ts'
import { receiptFiles, type Receipts } from './receipts.ts'
import type { StaffReview } from './staff-review.ts'
import type { Forms } from './value.ts'
import { type AllBundleWords, writing } from './words.ts'
import { openZip, type Zip } from './zip.ts'

export type BundleJob = {
  register: Register
  sources: ReadonlyMap<SourceId, Source>
  /** Null when no source knows the person: then the bundle says that nothing is held. */
  who: Located | null
  /** What the portal itself holds about them; null leaves the portal out. */
  records: OwnRecords | null
  /** The files of those records. */
  papers?: Papers
  scope: Scope
  language: Language
  request: { reference: string; receivedAt: Instant } | null
  /** Receipts of the request's steps, with the log's key: what goes into `audit/`. Empty without a request. */
  receipts?: Receipts | null
  /** Categories with `review: always` that a person has released. */
  released: ReadonlySet<CategoryId>
  /** What staff hid, refused and released for this request. */
  review?: StaffReview
  now: Instant
  lastDay: Day | null
  words: AllBundleWords
  key: BundleKey
  signal?: AbortSignal
  progress?: (outcome: Readonly<Outcome>) => void
}

export type Bundle = {
  bytes: number
  /** SHA-256 of the ZIP, hex. */
  sha256: string
  items: number
  outcomes: readonly Outcome[]
  /** Sources whose attachments could not all be read, with how many. */
  filesFailed: ReadonlyMap<SourceId, number>
  /** Categories that wait for a person. */
  review: readonly { category: CategoryId; found: number }[]
  /** Parts that failed; 0 is a complete bundle. */
  failed: number
}

/**
 * Writes the bundle to `file`, which must not exist; uses (and removes) the folder `scratch`. Throws when it cannot be
 * written or `signal` says stop; then nothing of it remains. A source that fails does not make it throw.
 */
export async function buildBundle(job: BundleJob, file: string, scratch: string): Promise<Bundle> {
  await mkdir(scratch, { recursive: true, mode: 0o700 })
  const zip = openZip(file, job.now, job.signal)
  const parts: Part[] = []
  try {
    return await pack(job, zip, scratch, parts)
  } catch (error) {
    await zip.destroy(error instanceof Error ? error : new Error('failed'))
    await rm(file, { force: true })
    throw error
  } finally {
    for (const part of parts) part.close()
    await rm(scratch, { recursive: true, force: true })
  }
}

async function pack(job: BundleJob, zip: Zip, folder: string, opened: Part[]): Promise<Bundle> {
  const own = withOwn(job.register, job.words, job.records, job.who, job.papers ?? (async () => null))
  const register = own?.register ?? job.register
  const sources = own ? new Map([...job.sources, [portal, own.source]]) : job.sources
  const wanted = { access: job.scope.forms.includes('access'), portability: job.scope.forms.includes('portability') }
  const zone = register.controller.timeZone
  const written = { nl: writing(job.words.nl.locale), en: writing(job.words.en.locale) }
  const forms: Forms = { zone, words: job.words, writing: written, moment: moments(zone, written) }
  const { who, now, signal } = job
  const files = attachments(zip, sources, signal)
  const data = dataFiles({ register, forms, wanted, who, now, zip, ...(signal ? { signal } : {}) })
  const collection = await collect({
    ...job,
    register,
    sources,
    wanted,
    forms,
    folder,
    attachments: files,
    opened,
    finished: data.finished,
  })
  await data.rest(collection.parts)
  const facts: BundleFacts = {
    register,
    forms,
    language: job.language,
    wanted,
    scope: job.scope,
    who,
    request: job.request,
    now,
    lastDay: job.lastDay,
    keyId: job.key.id,
    collection,
    purposes: data.purposes,
    files: data.names,
    pages: data.pages,
    filesFailed: [...files.failed.values()].reduce((sum, each) => sum + each, 0),
  }
  const entries: FileEntry[] = [...files.added, ...data.entries]
  // The person's own language comes first.
  for (const language of [job.language, ...languages.filter(each => each !== job.language)]) {
    entries.push(await zip.add(firstPages[language], firstPage(facts, language)))
  }
  entries.push(await zip.add(manifestSchemaName, [Buffer.from(`${JSON.stringify(manifestSchema, null, 1)}\n`)]))
  if (job.receipts) {
    for (const [name, text] of receiptFiles(job.receipts))
      entries.push(await zip.add(`audit/${name}`, [Buffer.from(text)]))
  }
  signal?.throwIfAborted()
  const signed = manifest(facts, entries)
  await zip.add(manifestName, [signed])
  await zip.add(signatureName, [signature(signed, job.key)])
  const { bytes, sha256 } = await zip.finish()
  return {
    bytes,
    sha256,
    items: itemCount(facts),
    outcomes: collection.outcomes,
    filesFailed: files.failed,
    review: waiting(facts),
    failed: failedParts(facts),
  }
}
