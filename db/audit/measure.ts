/** How large the log is, from one look at all its tables: rows that are too many, or have impossible numbers, show here. */
import { sql } from 'drizzle-orm'
import type { Log } from '../store.ts'
import { Fault, rolledBack } from './verdict.ts'

/** The number of entries. @throws Fault when head, entries, payloads, nodes and checkpoints cannot belong together. */
export async function measure(store: Log): Promise<number> {
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
  const size = head ?? 0
  if (heads > 1 || (id ?? 1) !== 1 || !Number.isSafeInteger(size) || size < 0)
    throw Fault.tampered(0, 'the head of the log is damaged')
  if ((first ?? 0) !== 0) throw Fault.tampered(0, 'the first entry is not number 0')
  if ((last ?? -1) !== size - 1)
    throw Fault.tampered(Math.min((last ?? -1) + 1, size), 'the head and the last entry differ')
  if (firstPayload !== null && firstPayload < 0) throw Fault.tampered(0, 'there is a payload without an entry')
  if (lastPayload !== null && lastPayload >= size) throw Fault.tampered(size, 'there is a payload without an entry')
  if (signed !== null && signed > size) throw rolledBack(String(signed), size)
  await measureNodes(store)
  return size
}

/**
 * Each level must hold just the nodes that the head's size completes. Looks up the ends of one level after the other, which
 * costs nothing beside reading them all; one statement per level with the size, so that it is one moment.
 */
async function measureNodes(store: Log): Promise<void> {
  const { auditNode: node, auditHead } = store.t
  let beyond = sql``
  for (;;) {
    const [found] = await store.read
      .select({
        level: sql<number | null>`lowest.level`,
        // Two of these in one query would read the whole level.
        first: sql<number>`(select min(${node.idx}) from ${node} where ${node.level} = lowest.level)`,
        last: sql<number>`(select max(${node.idx}) from ${node} where ${node.level} = lowest.level)`,
        size: sql<number | null>`(select max(${auditHead.size}) from ${auditHead})`,
      })
      .from(sql`(select min(${node.level}) as level from ${node} ${beyond}) as lowest`)
    const level = found?.level ?? null
    if (level === null) return
    checkLevel({ ...found!, level })
    beyond = sql`where ${node.level} > ${level}`
  }
}

function checkLevel(found: { level: number; first: number; last: number; size: number | null }): void {
  const { level, first, last, size } = found
  const most = Math.floor((size ?? 0) / 2 ** level)
  if (Number.isInteger(level) && level >= 0 && first === 0 && last === most - 1) return
  const seq = first < 0 ? 0 : Math.min(last, most - 1) * 2 ** Math.max(0, level)
  throw Fault.tampered(Math.max(0, Math.floor(seq)), `the nodes at level ${level} are not those of ${size} entries`)
}
