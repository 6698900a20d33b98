/**
 * Leases on the two queues, `export` and `mail`: whoever holds one works on that row alone, for a while. The fence grows
 * with every lease, so a worker that was thought dead and wakes up late finds its number stale and changes nothing.
 *
 * Taking a lease says nothing about a person and undoes itself, so it goes through `store.tx` and not through `record`:
 * it is not a change that the log must tell of. What the worker then does is.
 */
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Store } from './store.ts'

export type Queue = 'export' | 'mail'
/** A row that is ours until `until`, as long as nobody holds a higher fence. */
export type Lease = { id: string; fence: number; until: Instant }

/** Rows that still want work, per queue. */
const OPEN: Readonly<Record<Queue, string>> = {
  export: 'built_at is null and failed_at is null and cancelled_at is null',
  mail: 'sent_at is null and failed_at is null',
}
const TABLE: Readonly<Record<Queue, string>> = { export: '"export"', mail: '"mail"' }

/**
 * Takes the row that has been due longest and that nobody holds; null when there is none. Two callers never get the same
 * row: on PostgreSQL a row that somebody is taking is passed over, on SQLite there is one writer.
 */
export function takeLease(
  store: Store,
  queue: Queue,
  owner: string,
  at: Instant,
  seconds: number,
): Promise<Lease | null> {
  const until = later(at, seconds)
  const passOver = store.engine === 'postgres' ? 'for update skip locked' : ''
  return store.tx(async (_, raw) => {
    const [row] = await raw(
      `update ${TABLE[queue]} set lease_owner = ?, lease_until = ?, fence = fence + 1
        where id = (
          select id from ${TABLE[queue]}
           where ${OPEN[queue]} and due_at <= ? and (lease_until is null or lease_until <= ?)
           order by due_at, id limit 1 ${passOver})
        returning id, fence`,
      [owner, until, at, at],
    )
    return row ? { id: String(row.id), fence: Number(row.fence), until } : null
  })
}

/** Holds a row longer. False when it is no longer ours, or needs no more work: stop, and write nothing. */
export function renewLease(
  store: Store,
  queue: Queue,
  lease: Pick<Lease, 'id' | 'fence'>,
  at: Instant,
  seconds: number,
): Promise<boolean> {
  return store.tx(async (_, raw) => {
    const rows = await raw(
      `update ${TABLE[queue]} set lease_until = ? where id = ? and fence = ? and ${OPEN[queue]} returning id`,
      [later(at, seconds), lease.id, lease.fence],
    )
    return rows.length === 1
  })
}

/** Gives a row back before its time, for instance when the program stops. False when it was no longer ours. */
export function dropLease(store: Store, queue: Queue, lease: Pick<Lease, 'id' | 'fence'>): Promise<boolean> {
  return store.tx(async (_, raw) => {
    const rows = await raw(
      `update ${TABLE[queue]} set lease_owner = null, lease_until = null where id = ? and fence = ? and ${OPEN[queue]} returning id`,
      [lease.id, lease.fence],
    )
    return rows.length === 1
  })
}
