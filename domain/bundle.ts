/**
 * What belongs in which part of a bundle. `inzage/` (access, Art. 15) holds everything that is stored, for whatever reason;
 * `overdracht/` (portability, Art. 20) only what the person provided or what was observed of them, on contract or consent.
 * Decided per column; what is left out carries its reason.
 */
import { dayOf, type Instant } from './day.ts'
import type { Item } from './item.ts'
import { columnsOf, purposesOf, source, table as tableOf } from './reading.ts'
import type { CategoryId, Column, ColumnId, Origin, Register, Table } from './register.ts'
import { endedIn, type LivePurpose, liveIn, longestTerm, purposesIn, type Term } from './retention.ts'
import { basisRights, isPortableOrigin, isPortablePurpose, ofColumn } from './rights.ts'
import type { SubjectFacts } from './subject.ts'

/** Why a column is not taken along: made by somebody else than the person, or no live purpose on contract or consent. */
export type LeftOut = 'origin' | 'basis'

export type Placement =
  | { access: true; portability: true; because: null }
  | { access: true; portability: false; because: LeftOut }

/** A way in which a row can be about the subject ("as sender"). */
export type Role = Table['subject'][number]

/**
 * Where one column of an item goes. `portable` are the item's live purposes that let the person take the value along
 * (`isPortablePurpose`); `role` is the subject's part in the row.
 */
export function placement(column: Column, role: Role | undefined, portable: readonly LivePurpose[]): Placement {
  if (!isPortableOrigin(column, originFor(column, role))) return { access: true, portability: false, because: 'origin' }
  if (ofColumn(portable, column).length === 0) return { access: true, portability: false, because: 'basis' }
  return { access: true, portability: true, because: null }
}

/** Whether a column of this category can ever be taken along: by its origin in some part of the row, on contract or consent. */
export function mayBePortable(column: Column, table: Table, register: Register): boolean {
  const purposes = purposesOf(register, column.category).filter(({ id }) => column.purposes?.includes(id) ?? true)
  return (
    purposes.some(({ basis }) => basisRights[basis].portability) &&
    table.subject.some(role => isPortableOrigin(column, originFor(column, role)) && !role.hide?.includes(column.id))
  )
}

/** The origin of a column for who has this part in the row: what I sent you I provided, you did not. */
export function originFor(column: Column, role: Role | undefined): Origin {
  return role?.originOf?.[column.id] ?? column.origin
}

/** The columns of one category that a person in this part of the row gets to see. */
export function shownColumns(table: Table, category: CategoryId, role: Role | undefined): Column[] {
  return columnsOf(table, category).filter(column => !role?.hide?.includes(column.id))
}

/** Everything that is decided about one item. Equal items share one object, so it can serve as a key; never change it. */
export type Placed = {
  /** Purposes that keep the item today; empty when it is past its last term and should be gone already. */
  live: readonly LivePurpose[]
  /** The longest of their terms; of an item that nothing keeps any more, the last one to end. Null: nothing ever kept it. */
  term: Term | null
  /** Columns in the access part, in register order. */
  access: readonly Column[]
  /** Columns in the portability part; empty when the item has no place there. */
  portability: readonly Column[]
  /** Columns that are in the access part only, with why. */
  leftOut: readonly { column: ColumnId; because: LeftOut }[]
}

/**
 * Makes a function that places the items of one person at one moment. What depends on table, category and part alone is
 * worked out once; per item there is only a look at its anchors, so it can run over 100,000 rows.
 */
export function placer(register: Register, facts: SubjectFacts, now: Instant): (item: Item) => Placed {
  const zone = register.controller.timeZone
  const groups = new Map<string, (item: Item) => Placed>()

  const groupOf = (item: Item): ((item: Item) => Placed) => {
    const table = tableOf(source(register, item.source), item.table)
    const role = table.subject.find(candidate => candidate.role === item.role)
    const access = shownColumns(table, item.category, role)
    const purposes = purposesIn(table, item.category, register)
    const place = (one: Item): Placed => {
      const live = liveIn(table, purposes, register, { ...one, table }, facts, now)
      const portable = live.filter(candidate => isPortablePurpose(candidate, facts, now))
      const placed = access.map(column => ({ column, ...placement(column, role, portable) }))
      return {
        live,
        term: longestTerm(live) ?? endedIn(purposes, register, { ...one, table }, facts, now),
        access,
        portability: placed.filter(({ portability }) => portability).map(({ column }) => column),
        leftOut: placed.flatMap(({ column, because }) => (because ? [{ column: column.id, because }] : [])),
      }
    }
    const known = new Map<string, Placed>()
    return one => {
      const key = anchorDays(one, table, zone)
      let found = known.get(key)
      if (!found) known.set(key, (found = place(one)))
      return found
    }
  }

  return item => {
    const key = `${item.source}\n${item.table}\n${item.category}\n${item.role}`
    let group = groups.get(key)
    if (!group) groups.set(key, (group = groupOf(item)))
    return group(item)
  }
}

/** Items with equal anchor days, and equal company in their row, have equal terms. */
function anchorDays(item: Item, table: Table, zone: string): string {
  let key = ''
  for (const name in item.anchors) {
    const at = item.anchors[name as keyof Item['anchors']]
    if (at) key += `${name}=${dayOf(at, zone)} `
  }
  if (table.isLog && item.at) key += dayOf(item.at, zone)
  return item.beside ? `${key} beside ${item.beside.join()}` : key
}
