/** One table as the register describes it, compiled once: what to select, and how a row becomes an item per category. */
import { type SQL, sql } from 'drizzle-orm'
import { maskIdentifiers } from '#domain/redaction.ts'
import type { Attachment, Item, Redaction, Value } from '#domain/item.ts'
import type { CategoryId, Column, ColumnId, RedactionReason, Register, SourceId, Table } from '#domain/register.ts'
import type { Engine, Row, Stored } from './engine.ts'
import { moment } from './moment.ts'
import { type Role, column, name } from './roles.ts'

/** For whom rows are read: their key and everything that is theirs, so that it is not blanked in free text. */
export type Reader = { key: string; own: string[]; numberPattern: string | undefined; names: Map<string, string> }

export type Shape = {
  selection: SQL
  joins: SQL
  /** Null where the row holds nothing of this category, or nothing that this role may see. */
  item(row: Row, role: Role, category: CategoryId, reader: Reader): Item | null
  key(row: Row): string | number
  at(row: Row): string | number | null
}

type Cell = {
  id: ColumnId
  slot: number
  show: 'value' | 'boolean' | 'name' | 'masked' | 'file' | { withheld: RedactionReason }
  /** `name`: where the display name stands, and what to say of somebody who was removed. */
  person?: { slot: number; removed: string; nullIsRemoved: boolean }
  file?: { source: SourceId; name: number | null; mediaType: number | null; bytes: number | null }
}

const none: readonly never[] = Object.freeze([])
const noAnchors = Object.freeze({})
const maxNames = 10_000

/** Categories that the columns of a table belong to, in the register's order of columns. */
export const categoriesOf = (table: Table): readonly CategoryId[] => [
  ...new Set(table.columns.map(each => each.category)),
]

/** The columns of a category that somebody in this role may see. */
export const visible = (table: Table, role: Role, category: CategoryId): readonly Column[] =>
  table.columns.filter(each => each.category === category && !role.hide?.includes(each.id))

/** True where the row holds anything of these categories; rows of a table with one category always do. */
export function present(table: Table, role: Role, categories: readonly CategoryId[]): SQL {
  if (categoriesOf(table).length === 1) return sql`true`
  const seen = categories.filter(each => visible(table, role, each).length > 0)
  const held = table.columns
    .filter(each => seen.includes(each.category))
    .map(each => sql`${column(each.id)} is not null`)
  return held.length ? sql`(${sql.join(held, sql` or `)})` : sql`false`
}

/** Compiles what is read of a table for these categories. Columns of other categories are not even selected. */
export function shape(
  table: Table,
  source: SourceId,
  register: Register,
  engine: Engine,
  categories: readonly CategoryId[],
): Shape {
  const selected: SQL[] = []
  const slots = new Map<string, number>()
  const select = (from: SQL, id: string): number => {
    const known = slots.get(id)
    if (known !== undefined) return known
    slots.set(id, selected.push(engine.exact(from)) - 1)
    return selected.length - 1
  }
  const own = (id: ColumnId) => select(column(id), id)
  const keySlot = own(table.key)
  const atSlot = table.at === undefined ? null : own(table.at)

  const joins: SQL[] = []
  const anchorAlias = table.anchorsFrom ? 'a' : 't'
  const anchors = Object.entries(table.anchors).map(([anchor, id]) => {
    const from = sql`${sql.identifier(anchorAlias)}.${sql.identifier(id)}`
    return { anchor, slot: select(from, table.anchorsFrom ? `a ${id}` : id) }
  })
  if (table.anchorsFrom && anchors.length) {
    const { table: other, key, column: id } = table.anchorsFrom
    joins.push(sql` left join ${name(other)} ${name('a')} on ${name('a')}.${name(key)} = ${column(id)}`)
  }
  const people = new Map(
    table.people.map((person, i) => {
      const alias = name(`p${i}`)
      joins.push(
        sql` left join ${name(person.table)} ${alias} on ${alias}.${name(person.key)} = ${column(person.column)}`,
      )
      const slot = select(sql`${alias}.${name(person.name)}`, `p${i} ${person.name}`)
      const nullIsRemoved = table.subject.some(role => role.column === person.column)
      return [person.column, { slot, removed: person.deletedName.nl, nullIsRemoved }] as const
    }),
  )

  function cell(of: Column): Cell {
    const slot = own(of.id)
    const person = people.get(of.id)
    if (of.thirdParty?.show === 'nothing') return { id: of.id, slot, show: { withheld: of.thirdParty.reason } }
    if (person) return { id: of.id, slot, show: 'name', person }
    if (of.thirdParty?.show === 'displayName') throw new Error(`${table.id}.${of.id} has no display name to show`)
    const files = register.sources.find(
      each => each.pathsFrom?.source === source && each.pathsFrom.table === table.id && each.pathsFrom.column === of.id,
    )
    if (of.type === 'file' && files?.pathsFrom) {
      const { name: title, mediaType, bytes } = files.pathsFrom
      const at = (id: ColumnId | undefined) => (id === undefined ? null : own(id))
      return {
        id: of.id,
        slot,
        show: 'file',
        file: { source: files.id, name: at(title), mediaType: at(mediaType), bytes: at(bytes) },
      }
    }
    if (of.thirdParty?.show === 'maskIdentifiers') return { id: of.id, slot, show: 'masked' }
    return { id: of.id, slot, show: of.type === 'boolean' ? 'boolean' : 'value' }
  }

  const several = categoriesOf(table).length > 1
  const compiled = new Map<Role, Map<CategoryId, readonly Cell[]>>()
  for (const role of table.subject) {
    const perCategory = new Map<CategoryId, readonly Cell[]>()
    for (const category of categories) {
      if (visible(table, role, category).length === 0) continue
      const cells = table.columns
        .filter(each => each.category === category)
        .map((each): Cell => {
          const made = cell(each)
          if (!role.hide?.includes(each.id)) return made
          // What this role may not see belongs to the other person in the row, unless the column names its own reason.
          return {
            id: made.id,
            slot: made.slot,
            show: typeof made.show === 'object' ? made.show : { withheld: 'otherPerson' },
          }
        })
      perCategory.set(category, cells)
    }
    compiled.set(role, perCategory)
  }

  function item(row: Row, role: Role, category: CategoryId, reader: Reader): Item | null {
    const cells = compiled.get(role)?.get(category)
    if (!cells) return null
    if (several && cells.every(each => row[each.slot] === null)) return null
    const values: Record<ColumnId, Value> = {}
    let attachments: Attachment[] | undefined
    let redactions: Redaction[] | undefined
    let removedPeople: ColumnId[] | undefined
    for (const each of cells) {
      const stored = row[each.slot]!
      switch (each.show) {
        case 'value':
          values[each.id] = typeof stored === 'string' ? stored : plain(stored)
          break
        case 'boolean':
          values[each.id] = yesOrNo(stored)
          break
        case 'masked': {
          const text = plain(stored)
          const masked = typeof text === 'string' ? mask(text, reader) : { text, count: 0 }
          values[each.id] = masked.text
          if (masked.count > 0)
            (redactions ??= []).push({ column: each.id, reason: 'otherPerson', count: masked.count })
          break
        }
        case 'name': {
          const { slot, removed, nullIsRemoved } = each.person!
          const display = row[slot]
          if (typeof display === 'string') values[each.id] = nameOf(display, reader)
          else if (stored === null && !nullIsRemoved) values[each.id] = null
          else {
            values[each.id] = removed
            ;(removedPeople ??= []).push(each.id)
          }
          break
        }
        case 'file': {
          const file = attachment(each.file!, stored, row)
          values[each.id] = file && file.name
          if (file) (attachments ??= []).push(file)
          break
        }
        default:
          // The role's own column holds the person's own key: nobody else is protected by leaving it out.
          if (stored !== null && stored !== '' && each.id !== role.column) {
            ;(redactions ??= []).push({ column: each.id, reason: each.show.withheld, count: 1 })
          }
      }
    }
    const made: Item = {
      source,
      table: table.id,
      category,
      key: String(row[keySlot]),
      role: role.role,
      at: atSlot === null ? null : moment(row[atSlot]),
      values,
      anchors: anchors.length ? anchorsOf(row) : noAnchors,
      attachments: attachments ?? none,
      redactions: redactions ?? none,
    }
    if (removedPeople) made.removedPeople = removedPeople
    return made
  }

  function anchorsOf(row: Row): Item['anchors'] {
    const found: Record<string, Item['at']> = {}
    for (const { anchor, slot } of anchors) {
      const at = moment(row[slot])
      if (at !== null) found[anchor] = at
    }
    return found as Item['anchors']
  }

  // Every cell is compiled above, so that the selection is complete before it is joined here.
  return {
    selection: sql.join(selected, sql`, `),
    joins: sql.join(joins),
    item,
    key: row => row[keySlot] as string | number,
    at: row => (atSlot === null ? null : (plain(row[atSlot]!) as string | number | null)),
  }
}

/** A value as stored: bytes as base64, numbers that JSON cannot hold as text. */
function plain(stored: Stored): Value {
  if (typeof stored === 'number') return Number.isFinite(stored) ? stored : String(stored)
  if (typeof stored === 'bigint') return stored.toString()
  if (stored instanceof Uint8Array) return Buffer.from(stored).toString('base64')
  return stored
}

function yesOrNo(stored: Stored): Value {
  if (stored === 1 || stored === '1') return true
  if (stored === 0 || stored === '0') return false
  return plain(stored)
}

function mask(text: string, reader: Reader): { text: string; count: number } {
  return maskIdentifiers(text, reader.own, reader.numberPattern)
}

/** Some people take their address as their display name; that is blanked as well. */
function nameOf(display: string, reader: Reader): string {
  const known = reader.names.get(display)
  if (known !== undefined) return known
  if (reader.names.size >= maxNames) reader.names.clear()
  const { text } = mask(display, reader)
  reader.names.set(display, text)
  return text
}

function attachment(file: NonNullable<Cell['file']>, path: Stored, row: Row): Attachment | null {
  if (typeof path !== 'string' || path === '') return null
  const text = (slot: number | null) =>
    slot !== null && typeof row[slot] === 'string' && row[slot] !== '' ? row[slot] : null
  const bytes = file.bytes === null ? null : row[file.bytes]
  return {
    source: file.source,
    path,
    name: text(file.name) ?? path.slice(path.lastIndexOf('/') + 1),
    mediaType: text(file.mediaType) ?? 'application/octet-stream',
    bytes: typeof bytes === 'number' ? bytes : null,
  }
}
