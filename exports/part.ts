/**
 * One table of one category while it is collected: every form of its rows grows in a spool of its own, in one pass.
 *
 * Rows are written by functions that are put together once per kind of row (`Placed`: same part of the person, same
 * purposes, same term), because a bundle has six forms of each and 100,000 rows must not take minutes.
 */
import path from 'node:path'
import { mayBePortable, originFor, type Placed, type Role } from '#domain/bundle.ts'
import type { Item } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import { languages } from '#domain/language.ts'
import { columnsOf } from '#domain/reading.ts'
import type {
  Category,
  Column,
  ColumnId,
  Origin,
  RedactionReason,
  Register,
  SourceEntry,
  Table,
} from '#domain/register.ts'
import type { Kept } from './attachments.ts'
import { csvCell } from './csv.ts'
import { escape, link } from './page/html.ts'
import { Spool } from './spool.ts'
import { articleOf } from './staff-review.ts'
import { exactly, type Forms, type Readable, readably } from './value.ts'
import type { AllBundleWords, BundleWords, Writing } from './words.ts'

/** Rows per page of a long list, so that a browser opens each at once. */
export const rowsPerPage = 2_000

/** Forms of the bundle that were asked for. */
export type Wanted = { access: boolean; portability: boolean }

/** Writes one row in every form. */
type WriteRow = (item: Item, files: readonly Kept[], redacted: Redacted | null) => void

type Written = { json: Spool; csv: Spool; rows: number }

export class Part {
  readonly columns: readonly Column[]
  /** The columns of the CSV to take along: a file whose cells can never be filled says nothing. */
  readonly takenAlong: readonly Column[]
  readonly access: Written | null
  readonly portability: Written | null
  readonly html: Readonly<Record<Language, Spool>> | null
  /** Where page n + 1 begins, in bytes of each language's spool. */
  readonly marks: Record<Language, number[]> = { nl: [], en: [] }
  /** The only item, when there is one: it reads better as a list of fields than as a table of one row. */
  single: { item: Item; placed: Placed; files: readonly Kept[] } | null = null
  found = 0
  /** No more rows will come. */
  sealed = false
  readonly #leftOutOfRows = new Map<string, Redacted>()
  /** Columns that were kept out of the portability part, with why. */
  readonly leftOut = new Map<string, 'origin' | 'basis'>()
  /** Every origin that a column had for this person, and the columns they could take along. */
  readonly origins = new Map<string, Set<Origin>>()
  readonly portable = new Set<string>()
  /** Whether rows differ in how long they are kept, by the register. */
  readonly keptPerRow: boolean
  readonly hasFiles: boolean
  readonly manyRoles: boolean
  /** Whether a row's moment needs a column of its own on the page. */
  readonly showAt: boolean
  readonly #writers = new WeakMap<Placed, WriteRow>()

  constructor(
    readonly source: SourceEntry,
    readonly table: Table,
    readonly category: Category,
    register: Register,
    private readonly forms: Forms,
    wanted: Wanted,
    folder: string,
  ) {
    this.columns = columnsOf(table, category.id)
    this.takenAlong = this.columns.filter(column => mayBePortable(column, table, register))
    const spool = (name: string) =>
      new Spool(path.join(folder, `${source.id}.${table.id}.${category.id}.${name}`.replaceAll('/', '_')))
    const written = (name: string) => ({ json: spool(`${name}.json`), csv: spool(`${name}.csv`), rows: 0 })
    this.access = wanted.access ? written('access') : null
    this.portability = wanted.portability ? written('portability') : null
    this.html = wanted.access ? { nl: spool('nl'), en: spool('en') } : null
    this.keptPerRow = table.isLog || Object.keys(table.anchors).length > 0 || table.anchorsFrom !== undefined
    this.manyRoles = table.subject.length > 1
    this.showAt = table.at !== undefined && !this.columns.some(column => column.id === table.at)
    this.hasFiles =
      this.columns.some(column => column.type === 'file') ||
      register.sources.some(each => each.pathsFrom?.source === source.id && each.pathsFrom.table === table.id)
  }

  add(item: Item, placed: Placed, files: readonly Kept[]): void {
    let write = this.#writers.get(placed)
    if (!write) this.#writers.set(placed, (write = this.#writer(item, placed)))
    this.found++
    this.single = this.found === 1 ? { item, placed, files } : null
    if (this.html && this.found > 1 && (this.found - 1) % rowsPerPage === 0) {
      for (const language of languages) this.marks[language].push(this.html[language].bytes)
    }
    write(item, files, item.redactions.length ? this.#redacted(item.redactions) : null)
  }

  /** What was left out of all rows, counted per column and reason. */
  get redactions(): { column: ColumnId; reason: RedactionReason; count: number }[] {
    const sums = new Map<string, { column: ColumnId; reason: RedactionReason; count: number }>()
    for (const { list, rows } of this.#leftOutOfRows.values()) {
      for (const { column, reason, count } of list) {
        const sum = sums.get(`${column} ${reason}`)
        if (sum) sum.count += count * rows
        else sums.set(`${column} ${reason}`, { column, reason, count: count * rows })
      }
    }
    return [...sums.values()]
  }

  /** Rows of one table mostly lack the same: what is said of it is put together once. */
  #redacted(list: Item['redactions']): Redacted {
    let key = ''
    for (const { column, reason, count } of list) key += `${column} ${reason} ${count}\n`
    let known = this.#leftOutOfRows.get(key)
    if (!known) this.#leftOutOfRows.set(key, (known = redactedRow(list, this.forms.words)))
    known.rows++
    return known
  }

  close(): void {
    for (const spool of [
      this.access?.json,
      this.access?.csv,
      this.portability?.json,
      this.portability?.csv,
      this.html?.nl,
      this.html?.en,
    ]) {
      spool?.close()
    }
  }

  /** A function that writes one kind of row in every form. Nothing is made anew per row but the text itself. */
  #writer(like: Item, placed: Placed): WriteRow {
    const { access, portability, html, hasFiles, forms } = this
    const role = this.table.subject.find(each => each.role === like.role)
    this.#note(placed, role)

    const fields = this.columns.map(column => ({
      id: column.id,
      exact: exactly(column, forms),
      read: readably(column, forms),
      shown: placed.access.includes(column),
      portable: placed.portability.includes(column),
      cell: this.takenAlong.includes(column) ? ',' : '',
      name: `${JSON.stringify(column.id)}:`,
    }))
    const filesPortable = this.columns.some(column => column.type === 'file')
      ? placed.portability.some(column => column.type === 'file')
      : placed.portability.length > 0
    const day = placed.term?.kind === 'until' || placed.term?.kind === 'ended' ? placed.term.day : null
    const dayCell = csvCell(day)
    const term = `"keptUntil":${JSON.stringify(day)},"term":${JSON.stringify(placed.term?.kind ?? 'none')},"values":{`
    const roleText = `,"role":${JSON.stringify(like.role)},"at":`
    const roleCell = csvCell(like.role)
    const cell = this.#cells(placed, role)

    return (item, files, redacted) => {
      const at = forms.moment(item.at)
      const head = `{"key":${JSON.stringify(item.key)}${roleText}${at ? `"${at.iso}"` : 'null'},`
      const csvHead = `${csvCell(item.key)},${roleCell},${at ? at.iso : ''}`
      let everything = ''
      let portable = ''
      let csv = `${csvHead},${dayCell}`
      let portableCsv = csvHead
      let nl = this.showAt ? `<tr><td>${at?.nl ?? ''}</td>${cell.part.nl}` : `<tr>${cell.part.nl}`
      let en = this.showAt ? `<tr><td>${at?.en ?? ''}</td>${cell.part.en}` : `<tr>${cell.part.en}`
      for (const field of fields) {
        if (!field.shown) {
          csv += ','
          portableCsv += field.cell
          nl += '<td></td>'
          en += '<td></td>'
          continue
        }
        const stored = item.values[field.id]
        const value = field.exact(stored)
        const text = field.name + JSON.stringify(value)
        const csvText = csvCell(value)
        everything += everything ? `,${text}` : text
        csv += `,${csvText}`
        portableCsv += field.cell
        if (field.portable) {
          portable += portable ? `,${text}` : text
          portableCsv += csvText
        }
        if (html) {
          const shown = field.read(stored)
          nl += `<td>${shown.nl}${redacted?.nl.get(field.id) ?? ''}</td>`
          en += `<td>${shown.en}${redacted?.en.get(field.id) ?? ''}</td>`
        }
      }
      const attached = files.length ? `,"attachments":${JSON.stringify(files)}` : ''
      const paths = hasFiles ? `,${csvCell(files.flatMap(file => file.path ?? []).join(' '))}` : ''
      if (access) {
        access.json.write(
          `${access.rows++ ? ',\n' : ''}${head}${term}${everything}}${attached}${redacted?.json ?? ''}}`,
        )
        access.csv.write(`${csv}${paths}\n`)
      }
      if (portability && portable) {
        portability.json.write(
          `${portability.rows++ ? ',\n' : ''}${head}"values":{${portable}}${filesPortable ? attached : ''}}`,
        )
        portability.csv.write(`${portableCsv}${filesPortable ? paths : hasFiles ? ',' : ''}\n`)
      }
      if (html) {
        html.nl.write(`${nl}${hasFiles ? filesCell(files, forms.words.nl) : ''}${cell.kept.nl}</tr>\n`)
        html.en.write(`${en}${hasFiles ? filesCell(files, forms.words.en) : ''}${cell.kept.en}</tr>\n`)
      }
    }
  }

  /** What every row of one kind shares on the page: the person's part in it, and until when it is kept. */
  #cells(placed: Placed, role: Role | undefined): { part: Readable; kept: Readable } {
    const { words, writing } = this.forms
    const part = (language: Language) => (this.manyRoles ? `<td>${escape(role?.roleLabel[language] ?? '')}</td>` : '')
    const kept = (language: Language) =>
      this.keptPerRow ? `<td>${escape(termText(placed, words[language], writing[language]))}</td>` : ''
    return { part: { nl: part('nl'), en: part('en') }, kept: { nl: kept('nl'), en: kept('en') } }
  }

  /** Remembers what this kind of row says about its columns. */
  #note(placed: Placed, role: Role | undefined): void {
    for (const { column, because } of placed.leftOut) this.leftOut.set(column, because)
    for (const column of placed.access) {
      this.origins.set(column.id, (this.origins.get(column.id) ?? new Set()).add(originFor(column, role)))
    }
    for (const column of placed.portability) this.portable.add(column.id)
  }
}

const filesCell = (files: readonly Kept[], words: BundleWords): string =>
  `<td>${files.map(file => fileLink(file, words.data.missingFile, 1)).join('<br>')}</td>`

/** How often something in this column was left out. */
export const hiddenIn = (item: Item, column: string): number =>
  item.redactions.reduce((sum, each) => (each.column === column ? sum + each.count : sum), 0)

/** An attachment by its own name, linked when it is in the ZIP; `depth` is how many folders down the page lies. */
export const fileLink = (file: Kept, missing: string, depth: number): string =>
  file.path ? link(file.path, file.name, depth) : `${escape(file.name)} <small>${escape(missing)}</small>`

/** The term of a row in words: the day where there is one. */
export function termText(placed: Placed, words: BundleWords, writing: Writing): string {
  const { term } = placed
  if (!term) return words.term.nothing
  switch (term.kind) {
    case 'until':
      return writing.day(term.day)
    case 'ended':
      return term.day ? words.term.ended(writing.day(term.day)) : words.term.nothing
    default:
      return words.term[term.kind]
  }
}

/** What is left out of rows of one kind: for the data, and on the page beside the column in each language. */
type Redacted = Readonly<Record<Language, ReadonlyMap<ColumnId, string>>> & {
  list: Item['redactions']
  json: string
  rows: number
}

function redactedRow(list: Item['redactions'], words: AllBundleWords): Redacted {
  const counts = new Map<ColumnId, number>()
  for (const { column, count } of list) counts.set(column, (counts.get(column) ?? 0) + count)
  const said = (language: Language) =>
    new Map(
      [...counts].map(([column, count]) => [
        column,
        ` <small>${escape(words[language].data.redacted(String(count)))}</small>`,
      ]),
    )
  const told = list.map(({ column, reason, count }) => ({
    column,
    reason,
    article: articleOf(reason),
    count,
  }))
  return { list, json: `,"redactions":${JSON.stringify(told)}`, nl: said('nl'), en: said('en'), rows: 0 }
}
