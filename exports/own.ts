/**
 * The portal as one more source: what it holds about the person itself, in the category that the register says the
 * portal holds. So the same code counts, places, writes and explains it.
 */
import { Readable } from 'node:stream'
import type { Instant } from '#domain/day.ts'
import type { Item } from '#domain/item.ts'
import type { Words } from '#domain/language.ts'
import type { Column, Origin, Register, SourceEntry, Table, ValueType } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { OwnRecords } from '#db/own-records.ts'
import { fileOfSubject } from '#db/received-file.ts'
import { readOnly, type Source } from '#sources/source.ts'
import type { Desk } from './desk.ts'
import { endsWithRequest, portal, type Row, rowsOf, tableNames } from './own-rows.ts'
import { noFacts } from './collect.ts'
import type { AllBundleWords, BundleWords, OwnTable } from './words.ts'

const nobody = { key: '', number: '', email: '', displayName: '' }

/** Files that came in, and letters that we sent: of this person, whatever is asked for. */
export const papersOf =
  ({ store, paper }: Pick<Desk, 'store' | 'paper'>, subjectId: string): Papers =>
  async path => {
    const [kind, id = ''] = path.split('/')
    if (kind === 'answer') return paper(id, subjectId)
    const file = await fileOfSubject(store.read, store.t, id, subjectId)
    return file && Buffer.from(file.content)
  }

/** The content of a file of the person's own, by the path that its row names; null when it is gone. */
export type Papers = (path: string) => Promise<Buffer | null>

const both = (make: (language: 'nl' | 'en') => string): Words => ({ nl: make('nl'), en: make('en') })

/** The register with the portal among its sources, and that source. Null when the register has no such category. */
export function withOwn(
  register: Register,
  words: AllBundleWords,
  records: OwnRecords | null,
  who: Located | null,
  papers: Papers,
): { register: Register; source: Source } | null {
  const category = register.categories.find(each => each.heldBy === 'portal')
  if (!category || !records) return null
  const rows = rowsOf(records, who, register)
  const entry: SourceEntry = {
    id: portal,
    label: both(language => words[language].own.source),
    kind: 'sql',
    setting: '',
    tables: tableNames.map(name => tableOf(name, category.id, words, register, rows[name])),
    withoutPersons: [],
  }
  const items = tableNames.flatMap(name => rows[name].map(row => itemOf(row, name, category.id)))
  const inPeriod = (item: Item, period?: { from?: Instant; until?: Instant }) =>
    !item.at || !period || ((!period.from || item.at >= period.from) && (!period.until || item.at < period.until))
  return {
    register: { ...register, sources: [...register.sources, entry] },
    source: {
      id: portal,
      describe: async () =>
        entry.tables.flatMap(table =>
          table.columns.map(column => ({ source: portal, table: table.id, column: column.id })),
        ),
      // Also of somebody whom no source knows we hold what they asked and what we answered.
      locate: async () => who ?? { ...nobody, facts: noFacts },
      count: async (_, { period }) => ({ [category.id]: items.filter(item => inPeriod(item, period)).length }),
      async *collect(_, { categories, period }) {
        if (categories.includes(category.id)) yield items.filter(item => inPeriod(item, period))
      },
      page: async () => ({ items, next: null }),
      item: async (_, table, key) => items.find(each => each.table === table && each.key === key) ?? null,
      // Nothing of the portal's own account is corrected through a source: it goes through `record`.
      ...readOnly,
      open: async ({ path, mediaType }) => {
        // Only what a row of this very person leads to, whatever path is asked for.
        const mine = items.some(item => item.attachments.some(file => file.path === path))
        const content = mine ? await papers(path) : null
        if (!content) throw new Error('there is no such file of this person')
        return { stream: Readable.from([content]), bytes: content.length, mediaType }
      },
      close: async () => {},
    },
  }
}

const moments = /(^at|_at|^since)$/
const days = /^(answer_by|from|until)$/
const longTexts = /^(text|note|reason|would_change|situation|balancing|lift_reason)$/

/** Where a table's values come from; what is not here was given by the course of things. */
const origins: Readonly<Partial<Record<OwnTable, Origin>>> = {
  arrivals: 'provided',
  messages: 'provided',
  second_looks: 'provided',
  restrictions: 'provided',
  objections: 'provided',
  consents: 'provided',
  settings: 'provided',
  corrections: 'provided',
  statements: 'provided',
  sessions: 'observed',
  checks: 'staffAuthored',
  extensions: 'staffAuthored',
  decisions: 'staffAuthored',
  answers: 'staffAuthored',
  labels: 'staffAuthored',
  notes: 'staffAuthored',
  looks: 'staffAuthored',
}

function tableOf(
  name: OwnTable,
  category: string,
  words: AllBundleWords,
  register: Register,
  rows: readonly Row[],
): Table {
  const columns = Object.keys(words.nl.own[name].columns).map((id): Column => {
    const whole = legendOf(name, id, words, register)
    // Of the log's many events a person reads those that happened to them.
    const legend = whole && `${name}.${id}` === 'steps.event' ? occurring(whole, rows, id) : whole
    const type: ValueType =
      id === 'files'
        ? 'file'
        : moments.test(id)
          ? 'instant'
          : days.test(id)
            ? 'day'
            : legend
              ? 'enum'
              : longTexts.test(id)
                ? 'longText'
                : 'text'
    return {
      id,
      category,
      label: both(language => words[language].own[name].columns[id]?.[0] ?? id),
      meaning: both(language => words[language].own[name].columns[id]?.[1] ?? id),
      origin: origins[name] ?? 'assigned',
      type,
      ...(legend ? { legend } : {}),
      optional: false,
      selfService: 'view',
      portableException: false,
    }
  })
  return {
    id: name,
    label: both(language => words[language].own[name].label),
    subject: [{ column: 'key', role: 'subject', roleLabel: both(language => words[language].own.role) }],
    key: 'key',
    anchors: endsWithRequest.has(name) ? { requestClosed: 'closed_at' } : {},
    columns,
    excluded: [],
    people: [],
    isLog: false,
  }
}

function occurring(legend: Readonly<Record<string, Words>>, rows: readonly Row[], column: string) {
  const codes = new Set(rows.map(row => row.values[column]))
  return Object.fromEntries(Object.entries(legend).filter(([code]) => codes.has(code)))
}

function legendOf(
  table: OwnTable,
  column: string,
  words: AllBundleWords,
  register: Register,
): Readonly<Record<string, Words>> | undefined {
  const of = (pick: (words: BundleWords) => Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.keys(pick(words.nl)).map(code => [code, both(language => pick(words[language])[code] ?? code)]),
    )
  switch (`${table}.${column}`) {
    case 'requests.right':
      return of(w => w.rights.each)
    case 'requests.channel':
    case 'arrivals.channel':
      return of(w => w.channels)
    case 'steps.event':
      return of(w => w.events)
    case 'steps.by':
    case 'looks.role':
      return of(w => w.staffRoles)
    case 'looks.part':
      return {
        identity: both(language => words[language].own.identity),
        ...Object.fromEntries(register.categories.map(each => [each.id, each.label])),
      }
    case 'objections.purpose':
    case 'consents.purpose':
      return Object.fromEntries(register.purposes.map(each => [each.id, each.label]))
    case 'letters.kind':
      return of(w => w.letters)
    case 'messages.from':
      return of(w => w.staffRoles)
    case 'checks.method':
    case 'pauses.kind':
    case 'extensions.ground':
    case 'decisions.outcome':
    case 'decisions.ground':
    case 'answers.outcome':
    case 'second_looks.outcome':
    case 'restrictions.ground':
    case 'objections.outcome':
    case 'consents.answer':
    case 'consents.way':
    case 'consents.gpc':
    case 'notices.cause':
    case 'notices.state':
      return of(w => w.codes[`${table}.${column}`] ?? {})
    default:
      return undefined
  }
}

const itemOf = (row: Row, table: OwnTable, category: string): Item => ({
  source: portal,
  table,
  category,
  key: row.key,
  role: 'subject',
  at: row.at,
  values: row.values,
  anchors: row.closed ? { requestClosed: row.closed } : {},
  attachments: (row.files ?? []).map(file => ({ source: portal, ...file })),
  redactions: (row.blanked ?? []).map(({ column, count }) => ({ column, reason: 'otherPerson', count })),
})
