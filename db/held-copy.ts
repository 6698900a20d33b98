/** A copy that waits for its letter: to whom it is not given yet, and how it comes free in the moment the letter goes. */
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { waitsForLetter } from '#domain/standing.ts'
import { expiryOf, exportsOf } from './export.ts'
import type { Ledger } from './record.ts'
import { factsOf } from './request-facts.ts'
import type { Tables } from './schema/tables.ts'
import { wantWholeCopy } from './stale-copy.ts'
import type { Reader } from './store.ts'
import { requestById, type SubjectRequest } from './subject-request.ts'

/** Whether the copies of this request are kept from the person for now. Asked at every download; false without a request. */
export async function copyIsHeld(reader: Reader, t: Tables, requestId: string): Promise<boolean> {
  const request = await requestById(reader, t, requestId)
  return request !== null && waitsForLetter(await factsOf(reader, t, request))
}

/**
 * The letter goes, and the copy with it: its days count from now, whenever it was made. One that expired while people
 * were deciding is made again (`export.wanted`). Part of the change that sends the letter.
 */
export async function freeCopy(ledger: Ledger, zone: string, request: SubjectRequest): Promise<void> {
  const { db, t } = ledger
  const e = t.export
  const made = (await exportsOf(db, t, request.id)).filter(each => each.builtAt !== null)
  if (made.length === 0) return
  const kept = await db
    .update(e)
    .set({ expiresAt: expiryOf(ledger.at, zone) })
    .where(and(eq(e.requestId, request.id), isNotNull(e.builtAt), isNull(e.removedAt), isNotNull(e.file)))
    .returning({ id: e.id })
  if (kept.length === 0) await wantWholeCopy(ledger, request)
}
