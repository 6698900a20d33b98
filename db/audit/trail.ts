/** What the log tells about one request, for its timeline. */
import { asc, desc, eq } from 'drizzle-orm'
import { readEntry } from '#domain/audit/entry.ts'
import { epochOf, type Point, pointAt } from '#domain/audit/epoch.ts'
import type { Json } from '#domain/audit/canonical.ts'
import { leafHash } from '#domain/audit/merkle.ts'
import type { Actor, AuditEvent } from '#domain/audit-entry.ts'
import type { Tables } from '../schema/tables.ts'
import type { Reader } from '../store.ts'

export type Told = {
  /** The entry's number in its epoch; `place` is where it stands among those of all epochs. */
  seq: number
  place: number
  type: AuditEvent
  /** To the second: `2026-11-22T09:00:00Z`. */
  at: string
  actor: Actor
  /** Null when there is none, and when it was erased since. */
  payload: Json
  /** The first eight hexadecimal digits of the entry's hash: enough for a person to compare. */
  shortHash: string
}

/** Everything that the log says of a request, oldest first. */
export async function auditTrail(reader: Reader, t: Tables, requestHandle: string): Promise<readonly Told[]> {
  const rows = await reader
    .select({ place: t.auditEntry.seq, entry: t.auditEntry.entry, payload: t.auditPayload.payload })
    .from(t.auditEntry)
    .leftJoin(t.auditPayload, eq(t.auditPayload.seq, t.auditEntry.seq))
    .where(eq(t.auditEntry.request, requestHandle))
    .orderBy(asc(t.auditEntry.seq))
  return rows.map(row => {
    const entry = readEntry(row.entry, epochOf(row.place))
    if (!entry) throw new Error('The audit log holds a malformed entry: run `inzage audit verify`')
    return {
      seq: entry.seq,
      place: row.place,
      type: entry.type as AuditEvent,
      at: entry.ts,
      actor: entry.actor,
      payload: row.payload === null ? null : (JSON.parse(row.payload) as Json),
      shortHash: leafHash(row.entry).toString('hex', 0, 4),
    }
  })
}

/** A signed checkpoint, verbatim, and the log that it is of. */
export type SignedCheckpoint = Point & { note: string }

/** The newest signed checkpoint, or null when none was signed yet. */
export async function newestCheckpoint(reader: Reader, t: Tables): Promise<SignedCheckpoint | null> {
  const [row] = await reader.select().from(t.auditCheckpoint).orderBy(desc(t.auditCheckpoint.size)).limit(1)
  return row ? { ...pointAt(row.size), note: row.note } : null
}
