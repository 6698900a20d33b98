/** What every holder of personal data must answer. One contract suite (`test/sources/contract.ts`) checks each. */
import type { BarredUse } from '#domain/bar.ts'
import type { Correction } from '#domain/correction.ts'
import type { Attachment, Item } from '#domain/item.ts'
import type { CategoryId, ColumnId, PurposeId, SourceId, TableId } from '#domain/register.ts'
import type { Identifiers, Located } from '#domain/subject.ts'
import type { Instant } from '#domain/day.ts'
import type { Readable } from 'node:stream'

/** A column that really exists in the source. */
export type ColumnRef = { source: SourceId; table: TableId; column: ColumnId }

/** What to fetch: categories, and a period (`from` inclusive, `until` exclusive) for items that have a moment. */
export type Wanted = {
  categories: readonly CategoryId[]
  period?: { from?: Instant; until?: Instant }
}

/** A page of items of one category, for a screen. `next` is an opaque cursor, null on the last page. */
export type ItemPage = { items: readonly Item[]; next: string | null }

/** `mediaType` is what the first bytes say, whatever the stored type is. */
export type OpenFile = { stream: Readable; bytes: number; mediaType: string }

/** `already`: it was so before. The last three change nothing; `cannot`: this source, or this column, cannot be written. */
export type Rectified = 'applied' | 'already' | 'changedMeanwhile' | 'notThere' | 'cannot'

/** A choice on consent, as the source is told of it. `text` names the text that was shown. */
export type ToldChoice = { purpose: PurposeId; given: boolean; at: Instant; text: string }

export type Source = {
  id: SourceId
  /** Every column of every table that exists; the register must know each. */
  describe(): Promise<readonly ColumnRef[]>
  /**
   * Who this is, or null. E-mail addresses are compared without case and after NFKC; an ASCII address finds only an
   * ASCII one, and two people equally near are nobody.
   */
  locate(who: Identifiers): Promise<Located | null>
  /** How many items per category (no reading of rows). */
  count(who: Located, wanted: Wanted): Promise<Readonly<Record<CategoryId, number>>>
  /** Streams batches (at most 512 items): tables, then roles, in register order, rows in key order; constant memory. */
  collect(who: Located, wanted: Wanted, signal?: AbortSignal): AsyncIterable<readonly Item[]>
  /**
   * One page of one category (or of one table of it) by keyset, newest first where the table has a moment. `whole`: for
   * a reviewer's screen each item also says what stands where other people are in it (`Item.held`).
   */
  page(
    who: Located,
    category: CategoryId,
    after: string | null,
    size: number,
    table?: TableId,
    whole?: boolean,
  ): Promise<ItemPage>
  /** One record of this person, the part of it in this category; null when there is none by that key that is theirs. */
  item(who: Located, table: TableId, key: string, category: CategoryId): Promise<Item | null>
  /**
   * Changes one value of a record of this person, in one step and only while it still is `was` (RECT-01). Safe to repeat.
   * Columns about other people, and masked ones, cannot be changed.
   */
  rectify(who: Located, change: Correction): Promise<Rectified>
  /**
   * What may not be used of this person from now on: the whole list, in place of the one before (REST-02, OBJ-01). On
   * return the organisation's own systems can see it. False when this source has no place to say so. Safe to repeat.
   */
  obey(who: Located, barred: readonly BarredUse[], at: Instant): Promise<boolean>
  /** Adds a choice on consent to the person's own (7(3)). False when this source keeps none. Safe to repeat. */
  choose(who: Located, choice: ToldChoice): Promise<boolean>
  /** Opens a file of this source. Throws `FileRefused` when the path leaves the root or the file is gone. */
  open(file: Attachment): Promise<OpenFile>
  close(): Promise<void>
}

/** For a source that can only be read. */
export const readOnly: Pick<Source, 'rectify' | 'obey' | 'choose'> = {
  rectify: async () => 'cannot',
  obey: async () => false,
  choose: async () => false,
}
