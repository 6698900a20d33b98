/**
 * The portal as one more source: what it holds about the person itself, in the category that the register says the
 * portal holds. So the same code counts, places, writes and explains it.
 */
import type { Instant } from '#domain/day.ts'
import type { Item, Value } from '#domain/item.ts'
import type { Words } from '#domain/language.ts'
import { maskIdentifiers } from '#domain/redaction.ts'
import type { Column, Register, SourceEntry, Table, ValueType } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { OwnRecords } from '#db/own-records.ts'
import type { Source } from '#sources/source.ts'
import type { AllBundleWords, BundleWords, OwnTable } from './words.ts'

/** Its id as a source; no source of a register may have it. */
export const portal = 'portal'

const both = (make: (language: 'nl' | 'en') => string): Words => ({ nl: make('nl'), en: make('en') })

type Row = {
  key: string
  at: Instant | null
  closed?: Instant | null
  values: Readonly<Record<string, Value>>
  blanked?: number
}

/** The register with the portal among its sources, and that source. Null when the register has no such category. */
export function withOwn(
  register: Register,
  words: AllBundleWords,
  records: OwnRecords | null,
  who: Located | null,
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
      locate: async () => who,
      count: async (_, { period }) => ({ [category.id]: items.filter(item => inPeriod(item, period)).length }),
      async *collect(_, { categories, period }) {
        if (categories.includes(category.id)) yield items.filter(item => inPeriod(item, period))
      },
      page: async () => ({ items, next: null }),
      open: async () => Promise.reject(new Error('the portal holds no files')),
      close: async () => {},
    },
  }
}

const tableNames = [
  'requests',
  'steps',
  'notes',
  'letters',
  'looks',
  'sessions',
  'settings',
] as const satisfies readonly OwnTable[]
/** Tables whose rows end with their request. */
const ofRequest: ReadonlySet<OwnTable> = new Set(['requests', 'steps', 'notes'])
const moments = /(^at|_at)$/

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
    const type: ValueType = moments.test(id)
      ? 'instant'
      : id === 'answer_by'
        ? 'day'
        : legend
          ? 'enum'
          : id === 'text'
            ? 'longText'
            : 'text'
    return {
      id,
      category,
      label: both(language => words[language].own[name].columns[id]?.[0] ?? id),
      meaning: both(language => words[language].own[name].columns[id]?.[1] ?? id),
      origin:
        name === 'notes' || name === 'looks'
          ? 'staffAuthored'
          : name === 'sessions'
            ? 'observed'
            : name === 'settings'
              ? 'provided'
              : 'assigned',
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
    anchors: ofRequest.has(name) ? { requestClosed: 'closed_at' } : {},
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
    case 'letters.kind':
      return of(w => w.letters)
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
  attachments: [],
  redactions: row.blanked ? [{ column: 'text', reason: 'otherPerson', count: row.blanked }] : [],
})

function rowsOf(records: OwnRecords, who: Located | null, register: Register): Record<OwnTable, Row[]> {
  const reference = new Map(records.requests.map(each => [each.id, each]))
  const own = who ? [who.email, who.number] : []
  return {
    requests: records.requests.map(each => ({
      key: each.id,
      at: each.receivedAt,
      closed: each.closedAt,
      values: {
        reference: each.reference,
        right: each.right,
        channel: each.channel,
        received_at: each.receivedAt,
        answer_by: each.answerBy,
        answered_at: each.answeredAt,
        closed_at: each.closedAt,
      },
    })),
    steps: records.steps.map(each => ({
      key: String(each.seq),
      at: `${each.at.slice(0, -1)}.000Z` as Instant,
      closed: each.request.closedAt,
      values: { reference: each.request.reference, event: each.type, by: each.actor.kind, at: each.at },
    })),
    // A note is free text: what it says of others stays with us (Art. 15(4)).
    notes: records.notes.map(each => {
      const { text, count } = maskIdentifiers(each.text, own, register.subject.numberPattern)
      const request = reference.get(each.requestId)
      return {
        key: each.id,
        at: each.at,
        closed: request?.closedAt ?? null,
        values: { reference: request?.reference ?? null, text, at: each.at },
        blanked: count,
      }
    }),
    letters: records.letters.map(each => ({
      key: each.id,
      at: each.sentAt,
      values: { kind: each.kind, sent_at: each.sentAt },
    })),
    looks: records.looks.map(each => ({
      key: each.id,
      at: each.at,
      values: { role: each.role, part: each.part, purpose: each.purpose, at: each.at },
    })),
    sessions: records.sessions.map(each => ({
      key: each.id,
      at: each.createdAt,
      values: { device: each.device, created_at: each.createdAt, seen_at: each.seenAt, ended_at: each.endedAt },
    })),
    settings: records.subject
      ? [
          {
            key: records.subject.id,
            at: records.subject.createdAt,
            values: {
              language: records.subject.language,
              theme: records.subject.theme,
              created_at: records.subject.createdAt,
            },
          },
        ]
      : [],
  }
}
