/** Tables of a source whose facts the program itself must understand; a part of the register. */
import type { ColumnId, CookieGroup, SourceId, TableId } from './register.ts'

/** Where the organisation's own systems look before they use somebody's data: one row per use that is barred (`Source.obey`). */
export type Suppressions = {
  source: SourceId
  table: TableId
  subject: ColumnId
  /** `purpose`, `category` or `value`. */
  kind: ColumnId
  /** The purpose, the category, or `table/key/column` (`table/key/` for a whole record). */
  what: ColumnId
  at: ColumnId
}

/**
 * Which tables hold facts that the program itself must understand. Their rows are items like any other; these names
 * only say what each column means. All are optional: an organisation may keep none of them.
 */
export type KnownRecords = {
  /** To whom data were really given (Art. 15(1)(c), C-154/21), by legal name. */
  disclosures?: RecordColumns<'recipient' | 'what' | 'purpose' | 'at', 'kind' | 'country' | 'safeguard'>
  /** Who of the organisation looked, when and why (C-579/21): the role, never the name. */
  looks?: RecordColumns<'role' | 'purpose' | 'at', 'part'>
  /** What the organisation's systems may not use; read by them, written by the portal. */
  suppressions?: Suppressions
  /** Choices on cookies; `given` names the column of each group that can be chosen. */
  cookieChoices?: {
    source: SourceId
    table: TableId
    at: ColumnId
    given: Readonly<Partial<Record<CookieGroup['id'], ColumnId>>>
  }
}
type RecordColumns<Needed extends string, Maybe extends string> = { source: SourceId; table: TableId } & Readonly<
  Record<Needed, ColumnId> & Partial<Record<Maybe, ColumnId>>
>
