/** The page on which a person changes one value: what it is, what it may be, who hears of it, and what happened to it before. */
import { createHmac } from 'node:crypto'
import { type CorrectionRow, correctionsAt } from '#db/correction.ts'
import { waitingForCode } from '#db/confirmed-correction.ts'
import { frozenUntil } from '#db/freeze.ts'
import { shownColumns } from '#domain/bundle.ts'
import { modeOf, type CorrectionMode, type ValuePlace } from '#domain/correction.ts'
import type { Instant } from '#domain/day.ts'
import { canBeTyped, typedOf } from '#domain/field-check.ts'
import type { Item, Value } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import type { Column, Register, Table } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { Portal } from '../portal.ts'
import { moment } from '../text/dates.ts'
import { openPlace } from './correct-place.ts'
import { disclosuresTo } from './disclosures.ts'
import { selfOf } from './self.ts'
import { valueText } from './value-text.ts'

/** One value that its person may change, as it is in its source now. */
export type Changeable = {
  place: ValuePlace
  self: Located
  table: Table
  column: Column
  mode: CorrectionMode
  value: Value
}

/** How the person can change this value of this item; null when they cannot. */
export function changeOf(register: Register, item: Item, column: Column): CorrectionMode | null {
  const mode = modeOf(column)
  if (
    (mode !== 'edit' && mode !== 'confirm') ||
    column.thirdParty ||
    item.redactions.some(each => each.column === column.id)
  )
    return null
  // What is confirmed by a code must be where a code can be sent: the address that people sign in with.
  if (mode === 'confirm' && (item.table !== register.subject.table || column.id !== register.subject.email)) return null
  const source = register.sources.find(each => each.id === item.source)
  return source?.kind === 'sql' && canBeTyped(column, item.values[column.id] ?? null) ? mode : null
}

/** What the address names, if it is theirs, still there, and may be changed by them; else null. */
export async function changeable(
  portal: Portal,
  subjectId: string,
  sealed: string,
  now: Instant,
): Promise<Changeable | null> {
  const place = openPlace(portal, subjectId, sealed)
  if (!place) return null
  const entry = portal.register.sources.find(each => each.id === place.source)
  const table = entry?.tables.find(each => each.id === place.table)
  const column = table?.columns.find(each => each.id === place.column)
  const source = portal.sources.get(place.source)
  if (!table || !column || !source) return null
  const self = await selfOf(portal, subjectId)
  const item = self && (await source.item(self, place.table, place.key, column.category))
  if (!self || !item) return null
  const role = table.subject.find(each => each.role === item.role)
  const shown = shownColumns(table, column.category, role).some(each => each.id === column.id)
  const mode = shown ? changeOf(portal.register, item, column) : null
  // No second change of address while the first can still be stopped.
  const { read, t } = portal.store
  if (mode === 'confirm' && (await frozenUntil(read, t, subjectId, now))) return null
  return mode && { place, self, table, column, mode, value: item.values[column.id] ?? null }
}

/** What the person saw, so that a form that was open for long does not undo what happened meanwhile. */
export const seenOf = ({ keys }: Pick<Portal, 'keys'>, value: Value): string =>
  createHmac('sha256', keys.tag)
    .update(`seen value/v1\n${JSON.stringify(value)}`)
    .digest('base64url')
    .slice(0, 22)

type Format = NonNullable<NonNullable<Column['check']>['format']>

export type CorrectPage = {
  category: string
  label: string
  meaning: string
  record: string
  now: string
  typed: string
  seen: string
  type: Column['type']
  format: Format | null
  unit: string | null
  optional: boolean
  options: readonly { value: string; label: string }[]
  /** Who had data of this person before, by name. Null when that cannot be looked up now. */
  told: readonly string[] | null
  history: readonly HistoryLine[]
  mode: CorrectionMode
  /** The new address that a code was sent to. */
  sentTo: string | null
}

export type HistoryLine = { at: string; what: keyof typeof happened; by: 'you' | 'us' }

const happened = { applied: true, undone: true, stopped: true, asked: true, notApplied: true } as const

export async function correctPage(
  portal: Portal,
  subjectId: string,
  found: Changeable,
  { now, language }: { now: Instant; language: Language },
): Promise<CorrectPage> {
  const { column, table, value, self, place } = found
  const [waits, given, rows] = await Promise.all([
    waitingForCode(portal.store.read, portal.store.t, subjectId, place, now),
    disclosuresTo(portal, self, language),
    correctionsAt(portal.store.read, portal.store.t, subjectId, place),
  ])
  return {
    category: column.category,
    label: column.label[language],
    meaning: column.meaning[language],
    record: table.label[language],
    now: valueText(value, column, language, 600).text,
    typed: typedOf(value, column),
    seen: seenOf(portal, value),
    type: column.type,
    format: column.check?.format ?? null,
    unit: column.unit ?? null,
    optional: column.optional,
    options: Object.entries(column.legend ?? {}).map(([code, label]) => ({ value: code, label: label[language] })),
    told: given && [...new Set(given.map(each => each.recipient))],
    mode: found.mode,
    sentTo: waits?.wanted ? String(waits.wanted.value) : null,
    history: rows.flatMap(row => historyOf(row, language)),
  }
}

/** What happened to a value, newest first; never what it was. */
function historyOf(row: CorrectionRow, language: Language): HistoryLine[] {
  const line = (at: Instant | null, what: HistoryLine['what'], by: HistoryLine['by']): HistoryLine[] =>
    at ? [{ at: moment(at, language), what, by }] : []
  const lines = [
    ...line(row.stoppedAt, 'stopped', 'you'),
    ...line(row.stoppedAt ? null : row.undoneAt, 'undone', 'you'),
    ...line(row.troubleAt, 'notApplied', 'us'),
    ...line(row.appliedAt, 'applied', row.decidedBy ? 'us' : 'you'),
  ]
  return lines.length > 0 ? lines : line(row.askedAt, 'asked', 'you')
}
