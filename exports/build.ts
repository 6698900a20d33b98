/**
 * Makes one bundle: collects from every source in one pass, then writes pages, data, schemas, manifest and signature into
 * one ZIP. Memory stays the same whatever the number or size of the rows; what does not fit waits in a private folder.
 */
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Day, Instant } from '#domain/day.ts'
import { type Language, languages } from '#domain/language.ts'
import { tablesOf } from '#domain/reading.ts'
import type { CategoryId, Register, SourceId } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { Scope } from '#domain/subject-request.ts'
import type { OwnRecords } from '#db/own-records.ts'
import type { Source } from '#sources/source.ts'
import { attachments } from './attachments.ts'
import { collect, noFacts, type Outcome } from './collect.ts'
import { type BundleFacts, failedParts, firstPages, itemCount, partsOf, rowFolders, type RowsPage, waiting } from './facts.ts'
import { categorySchema, csvFile, type Folder, jsonFile } from './format.ts'
import { type BundleKey, type FileEntry, manifest, manifestName, manifestSchema, manifestSchemaName, signature, signatureName } from './manifest.ts'
import { moments } from './moments.ts'
import { Names, safePart } from './names.ts'
import { portal, withOwn } from './own.ts'
import { fitsInline, rowsPage } from './page/data.ts'
import { firstPage } from './page/first.ts'
import { type Part, rowsPerPage } from './part.ts'
import { purposeFacts } from './purpose.ts'
import type { Forms } from './value.ts'
import { type AllBundleWords, writing } from './words.ts'
import { type Bytes, openZip, type Zip } from './zip.ts'

export type BundleJob = {
  register: Register
  sources: ReadonlyMap<SourceId, Source>
  /** Null when no source knows the person: then the bundle says that nothing is held. */
  who: Located | null
  /** What the portal itself holds about them; null leaves the portal out. */
  records: OwnRecords | null
  scope: Scope
  language: Language
  request: { reference: string; receivedAt: Instant } | null
  /** Categories with `review: always` that a person has released. */
  released: ReadonlySet<CategoryId>
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
  const own = withOwn(job.register, job.words, job.records, job.who)
  const register = own?.register ?? job.register
  const sources = own ? new Map([...job.sources, [portal, own.source]]) : job.sources
  const wanted = { access: job.scope.forms.includes('access'), portability: job.scope.forms.includes('portability') }
  const zone = register.controller.timeZone
  const written = { nl: writing(job.words.nl.locale), en: writing(job.words.en.locale) }
  const forms: Forms = { zone, words: job.words, writing: written, moment: moments(zone, written) }
  const files = attachments(zip, sources, job.signal)
  const collection = await collect({ ...job, register, sources, wanted, forms, folder, attachments: files, opened })
  const filesFailed = [...files.failed.values()].reduce((sum, each) => sum + each, 0)
  const partial = { register, collection, forms, filesFailed }
  const plan = planFiles(register, collection.parts, wanted)
  const facts: BundleFacts = {
    ...partial,
    language: job.language,
    wanted,
    scope: job.scope,
    who: job.who,
    request: job.request,
    now: job.now,
    lastDay: job.lastDay,
    keyId: job.key.id,
    purposes: new Map(
      register.categories.map(each => [each.id, purposeFacts(each, collection.parts.filter(part => part.category.id === each.id), register, job.who?.facts ?? noFacts, job.now, forms)]),
    ),
    files: plan.names,
    pages: planPages(collection.parts),
  }
  const entries: FileEntry[] = files.added.map(each => ({ ...each }))
  const add = async (name: string, content: Bytes, about: { rows?: number; category?: string } = {}) => {
    job.signal?.throwIfAborted()
    entries.push({ ...(await zip.add(name, content)), ...about })
  }
  // The person's own language comes first in the ZIP.
  for (const language of [job.language, ...languages.filter(each => each !== job.language)]) await add(firstPages[language], firstPage(facts, language))
  for (const [part, pages] of facts.pages) {
    for (const language of languages) {
      for (const [index, { path: name, first, last }] of pages[language].entries()) {
        await add(name, rowsPage(facts, part, language, index), { rows: last - first + 1, category: part.category.id })
      }
    }
  }
  for (const data of plan.files) {
    const mine = partsOf(facts, data.category.id)
    const about = { category: data.category.id }
    if (data.kind === 'schema') await add(data.path, categorySchema(data.folder, data.category, mine), about)
    else if (data.kind === 'json') {
      const rows = mine.reduce((sum, part) => sum + rowsIn(data.folder, part), 0)
      await add(data.path, jsonFile(data.folder, `../${data.schema}`, data.category, facts.purposes.get(data.category.id) ?? [], mine), { rows, ...about })
    } else await add(data.path, csvFile(data.folder, data.part), { rows: rowsIn(data.folder, data.part), ...about })
  }
  await add(manifestSchemaName, [Buffer.from(`${JSON.stringify(manifestSchema, null, 1)}\n`)])
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

const rowsIn = (folder: Folder, part: Part): number => (folder === 'inzage' ? part.access : part.portability)?.rows ?? 0

type DataFile = { folder: Folder; path: string; category: Register['categories'][number] } & (
  | { kind: 'json'; schema: string }
  | { kind: 'csv'; part: Part }
  | { kind: 'schema' }
)

/** Which data files there will be, and their names: per category one JSON and its schema, per table one CSV. */
function planFiles(register: Register, parts: readonly Part[], wanted: { access: boolean; portability: boolean }) {
  const taken = new Names()
  const files: DataFile[] = []
  const names = new Map<CategoryId, string[]>()
  const folders: Folder[] = [...(wanted.access ? ['inzage' as const] : []), ...(wanted.portability ? ['overdracht' as const] : [])]
  for (const folder of folders) {
    for (const category of register.categories) {
      const mine = parts.filter(part => part.category.id === category.id && rowsIn(folder, part) > 0)
      if (mine.length === 0) continue
      const json = taken.take(`${folder}/`, category.id, 'json')
      const schema = taken.take('schema/', `${folder}-${category.id}`, 'schema.json')
      const several = tablesOf(register, category.id).length > 1
      const csv = mine.map(part => ({ part, path: taken.take(`${folder}/`, several ? `${category.id}-${part.table.id}` : category.id, 'csv') }))
      files.push({ kind: 'json', folder, path: json, schema, category })
      files.push(...csv.map(({ part, path: name }) => ({ kind: 'csv' as const, folder, path: name, part, category })))
      files.push({ kind: 'schema', folder, path: schema, category })
      names.set(category.id, [...(names.get(category.id) ?? []), json, ...csv.map(each => each.path)])
    }
  }
  return { files, names }
}

/** Long lists get pages of their own, with names in each language's folder. */
function planPages(parts: readonly Part[]): ReadonlyMap<Part, Readonly<Record<Language, readonly RowsPage[]>>> {
  const taken = new Names()
  const pages = new Map<Part, Record<Language, RowsPage[]>>()
  for (const part of parts) {
    if (!part.html || part.single || fitsInline(part)) continue
    const count = Math.ceil(part.found / rowsPerPage)
    const of = (language: Language) =>
      Array.from({ length: count }, (_, index) => {
        const number = String(index + 1).padStart(Math.max(3, String(count).length), '0')
        const name = `${safePart(part.category.id)}-${safePart(part.table.id)}`.slice(0, 40)
        return {
          path: taken.take(rowFolders[language], `${name}-${number}`, 'html'),
          first: index * rowsPerPage + 1,
          last: Math.min((index + 1) * rowsPerPage, part.found),
        }
      })
    pages.set(part, { nl: of('nl'), en: of('en') })
  }
  return pages
}

/** A private folder for one bundle's scratch files, beside its future file. */
export const scratchOf = (file: string): string => path.join(path.dirname(file), `${path.basename(file)}.scratch`)
