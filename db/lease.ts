/**
 * Rows as queues: a worker takes a job for a while and under a number. Whoever takes it over later gets a higher number,
 * so that what the first one still writes can be told from what holds (the "fence"). Operational, without audit entries.
 */
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Store } from './store.ts'

export type Queue = 'export' | 'mail'

/** One job, under one fence. Every write about the job compares both. */
export type Lease = { id: string; fence: number }

/** Columns that are null while there is work to do. */
const unfinished: Readonly<Record<Queue, readonly string[]>> = {
  export: ['built_at', 'failed_at', 'cancelled_at'],
  mail: ['sent_at', 'failed_at'],
}

const open = (queue: Queue) => unfinished[queue].map(column => `${column} is null`).join(' and ')

/**
 * Takes the job that fell due first and that nobody holds, for `seconds`; null when there is none. Two who ask at the same
 * moment get different jobs: on SQLite writers queue, on PostgreSQL a row that another is taking is passed over.
 */
export async function takeLease(
  store: Store,
  queue: Queue,
  owner: string,
  at: Instant,
  seconds: number,
): Promise<Lease | null> {
  const passOver = store.engine === 'postgres' ? 'for update skip locked' : ''
  const [row] = await store.tx((_db, raw) =>
    raw(
      `update "${queue}" set lease_owner = ?, lease_until = ?, fence = fence + 1
       where id = (
         select id from "${queue}"
         where ${open(queue)} and due_at <= ? and (lease_until is null or lease_until <= ?)
         order by due_at, id limit 1 ${passOver}
       )
       returning id, fence`,
      [owner, later(at, seconds), at, at],
    ),
  )
  return row ? { id: String(row.id), fence: Number(row.fence) } : null
}

/** Holds the job for another `seconds`; false when it is somebody else's now, or done. */
export async function renewLease(store: Store, queue: Queue, lease: Lease, at: Instant, seconds: number): Promise<boolean> {
  const rows = await store.tx((_db, raw) =>
    raw(`update "${queue}" set lease_until = ? where id = ? and fence = ? and ${open(queue)} returning id`, [
      later(at, seconds),
      lease.id,
      lease.fence,
    ]),
  )
  return rows.length === 1
}
