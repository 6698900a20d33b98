/** One record for a reviewer: what it holds with other people marked, what is hidden of it, and how the member sees it. */
import { type Placed, shownColumns } from '#domain/bundle.ts'
import type { HiddenValue } from '#db/hidden-value.ts'
import { itemName } from '#domain/decision.ts'
import { withoutHidden } from '#domain/hidden-value.ts'
import type { Item, Place } from '#domain/item.ts'
import { joined, namesIn } from '#domain/names-in-text.ts'
import { source as sourceOf, table as tableOf } from '#domain/reading.ts'
import { type Column, redactionReasons, type Table } from '#domain/register.ts'
import { moment } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { type ItemView, itemView, type Viewing } from '../member/item-view.ts'
import { valueText } from '../member/value-text.ts'

/** A stretch of text; `other`: it is about somebody else. */
export type Stretch = { text: string; other: boolean }

export type HiddenView = { id: string; because: string }

export type ValueView = {
  column: string
  label: string
  stretches: readonly Stretch[]
  empty: boolean
  mono: boolean
  /** A rule of the register keeps it out. */
  automatic: boolean
  /** It can be hidden: there is something, and it would go out. */
  canHide: boolean
  hidden: HiddenView | null
}

export type RecordView = {
  /** For the page: unique on it. */
  id: string
  /** As forms name it. */
  source: string
  table: string
  key: string
  /** As a decision names it. */
  name: string
  title: string
  at: string | null
  role: string | null
  state: 'seen' | 'changed' | 'new'
  findings: number
  values: readonly ValueView[]
  files: readonly string[]
  /** The whole record is kept back. */
  whole: HiddenView | null
  refused: boolean
  /** As the member will see it; null when they will not. */
  shown: ItemView | null
}

type About = {
  hidden: readonly HiddenValue[]
  refused: boolean
  state: RecordView['state']
  placed: Placed
  /** The person's own names. */
  own: readonly string[]
  /** Hiding is possible: this request has a copy that can still change. */
  open: boolean
}

export function recordView(item: Item, index: number, about: About, viewing: Viewing): RecordView {
  const { language, register } = viewing
  const w = words(language).review
  const table = tableOf(sourceOf(register, item.source), item.table)
  const role = table.subject.find(each => each.role === item.role)
  const names = namesOfOthers(item, table, about.own)
  const said = (row: HiddenValue): HiddenView => ({
    id: row.id,
    because: w.becauseOf(w.reasons[row.reason], redactionReasons[row.reason].article),
  })
  const whole = about.hidden.find(row => row.column === null)
  const values = shownColumns(table, item.category, role).map((column): ValueView => {
    const row = about.hidden.find(each => each.column === column.id)
    const automatic = !(column.id in item.values)
    const { stretches, empty, mono } = stretchesOf(item, column, names, language)
    const canHide = about.open && !automatic && !empty && !whole && !row && !about.refused
    return {
      column: column.id,
      label: column.label[language],
      stretches,
      empty,
      mono,
      automatic,
      canHide,
      hidden: row ? said(row) : null,
    }
  })
  const shown = about.refused ? null : withoutHidden(item, about.hidden, table)
  return {
    id: `gegeven-${index + 1}`,
    source: item.source,
    table: item.table,
    key: item.key,
    name: itemName(item),
    title: table.label[language],
    at: item.at && moment(item.at, language),
    role: table.subject.length > 1 ? (role?.roleLabel[language] ?? null) : null,
    state: about.state,
    findings: values.reduce((sum, value) => sum + value.stretches.filter(each => each.other).length, 0),
    values,
    files: item.attachments.map(file => file.name),
    whole: whole ? said(whole) : null,
    refused: about.refused,
    shown: shown && itemView(shown.item, table, shown.term ? about.placed : { ...about.placed, term: null }, viewing),
  }
}

/** Display names of other people that the record itself leads to, by its references to them. */
function namesOfOthers(item: Item, table: Table, own: readonly string[]): readonly string[] {
  const columns = new Set([
    ...table.people.map(each => each.column),
    ...table.columns.filter(each => each.thirdParty?.show === 'displayName').map(each => each.id),
  ])
  return [...columns].flatMap(column => {
    const name = item.values[column]
    return typeof name === 'string' && !item.removedPeople?.includes(column) && !own.includes(name) ? [name] : []
  })
}

const isText = ({ type }: Column): boolean => type === 'text' || type === 'longText'

function stretchesOf(
  item: Item,
  column: Column,
  names: readonly string[],
  language: Viewing['language'],
): { stretches: Stretch[]; empty: boolean; mono: boolean } {
  const held = item.held?.[column.id]
  const value = held?.value ?? item.values[column.id]
  const { text, empty, mono } = valueText(value, column, language)
  if (empty) return { stretches: [{ text, other: false }], empty, mono }
  if (typeof value !== 'string' || !isText(column)) {
    return { stretches: [{ text, other: held !== undefined && held.others.length > 0 }], empty, mono }
  }
  const places = joined([...(held?.others ?? []), ...namesIn(value, names)])
  const cut = (from: number, until: number) => valueText(value.slice(from, until), column, language)
  return { stretches: cutAt(value.length, places, cut), empty, mono }
}

/** The text in stretches, each made readable by itself, so that what is marked stays what was found. */
function cutAt(
  length: number,
  places: readonly Place[],
  cut: (from: number, until: number) => { text: string; empty: boolean },
): Stretch[] {
  const stretches: Stretch[] = []
  const add = (from: number, until: number, other: boolean) => {
    const { text, empty } = cut(from, until)
    if (until > from && !empty) stretches.push({ text, other })
  }
  let from = 0
  for (const [start, end] of places) {
    add(from, start, false)
    add(start, end, true)
    from = end
  }
  add(from, length, false)
  return stretches
}
