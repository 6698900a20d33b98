/** A process of its own that changes and records until it is told to stop, or killed. Run by `processes.test.ts`. */
import { eq, sql } from 'drizzle-orm'
import { signCheckpoint } from '#db/audit/checkpoint.ts'
import { openStore, type Where } from '#db/open.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { createPrivateKey } from 'node:crypto'
import type { Instant } from '#domain/day.ts'

type Task = { where: Where; changes: number; sign?: { origin: string; pem: string; file: string } }

const at: Instant = '2026-11-22T09:00:00.000Z'
const task = JSON.parse(process.argv[2] ?? '') as Task
const store = await openStore(task.where)
const { rateLimit } = store.t

for (let done = 0; done < task.changes; done++) {
  const key = newHandle()
  const seq = await record(store, at, { kind: 'system', ref: 'worker' }, async ({ db, entry }) => {
    await db.insert(rateLimit).values({ key, since: at, hits: 1, expiresAt: at })
    // Everybody counts on the same row: a lost update would show in the sum.
    await db
      .update(rateLimit)
      .set({ hits: sql`${rateLimit.hits} + 1` })
      .where(eq(rateLimit.key, 'all'))
    entry('settings.changed', { payload: { key } })
    return entry('mail.sent', { request: newHandle(), payload: { key, done } })
  })
  // Said only after the commit: what was said must be there, whatever happens to this process.
  process.stdout.write(`${seq} ${key}\n`)
  if (task.sign && done % 3 === 0) {
    await signCheckpoint(store, {
      origin: task.sign.origin,
      privateKey: createPrivateKey(task.sign.pem),
      file: task.sign.file,
    })
  }
}
await store.close()
