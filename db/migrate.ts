/** Brings a database to the schema of this program: the committed files of `migrations/<engine>`, in order, once. */
import { fileURLToPath } from 'node:url'
import type { Database } from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type pg from 'pg'
import type { Engine, Raw } from './store.ts'

/** One place in the line for every process that starts at the same moment ("inzage" in ASCII). */
const LOCK = 0x696e7a616765
const TABLE = 'create table if not exists schema_migration (place bigint primary key, hash text not null)'

type Migration = { place: number; hash: string; statements: readonly string[] }

function migrations(engine: Engine): readonly Migration[] {
  const folder = fileURLToPath(new URL(`./migrations/${engine}`, import.meta.url))
  return readMigrationFiles({ migrationsFolder: folder }).map((file, place) => ({
    place,
    hash: file.hash,
    statements: file.sql,
  }))
}

/** How many migrations wait. Throws when the database was made by another line of migrations, or by a newer program. */
export async function waiting(engine: Engine, raw: Raw): Promise<number> {
  const ours = migrations(engine)
  const found = (await tableExists(engine, raw))
    ? await raw('select place, hash from schema_migration order by place')
    : []
  refuseForeign(
    ours,
    found.map(row => String(row.hash)),
  )
  return ours.length - found.length
}

async function tableExists(engine: Engine, raw: Raw): Promise<boolean> {
  const text =
    engine === 'sqlite'
      ? `select 1 from sqlite_schema where type = 'table' and name = 'schema_migration'`
      : `select 1 from pg_tables where schemaname = 'public' and tablename = 'schema_migration'`
  return (await raw(text)).length > 0
}

function refuseForeign(ours: readonly Migration[], applied: readonly string[]): void {
  applied.forEach((hash, place) => {
    if (ours[place] === undefined) throw new Error('The database is newer than this program: start the newer version')
    if (ours[place].hash !== hash)
      throw new Error(`Migration ${place} in the database differs from the one in this program`)
  })
}

/** Under the write lock, all or nothing. */
export function migrateSqlite(client: Database): void {
  client.exec('BEGIN IMMEDIATE')
  try {
    client.exec(TABLE)
    const ours = migrations('sqlite')
    const applied = client.prepare('select hash from schema_migration order by place').pluck().all() as string[]
    refuseForeign(ours, applied)
    for (const migration of ours.slice(applied.length)) {
      for (const statement of migration.statements) client.exec(statement)
      client.prepare('insert into schema_migration values (?, ?)').run(migration.place, migration.hash)
    }
    client.exec('COMMIT')
  } catch (error) {
    if (client.inTransaction) client.exec('ROLLBACK')
    throw error
  }
}

/** Under an advisory lock of the session, in one transaction. */
export async function migratePostgres(client: pg.PoolClient): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await client.query('begin')
    await client.query(TABLE)
    const ours = migrations('postgres')
    const applied = (await client.query('select hash from schema_migration order by place')).rows.map(row =>
      String(row.hash),
    )
    refuseForeign(ours, applied)
    for (const migration of ours.slice(applied.length)) {
      for (const statement of migration.statements) await client.query(statement)
      await client.query('insert into schema_migration values ($1, $2)', [migration.place, migration.hash])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}
