/** Limits that hold for all processes together: counters in the store, one statement per check. */
import { sql } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Store } from './store.ts'

/** At most `most` times within `seconds`, counted per `key`. Keys hold no personal data: hash what is in them. */
export type Limit = { key: string; most: number; seconds: number }

/**
 * Counts one more for every limit, and answers whether all of them still allow it. What is refused is counted too.
 * One upsert, so that parallel tries cannot slip through together. Operational: no audit entry.
 */
export async function countWithin(store: Store, limits: readonly Limit[], at: Instant): Promise<boolean> {
  const t = store.t.rateLimit
  // Sorted, so that two transactions lock the rows in the same order.
  const rows = [...limits]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(limit => ({ key: limit.key, since: at, hits: 1, expiresAt: later(at, limit.seconds) }))
  const counted = await store.tx(
    async db =>
      await db
        .insert(t)
        .values(rows)
        .onConflictDoUpdate({
          target: t.key,
          set: {
            hits: sql`case when ${t.expiresAt} <= ${at} then 1 else ${t.hits} + 1 end`,
            since: sql`case when ${t.expiresAt} <= ${at} then excluded.since else ${t.since} end`,
            expiresAt: sql`case when ${t.expiresAt} <= ${at} then excluded.expires_at else ${t.expiresAt} end`,
          },
        })
        .returning({ key: t.key, hits: t.hits }),
  )
  const hits = new Map(counted.map(row => [row.key, row.hits]))
  return limits.every(limit => (hits.get(limit.key) ?? 0) <= limit.most)
}
