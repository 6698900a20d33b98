/** An item: one stored record of one category, as a source hands it over. */
import type { Instant } from './day.ts'
import type { CategoryId, ColumnId, RedactionReason, SourceId, TableId } from './register.ts'
import type { RowAnchor } from './retention-rule.ts'

/** A value exactly as stored. Numbers beyond 2^53 and bytes arrive as text. */
export type Value = string | number | boolean | null

/** A file that belongs to an item; `path` is below the source's root and never leaves the house. */
export type Attachment = {
  source: SourceId
  path: string
  name: string
  mediaType: string
  bytes: number | null
  /** Of its content, hex, when somebody read it (`sources/contents.ts`); null when it could not be read. */
  sha256?: string | null
}

/** Something in this item that is not given out. */
export type Redaction = { column: ColumnId; reason: RedactionReason; count: number }

export type Item = {
  source: SourceId
  table: TableId
  category: CategoryId
  /** The row's key, as text; unique within the table. */
  key: string
  /** The subject's part in the row, from the register ("sender", "receiver", "owner"). */
  role: string
  at: Instant | null
  values: Readonly<Record<ColumnId, Value>>
  anchors: Readonly<Partial<Record<RowAnchor | 'followUpOpened', Instant>>>
  attachments: readonly Attachment[]
  redactions: readonly Redaction[]
  /** Columns whose person was removed; their value is the table's Dutch `deletedName`, a page may say it in its language. */
  removedPeople?: readonly ColumnId[]
  /**
   * Categories that have a value in the same row, this one included; a source says so for copies that may mix several,
   * because such a row goes as a whole (AMB-02). Absent: only this one.
   */
  beside?: readonly CategoryId[]
  /** For who reviews, on a screen only: what stands in the record where other people are in it. Never in a bundle. */
  held?: Readonly<Record<ColumnId, Held>>
}

/** A stored value with the places in it (start, end) that are about somebody else. */
export type Held = { value: Value; others: readonly Place[] }
export type Place = readonly [start: number, end: number]
