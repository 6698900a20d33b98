import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '#db/open.ts'
import type { Instant } from '#domain/day.ts'
import { codeOf } from '#db/postgres.ts'
import { engines, type TestStore } from '#test/engines.ts'

const at: Instant = '2026-11-22T09:00:00.000Z'
const limit = (key: string, hits = 0) => ({ key, since: at, hits, expiresAt: at })

for (const engine of engines) {
  describe(`the store on ${engine.name}`, () => {
    let store: TestStore
    beforeAll(async () => void (store = await engine.open()))
    afterAll(() => store.dispose())

    test('a committed change is seen by readers', async () => {
      await store.tx(async db => void (await db.insert(store.t.rateLimit).values(limit('seen', 3))))
      expect(await store.read.select().from(store.t.rateLimit).where(eq(store.t.rateLimit.key, 'seen'))).toEqual([
        limit('seen', 3),
      ])
    })

    test('readers never see an open transaction', async () => {
      await store.tx(async db => {
        await db.insert(store.t.rateLimit).values(limit('open'))
        expect(await store.read.select().from(store.t.rateLimit).where(eq(store.t.rateLimit.key, 'open'))).toEqual([])
      })
      expect(await store.read.$count(store.t.rateLimit, eq(store.t.rateLimit.key, 'open'))).toBe(1)
    })

    test('a transaction that throws leaves nothing behind', async () => {
      const failing = store.tx(async db => {
        await db.insert(store.t.rateLimit).values(limit('gone'))
        throw new Error('stop')
      })
      await expect(failing).rejects.toThrow('stop')
      expect(await store.read.$count(store.t.rateLimit, eq(store.t.rateLimit.key, 'gone'))).toBe(0)
    })

    test('reading cannot write, whatever is tried', async () => {
      const before = await store.read.$count(store.t.rateLimit)
      // The type has no insert; this is code that does not keep to it.
      const disobedient = store.read as unknown as Parameters<Parameters<TestStore['tx']>[0]>[0]
      await expect(
        (async () => await disobedient.insert(store.t.rateLimit).values(limit('forbidden')))(),
      ).rejects.toThrow()
      await expect((async () => await disobedient.delete(store.t.rateLimit))()).rejects.toThrow()
      expect(await store.read.$count(store.t.rateLimit)).toBe(before)
    })

    test('a transaction inside a transaction is refused', async () => {
      await expect(store.tx(() => store.tx(async () => 1))).rejects.toThrow('inside a transaction')
      expect(await store.tx(async () => 2)).toBe(2)
    })

    test('a query that was not awaited fails instead of running outside its transaction', async () => {
      let late: Promise<unknown> = Promise.resolve()
      await store.tx(async db => {
        late = new Promise(resolve => setTimeout(resolve, 20)).then(
          async () => await db.insert(store.t.rateLimit).values(limit('late')),
        )
        late.catch(() => {})
      })
      await expect(late).rejects.toThrow(/has ended|Failed query/)
      expect(await store.read.$count(store.t.rateLimit, eq(store.t.rateLimit.key, 'late'))).toBe(0)
    })

    test('whole numbers come back as numbers', async () => {
      const big = Number.MAX_SAFE_INTEGER
      await store.tx(async db => void (await db.insert(store.t.rateLimit).values(limit('big', big))))
      const [row] = await store.read
        .select({ hits: store.t.rateLimit.hits, all: sql<number>`count(*)` })
        .from(store.t.rateLimit)
        .where(eq(store.t.rateLimit.key, 'big'))
        .groupBy(store.t.rateLimit.hits)
      expect(row).toEqual({ hits: big, all: 1 })
    })

    test('text order is time order in both engines', async () => {
      const keys = [
        '2026-03-01T00:00:00.000Z',
        '2025-12-31T23:59:59.999Z',
        '2026-01-01T00:00:00.001Z',
        '2026-01-01T00:00:00.000Z',
      ]
      await store.tx(
        async db =>
          void (await db.insert(store.t.staff).values(
            keys.map(key => ({
              id: key,
              email: key,
              name: '',
              role: 'handler' as const,
              language: 'nl' as const,
              theme: 'auto' as const,
              createdAt: at,
            })),
          )),
      )
      const rows = await store.read.select({ id: store.t.staff.id }).from(store.t.staff).orderBy(store.t.staff.id)
      expect(rows.map(row => row.id)).toEqual([...keys].toSorted((a, b) => Date.parse(a) - Date.parse(b)))
    })

    test.runIf(engine.name === 'postgres')('a change is on disk before anybody is told', async () => {
      for (let i = 0; i < 10; i++) {
        const written = await store.tx(async (db, raw) => {
          await db.insert(store.t.rateLimit).values(limit(`disk ${i}`))
          return String((await raw('select pg_current_wal_insert_lsn()::text as place'))[0]!.place)
        })
        const [now] = await store.read
          .select({ flushed: sql<boolean>`pg_current_wal_flush_lsn() > ${written}::pg_lsn` })
          .from(sql`(select 1) as one`)
        expect(now).toEqual({ flushed: true })
      }
    })

    test('a statement that fails takes its transaction with it, also when somebody swallowed the error', async () => {
      const change = store.tx(async (db, raw) => {
        await db.insert(store.t.rateLimit).values(limit('swallowed'))
        await raw('insert into audit_head (id, size) values (1, 1)')
        await raw('insert into audit_head (id, size) values (1, 1)').catch(() => undefined)
      })
      // SQLite takes back only the statement; PostgreSQL the whole transaction, and then says so.
      const outcome = await change.then(
        () => 'kept',
        () => 'refused',
      )
      const there = await store.read.$count(store.t.rateLimit, eq(store.t.rateLimit.key, 'swallowed'))
      expect([outcome, there]).toEqual(engine.name === 'sqlite' ? ['kept', 1] : ['refused', 0])
    })

    test.each(['nothing', 'a read', 'another write'])(
      'a write that fails is what the transaction fails with, when %s comes after it',
      async after => {
        await store.tx(async db => void (await db.insert(store.t.rateLimit).values(limit(`twice ${after}`))))
        const change = store.tx(async db => {
          await db.insert(store.t.rateLimit).values(limit(`first ${after}`))
          await db.insert(store.t.rateLimit).values(limit(`twice ${after}`))
          if (after === 'a read') await db.select().from(store.t.rateLimit).limit(1)
          if (after === 'another write') await db.insert(store.t.rateLimit).values(limit(`third ${after}`))
        })
        const fault = await change.catch((error: unknown) => error)
        const codes = { sqlite: 'SQLITE_CONSTRAINT_PRIMARYKEY', postgres: '23505' }
        expect(codeOf(fault)).toBe(codes[store.engine])
        const kept = await store.read
          .select()
          .from(store.t.rateLimit)
          .where(eq(store.t.rateLimit.key, `first ${after}`))
        expect(kept).toEqual([])
      },
    )

    test('several processes may migrate at once, and a migrated store says so', async () => {
      const [one, two] = await Promise.all([openStore(store.where), openStore(store.where)])
      await Promise.all([one.migrate(), two.migrate(), store.migrate()])
      expect(await one.migrated()).toBe(true)
      await Promise.all([one.close(), two.close()])
    })
  })
}
