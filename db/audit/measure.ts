/** How large the log is, from one look at all its tables: rows that are too many, or have impossible numbers, show here. */
import { between, sql } from 'drizzle-orm'
import { HIGHEST, placeOf, type Point, pointAt } from '#domain/audit/epoch.ts'
import type { Log } from '../store.ts'
import { Fault, rolledBack } from './verdict.ts'

/**
 * The epochs and how many entries each has, oldest first; the last is the one that is written in.
 * @throws Fault when head, entries, payloads, nodes and checkpoints cannot belong together
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
  const epochs = [...(await Promise.all(closed)), current]
  await measureNodes(store, epochs)
  return epochs
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

/**
 * Each level must hold just the nodes that the sizes complete. Looks up the ends of one level after the other, which
 * costs nothing beside reading them all; each look takes the head's size along, so that it is one moment.
 */
async function measureNodes(store: Log, epochs: readonly Point[]): Promise<void> {
  const { auditNode: node } = store.t
  let level = -Infinity
  for (;;) {
    const beyond = level === -Infinity ? sql`` : sql`where ${node.level} > ${level}`
    const [found] = await store.read
      .select({ level: sql<number | null>`lowest.level` })
      .from(sql`(select min(${node.level}) as level from ${node} ${beyond}) as lowest`)
    if (found?.level === null || found?.level === undefined) return
    level = found.level
    if (level < 0 || level > HIGHEST) throw Fault.tampered(0, `there are nodes at level ${level}`)
    for (const log of epochs) await checkLevel(store, level, log, log === epochs.at(-1))
  }
}

async function checkLevel(store: Log, level: number, log: Point, isLast: boolean): Promise<void> {
  const { auditNode: node, auditHead } = store.t
  const start = placeOf(log.epoch, 0) / 2 ** level
  // Nothing before the first epoch, and nothing behind the last.
  const from = log.epoch === 1 ? Number.MIN_SAFE_INTEGER : start
  const to = isLast ? Number.MAX_SAFE_INTEGER : placeOf(log.epoch + 1, 0) / 2 ** level - 1
  const here = sql`from ${node} where ${node.level} = ${level} and ${between(node.idx, from, to)}`
  const [found] = await store.read
    .select({
      // Two of these in one query would read the whole level.
      first: sql<number | null>`(select min(${node.idx}) ${here})`,
      last: sql<number | null>`(select max(${node.idx}) ${here})`,
      head: sql<number | null>`(select max(${auditHead.size}) from ${auditHead})`,
    })
    .from(sql`(select 1 as one) as one`)
  const { first = null, last = null, head = null } = found ?? {}
  const size = isLast ? (head ?? 0) - placeOf(log.epoch, 0) : log.size
  const most = Math.floor(size / 2 ** level)
  if (most === 0 ? first === null : first === start && last === start + most - 1) return
  const idx = Math.min(Math.max(first ?? 0, 0) < start ? start : (last ?? start), start + most - 1)
  throw Fault.tampered(
    Math.max(placeOf(log.epoch, 0), Math.floor(idx * 2 ** level)),
    `the nodes at level ${level} are not those of ${size} entries`,
  )
}
