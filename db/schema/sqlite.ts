/** The schema for this engine. drizzle-kit sees it through `sqlite.cjs`. */
import { sqliteKit } from '../dialect.ts'
import { tables } from './tables.ts'

export const sqliteTables = tables(sqliteKit)
