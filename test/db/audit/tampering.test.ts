/** Every way to spoil a small log that we could think of, one at a time, with the triggers out of the way: each is found. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signCheckpoint } from '#db/audit/checkpoint.ts'
import { type Known, readKnownFile } from '#db/audit/known.ts'
import type { Verdict } from '#db/audit/verdict.ts'
import { verifyLog } from '#db/audit/verify.ts'
import { record } from '#db/record.ts'
import { keepStatements } from '#db/sqlite.ts'
import type { Log, Reader } from '#db/store.ts'
import { engines } from '#test/engines.ts'
import { at, grow, signingIn, worker } from './world.ts'

type Row = Record<string, string | number | null | Buffer>

const TABLES = {
  audit_entry: ['seq'],
  audit_payload: ['seq'],
  audit_checkpoint: ['size'],
  audit_head: ['id'],
} as const
type Table = keyof typeof TABLES

describe('a spoilt log', () => {
  const { signing, key, folder, remove } = signingIn()
  let database: Database.Database
  let log: Log
  let known: readonly Known[]
  let tried = 0
  const missed: string[] = []

  beforeAll(async () => {
    const store = await engines[0]!.open()
    await grow(store, 4)
    await signCheckpoint(store, signing)
    await grow(store, 3, 3)
    await store.tx(async (_, raw) => raw('delete from audit_payload where seq between 1 and 2'))
    await record(store, at, worker, async ledger => void ledger.entry('payload.erased', { erased: [[1, 2]] }))
    await signCheckpoint(store, signing)
    await grow(store, 3)
    await signCheckpoint(store, signing)
    // A copy in memory, so that many thousand changes take seconds; VACUUM INTO leaves the WAL behind.
    const copy = join(folder, 'copy.sqlite')
    const original = new Database(store.where.engine === 'sqlite' ? store.where.file : '')
    original.exec(`vacuum into '${copy}'`)
    original.close()
    database = new Database(readFileSync(copy))
    for (const { name } of database.prepare(`select name from sqlite_schema where type = 'trigger'`).all() as {
      name: string
    }[]) {
      database.exec(`drop trigger ${name}`)
    }
    const read = drizzle({ client: keepStatements(database) as never }) as unknown as Reader
    log = { engine: 'sqlite', t: store.t, read }
    known = readKnownFile(signing.file, key)
    await store.dispose()
  })
  afterAll(() => {
    database.close()
    remove()
  })

  const verify = () => verifyLog(log, { key, known })
  const rows = (table: Table) => database.prepare(`select * from ${table}`).all() as Row[]
  const keyOf = (table: Table, row: Row) =>
    TABLES[table].map(column => `${column} = ${String(row[column])}`).join(' and ')

  /** Does something to the database, verifies, and undoes it. */
  async function spoil(what: string, change: () => void): Promise<Verdict> {
    database.exec('savepoint spoil')
    try {
      change()
      const verdict = await verify()
      tried++
      if (verdict.result === 'OK') missed.push(what)
      return verdict
    } finally {
      database.exec('rollback to spoil; release spoil')
    }
  }

  test('is OK before anything is done to it, with an erased payload and three checkpoints', async () => {
    expect(await verify()).toMatchObject({ result: 'OK', size: 11, checkpoints: 3, known: 3 })
  })

  test('three bits of every byte of every value', async () => {
    for (const table of Object.keys(TABLES) as Table[]) {
      for (const row of rows(table)) {
        for (const [column, value] of Object.entries(row)) {
          if (typeof value !== 'string' && !Buffer.isBuffer(value)) continue
          const bytes = Buffer.from(value as string)
          const set = Buffer.isBuffer(value) ? '?' : 'cast(? as text)'
          const update = database.prepare(`update ${table} set ${column} = ${set} where ${keyOf(table, row)}`)
          for (let place = 0; place < bytes.length; place++) {
            for (const bit of [0, 3, 6]) {
              const changed = Buffer.from(bytes)
              changed[place]! ^= 1 << bit
              await spoil(
                `${table}.${column} ${keyOf(table, row)}, byte ${place}, bit ${bit}`,
                () => void update.run(changed),
              )
            }
          }
        }
      }
    }
    expect(missed).toEqual([])
    expect(tried).toBeGreaterThan(10_000)
  }, 600_000)

  test('every number, every value gone, every row gone', async () => {
    for (const table of Object.keys(TABLES) as Table[]) {
      for (const row of rows(table)) {
        const here = keyOf(table, row)
        for (const [column, value] of Object.entries(row)) {
          if (typeof value === 'number') {
            for (const to of [value + 1, value - 1, value + 1000, -1 - value, value + 0.5]) {
              const text = `update ${table} set ${column} = ${to} where ${here}`
              // SQLite refuses a key that is taken or no whole number: then there is nothing to find.
              if (works(text)) await spoil(text, () => void database.exec(text))
            }
          } else if (value === null) {
            await spoil(
              `${table}.${column} ${here} filled`,
              () => void database.prepare(`update ${table} set ${column} = '-' where ${here}`).run(),
            )
          } else {
            await spoil(
              `${table}.${column} ${here} emptied`,
              () => void database.prepare(`update ${table} set ${column} = '' where ${here}`).run(),
            )
          }
        }
        // The newest checkpoint is also in the file outside, which is where it counts: a crash can leave it there only.
        if (table === 'audit_checkpoint' && Number(row.size) === 11) continue
        await spoil(`${table} ${here} removed`, () => void database.prepare(`delete from ${table} where ${here}`).run())
      }
    }
    expect(missed).toEqual([])
  }, 600_000)

  function works(text: string): boolean {
    database.exec('savepoint works')
    try {
      database.exec(text)
      return true
    } catch {
      return false
    } finally {
      database.exec('rollback to works; release works')
    }
  }

  test('rows added, copied, exchanged, and cut off at the end', async () => {
    const run = (text: string) => () => void database.exec(text)
    const all: [string, Verdict['result']][] = [
      [
        `insert into audit_entry select 11, entry, type, request, ts, nodes from audit_entry where seq = 10`,
        'TAMPERED',
      ],
      [`insert into audit_entry select -1, entry, type, request, ts, nodes from audit_entry where seq = 0`, 'TAMPERED'],
      [`update audit_entry set nodes = cast(nodes || nodes as blob) where seq = 10`, 'TAMPERED'],
      [`update audit_entry set nodes = (select nodes from audit_entry where seq = 8) where seq = 10`, 'TAMPERED'],
      [`insert into audit_payload select 11, salt, payload from audit_payload where seq = 0`, 'TAMPERED'],
      [`insert into audit_payload select 3, salt, payload from audit_payload where seq = 0`, 'TAMPERED'],
      [`insert into audit_payload select 1, salt, payload from audit_payload where seq = 0`, 'TAMPERED'],
      [`insert into audit_head values (2, 11)`, 'TAMPERED'],
      [`insert into audit_checkpoint select 10, note from audit_checkpoint where size = 11`, 'SIGNATURE'],
      [`delete from audit_payload where seq = 0`, 'PAYLOAD_MISSING'],
      [
        `update audit_payload set payload = (select payload from audit_payload where seq = 5) where seq = 0`,
        'TAMPERED',
      ],
      [`update audit_entry set entry = (select entry from audit_entry where seq = 4) where seq = 5`, 'TAMPERED'],
      [`update audit_entry set nodes = x''`, 'TAMPERED'],
      [
        `delete from audit_entry where seq = 10; delete from audit_payload where seq = 10; update audit_head set size = 10`,
        'ROLLBACK',
      ],
      [
        `delete from audit_entry where seq = 10; delete from audit_payload where seq = 10; update audit_head set size = 10; delete from audit_checkpoint where size = 11`,
        'ROLLBACK',
      ],
      [
        `delete from audit_entry; delete from audit_payload; delete from audit_head; delete from audit_checkpoint`,
        'ROLLBACK',
      ],
    ]
    for (const [text, result] of all) expect((await spoil(text, run(text))).result, text).toBe(result)
    expect(missed).toEqual([])
    expect(await verify()).toMatchObject({ result: 'OK' })
  })
})
