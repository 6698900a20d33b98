/**
 * A new epoch after an old database was put back (security/rules.md §3.7). To sign on would be to sign a second history: so
 * what is there stays as it is, and a log of its own begins, whose first entry says what came before.
 */
import type { Json } from '#domain/audit/canonical.ts'
import { placeOf, type Point } from '#domain/audit/epoch.ts'
import type { Instant } from '#domain/day.ts'
import type { Raw, Reader, Store } from '../store.ts'
import { append, type Edge, write } from './append.ts'
import { keepCheckpoint, type Signing, storedCheckpoint, takeTurn, verifierKey } from './checkpoint.ts'
import { auditHead, rootAt } from './head.ts'
import { isBeyond, type Known, readKnownFile } from './known.ts'

export const epochReasons = ['restored'] as const
export type EpochReason = (typeof epochReasons)[number]

/** What an epoch's first entry says of the one before. Roots are base64. */
export type Before = {
  reason: EpochReason
  /** The last log that anybody outside can know; null when none was signed. */
  previous: { origin: string; size: number; root: string } | null
  /** What there is of the epoch that is closed with this. */
  kept: { epoch: number; size: number; root: string }
  /** Up to this size, what was signed in the closed epoch is what was kept. */
  agreed: number
}

/**
 * Closes the epoch that is there and opens the next; nothing when the log agrees with all that was signed, because then
 * nothing was lost. Sign a checkpoint right after.
 * @throws ForeignSignature
 */
export async function openEpoch(
  store: Store,
  signing: Signing,
  at: Instant,
  reason: EpochReason,
): Promise<{ opened: Point; before: Before } | 'agrees'> {
  const key = verifierKey(signing.origin, signing.privateKey)
  return store.tx(async (db, raw) => {
    await takeTurn(store, raw)
    // Every change begins by writing in this row: none comes in between until this is done.
    await raw('update audit_head set size = size where id = 1')
    const log = await auditHead(db, store.t)
    const stored = await storedCheckpoint(db, store.t)
    const signed = [...readKnownFile(signing.file, key), ...(stored ? [stored] : [])]
    const last = signed.reduce<Known | null>((most, next) => (most && !isBeyond(next, most) ? most : next), null)
    const same = await agreeing(db, store, log, signed)
    if (last === null || same.some(known => known.text === last.text)) return 'agrees'
    const before: Before = {
      reason,
      previous: { origin: last.origin, size: Number(last.size), root: last.root.toString('base64') },
      kept: { ...log, root: (await rootAt(db, store.t, log)).toString('base64') },
      agreed: Math.max(0, ...same.map(known => Number(known.size))),
    }
    // Signed after the copy that was put back: they belong to what was kept, and only the file still has them.
    for (const known of same.filter(each => !stored || isBeyond(each, stored))) {
      await keepCheckpoint(store, db, { epoch: known.epoch, size: Number(known.size), note: known.text })
    }
    const opened = { epoch: Math.max(log.epoch, last.epoch) + 1, size: 1 }
    await begin(store, raw, opened.epoch, at, before)
    return { opened, before }
  })
}

/**
 * The checkpoints of this epoch that the log, as it is, begins like, in order of size. Looks at a few of them only: a log
 * that begins like one of them begins like all that are shorter.
 */
async function agreeing(reader: Reader, store: Store, log: Point, signed: readonly Known[]): Promise<readonly Known[]> {
  const own = signed
    .filter(known => known.epoch === log.epoch && BigInt(known.size) <= BigInt(log.size))
    .toSorted((a, b) => Number(a.size) - Number(b.size))
  let [same, different] = [0, own.length]
  while (same < different) {
    const middle = (same + different) >> 1
    const known = own[middle]!
    const root = await rootAt(reader, store.t, { epoch: log.epoch, size: Number(known.size) })
    if (root.equals(known.root)) same = middle + 1
    else different = middle
  }
  return own.slice(0, same)
}

/** The head moves to the new epoch, and its first entry is written. */
async function begin(store: Store, raw: Raw, epoch: number, at: Instant, before: Before): Promise<Edge> {
  const place = placeOf(epoch, 0)
  const actor = { kind: 'system', ref: 'operator' } as const
  await raw(`insert into audit_head (id, size) values (1, ?) on conflict (id) do update set size = excluded.size`, [
    place + 1,
  ])
  const payload: Json = before
  const first = write(place, at, actor, { type: 'log.epochOpened', payload })
  return append(store.engine, raw, [first], [{ size: place + 1, tip: null }], null)
}
