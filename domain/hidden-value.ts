/** A record as it goes out when staff keep part of it back (15(4), UAVG 41): the value is nowhere in it, the count is. */
import { createHmac } from 'node:crypto'
import { canonical, type Json } from './audit/canonical.ts'
import type { Hidden } from './decision.ts'
import type { Item, Redaction, Value } from './item.ts'
import { mask } from './redaction.ts'
import type { Table } from './register.ts'

export type HiddenPart = Pick<Hidden, 'column' | 'reason'>

/** A record as it may be shown; `term` false: until when it is kept would tell a day that is hidden. */
export type Shown = { item: Item; term: boolean }

/**
 * The record without what is hidden of it; null when it is hidden as a whole. What else would tell the value goes with
 * it: the file behind it, the record's own moment or key, what stood there before other people were blanked.
 */
export function withoutHidden(item: Item, hidden: readonly HiddenPart[], table: Table): Shown | null {
  if (hidden.length === 0) return { item, term: true }
  if (hidden.some(({ column }) => column === null)) return null
  const reasons = new Map(hidden.map(({ column, reason }) => [column, reason]))
  const values: Record<string, Value> = {}
  const counted: Redaction[] = item.redactions.filter(each => !reasons.has(each.column))
  const files = new Set<Value>()
  for (const [column, value] of Object.entries(item.values)) {
    const reason = reasons.get(column)
    values[column] = reason ? null : value
    if (!reason || value === null || value === '') continue
    counted.push({ column, reason, count: 1 })
    if (table.columns.some(each => each.id === column && each.type === 'file')) files.add(value)
  }
  const anchors = new Set<string | undefined>([...Object.values(table.anchors), table.isLog ? table.at : undefined])
  const { held: _, ...rest } = item
  return {
    item: {
      ...rest,
      key: reasons.has(table.key) ? mask : item.key,
      at: table.at !== undefined && reasons.has(table.at) ? null : item.at,
      values,
      attachments: item.attachments.filter(file => !files.has(file.name)),
      redactions: counted,
      ...(item.removedPeople ? { removedPeople: item.removedPeople.filter(column => !reasons.has(column)) } : {}),
    },
    term: ![...reasons.keys()].some(column => column !== null && anchors.has(column)),
  }
}

/**
 * Whether a record is still what a reviewer saw: an HMAC under the review's own salt, so that it says nothing else. Over
 * everything that the person would see of it, the content of its files included (`sources/contents.ts` reads them first);
 * not over what its term is counted from.
 */
export function itemDigest(item: Item, salt: Uint8Array): string {
  const seen: Json = [
    item.source,
    item.table,
    item.category,
    item.key,
    item.role,
    item.at,
    Object.fromEntries(Object.entries(item.values).map(([column, value]) => [column, wellFormed(value)])),
    item.attachments.map(({ source, path, name, mediaType, bytes, sha256 = null }) => [
      source,
      path,
      name,
      mediaType,
      bytes,
      sha256,
    ]),
    item.redactions.map(({ column, reason, count }) => [column, reason, count]),
  ]
  return createHmac('sha256', salt).update(canonical(seen)).digest('base64url')
}

const wellFormed = (value: Value): Value => (typeof value === 'string' ? value.toWellFormed() : value)
