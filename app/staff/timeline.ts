/** A request's story for staff: what the log holds, and the team's own notes in between. Newest last. */
import type { auditTrail } from '#db/audit/trail.ts'
import type { RequestNote } from '#db/request-note.ts'
import type { Actor, AuditEvent } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'

export type Moment =
  | { kind: 'event'; key: string; at: Instant; event: AuditEvent; actor: Actor['kind']; seq: number; hash: string }
  | { kind: 'note'; key: string; at: Instant; name: string; text: string }

type Trail = Awaited<ReturnType<typeof auditTrail>>

export function timelineOf(trail: Trail, notes: readonly RequestNote[]): readonly Moment[] {
  const events = trail.map((entry): Moment => ({
    kind: 'event',
    key: `event-${entry.seq}`,
    at: entry.at as Instant,
    event: entry.type,
    actor: entry.actor.kind,
    seq: entry.seq,
    hash: entry.shortHash,
  }))
  const written = notes.map(({ id, at, name, text }): Moment => ({ kind: 'note', key: `note-${id}`, at, name, text }))
  return [...events, ...written].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
