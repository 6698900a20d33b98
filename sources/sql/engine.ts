/** What the SQL source needs of a database; one file per engine fills it in, nothing else knows which one it is. */
import type { SQL } from 'drizzle-orm'
import type { ColumnId, TableId } from '#domain/register.ts'

/** A stored value as the driver hands it over; integers beyond 2^53 arrive as text (see `exact`). */
export type Stored = string | number | bigint | boolean | Uint8Array | null
export type Row = readonly Stored[]

/** Values for the named places of a statement; always bound, never written into the text. */
export type Bound = Readonly<Record<string, string | number | null>>

export type Statement = {
  /**
   * Reads rows until the statement has no more or `atMostBytes` of text was read (then `more` is true).
   * No read transaction outlives the call.
   */
  rows(values: Bound, atMostBytes?: number): Promise<{ rows: readonly Row[]; more: boolean }>
}

/** What the live database holds: table names with their columns, and which columns alone are unique. */
export type Catalogue = ReadonlyMap<
  string,
  { columns: ReadonlySet<string>; unique: ReadonlySet<string>; view: boolean }
>

/** Inside one transaction: what is changed, and what is there. */
export type Changing = {
  /** Answers how many rows were changed. */
  run(text: SQL, values: Bound): number
  /** Whether the query finds a row. */
  some(text: SQL, values: Bound): boolean
}

export type Engine = {
  catalogue(): Promise<Catalogue>
  /**
   * Runs changes in one transaction, on disk when it resolves. Without `keep` nothing is changed.
   * @throws when the database cannot be written to
   */
  change<T>(body: (changing: Changing) => { keep: boolean; answer: T }): Promise<T>
  /** The text is composed with `sql`: names through `sql.identifier`, values through `sql.placeholder`. */
  prepare(text: SQL): Statement
  /** The value of a table's column, whole numbers beyond 2^53 as text; `column` is how the statement calls it. */
  exact(column: SQL, of: { table: TableId; column: ColumnId }): SQL
  /** The column's moment in milliseconds since 1970, whether stored as ISO 8601 text, seconds or milliseconds. */
  millis(column: SQL): SQL
  /** True where the column holds exactly this value, or both are null. */
  is(column: SQL, value: SQL): SQL
  /** True where the column equals the value without regard to case (A–Z), by an index where there is one. */
  sameText(column: SQL, value: SQL): SQL
  /** True where the column holds anything beyond ASCII and equals the value after NFKC and lower case. */
  sameFolded(column: SQL, folded: SQL): SQL
  close(): Promise<void>
}

/** E-mail addresses are compared in this form: NFKC, lower case, without blanks around. */
export const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
