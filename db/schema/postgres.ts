/** The schema as drizzle-kit reads it for PostgreSQL. */
import { postgresKit } from '../dialect.ts'
import { tables } from './tables.ts'

export const postgresTables = tables(postgresKit)
