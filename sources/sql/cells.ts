/** What of a table is selected, and what each selected value is to whoever reads it. */
import { type SQL, sql } from 'drizzle-orm'
import type {
  CategoryId,
  Column,
  ColumnId,
  RedactionReason,
  Register,
  SourceId,
  Table,
  TableId,
} from '#domain/register.ts'
import type { Engine } from './engine.ts'
import { type Role, column, name } from './roles.ts'

export type Cell = {
  id: ColumnId
  slot: number
  show: 'value' | 'boolean' | 'name' | 'masked' | 'file' | { withheld: RedactionReason }
  /** `name`: where the display name stands, and what to say of somebody who was removed. */
  person?: { slot: number; removed: string; nullIsRemoved: boolean }
  file?: { source: SourceId; name: number | null; mediaType: number | null; bytes: number | null }
}

export type Cells = {
  selection: SQL
  joins: SQL
  keySlot: number
  atSlot: number | null
  anchors: readonly { anchor: string; slot: number }[]
  perRole: ReadonlyMap<Role, ReadonlyMap<CategoryId, readonly Cell[]>>
}

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

/** Composes what is selected for these categories. Columns of other categories are not even read. */
export function cells(
  table: Table,
  source: SourceId,
  register: Register,
  engine: Engine,
  categories: readonly CategoryId[],
): Cells {
  const selected: SQL[] = []
  const slots = new Map<string, number>()
  /** The place in the row of a column of the table that the statement calls `alias`; each is selected once. */
  const select = (alias: string, of: { table: TableId; column: ColumnId }): number => {
    const known = slots.get(`${alias} ${of.column}`)
    if (known !== undefined) return known
    const from = sql`${sql.identifier(alias)}.${sql.identifier(of.column)}`
    slots.set(`${alias} ${of.column}`, selected.push(engine.exact(from, of)) - 1)
    return selected.length - 1
  }
  const own = (id: ColumnId) => select('t', { table: table.id, column: id })
  const keySlot = own(table.key)
  const atSlot = table.at === undefined ? null : own(table.at)

  const joins: SQL[] = []
  const anchors = Object.entries(table.anchors).map(([anchor, id]) => ({
    anchor,
    slot: table.anchorsFrom ? select('a', { table: table.anchorsFrom.table, column: id }) : own(id),
  }))
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
      const slot = select(`p${i}`, { table: person.table, column: person.name })
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
  return { selection: sql.join(selected, sql`, `), joins: sql.join(joins), keySlot, atSlot, anchors, perRole: compiled }
}
