/**
 * The audit log: appending an effect with its entry against a raw durable insert, one by one and by eight clients, on both
 * engines; verifying a million entries; a proof at that size.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type Database from 'better-sqlite3'
import * as postgres from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import pg from 'pg'
import { verifyLog } from '#db/audit/verify.ts'
import { openStore, type Where } from '#db/open.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { connect } from '#db/sqlite.ts'
import type { Store } from '#db/store.ts'
import type { Instant } from '#domain/day.ts'
import { startPostgres } from '#test/postgres.ts'
import { bound, compare, machine, print, summary } from './measure.ts'
import type { Report } from './verify-log.ts'

const at: Instant = '2026-11-22T09:00:00.000Z'
const CLIENTS = 8
/** Changes of each client per measured run. */
const CHANGES = 10
const ENTRIES = Number(process.env.BENCH_ENTRIES ?? 1_000_000)

export async function bench(): Promise<void> {
  print([machine()])
  const folder = await mkdtemp(join(tmpdir(), 'inzage-bench-'))
  try {
    await onSqlite(join(folder, 'append.sqlite'))
    const server = await startPostgres()
    try {
      await onPostgres(server.url)
    } finally {
      await server.stop()
    }
    await million(join(folder, 'million.sqlite'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function onSqlite(file: string): Promise<void> {
  const store = await opened({ engine: 'sqlite', file })
  // In a file of its own on the same disk: two writers that take turns in one file would each time drop what the other keeps
  // in memory of it, which a portal never does to itself.
  const raw: Database.Database = connect(`${file}.limit`, 'write')
  const table = 'create table raw_insert (id integer primary key, a text, b text)'
  raw.exec(table)
  const own = connect(file, 'write')
  own.exec(table)
  own.close()
  const insert = raw.prepare('insert into raw_insert (a, b) values (?, ?)')
  const one = async () => void insert.run(newHandle(), at)
  await appends('sqlite', store, one)
  raw.close()
  await store.close()
}

async function onPostgres(url: string): Promise<void> {
  const store = await opened({ engine: 'postgres', url })
  const pool = new pg.Pool({ connectionString: url, max: CLIENTS })
  // The server stops while a connection that was ended is still on its way out.
  pool.on('error', () => {})
  await pool.query('create table raw_insert (id bigserial primary key, a text, b text)')
  const one = async () =>
    void (await pool.query({
      name: 'raw',
      text: 'insert into raw_insert (a, b) values ($1, $2)',
      values: [newHandle(), at],
    }))
  await appends('postgres', store, one)
  await pool.end()
  await store.close()
}

/** The effect is the very row of the limit, so that the two differ by what the log adds and nothing else. */
const rows = {
  sqlite: sqlite.sqliteTable('raw_insert', {
    id: sqlite.integer('id').primaryKey(),
    a: sqlite.text('a'),
    b: sqlite.text('b'),
  }),
  postgres: postgres.pgTable('raw_insert', {
    id: postgres.bigserial('id', { mode: 'number' }).primaryKey(),
    a: postgres.text('a'),
    b: postgres.text('b'),
  }),
}

async function appends(engine: 'sqlite' | 'postgres', store: Store, raw: () => Promise<void>): Promise<void> {
  // The store's types are those of one engine, whichever it is (db/store.ts).
  const row = rows[engine] as typeof rows.sqlite
  const change = () =>
    record(store, at, { kind: 'system', ref: 'worker' }, async ledger => {
      await ledger.db.insert(row).values({ a: newHandle(), b: at })
      ledger.entry('settings.changed', { request: newHandle(), payload: { language: 'nl' } })
    })
  const eachOf = (what: () => Promise<unknown>) => async () => {
    const client = async () => {
      for (let i = 0; i < CHANGES; i++) await what()
    }
    await Promise.all(Array.from({ length: CLIENTS }, client))
  }
  const ours = 'effect, entry, payload, nodes'
  const limit = 'one durable row'
  // One change, one row, one change: whatever else the machine does, both have the same of it.
  await compare({
    name: `${engine}: append with its effect, one by one`,
    ours: { name: ours, run: change },
    limit: { name: limit, run: raw },
    units: 1,
    unit: 'changes',
    runs: 1500,
    atMost: 2,
  })
  await compare({
    name: `${engine}: append with its effect, by ${CLIENTS} clients, ${CHANGES} each`,
    ours: { name: ours, run: eachOf(change) },
    limit: { name: limit, run: eachOf(raw) },
    units: CLIENTS * CHANGES,
    unit: 'changes',
    runs: 60,
    atMost: 2,
  })
  const gaps = await verifyLog(store, { key: null, known: [] })
  print([`${gaps.result === 'OK' ? 'good ' : 'WRONG'} ${engine}: no gaps, the log verifies (${gaps.result})`])
}

/** A log of a million entries, each with a payload, verified in a process of its own. */
async function million(file: string): Promise<void> {
  const store = await opened({ engine: 'sqlite', file })
  for (let done = 0; done < ENTRIES; done += 5000) {
    await record(store, at, { kind: 'system', ref: 'worker' }, async ledger => {
      for (let i = 0; i < Math.min(5000, ENTRIES - done); i++) {
        const payload = { bytes: done + i, sha256: 'e3b0c44298fc1c149afbf4c8996fb924' }
        ledger.entry('export.built', { request: newHandle(), payload })
      }
    })
  }
  await store.close()
  const words = ['--import', 'tsx', 'test/bench/verify-log.ts', file]
  const { stdout } = await promisify(execFile)(process.execPath, words)
  const { size, times, cpu, proofs, peak } = JSON.parse(stdout) as Report
  if (size !== ENTRIES) throw new Error(`Verified ${size} entries, not ${ENTRIES}`)
  const rate = (ms: number) => Math.round((size * 1000) / ms)
  const { median, least, most } = summary(times)
  const count = size.toLocaleString('en')
  bound(`verify ${count} entries (${rate(most)}–${rate(least)})`, rate(median), 'entries/s', { atLeast: 100_000 })
  bound(`verify ${count} entries, by time on the processor`, rate(summary(cpu).median), 'entries/s', {
    atLeast: 100_000,
  })
  bound('verify, peak RSS of its process', peak / 1e6, 'MB', { atMost: 200 })
  bound(`inclusion proof at ${count}, median of ${proofs.length}`, summary(proofs).median, 'ms', { atMost: 5 })
}

async function opened(where: Where): Promise<Store> {
  const store = await openStore(where)
  await store.migrate()
  return store
}
