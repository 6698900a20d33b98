/**
 * Both engines for tests: `for (const engine of engines) describe(engine.name, …)`. Each `open()` gives a fresh, migrated
 * store: a SQLite file in a temporary folder, or a database of its own on the run's PostgreSQL.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openStore, type Where } from '#db/open.ts'
import type { Engine, Store } from '#db/store.ts'

/** A store with where it lies (to open it a second time) and its end: closed, and removed. */
export type TestStore = Store & { where: Where; dispose(): Promise<void> }
export type TestEngine = { name: Engine; open(): Promise<TestStore> }

export const engines: readonly TestEngine[] = [
  { name: 'sqlite', open: openSqlite },
  { name: 'postgres', open: openPostgres },
]

async function openSqlite(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'inzage-store-'))
  const where: Where = { engine: 'sqlite', file: join(folder, 'inzage.sqlite') }
  return ready(where, () => rm(folder, { recursive: true, force: true }))
}

async function openPostgres(): Promise<TestStore> {
  const server = await postgresUrl()
  const name = `inzage_${randomBytes(8).toString('hex')}`
  await onServer(server, `create database ${name} template template0 encoding 'UTF8'`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return ready({ engine: 'postgres', url: url.href }, () =>
    onServer(server, `drop database if exists ${name} with (force)`),
  )
}

async function ready(where: Where, remove: () => Promise<void>): Promise<TestStore> {
  const store = await openStore(where)
  await store.migrate()
  const dispose = async () => {
    await store.close()
    await remove()
  }
  return { ...store, where, dispose }
}

let asked: Promise<string> | null = null

/** Address of the run's PostgreSQL server (a superuser's), started when it is first asked for. */
export function postgresUrl(): Promise<string> {
  return (asked ??= askForPostgres())
}

async function askForPostgres(): Promise<string> {
  if (process.env.TEST_PG_URL) return process.env.TEST_PG_URL
  const door = process.env.TEST_PG_DOOR
  if (!door) throw new Error('No PostgreSQL: run tests with `vitest -c remix.config.js`, or set TEST_PG_URL')
  const response = await fetch(door)
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
