/** Many writers in one process and in several, and processes that are killed: no gaps, nothing lost, one winner. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { readKnownFile } from '#db/audit/known.ts'
import { verifyLog } from '#db/audit/verify.ts'
import { openStore } from '#db/open.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { engines, type TestStore } from '#test/engines.ts'
import { at, signingIn, worker } from './audit/world.ts'

/** Kills per engine; each is at another moment. */
const KILLS = 12

for (const engine of engines) {
  describe(`many writers on ${engine.name}`, () => {
    let store: TestStore
    const all: TestStore[] = []
    const { signing, key, remove } = signingIn()
    beforeEach(async () => {
      all.push((store = await engine.open()))
      await store.tx(
        async db => void (await db.insert(store.t.rateLimit).values({ key: 'all', since: at, hits: 0, expiresAt: at })),
      )
    })
    afterAll(async () => {
      await Promise.all(all.map(one => one.dispose()))
      remove()
    })

    const seqs = async () =>
      (
        await store.read
          .select({ seq: store.t.auditEntry.seq })
          .from(store.t.auditEntry)
          .orderBy(store.t.auditEntry.seq)
      ).map(row => row.seq)
    const counted = async () =>
      (await store.read.select().from(store.t.rateLimit).where(eq(store.t.rateLimit.key, 'all')))[0]!.hits

    test('eight at once, in two stores: no gaps, no lost update', async () => {
      const other = await openStore(store.where)
      await Promise.all(
        Array.from({ length: 8 }, async (_, i) => {
          for (let n = 0; n < 15; n++) {
            await record(i % 2 ? store : other, at, worker, async ({ db, t, entry }) => {
              const [row] = await db.select().from(t.rateLimit).where(eq(t.rateLimit.key, 'all'))
              await db
                .update(t.rateLimit)
                .set({ hits: row!.hits + 1 })
                .where(eq(t.rateLimit.key, 'all'))
              entry('settings.changed', { payload: { i, n } })
              if (n % 5 === 0) entry('settings.changed')
            })
          }
        }),
      )
      await other.close()
      expect(await counted()).toBe(120)
      expect(await seqs()).toEqual(Array.from({ length: 144 }, (_, seq) => seq))
      expect(await verifyLog(store, { key: null, known: [] })).toMatchObject({ result: 'OK', size: 144 })
    })

    test('fifty race for one change: exactly one wins, the others leave nothing behind', async () => {
      const id = newHandle()
      await store.tx(async db => {
        const staff = {
          id,
          email: 'a@example.org',
          name: '',
          role: 'handler',
          language: 'nl',
          theme: 'auto',
          createdAt: at,
        } as const
        await db.insert(store.t.staff).values(staff)
      })
      const outcomes = await Promise.allSettled(
        Array.from({ length: 50 }, () =>
          record(store, at, worker, async ({ db, t, entry }) => {
            const won = await db
              .update(t.staff)
              .set({ disabledAt: at })
              .where(and(eq(t.staff.id, id), isNull(t.staff.disabledAt)))
              .returning()
            if (won.length === 0) throw new Error('too late')
            entry('staff.disabled')
          }),
        ),
      )
      expect(outcomes.filter(one => one.status === 'fulfilled').length).toBe(1)
      expect(await seqs()).toEqual([0])
    })

    test('two processes beside this one: no gaps, and everything they said is there', async () => {
      const writers = [write(store, 40), write(store, 40)]
      for (let i = 0; i < 40; i++) await record(store, at, worker, async ({ entry }) => void entry('settings.changed'))
      const said = (await Promise.all(writers.map(one => one.finished))).flat()
      expect(said.length).toBe(80)
      await expectKept(said)
      expect(await counted()).toBe(80)
      expect((await seqs()).length).toBe(200)
      expect(await verifyLog(store, { key: null, known: [] })).toMatchObject({ result: 'OK', size: 200 })
    })

    test(`a process is killed ${KILLS} times: what it said is kept, what it did not finish is gone`, async () => {
      const pem = signing.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
      const said: string[] = []
      for (let kill = 0; kill < KILLS; kill++) {
        const writer = write(store, 100_000, { ...signing, pem })
        await writer.started
        await new Promise(resolve => setTimeout(resolve, 5 + kill * 13))
        writer.process.kill('SIGKILL')
        said.push(...(await writer.finished))
      }
      await expectKept(said)
      const known = readKnownFile(signing.file, key)
      expect(known.length).toBeGreaterThan(0)
      const verdict = await verifyLog(store, { key, known })
      expect(verdict).toMatchObject({ result: 'OK' })
      // Two entries to a change, and one change for each time it was counted.
      expect((await seqs()).length).toBe((await counted()) * 2)
    }, 240_000)

    async function expectKept(said: readonly string[]): Promise<void> {
      const keys = said.map(line => line.split(' ')[1]!)
      const numbers = said.map(line => Number(line.split(' ')[0]))
      expect(await store.read.$count(store.t.rateLimit, inArray(store.t.rateLimit.key, keys))).toBe(keys.length)
      expect(await store.read.$count(store.t.auditEntry, inArray(store.t.auditEntry.seq, numbers))).toBe(numbers.length)
    }
  })
}

function write(store: TestStore, changes: number, sign?: { origin: string; pem: string; file: string }) {
  const task = JSON.stringify({ where: store.where, changes, sign })
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'test/db/writer.ts', task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  const started = once(child.stdout!, 'data')
  child.stdout!.on('data', part => void (text += String(part)))
  // Only whole lines count as said.
  const finished = once(child, 'close').then(() => text.split('\n').slice(0, -1))
  return { process: child, started, finished }
}
