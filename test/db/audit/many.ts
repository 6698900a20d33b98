/** A log of many entries, quickly: by the door for change, thousands at a time. */
import pg from 'pg'
import type { AuditEvent } from '#domain/audit-entry.ts'
import { later } from '#domain/moment.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import type { TestStore } from '#test/engines.ts'
import { at, worker } from './world.ts'

const each = 5000
const events: readonly AuditEvent[] = ['export.built', 'mail.sent', 'export.started', 'export.removed']

/** Entries of the worker, a few seconds apart; entry 2 is the only alarm. */
export async function fillLog(store: TestStore, count: number): Promise<void> {
  for (let done = 0; done < count; done += each) {
    await record(store, later(at, done * 5), worker, async ledger => {
      for (let i = done; i < Math.min(count, done + each); i++)
        ledger.entry(
          i === 2 ? 'data.manyOpened' : events[i % events.length]!,
          i % 3 === 0 ? { request: newHandle() } : {},
        )
    })
  }
}

/** So that the engine knows what it has. */
export async function analyze({ where }: TestStore): Promise<void> {
  if (where.engine === 'sqlite') return
  const client = new pg.Client({ connectionString: where.url })
  await client.connect()
  await client.query('vacuum (analyze)')
  await client.end()
}
