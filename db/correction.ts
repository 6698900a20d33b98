/**
 * Corrections (Art. 16, decision 132): the row is the job. It is wanted, then carried out in the source, then recorded;
 * whatever stops in between is taken up again, because a source changes a value only while it still is what was seen.
 * A row that was applied and is due again waits to be undone.
 */
import { and, asc, desc, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm'
import {
  confirmMinutes,
  type CorrectionMode,
  type CorrectionTrouble,
  freezeUntil,
  undoUntil,
  type ValuePlace,
} from '#domain/correction.ts'
import type { Instant } from '#domain/day.ts'
import type { Value } from '#domain/item.ts'
import { later } from '#domain/moment.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store } from './store.ts'

export type CorrectionRow = Tables['correction']['$inferSelect']

/** How long one process may be busy with a row, in seconds; a source that answers later changes nothing twice. */
const leaseSeconds = 60
/** Between tries at a source that does not answer, in seconds: longer each time, and a day in all. */
const pauses = [5, 30, 120, 600, 3_600, 14_400, 28_800, 43_200]
/** Rows taken up in one go. */
const mostDue = 50

/** How the log speaks of it: where it stands, never what it is. */
const about = ({ id, source, table, column, subjectId }: CorrectionRow) => ({
  correction: id,
  subject: subjectId,
  source,
  table,
  column,
})

const asRequest = ({ requestId }: CorrectionRow) => (requestId === null ? {} : { request: requestId })

/** Wants one value otherwise; due at once. Records `correction.asked`. */
export async function askCorrection(
  ledger: Ledger,
  wanted: ValuePlace & {
    subjectId: string
    mode: CorrectionMode
    was: Value
    wanted: Value
    because?: string
    requestId?: string
    /** Null: it waits for somebody (a code, a decision). */
    dueAt: Instant | null
  },
): Promise<CorrectionRow> {
  const [row] = await ledger.db
    .insert(ledger.t.correction)
    .values({
      ...wanted,
      id: newHandle(),
      requestId: wanted.requestId ?? null,
      was: { value: wanted.was },
      wanted: { value: wanted.wanted },
      because: wanted.because ?? '',
      askedAt: ledger.at,
    })
    .returning()
  ledger.entry('correction.asked', { ...asRequest(row!), payload: about(row!) })
  return row!
}

/**
 * Wants an applied change undone, while it can be. Records `correction.asked`. Declines with null when it is not theirs,
 * its half hour is over, or it was undone.
 */
export async function askUndo(ledger: Ledger, subjectId: string, id: string): Promise<CorrectionRow | null> {
  const c = ledger.t.correction
  const [row] = await ledger.db
    .update(c)
    .set({ dueAt: ledger.at, attempts: 0 })
    .where(
      and(
        eq(c.id, id),
        eq(c.subjectId, subjectId),
        eq(c.mode, 'edit'),
        isNotNull(c.appliedAt),
        isNull(c.undoneAt),
        isNull(c.trouble),
        isNull(c.valuesGoneAt),
        gt(c.undoUntil, ledger.at),
      ),
    )
    .returning()
  if (!row) return ledger.decline(null)
  ledger.entry('correction.asked', { ...asRequest(row), payload: { ...about(row), undo: true } })
  return row
}

/** Whether this row, now that it is due, waits to be undone. */
export const isUndo = (row: Pick<CorrectionRow, 'appliedAt' | 'stoppedAt'>): boolean =>
  row.appliedAt !== null || row.stoppedAt !== null

/** What is due and nobody works on, longest waiting first. */
export async function dueCorrections(reader: Reader, t: Tables, at: Instant): Promise<readonly string[]> {
  const c = t.correction
  const rows = await reader
    .select({ id: c.id })
    .from(c)
    .where(and(lte(c.dueAt, at), or(isNull(c.leaseUntil), lte(c.leaseUntil, at))))
    .orderBy(asc(c.dueAt), asc(c.id))
    .limit(mostDue)
  return rows.map(row => row.id)
}

/** Takes one up; null when somebody else has it, or it is done. A lease is no change (see `lease.ts`). */
export function takeCorrection(store: Store, id: string, at: Instant): Promise<CorrectionRow | null> {
  const c = store.t.correction
  return store.tx(async db => {
    const [found] = await db.select({ fence: c.fence }).from(c).where(eq(c.id, id)).limit(1)
    if (!found) return null
    const [row] = await db
      .update(c)
      .set({ leaseUntil: later(at, leaseSeconds), fence: found.fence + 1 })
      .where(
        and(eq(c.id, id), eq(c.fence, found.fence), lte(c.dueAt, at), or(isNull(c.leaseUntil), lte(c.leaseUntil, at))),
      )
      .returning()
    return row ?? null
  })
}

/**
 * What came of it. `null`: the source holds the wanted value (or, of an undo, the old one). Records `correction.applied`,
 * `correction.undone` or `correction.notApplied`. Declines with false when another process took the row over.
 */
export async function settleCorrection(
  ledger: Ledger,
  taken: CorrectionRow,
  trouble: CorrectionTrouble | null,
): Promise<boolean> {
  const c = ledger.t.correction
  const undo = isUndo(taken)
  const [now] = await ledger.db.select({ stoppedAt: c.stoppedAt }).from(c).where(eq(c.id, taken.id)).limit(1)
  // Stopped while the source was being told: it goes back at once.
  const back = !undo && now !== undefined && now.stoppedAt !== null
  const gone = { was: null, wanted: null, because: '', valuesGoneAt: ledger.at }
  const [row] = await ledger.db
    .update(c)
    .set({
      dueAt: back && !trouble ? ledger.at : null,
      leaseUntil: null,
      ...(trouble
        ? { trouble, troubleAt: ledger.at, ...gone }
        : undo
          ? { undoneAt: ledger.at, ...gone }
          : {
              appliedAt: ledger.at,
              undoUntil: taken.mode === 'confirm' ? freezeUntil(ledger.at) : undoUntil(ledger.at),
            }),
    })
    .where(and(eq(c.id, taken.id), eq(c.fence, taken.fence), isNotNull(c.dueAt)))
    .returning()
  if (!row) return ledger.decline(false)
  const event = trouble ? 'correction.notApplied' : undo ? 'correction.undone' : 'correction.applied'
  ledger.entry(event, { ...asRequest(row), payload: { ...about(row), ...(trouble && { trouble }) } })
  return true
}

/** Tries again later; false when it was tried for long enough. Operational, so without an entry. */
export async function postponeCorrection(store: Store, taken: CorrectionRow, at: Instant): Promise<boolean> {
  const c = store.t.correction
  const pause = pauses[taken.attempts]
  if (pause === undefined) return false
  await store.tx(async db => {
    await db
      .update(c)
      .set({ dueAt: later(at, pause), attempts: taken.attempts + 1, leaseUntil: null })
      .where(and(eq(c.id, taken.id), eq(c.fence, taken.fence)))
  })
  return true
}

/** Nothing needs the values: it can no longer be put back, or its code never came. */
const over = ({ correction: c }: Tables, at: Instant) =>
  or(
    lte(c.undoUntil, at),
    and(eq(c.mode, 'confirm'), isNull(c.confirmedAt), lte(c.askedAt, later(at, -confirmMinutes * 60))),
  )

/** Changes of which the half hour is over and whose old value is still kept. */
export async function staleCorrections(reader: Reader, t: Tables, at: Instant): Promise<readonly CorrectionRow[]> {
  const c = t.correction
  return reader
    .select()
    .from(c)
    .where(and(isNull(c.valuesGoneAt), isNull(c.dueAt), over(t, at)))
    .orderBy(asc(c.undoUntil))
    .limit(mostDue)
}

/** Empties the values of a change that can no longer be undone. Records `correction.valuesGone`; false when it was done. */
export async function forgetValues(ledger: Ledger, id: string): Promise<boolean> {
  const c = ledger.t.correction
  const [row] = await ledger.db
    .update(c)
    .set({ was: null, wanted: null, because: '', valuesGoneAt: ledger.at })
    .where(and(eq(c.id, id), isNull(c.valuesGoneAt), isNull(c.dueAt), over(ledger.t, ledger.at)))
    .returning()
  if (!row) return ledger.decline(false)
  ledger.entry('correction.valuesGone', { ...asRequest(row), payload: about(row) })
  return true
}

/** One of this person's own. */
export async function correctionOf(
  reader: Reader,
  t: Tables,
  subjectId: string,
  id: string,
): Promise<CorrectionRow | null> {
  const c = t.correction
  const [row] = await reader
    .select()
    .from(c)
    .where(and(eq(c.id, id), eq(c.subjectId, subjectId)))
    .limit(1)
  return row ?? null
}

/** Of this person, newest first: what is under way, and what happened since `from`. */
export function correctionsSince(
  reader: Reader,
  t: Tables,
  subjectId: string,
  from: Instant,
): Promise<CorrectionRow[]> {
  const c = t.correction
  return reader
    .select()
    .from(c)
    .where(and(eq(c.subjectId, subjectId), or(gt(c.askedAt, from), isNotNull(c.dueAt))))
    .orderBy(desc(c.askedAt), desc(c.id))
    .limit(500)
}

/** Every change to one value of this person, newest first. */
export function correctionsAt(
  reader: Reader,
  t: Tables,
  subjectId: string,
  place: ValuePlace,
): Promise<CorrectionRow[]> {
  const c = t.correction
  return reader
    .select()
    .from(c)
    .where(
      and(
        eq(c.subjectId, subjectId),
        eq(c.source, place.source),
        eq(c.table, place.table),
        eq(c.key, place.key),
        eq(c.column, place.column),
      ),
    )
    .orderBy(desc(c.askedAt), desc(c.id))
    .limit(100)
}
