/** A change that its new address must confirm, and that its old one can stop for as long as the freeze lasts (T3, decision 133). */
import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { confirmUntil, freezeHours, type ValuePlace } from '#domain/correction.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { CorrectionRow } from './correction.ts'
import { freeze } from './freeze.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

const about = ({ id, source, table, column, subjectId }: CorrectionRow) => ({
  correction: id,
  subject: subjectId,
  source,
  table,
  column,
})

/** The change to this value that waits for its code now; null when none does. */
export async function waitingForCode(
  reader: Reader,
  t: Tables,
  subjectId: string,
  place: ValuePlace,
  at: Instant,
): Promise<CorrectionRow | null> {
  const c = t.correction
  const [row] = await reader
    .select()
    .from(c)
    .where(
      and(
        eq(c.subjectId, subjectId),
        eq(c.source, place.source),
        eq(c.table, place.table),
        eq(c.key, place.key),
        eq(c.column, place.column),
        eq(c.mode, 'confirm'),
        isNull(c.confirmedAt),
        isNull(c.stoppedAt),
        isNull(c.valuesGoneAt),
      ),
    )
    .orderBy(desc(c.askedAt))
    .limit(1)
  return row && confirmUntil(row.askedAt) > at ? row : null
}

/** Keeps what the code that stops this change is known by. */
export async function keepStop(ledger: Ledger, id: string, stopHash: string): Promise<void> {
  const c = ledger.t.correction
  await ledger.db.update(c).set({ stopHash }).where(eq(c.id, id))
}

/** The new address is right: due at once, and copies and removals wait. Records `correction.confirmed`, `subject.frozen`. */
export async function confirmCorrection(ledger: Ledger, id: string): Promise<boolean> {
  const c = ledger.t.correction
  const [row] = await ledger.db
    .update(c)
    .set({ confirmedAt: ledger.at, dueAt: ledger.at })
    .where(and(eq(c.id, id), isNull(c.confirmedAt), isNull(c.stoppedAt), isNull(c.valuesGoneAt)))
    .returning()
  if (!row) return false
  ledger.entry('correction.confirmed', { payload: about(row) })
  await freeze(ledger, row.subjectId, 'addressChanged')
  return true
}

/**
 * Stops the change that this code belongs to; one that was carried out is due to be put back. Records `correction.stopped`.
 * Declines with null when there is no such change, or the time to stop it is over.
 */
export async function stopCorrection(ledger: Ledger, stopHash: string): Promise<CorrectionRow | null> {
  const c = ledger.t.correction
  const [found] = await ledger.db
    .select()
    .from(c)
    .where(and(eq(c.stopHash, stopHash), isNull(c.stoppedAt), gt(c.askedAt, later(ledger.at, -2 * freezeHours * 3600))))
    .limit(1)
  if (!found || later(found.confirmedAt ?? found.askedAt, freezeHours * 3600) <= ledger.at) return ledger.decline(null)
  const told = found.confirmedAt !== null && !found.valuesGoneAt
  const [row] = await ledger.db
    .update(c)
    .set({
      stoppedAt: ledger.at,
      ...(told
        ? { dueAt: ledger.at, attempts: 0 }
        : { dueAt: null, was: null, wanted: null, because: '', valuesGoneAt: ledger.at }),
    })
    .where(and(eq(c.id, found.id), isNull(c.stoppedAt)))
    .returning()
  if (!row) return ledger.decline(null)
  ledger.entry('correction.stopped', { payload: about(row) })
  return row
}
