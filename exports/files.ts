/** The data files of a bundle: their names, and writing each as soon as nothing more can come into it. */
import { type Language, languages } from '#domain/language.ts'
import { tablesOf } from '#domain/reading.ts'
import type { CategoryId, Register } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { Instant } from '#domain/day.ts'
import { noFacts } from './collect.ts'
import { rowFolders, type RowsPage } from './facts.ts'
import { categorySchema, csvFile, type Folder, folderSchema, jsonFile, type Schema } from './format.ts'
import type { FileEntry } from './manifest.ts'
import { Names, safePart } from './names.ts'
import { fitsInline, rowsPage } from './page/data.ts'
import { type Part, rowsPerPage, type Wanted } from './part.ts'
import { type PurposeFacts, purposeFacts } from './purpose.ts'
import type { Forms } from './value.ts'
import type { Bytes, Zip } from './zip.ts'

export type Setting = {
  register: Register
  forms: Forms
  wanted: Wanted
  who: Located | null
  now: Instant
  zip: Zip
  signal?: AbortSignal
}

export type DataFiles = {
  /** This part is complete: its CSV and its pages can be written, and so can each category that is complete with it. */
  finished(part: Part): void
  /** Everything is collected: writes what is left, and waits until all is in the ZIP. */
  rest(parts: readonly Part[]): Promise<void>
  readonly entries: readonly FileEntry[]
  readonly names: ReadonlyMap<CategoryId, readonly string[]>
  readonly pages: ReadonlyMap<Part, Readonly<Record<Language, readonly RowsPage[]>>>
  readonly purposes: ReadonlyMap<CategoryId, readonly PurposeFacts[]>
}

const schemaOf = (folder: Folder): string => `schema/${folder}.schema.json`

/** How many rows of a part are in a folder. */
const rowsIn = (folder: Folder, part: Part): number => (folder === 'inzage' ? part.access : part.portability)?.rows ?? 0

export function dataFiles(setting: Setting): DataFiles {
  const { register, forms, wanted, zip } = setting
  const taken = new Names()
  const entries: FileEntry[] = []
  const names = new Map<CategoryId, string[]>()
  const pages = new Map<Part, Record<Language, RowsPage[]>>()
  const purposes = new Map<CategoryId, PurposeFacts[]>()
  const complete = new Map<CategoryId, Set<Part>>()
  const folders: Folder[] = [
    ...(wanted.access ? ['inzage' as const] : []),
    ...(wanted.portability ? ['overdracht' as const] : []),
  ]
  const writing: Promise<void>[] = []
  const schemas: Record<Folder, Record<CategoryId, Schema>> = { inzage: {}, overdracht: {} }

  const add = (path: string, content: Bytes, about: { rows?: number; category?: string } = {}) => {
    setting.signal?.throwIfAborted()
    const written = zip.add(path, content).then(added => void entries.push({ ...added, ...about }))
    // Whoever waits at the end gets the failure; until then it must not count as unhandled.
    written.catch(() => {})
    writing.push(written)
  }
  const name = (folder: Folder, part: Part) => {
    const several = tablesOf(register, part.category.id).length > 1
    return taken.take(`${folder}/`, several ? `${part.category.id}-${part.table.id}` : part.category.id, 'csv')
  }
  const note = (category: CategoryId, path: string) => names.set(category, [...(names.get(category) ?? []), path])

  const writeTable = (part: Part) => {
    for (const folder of folders.filter(each => rowsIn(each, part) > 0)) {
      const path = name(folder, part)
      note(part.category.id, path)
      add(path, csvFile(folder, part), { rows: rowsIn(folder, part), category: part.category.id })
    }
    if (!part.html || part.single || fitsInline(part)) return
    const planned = { nl: pagesOf(part, rowFolders.nl, taken), en: pagesOf(part, rowFolders.en, taken) }
    pages.set(part, planned)
    for (const language of languages) {
      planned[language].forEach(({ path, first, last }, index) =>
        add(path, rowsPage(forms, planned[language], part, language, index), {
          rows: last - first + 1,
          category: part.category.id,
        }),
      )
    }
  }
  const writeCategory = (id: CategoryId, parts: readonly Part[]) => {
    const [{ category } = { category: null }] = parts
    if (!category) return
    for (const folder of folders.filter(each => parts.some(part => rowsIn(each, part) > 0))) {
      const path = taken.take(`${folder}/`, id, 'json')
      note(id, path)
      const rows = parts.reduce((sum, part) => sum + rowsIn(folder, part), 0)
      add(path, jsonFile(folder, `../${schemaOf(folder)}`, category, purposes.get(id) ?? [], parts), {
        rows,
        category: id,
      })
      schemas[folder][id] = categorySchema(folder, category, parts)
    }
  }
  const explain = (id: CategoryId, parts: readonly Part[]) => {
    const category = register.categories.find(each => each.id === id)
    if (category)
      purposes.set(id, purposeFacts(category, parts, register, setting.who?.facts ?? noFacts, setting.now, forms))
  }
  const done = new Set<CategoryId>()
  const close = (id: CategoryId, parts: readonly Part[]) => {
    if (done.has(id)) return
    done.add(id)
    explain(id, parts)
    writeCategory(id, parts)
  }
  const finished = (part: Part) => {
    const mine = complete.get(part.category.id) ?? new Set<Part>()
    if (mine.has(part)) return
    complete.set(part.category.id, mine.add(part))
    writeTable(part)
    // With a part of every table that can hold it, nothing more can come.
    if (mine.size === tablesOf(register, part.category.id).length) close(part.category.id, [...mine])
  }

  return {
    finished,
    async rest(parts) {
      for (const part of parts) finished(part)
      for (const { id } of register.categories)
        close(
          id,
          parts.filter(part => part.category.id === id),
        )
      for (const folder of folders) {
        if (Object.keys(schemas[folder]).length > 0) add(schemaOf(folder), folderSchema(folder, schemas[folder]))
      }
      await Promise.all(writing)
    },
    entries,
    names,
    pages,
    purposes,
  }
}

function pagesOf(part: Part, folder: string, taken: Names): RowsPage[] {
  const count = Math.ceil(part.found / rowsPerPage)
  const base = `${safePart(part.category.id)}-${safePart(part.table.id)}`.slice(0, 40)
  return Array.from({ length: count }, (_, index) => ({
    path: taken.take(folder, `${base}-${String(index + 1).padStart(Math.max(3, String(count).length), '0')}`, 'html'),
    first: index * rowsPerPage + 1,
    last: Math.min((index + 1) * rowsPerPage, part.found),
  }))
}
