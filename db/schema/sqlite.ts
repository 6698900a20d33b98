/** The schema as drizzle-kit reads it for SQLite. */
import { sqliteKit } from '../dialect.ts'
import { tables } from './tables.ts'

export const sqliteTables = tables(sqliteKit)
