/** Listening to what is asked of a store, and asking the engine how it would answer that. */
import Database from 'better-sqlite3'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { newHandle } from '#db/random.ts'
import type { Reader } from '#db/store.ts'
import type { TestStore } from '#test/engines.ts'

type Heard = { text: string; values: readonly unknown[] }

/** The plan of each query that `ask` asks, as text of one line per step. */
export async function overheard(
  store: TestStore,
  ask: (reader: Reader) => Promise<unknown>,
): Promise<readonly string[]> {
  const heard: Heard[] = []
  const logger = { logQuery: (text: string, values: unknown[]) => void heard.push({ text, values }) }
  const { where } = store
  if (where.engine === 'sqlite') {
    const client = new Database(where.file, { readonly: true })
    await ask(drizzleSqlite({ client, logger }) as unknown as Reader)
    const plan = ({ text, values }: Heard) =>
      (client.prepare(`explain query plan ${text}`).all(...values) as { detail: string }[]).map(step => step.detail)
    const plans = heard.map(each => plan(each).join('\n'))
    client.close()
    return plans
  }
  const client = new pg.Client({ connectionString: where.url })
  await client.connect()
  await ask(drizzlePostgres({ client, logger }) as unknown as Reader)
  const plans: string[] = []
  for (const { text, values } of heard) {
    const { rows } = await client.query(`explain ${text}`, [...values])
    plans.push(rows.map(row => String(row['QUERY PLAN'])).join('\n'))
  }
  await client.end()
  return plans
}

/** Enough requests that reading all of them is not the cheapest plan; the last `open` of them are open. */
export async function seedRows(store: TestStore, count: number, open: number): Promise<void> {
  const { t } = store
  const day = (n: number) => new Date(Date.UTC(2026, 10, 22 + n)).toISOString()
  await store.tx(async db => {
    for (let from = 0; from < count; from += 500) {
      const rows = Array.from({ length: Math.min(500, count - from) }, (_, index) => {
        const i = from + index
        const isOpen = i >= count - open
        const last = day(isOpen ? (i % 40) - 2 : Math.floor((i - count) / 50)).slice(0, 10) as '2026-11-22'
        const receivedAt = day(isOpen ? (i % 40) - 33 : Math.floor((i - count) / 50) - 30) as '2026-11-22T00:00:00.000Z'
        return {
          id: newHandle(),
          reference: `R${i}`,
          right: i % 7 === 0 ? ('erasure' as const) : ('access' as const),
          subjectId: `s${i % 9000}`,
          channel: i % 3 === 0 ? ('letter' as const) : ('portal' as const),
          scope: { categories: null, from: null, until: null, forms: ['access' as const] },
          receivedAt,
          assignedTo: i % 4 === 0 ? null : `staff-${i % 9}`,
          answeredAt: isOpen ? null : receivedAt,
          answerBy: last,
          nominalBy: last,
          need: isOpen ? (['person', 'machine', 'decide', 'write'] as const)[i % 4]! : ('nothing' as const),
          open: isOpen,
          labels: i % 50 === 0 ? '|spoed|' : '',
          lateUntil: i % 1000 === 0 && !isOpen ? last : null,
        }
      })
      await db.insert(t.subjectRequest).values(rows)
      await db
        .insert(t.searchWord)
        .values(
          rows.flatMap((row, index) => [
            {
              word: (index % 3 === 0 ? 'j' : newHandle()[0]!).repeat(22),
              receivedAt: row.receivedAt,
              requestId: row.id,
            },
            { word: (index % 5 === 0 ? 'k' : 'm').repeat(22), receivedAt: row.receivedAt, requestId: row.id },
          ]),
        )
        .onConflictDoNothing()
    }
  })
  if (store.where.engine === 'sqlite') return
  const client = new pg.Client({ connectionString: store.where.url })
  await client.connect()
  await client.query('vacuum (analyze)')
  await client.end()
}
