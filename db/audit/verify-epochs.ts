/** The part of verifying that is about epochs: each says how the one before ended, and that must be what is there. */
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { commitment } from '#domain/audit/commitment.ts'
import { readEntry } from '#domain/audit/entry.ts'
import { epochIn, placeOf } from '#domain/audit/epoch.ts'
import type { Log } from '../store.ts'
import type { Before } from './open-epoch.ts'
import { type ClosedEpoch, Fault } from './verdict.ts'

const count = z.number().int().nonnegative()
const said = z.strictObject({
  reason: z.enum(['restored']),
  previous: z.strictObject({ origin: z.string(), size: count, root: z.string() }).nullable(),
  kept: z.strictObject({ epoch: count, size: count, root: z.string() }),
  agreed: count,
})

/**
 * What the epoch `next` says of those before it, in the first entry of its own signed log.
 * @throws Fault when it does not say so, or says something else than what its entry promised
 */
export async function beginOf(store: Log, next: number): Promise<Before> {
  const { auditEntry, auditPayload } = store.t
  const place = placeOf(next, 0)
  const [row] = await store.read
    .select({ entry: auditEntry.entry, salt: auditPayload.salt, payload: auditPayload.payload })
    .from(auditEntry)
    .leftJoin(auditPayload, eq(auditPayload.seq, auditEntry.seq))
    .where(eq(auditEntry.seq, place))
  const entry = row && readEntry(row.entry, next)
  if (entry?.type !== 'log.epochOpened') throw Fault.tampered(place, 'the epoch does not begin with what came before')
  if (!row?.salt || row.payload === null) throw Fault.payloadMissing(place)
  if (row.salt.length !== 32 || commitment(row.salt, row.payload) !== entry.payload)
    throw Fault.tampered(place, 'the payload is not what the entry promised')
  const before = said.safeParse(JSON.parse(row.payload))
  if (!before.success) throw Fault.tampered(place, 'the epoch does not say how the one before ended')
  return before.data
}

/**
 * Compares an epoch with how the next one says it ended. One of which the store has nothing was lost as a whole: it was
 * signed after the copy that was put back was made.
 * @throws Fault
 */
export function closedAs(whole: Omit<ClosedEpoch, 'signed' | 'lost'>, { kept, previous }: Before): ClosedEpoch {
  const { epoch, size, root } = whole
  const same = kept.epoch === epoch ? kept.size === size && kept.root === root : size === 0
  if (!same) {
    const why = `epoch ${epoch} is not as it was when the next one was opened: ${kept.size} entries with root ${kept.root}`
    throw Fault.tampered(placeOf(epoch, Math.min(kept.size, size)), why)
  }
  const signed = previous && epochIn(previous.origin) === epoch ? previous.size : size
  return { ...whole, signed, lost: Math.max(0, signed - size) }
}

/** Whether a checkpoint of this size is of a log that was lost, as the next epoch says. */
export function isLost({ epoch, size }: { epoch: number; size: string }, { kept, previous, agreed }: Before): boolean {
  if (BigInt(size) <= BigInt(kept.epoch === epoch ? agreed : 0)) return false
  const last = previous && epochIn(previous.origin)
  return last !== null && (last > epoch || (last === epoch && BigInt(size) <= BigInt(previous!.size)))
}
