/**
 * A small kit of column makers, one per engine, with the same TypeScript-facing types. SQLite's types are the
 * compile-time truth; PostgreSQL's kit is cast to them. Instants and days are ISO text in both, so text order is time
 * order and no driver turns them into something else.
 */
import { type SQL, sql } from 'drizzle-orm'
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'
import type { Day, Instant } from '#domain/day.ts'

/**
 * Who did what an audit entry tells, read out of its text, to search by: it stands nowhere else, so nothing can differ from
 * it. A text that is no entry gives something odd and never an error. The column has no table's name here, as indexes want.
 */
export const actorIn: Readonly<Record<'sqlite' | 'postgres', { ref: SQL; kind: SQL }>> = {
  sqlite: {
    ref: sql.raw(`substr(entry, instr(entry, '"ref":"') + 7, instr(entry, '"},"') - instr(entry, '"ref":"') - 7)`),
    kind: sql.raw(`substr(entry, 19, instr(entry, '","ref"') - 19)`),
  },
  postgres: { ref: sql.raw(`split_part(entry, '"', 10)`), kind: sql.raw(`split_part(entry, '"', 6)`) },
}

export const sqliteKit = {
  actorRef: actorIn.sqlite.ref,
  table: lite.sqliteTable,
  text: (name: string) => lite.text(name),
  instant: (name: string) => lite.text(name).$type<Instant>(),
  day: (name: string) => lite.text(name).$type<Day>(),
  /** Whole numbers up to 2^53; 64 bits in both engines. */
  int: (name: string) => lite.integer(name),
  bool: (name: string) => lite.integer(name, { mode: 'boolean' }),
  json: <T>(name: string) => lite.text(name, { mode: 'json' }).$type<T>(),
  bytes: (name: string) => lite.blob(name, { mode: 'buffer' }),
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  primaryKey: lite.primaryKey,
}
export type Kit = typeof sqliteKit

const pgBytes = pg.customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

export const postgresKit = {
  actorRef: actorIn.postgres.ref,
  table: pg.pgTable,
  text: (name: string) => pg.text(name),
  instant: (name: string) => pg.text(name),
  day: (name: string) => pg.text(name),
  int: (name: string) => pg.bigint(name, { mode: 'number' }),
  bool: (name: string) => pg.boolean(name),
  json: (name: string) => pg.jsonb(name),
  bytes: (name: string) => pgBytes(name),
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
} as unknown as Kit
