/**
 * The store as the rest of the house sees it: one schema, two engines (`open.ts` makes one).
 *
 * `read` sees committed data only and has no write methods. `tx` is all-or-nothing; inside it only the database is
 * awaited. To change anything that means something, use `record` (`record.ts`), never `tx` directly.
 *
 * Both engines understand `select … limit`, `insert … returning`, `onConflictDoUpdate`, `update`, `delete`. Not for use,
 * although the types offer them: `.get()`, `.all()`, `.run()`, `.values()` at the end of a query (SQLite only), and the
 * result of a write without `returning()`.
 */
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type { Tables } from './schema/tables.ts'

type Database = BaseSQLiteDatabase<'async', unknown>

/** Reading: `select` and friends, and nothing that writes. */
export type Reader = Pick<Database, 'select' | 'selectDistinct' | '$count' | 'with'>
/** Writing, inside a transaction. Use `returning()` where the result of a write matters: the engines differ otherwise. */
export type Writer = Reader & Pick<Database, 'insert' | 'update' | 'delete'>

export type Engine = 'sqlite' | 'postgres'

/** A value as it goes into a prepared statement; a list only on PostgreSQL, as an array. */
export type Param = string | number | bigint | boolean | Buffer | null | readonly Param[]

/**
 * The same transaction without the query builder: text with `?` for each value, prepared once and kept. For the one hot
 * path that every change takes (`record.ts`) and for bulk work; rows come back as objects.
 */
export type Raw = (text: string, values?: readonly Param[]) => Promise<Rows>
export type Rows = readonly Record<string, unknown>[]

export type Store = {
  engine: Engine
  /** The tables to name in queries. */
  t: Tables
  read: Reader
  /**
   * Runs `body` in one transaction; commits when it resolves, rolls back when it throws. Resolves when the change is on
   * disk. Nested calls are a bug and throw. `opening` is a first statement without values, sent along with the beginning;
   * `opened` are its rows, which `body` need not wait for before it asks for more.
   */
  tx<T>(body: (db: Writer, raw: Raw, opened: Promise<Rows>) => Promise<T>, opening?: string): Promise<T>
  /** True for code that runs inside a transaction of this store. */
  inside(): boolean
  /** Brings the schema up to date; safe when several processes start at once. */
  migrate(): Promise<void>
  /** True when no migration waits. */
  migrated(): Promise<boolean>
  close(): Promise<void>
}

/** A store to look at only. */
export type ReadStore = Pick<Store, 'engine' | 't' | 'read' | 'close'>
/** What verifying the audit log needs of a store. */
export type Log = Pick<Store, 'engine' | 't' | 'read'>
