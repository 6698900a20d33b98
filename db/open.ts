/** Opens the portal's store: SQLite in a file, or PostgreSQL. The one place where the engines' own types are put aside. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { migratePostgres, migrateSqlite, waiting } from './migrate.ts'
import * as postgres from './postgres.ts'
import { postgresTables } from './schema/postgres.ts'
import { sqliteTables } from './schema/sqlite.ts'
import * as sqlite from './sqlite.ts'
import type { Reader, ReadStore, Rows, Store, Writer } from './store.ts'

export type Where = { engine: 'sqlite'; file: string } | { engine: 'postgres'; url: string }

/** Opens, with every setting asserted; throws when one does not hold. Does not migrate: call `store.migrate()`. */
export function openStore(where: Where): Promise<Store> {
  return where.engine === 'sqlite' ? openSqlite(where.file) : openPostgres(where.url)
}

/** Opens just to look: nothing is made, nothing can be written, and a SQLite file may be a backup. */
export async function openToRead(where: Where): Promise<ReadStore> {
  if (where.engine === 'sqlite') {
    const reader = sqlite.connect(where.file, 'inspect')
    const read = drizzleSqlite({ client: sqlite.keepStatements(reader) as never }) as unknown as Reader
    return { engine: 'sqlite', t: sqliteTables, read, close: async () => void reader.close() }
  }
  const readers = await postgres.connect(where.url, true)
  const read = drizzlePostgres({ client: postgres.prepared(readers) as never }) as unknown as Reader
  return { engine: 'postgres', t: postgresTables, read, close: () => readers.end() }
}

async function openSqlite(file: string): Promise<Store> {
  sqlite.makeFile(file)
  const writer = await sqlite.connectPatiently(file)
  const reader = sqlite.connect(file, 'read')
  const enter = sqlite.queue()
  const transaction = sqlite.transactions(writer)
  const scope = oneAtATime()
  const readable = sqlite.keepStatements(reader)
  const writable = sqlite.keepStatements(writer, scope.usable)
  const db = drizzleSqlite({ client: writable as never }) as unknown as Writer
  const raw = sqlite.rawOn(writable)
  return {
    engine: 'sqlite',
    t: sqliteTables,
    read: drizzleSqlite({ client: readable as never }) as unknown as Reader,
    tx(body, opening) {
      const inside = () => body(db, raw, opening === undefined ? Promise.resolve([]) : raw(opening))
      return scope.refuseNested(() => enter(() => transaction(() => scope.run(inside))))
    },
    inside: scope.active,
    migrate: () => enter(async () => migrateSqlite(writer)),
    migrated: async () => (await waiting('sqlite', sqlite.rawOn(readable))) === 0,
    close: () => enter(async () => (reader.close(), void writer.close())),
  }
}

async function openPostgres(url: string): Promise<Store> {
  const readers = await postgres.connect(url, true)
  const writers = await postgres.connect(url, false)
  const scope = oneAtATime()
  const writer = kept((client: pg.PoolClient) =>
    drizzlePostgres({ client: postgres.guarded(client, scope.usable) as never }),
  )
  const withSession = async <T>(body: (client: pg.PoolClient) => Promise<T>) => {
    const client = await writers.connect()
    try {
      return await body(client)
    } finally {
      client.release()
    }
  }
  return {
    engine: 'postgres',
    t: postgresTables,
    read: drizzlePostgres({ client: postgres.prepared(readers) as never }) as unknown as Reader,
    tx(body, opening) {
      const inside = (client: pg.PoolClient, opened: Promise<Rows>) =>
        body(writer(client) as unknown as Writer, postgres.rawOn(client, scope.usable), opened)
      return scope.refuseNested(() =>
        postgres.transaction(writers, (client, opened) => scope.run(() => inside(client, opened)), opening),
      )
    },
    inside: scope.active,
    migrate: () => withSession(migratePostgres),
    migrated: async () => (await withSession(client => waiting('postgres', postgres.rawOn(client)))) === 0,
    close: async () => void (await Promise.all([readers.end(), writers.end()])),
  }
}

/** One for each session, for as long as the session is there: making a query builder costs more than a query. */
function kept<K extends object, T>(make: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, T>()
  return key => {
    let found = known.get(key)
    if (found === undefined) known.set(key, (found = make(key)))
    return found
  }
}

/**
 * Knows which transaction the running code belongs to. `tx` inside `tx` would wait for itself for ever on SQLite and be
 * a second transaction on PostgreSQL, so it throws; a query after the end of its transaction throws as well.
 */
function oneAtATime() {
  const inside = new AsyncLocalStorage<{ active: boolean }>()
  const active = () => inside.getStore()?.active ?? false
  return {
    active,
    refuseNested<T>(start: () => Promise<T>): Promise<T> {
      if (active()) return Promise.reject(new Error('A transaction inside a transaction: pass the outer `db` on'))
      return start()
    },
    run<T>(body: () => Promise<T>): Promise<T> {
      const mine = { active: true }
      return inside.run(mine, body).finally(() => (mine.active = false))
    },
    usable(): void {
      if (!active()) throw new Error('This transaction has ended: a query in it was not awaited')
    },
  }
}
