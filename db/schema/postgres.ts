/** The schema for this engine. drizzle-kit sees it through `postgres.cjs`. */
import { postgresKit } from '../dialect.ts'
import { tables } from './tables.ts'

export const postgresTables = tables(postgresKit)
