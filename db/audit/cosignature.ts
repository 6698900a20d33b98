/** What witnesses signed under our checkpoints, and checkpoints with those lines under them. */
import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import { epochOf, placeOf, type Point, pointAt } from '#domain/audit/epoch.ts'
import { withLines } from '#domain/audit/cosignature.ts'
import type { Ledger } from '../record.ts'
import type { Tables } from '../schema/tables.ts'
import type { Reader } from '../store.ts'
import type { SignedCheckpoint } from './trail.ts'

/** Keeps a line that was checked before; false when this witness signed this checkpoint already. */
export async function keepCosignature(
  ledger: Ledger,
  { epoch, size }: Point,
  witness: string,
  line: string,
): Promise<boolean> {
  const made = await ledger.db
    .insert(ledger.t.auditCosignature)
    .values({ size: placeOf(epoch, size), witness, line, at: ledger.at })
    .onConflictDoNothing()
    .returning({ size: ledger.t.auditCosignature.size })
  if (made.length === 0) return ledger.decline(false)
  ledger.entry('log.cosigned', { payload: { epoch, size, witness } })
  return true
}

/** Checkpoints, newest first, as they were signed by us; to find the one that a witness signed. */
export async function recentCheckpoints(reader: Reader, t: Tables, most: number): Promise<readonly SignedCheckpoint[]> {
  const rows = await reader.select().from(t.auditCheckpoint).orderBy(desc(t.auditCheckpoint.size)).limit(most)
  return rows.map(({ size, note }) => ({ ...pointAt(size), note }))
}

/** The checkpoint of just this log, with the witnesses' lines; null when none was signed. */
export function checkpointAt(reader: Reader, t: Tables, { epoch, size }: Point): Promise<SignedCheckpoint | null> {
  return withWitnesses(reader, t, placeOf(epoch, size))
}

/** The newest checkpoint, with the witnesses' lines if it has any. */
export async function newestWithWitnesses(reader: Reader, t: Tables): Promise<SignedCheckpoint | null> {
  const c = t.auditCheckpoint
  const [row] = await reader.select({ size: c.size }).from(c).orderBy(desc(c.size)).limit(1)
  return row ? withWitnesses(reader, t, row.size) : null
}

/** The newest checkpoint that a witness signed too. */
export async function newestWitnessed(reader: Reader, t: Tables): Promise<SignedCheckpoint | null> {
  const c = t.auditCosignature
  const [row] = await reader.select({ size: c.size }).from(c).orderBy(desc(c.size)).limit(1)
  return row ? withWitnesses(reader, t, row.size) : null
}

/**
 * A checkpoint whose log has the entry at this place: the newest that a witness signed, else the newest. Null when none
 * covers it yet.
 */
export async function checkpointCovering(reader: Reader, t: Tables, place: number): Promise<SignedCheckpoint | null> {
  const end = placeOf(epochOf(place) + 1, 0)
  for (const c of [t.auditCosignature, t.auditCheckpoint]) {
    const [row] = await reader
      .select({ size: c.size })
      .from(c)
      .where(and(gt(c.size, place), lt(c.size, end)))
      .orderBy(desc(c.size))
      .limit(1)
    if (row) return withWitnesses(reader, t, row.size)
  }
  return null
}

/** The newest checkpoint of an epoch. */
export async function newestIn(reader: Reader, t: Tables, epoch: number): Promise<SignedCheckpoint | null> {
  const c = t.auditCheckpoint
  const [row] = await reader
    .select({ size: c.size })
    .from(c)
    .where(and(gt(c.size, placeOf(epoch, 0)), lt(c.size, placeOf(epoch + 1, 0))))
    .orderBy(desc(c.size))
    .limit(1)
  return row ? withWitnesses(reader, t, row.size) : null
}

async function withWitnesses(reader: Reader, t: Tables, end: number): Promise<SignedCheckpoint | null> {
  const [[row], lines] = await Promise.all([
    reader.select().from(t.auditCheckpoint).where(eq(t.auditCheckpoint.size, end)),
    reader
      .select({ line: t.auditCosignature.line })
      .from(t.auditCosignature)
      .where(eq(t.auditCosignature.size, end))
      .orderBy(asc(t.auditCosignature.at), asc(t.auditCosignature.witness))
      .limit(50),
  ])
  if (!row) return null
  const note = withLines(
    row.note,
    lines.map(each => each.line),
  )
  return { ...pointAt(end), note }
}
