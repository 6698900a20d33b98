/** How large the log is, from one look at all its tables: rows that are too many, or have impossible numbers, show here. */
import { between, sql } from 'drizzle-orm'
import { placeOf, type Point, pointAt } from '#domain/audit/epoch.ts'
import type { Log } from '../store.ts'
import { Fault, rolledBack } from './verdict.ts'

/**
 * The epochs and how many entries each has, oldest first; the last is the one that is written in.
 * @throws Fault when head, entries, payloads and checkpoints cannot belong together
 */
export async function measure(store: Log): Promise<readonly Point[]> {
  const { auditHead, auditEntry, auditPayload, auditCheckpoint } = store.t
  const [all] = await store.read
    .select({
      heads: sql<number>`(select count(*) from ${auditHead})`,
      head: sql<number | null>`(select max(${auditHead.size}) from ${auditHead})`,
      id: sql<number | null>`(select max(${auditHead.id}) from ${auditHead})`,
      first: sql<number | null>`(select min(${auditEntry.seq}) from ${auditEntry})`,
      last: sql<number | null>`(select max(${auditEntry.seq}) from ${auditEntry})`,
      firstPayload: sql<number | null>`(select min(${auditPayload.seq}) from ${auditPayload})`,
      lastPayload: sql<number | null>`(select max(${auditPayload.seq}) from ${auditPayload})`,
      signed: sql<number | null>`(select max(${auditCheckpoint.size}) from ${auditCheckpoint})`,
    })
    .from(sql`(select 1 as one) as one`)
  const { heads, head, id, first, last, firstPayload, lastPayload, signed } = all!
  const end = head ?? 0
  if (heads > 1 || (id ?? 1) !== 1 || !Number.isSafeInteger(end) || end < 0)
    throw Fault.tampered(0, 'the head of the log is damaged')
  const current = pointAt(end)
  if ((first ?? 0) < 0 || (current.epoch === 1 && (first ?? 0) !== 0))
    throw Fault.tampered(0, 'the first entry is not number 0')
  if ((last ?? -1) !== end - 1)
    throw Fault.tampered(Math.min((last ?? -1) + 1, end), 'the head and the last entry differ')
  if (firstPayload !== null && firstPayload < 0) throw Fault.tampered(0, 'there is a payload without an entry')
  if (lastPayload !== null && lastPayload >= end) throw Fault.tampered(end, 'there is a payload without an entry')
  if (signed !== null && signed > end) throw rolledBack(pointAt(signed), current)
  const closed = Array.from({ length: current.epoch - 1 }, (_, index) => closedEpoch(store, index + 1))
  return [...(await Promise.all(closed)), current]
}

/** How many entries an epoch has that is no longer written in; nothing of it may stand behind them. */
async function closedEpoch(store: Log, epoch: number): Promise<Point> {
  const { auditEntry, auditPayload, auditCheckpoint } = store.t
  const [first, end] = [placeOf(epoch, 0), placeOf(epoch + 1, 0)]
  const [found] = await store.read
    .select({
      last: sql<number | null>`max(${auditEntry.seq})`,
      payload: sql<
        number | null
      >`(select max(${auditPayload.seq}) from ${auditPayload} where ${between(auditPayload.seq, first, end - 1)})`,
      signed: sql<
        number | null
      >`(select max(${auditCheckpoint.size}) from ${auditCheckpoint} where ${between(auditCheckpoint.size, first + 1, end)})`,
    })
    .from(auditEntry)
    .where(between(auditEntry.seq, first, end - 1))
  const { last = null, payload = null, signed = null } = found ?? {}
  const size = last === null ? 0 : last - first + 1
  if (payload !== null && payload >= first + size)
    throw Fault.tampered(first + size, 'there is a payload without an entry')
  if (signed !== null && signed > first + size) throw rolledBack({ epoch, size: signed - first }, { epoch, size })
  return { epoch, size }
}
