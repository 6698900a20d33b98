import { and, eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { dropLease, renewLease, takeLease } from '#db/lease.ts'
import { openStore } from '#db/open.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import type { Tables } from '#db/schema/tables.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { engines, type TestStore } from '#test/engines.ts'

const at: Instant = '2026-11-22T09:00:00.000Z'

type NewExport = Tables['export']['$inferInsert']
const wanted = (id: string, dueAt: Instant = at): NewExport => ({
  id,
  requestId: newHandle(),
  subjectId: newHandle(),
  scope: { categories: null, from: null, until: null, forms: ['access'] },
  language: 'nl',
  wantedAt: at,
  dueAt,
  attempts: 0,
  fence: 0,
})

for (const engine of engines) {
  describe(`leases on ${engine.name}`, () => {
    let store: TestStore
    const all: TestStore[] = []
    beforeEach(async () => void all.push((store = await engine.open())))
    afterAll(async () => void (await Promise.all(all.map(one => one.dispose()))))
    const put = (...rows: NewExport[]) => store.tx(async db => void (await db.insert(store.t.export).values(rows)))

    test('the row that is due longest comes first, and only when it is due', async () => {
      await put(wanted('b', later(at, 10)), wanted('a', later(at, 5)))
      expect(await takeLease(store, 'export', 'one', at, 60)).toBeNull()
      expect(await takeLease(store, 'export', 'one', later(at, 10), 60)).toMatchObject({ id: 'a', fence: 1 })
      expect(await takeLease(store, 'export', 'two', later(at, 10), 60)).toMatchObject({ id: 'b', fence: 1 })
      expect(await takeLease(store, 'export', 'two', later(at, 10), 60)).toBeNull()
    })

    test('a lease that ran out is taken by somebody else, and its first holder changes nothing any more', async () => {
      await put(wanted('a'))
      const first = (await takeLease(store, 'export', 'one', at, 60))!
      expect(await renewLease(store, 'export', first, at, 120)).toBe(true)
      expect(await takeLease(store, 'export', 'two', later(at, 60), 60)).toBeNull()
      const second = (await takeLease(store, 'export', 'two', later(at, 120), 60))!
      expect(second.fence).toBe(first.fence + 1)
      expect(await renewLease(store, 'export', first, later(at, 121), 60)).toBe(false)
      expect(await dropLease(store, 'export', first)).toBe(false)
      const late = record(store, at, { kind: 'system', ref: 'worker' }, async ({ db, t, entry }) => {
        const done = await db
          .update(t.export)
          .set({ builtAt: at })
          .where(and(eq(t.export.id, first.id), eq(t.export.fence, first.fence)))
          .returning()
        if (done.length !== 1) throw new Error('lease lost')
        entry('export.built')
      })
      await expect(late).rejects.toThrow('lease lost')
    })

    test('finished, failed and cancelled rows are left alone', async () => {
      await put({ ...wanted('a'), builtAt: at }, { ...wanted('b'), failedAt: at }, { ...wanted('c'), cancelledAt: at })
      expect(await takeLease(store, 'export', 'one', at, 60)).toBeNull()
    })

    test('a row that is given back can be taken at once', async () => {
      await put(wanted('a'))
      const lease = (await takeLease(store, 'export', 'one', at, 60))!
      expect(await dropLease(store, 'export', lease)).toBe(true)
      expect(await takeLease(store, 'export', 'two', at, 60)).toMatchObject({ id: 'a', fence: 2 })
    })

    test('sixty rows and eight workers in two stores: each row is taken once', async () => {
      await put(...Array.from({ length: 60 }, () => wanted(newHandle())))
      const other = await openStore(store.where)
      const taken: string[] = []
      await Promise.all(
        Array.from({ length: 8 }, async (_, worker) => {
          for (;;) {
            const lease = await takeLease(worker % 2 ? store : other, 'export', `worker ${worker}`, at, 60)
            if (lease) taken.push(lease.id)
            // On PostgreSQL a row that another is just taking is passed over: look again until all are gone.
            else if (taken.length >= 60) return
          }
        }),
      )
      await other.close()
      expect(new Set(taken).size).toBe(60)
      expect(taken.length).toBe(60)
    })

    test('letters are taken by the same rules', async () => {
      const letter: Tables['mail']['$inferInsert'] = {
        id: 'letter',
        kind: 'signInCode',
        to: 'a@example.org',
        subject: '',
        text: '',
        html: '',
        language: 'nl',
        createdAt: at,
        dueAt: at,
        attempts: 0,
        fence: 0,
      }
      await store.tx(async db => void (await db.insert(store.t.mail).values(letter)))
      expect(await takeLease(store, 'mail', 'one', at, 60)).toMatchObject({ id: 'letter', fence: 1 })
      expect(await takeLease(store, 'mail', 'one', at, 60)).toBeNull()
    })
  })
}
