/** A request's story for staff: what the log holds, and the team's own notes in between. Newest first. */
import type { auditTrail } from '#db/audit/trail.ts'
import type { RequestNote } from '#db/request-note.ts'
import type { Actor, AuditEvent } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'

export type Moment =
  | {
      kind: 'event'
      key: string
      at: Instant
      event: AuditEvent
      actor: Actor['kind']
      seq: number
      hash: string
      times: number
    }
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
    times: 1,
  }))
  const written = notes.map(({ id, at, name, text }): Moment => ({ kind: 'note', key: `note-${id}`, at, name, text }))
  return folded([...events, ...written].toSorted((a, b) => instant(a.at) - instant(b.at))).toReversed()
}

/** The log counts in seconds, notes in milliseconds: compared as moments, not as text. */
const instant = (at: Instant): number => Date.parse(at)

/** The same event by the same kind of actor, several times in a row, is told once: its last, and how often. */
function folded(moments: readonly Moment[]): readonly Moment[] {
  const told: Moment[] = []
  for (const each of moments) {
    const last = told.at(-1)
    const same =
      last?.kind === 'event' && each.kind === 'event' && last.event === each.event && last.actor === each.actor
    if (same) told[told.length - 1] = { ...each, times: last.times + 1 }
    else told.push(each)
  }
  return told
}
