/** Recovery codes of staff, for when telephone and passkey are gone: each works once; only a hash is kept. */
import { and, eq, isNull } from 'drizzle-orm'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** New codes in the place of all older ones. Records `staff.recoveryCodesMade`. */
export async function replaceRecoveryCodes(
  ledger: Ledger,
  staffId: string,
  codeHashes: readonly string[],
): Promise<void> {
  const t = ledger.t.recoveryCode
  await ledger.db.delete(t).where(eq(t.staffId, staffId))
  await ledger.db
    .insert(t)
    .values(codeHashes.map(codeHash => ({ codeHash, staffId, createdAt: ledger.at, usedAt: null })))
  ledger.entry('staff.recoveryCodesMade', { payload: { staff: staffId, codes: codeHashes.length } })
}

/** Uses a code up; false when it is none of theirs or was used. Records `staff.recoveryCodeUsed`. */
export async function useRecoveryCode(ledger: Ledger, staffId: string, codeHash: string): Promise<boolean> {
  const t = ledger.t.recoveryCode
  const used = await ledger.db
    .update(t)
    .set({ usedAt: ledger.at })
    .where(and(eq(t.codeHash, codeHash), eq(t.staffId, staffId), isNull(t.usedAt)))
    .returning({ staffId: t.staffId })
  if (used.length) ledger.entry('staff.recoveryCodeUsed', { payload: { staff: staffId } })
  return used.length === 1
}

/** How many codes this person has left; null when none were ever made. */
export async function recoveryCodesLeft(reader: Reader, t: Tables, staffId: string): Promise<number | null> {
  const r = t.recoveryCode
  const made = await reader.$count(r, eq(r.staffId, staffId))
  return made === 0 ? null : reader.$count(r, and(eq(r.staffId, staffId), isNull(r.usedAt)))
}
