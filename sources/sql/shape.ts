/** One table as the register describes it, compiled once: how a row becomes an item per category. */
import type { SQL } from 'drizzle-orm'
import type { Attachment, Held, Item, Redaction, Value } from '#domain/item.ts'
import type { CategoryId, ColumnId, Register, SourceId, Table } from '#domain/register.ts'
import { categoriesOf, cells as compile } from './cells.ts'
import type { Engine, Row } from './engine.ts'
import { moment } from './moment.ts'
import type { Role } from './roles.ts'
import { type Reader, attachment, heldOf, mask, nameOf, plain, yesOrNo } from './values.ts'

export type Shape = {
  selection: SQL
  joins: SQL
  /** Null where the row holds nothing of this category, or nothing that this role may see. */
  item(row: Row, role: Role, category: CategoryId, reader: Reader): Item | null
  key(row: Row): string | number
  at(row: Row): string | number | null
}

const none: readonly never[] = Object.freeze([])
const noAnchors = Object.freeze({})

export function shape(
  table: Table,
  source: SourceId,
  register: Register,
  engine: Engine,
  categories: readonly CategoryId[],
): Shape {
  const { selection, joins, keySlot, atSlot, anchors, perRole } = compile(table, source, register, engine, categories)
  const several = categoriesOf(table).length > 1

  function item(row: Row, role: Role, category: CategoryId, reader: Reader): Item | null {
    const cells = perRole.get(role)?.get(category)
    if (!cells) return null
    if (several && cells.every(each => row[each.slot] === null)) return null
    const values: Record<ColumnId, Value> = {}
    let attachments: Attachment[] | undefined
    let redactions: Redaction[] | undefined
    let removedPeople: ColumnId[] | undefined
    let held: Record<ColumnId, Held> | undefined
    for (const each of cells) {
      const stored = row[each.slot]!
      if (reader.whole && each.show !== 'name' && each.show !== 'file') {
        const one = heldOf(stored, reader, typeof each.show === 'object' && each.id !== role.column)
        if (one) (held ??= {})[each.id] = one
      }
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
    if (held) made.held = held
    return made
  }

  function anchorsOf(row: Row): Item['anchors'] {
    const found: Record<string, Item['at']> = {}
    for (const { anchor, slot } of anchors) {
      const at = moment(row[slot])
      if (at !== null) found[anchor] = at
    }
    return found
  }

  return {
    selection,
    joins,
    item,
    key: row => row[keySlot] as string | number,
    at: row => (atSlot === null ? null : (plain(row[atSlot]!) as string | number | null)),
  }
}
