/** The form of the data files: what stands around the rows, and the JSON Schema that each file keeps to. */
import { basisArticle, type PurposeFacts } from './purpose.ts'
import type { Category, CategoryId, Column } from '#domain/register.ts'
import { csvLine } from './csv.ts'
import type { Part } from './part.ts'
import type { Bytes } from './zip.ts'

export type Folder = 'inzage' | 'overdracht'

/** Raised when a reader of version 1 would misread a file. */
export const formatVersion = 1
const draft = 'https://json-schema.org/draft/2020-12/schema'

const describe = (column: Column, part: Part) => ({
  id: column.id,
  label: column.label,
  meaning: column.meaning,
  type: column.type,
  origins: [...(part.origins.get(column.id) ?? [column.origin])],
  ...(column.unit ? { unit: column.unit } : {}),
  ...(column.legend ? { legend: column.legend } : {}),
  ...(column.purposes ? { purposes: column.purposes } : {}),
})

/** The columns of a part that a folder holds. */
export const columnsIn = (folder: Folder, part: Part): readonly Column[] =>
  folder === 'inzage' ? part.columns : part.columns.filter(column => part.portable.has(column.id))

const writtenIn = (folder: Folder, part: Part) => (folder === 'inzage' ? part.access : part.portability)

/** `<category>.json`: the category, its purposes, and every row of each of its tables. */
export async function* jsonFile(
  folder: Folder,
  schema: string,
  category: Category,
  purposes: readonly PurposeFacts[],
  parts: readonly Part[],
): AsyncGenerator<Buffer> {
  const head = {
    $schema: schema,
    format: 'inzage-category',
    version: formatVersion,
    part: folder,
    category: { id: category.id, label: category.label, meaning: category.meaning },
    purposes: purposes.map(({ purpose, term }) => ({
      id: purpose.id,
      label: purpose.label,
      basis: purpose.basis,
      article: basisArticle[purpose.basis],
      interest: purpose.interest ?? null,
      term: purpose.term,
      forYou: term,
    })),
  }
  yield Buffer.from(`${JSON.stringify(head, null, 1).slice(0, -2)},\n "tables": [`)
  let first = true
  for (const part of parts) {
    const written = writtenIn(folder, part)
    if (!written) continue
    const table = {
      source: part.source.id,
      id: part.table.id,
      label: part.table.label,
      columns: columnsIn(folder, part).map(column => describe(column, part)),
    }
    yield Buffer.from(`${first ? '' : ','}\n${JSON.stringify(table).slice(0, -1)},"records":[\n`)
    yield* written.json.read()
    yield Buffer.from('\n]}')
    first = false
  }
  yield Buffer.from('\n]}\n')
}

/** One table as CSV: first what is about the row (`_…`), then the columns by their id. */
export async function* csvFile(folder: Folder, part: Part): AsyncGenerator<Buffer> {
  const written = writtenIn(folder, part)
  if (!written) return
  const kept = folder === 'inzage' ? ['_kept_until'] : []
  const files = part.hasFiles ? ['_attachments'] : []
  const columns = folder === 'inzage' ? part.columns : part.takenAlong
  yield Buffer.from(csvLine(['_key', '_role', '_at', ...kept, ...columns.map(column => column.id), ...files]))
  yield* written.csv.read()
}

const words = {
  type: 'object',
  properties: { nl: { type: 'string' }, en: { type: 'string' } },
  required: ['nl', 'en'],
  additionalProperties: false,
}
const text = { type: 'string' }
const nullableText = { type: ['string', 'null'] }

/** An object whose every property is required and known. */
const exact = (properties: Readonly<Record<string, unknown>>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter(name => !optional.includes(name)),
  additionalProperties: false,
})
const defined = (name: keyof typeof shared) => ({ $ref: `#/$defs/${name}` })

/** What the schemas of all categories share; capitals, because categories stand beside them by their id. */
const shared = {
  Words: words,
  Attachment: exact({
    path: nullableText,
    name: text,
    mediaType: text,
    bytes: { type: ['integer', 'null'] },
    sha256: nullableText,
  }),
  Redaction: exact({ column: text, reason: text, article: text, count: { type: 'integer', minimum: 1 } }),
  Column: exact(
    {
      id: text,
      label: { $ref: '#/$defs/Words' },
      meaning: { $ref: '#/$defs/Words' },
      type: text,
      origins: { type: 'array', items: text },
      unit: text,
      legend: { type: 'object', additionalProperties: { $ref: '#/$defs/Words' } },
      purposes: { type: 'array', items: text },
    },
    ['unit', 'legend', 'purposes'],
  ),
  Purpose: exact({
    id: text,
    label: { $ref: '#/$defs/Words' },
    basis: text,
    article: nullableText,
    interest: { anyOf: [{ $ref: '#/$defs/Words' }, { type: 'null' }] },
    term: { $ref: '#/$defs/Words' },
    forYou: { $ref: '#/$defs/Words' },
  }),
}

export type Schema = Readonly<Record<string, unknown>>

/**
 * JSON Schema (2020-12) of one category's file, a definition in that of its folder. Stored values are not bent to a type:
 * a column may hold any of them.
 */
export function categorySchema(folder: Folder, category: Category, parts: readonly Part[]): Schema {
  const record = (part: Part) => {
    const columns = columnsIn(folder, part)
    const values = Object.fromEntries(
      columns.map(column => [
        column.id,
        { title: column.label.en, description: description(column), type: ['string', 'number', 'boolean', 'null'] },
      ]),
    )
    return exact(
      {
        key: text,
        role: text,
        at: { type: ['string', 'null'], format: 'date-time' },
        ...(folder === 'inzage' ? { keptUntil: { type: ['string', 'null'], format: 'date' }, term: text } : {}),
        values: { type: 'object', properties: values, additionalProperties: false },
        attachments: { type: 'array', items: defined('Attachment') },
        ...(folder === 'inzage' ? { redactions: { type: 'array', items: defined('Redaction') } } : {}),
      },
      ['attachments', 'redactions'],
    )
  }
  const tables = parts.map(part =>
    exact({
      source: { const: part.source.id },
      id: { const: part.table.id },
      label: defined('Words'),
      columns: { type: 'array', items: defined('Column') },
      records: { type: 'array', items: record(part) },
    }),
  )
  return {
    title: `${category.label.en} (${folder})`,
    ...exact({
      $schema: text,
      format: { const: 'inzage-category' },
      version: { const: formatVersion },
      part: { const: folder },
      category: exact({ id: { const: category.id }, label: defined('Words'), meaning: defined('Words') }),
      purposes: { type: 'array', items: defined('Purpose') },
      tables: tables.length
        ? { type: 'array', prefixItems: tables, minItems: tables.length, items: false }
        : { type: 'array', maxItems: 0 },
    }),
  }
}

/** The JSON Schema of a folder: each file in it keeps to that of its own category. */
export function folderSchema(folder: Folder, categories: Readonly<Record<CategoryId, Schema>>): Bytes {
  const schema = {
    $schema: draft,
    title: `${folder}/`,
    type: 'object',
    anyOf: Object.keys(categories).map(id => ({ $ref: `#/$defs/${id}` })),
    $defs: { ...shared, ...categories },
  }
  return [Buffer.from(`${JSON.stringify(schema, null, 1)}\n`)]
}

function description(column: Column): string {
  const kind =
    column.type === 'instant' ? ' A moment, ISO 8601 with offset.' : column.type === 'day' ? ' A day, ISO 8601.' : ''
  return `${column.meaning.en}${column.unit ? ` In ${column.unit}.` : ''}${kind}`
}
