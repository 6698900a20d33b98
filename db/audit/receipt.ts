/** Receipts out of the store: an entry, its payload, and the way to a signed checkpoint (security/rules.md §3.5). */
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Json } from '#domain/audit/canonical.ts'
import { epochOf, seqOf } from '#domain/audit/epoch.ts'
import { writeReceipt } from '#domain/audit/receipt.ts'
import type { Tables } from '../schema/tables.ts'
import type { Reader, Store } from '../store.ts'
import { type Signing, signCheckpoint } from './checkpoint.ts'
import { checkpointCovering, newestIn } from './cosignature.ts'
import { auditHead, inclusionProofs } from './head.ts'
import type { SignedCheckpoint } from './trail.ts'

export type MadeReceipt = { place: number; type: string; at: string; text: string }

/** Places of the entries about a request, oldest first. */
export async function placesOf(reader: Reader, t: Tables, requestId: string): Promise<readonly number[]> {
  const rows = await reader
    .select({ place: t.auditEntry.seq })
    .from(t.auditEntry)
    .where(eq(t.auditEntry.request, requestId))
    .orderBy(asc(t.auditEntry.seq))
  return rows.map(row => row.place)
}

/**
 * Receipts for these entries of one request, oldest first. What is not signed yet is signed first. An entry of an epoch
 * that was closed before it was signed has none; neither has one of another request.
 * @param requestId null for entries about anything
 * @param disclose with the payload, where it was not erased
 * @throws SigningRefused
 */
export async function makeReceipts(
  store: Store,
  signing: Signing,
  requestId: string | null,
  places: readonly number[],
  disclose = true,
): Promise<readonly MadeReceipt[]> {
  const made: MadeReceipt[] = []
  for (const epoch of new Set(places.map(epochOf))) {
    const own = places.filter(place => epochOf(place) === epoch)
    const checkpoint = await covering(store, signing, epoch, Math.max(...own))
    if (!checkpoint) continue
    const covered = own.filter(place => seqOf(place) < checkpoint.size)
    for (let start = 0; start < covered.length; start += AT_ONCE)
      made.push(...(await prove(store, requestId, covered.slice(start, start + AT_ONCE), checkpoint, disclose)))
  }
  return made
}

/** Entries that are proven with one query. */
const AT_ONCE = 25

async function covering(
  store: Store,
  signing: Signing,
  epoch: number,
  newest: number,
): Promise<SignedCheckpoint | null> {
  const known = await checkpointCovering(store.read, store.t, newest)
  if (known) return known
  const head = await auditHead(store.read, store.t)
  if (epoch === head.epoch) return signCheckpoint(store, signing)
  // Closed: the last one that was signed in it covers what it covers.
  return newestIn(store.read, store.t, epoch)
}

async function prove(
  store: Store,
  requestId: string | null,
  places: readonly number[],
  checkpoint: SignedCheckpoint,
  disclose: boolean,
): Promise<MadeReceipt[]> {
  const { read, t } = store
  const { auditEntry: e, auditPayload: p } = t
  const rows = await read
    .select({ place: e.seq, entry: e.entry, type: e.type, at: e.ts, salt: p.salt, payload: p.payload })
    .from(e)
    .leftJoin(p, eq(p.seq, e.seq))
    .where(and(requestId === null ? undefined : eq(e.request, requestId), inArray(e.seq, [...places])))
    .orderBy(asc(e.seq))
  const proofs = await inclusionProofs(
    read,
    t,
    rows.map(row => seqOf(row.place)),
    checkpoint,
  )
  return rows.map(({ place, entry, type, at, salt, payload }, index) => {
    const disclosed =
      disclose && payload !== null && salt !== null ? { payload: JSON.parse(payload) as Json, salt } : null
    const proof = proofs[index]!
    const text = writeReceipt({ entry, disclosed, index: String(seqOf(place)), proof, checkpoint: checkpoint.note })
    return { place, type, at, text }
  })
}
