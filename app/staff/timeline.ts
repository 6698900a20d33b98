/** A request's story for staff: what the log holds, and the team's own notes in between. Newest first. */
import type { auditTrail } from '#db/audit/trail.ts'
import type { RequestNote } from '#db/request-note.ts'
import type { Actor, AuditEvent } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'

/** What a timeline can be narrowed to; each is an address. */
export const timelineFilters = ['all', 'steps', 'messages', 'notes', 'data'] as const
export type TimelineFilter = (typeof timelineFilters)[number]

export type Moment =
  | {
      kind: 'event'
      key: string
      at: Instant
      event: AuditEvent
      actor: Actor['kind']
      /** The colleague who did it. */
      by: string | null
      seq: number
      hash: string
      times: number
    }
  | { kind: 'note'; key: string; at: Instant; name: string; text: string; seq: number | null; hash: string }

type Trail = Awaited<ReturnType<typeof auditTrail>>

export const filterOf = (typed: string | null): TimelineFilter => timelineFilters.find(each => each === typed) ?? 'all'

const conversation = /^(?:mail\.|request\.(?:message|identityAsked|scopeAsked|resumed|extended|questionReminded))/

/** The kind of moment that an event is, for the filter. */
function kindOf(event: AuditEvent): TimelineFilter {
  if (conversation.test(event)) return 'messages'
  if (event === 'request.noted') return 'notes'
  return event.startsWith('data.') ? 'data' : 'steps'
}

export function timelineOf(
  trail: Trail,
  notes: readonly RequestNote[],
  filter: TimelineFilter,
  names: ReadonlyMap<string, string>,
): readonly Moment[] {
  // A note stands for the entry that says it was made.
  const noted = new Map(trail.flatMap(entry => (noteIn(entry) ? [[noteIn(entry), entry] as const] : [])))
  const told = new Set(notes.map(({ id }) => noted.get(id)?.seq))
  const events = trail
    .filter(({ type, seq }) => !told.has(seq) && (filter === 'all' || filter === kindOf(type)))
    .map((entry): Moment => ({
      kind: 'event',
      key: `event-${entry.seq}`,
      at: entry.at as Instant,
      event: entry.type,
      actor: entry.actor.kind,
      by: names.get(entry.actor.ref) ?? null,
      seq: entry.seq,
      hash: entry.shortHash,
      times: 1,
    }))
  const written =
    filter === 'all' || filter === 'notes'
      ? notes.map(({ id, at, name, text }): Moment => {
          const entry = noted.get(id)
          const proof = { seq: entry?.seq ?? null, hash: entry?.shortHash ?? '' }
          return { kind: 'note', key: `note-${id}`, at, name, text, ...proof }
        })
      : []
  return folded([...events, ...written].toSorted((a, b) => instant(a.at) - instant(b.at))).toReversed()
}

/** The note that this entry says was made. */
function noteIn({ type, payload }: Trail[number]): string | null {
  const made = type === 'request.noted' && payload !== null && typeof payload === 'object' && 'note' in payload
  return made && typeof payload.note === 'string' ? payload.note : null
}

/** The log counts in seconds, notes in milliseconds: compared as moments, not as text. */
const instant = (at: Instant): number => Date.parse(at)

/** The same event by the same person, several times in a row, is told once: its last, and how often. */
function folded(moments: readonly Moment[]): readonly Moment[] {
  const told: Moment[] = []
  for (const each of moments) {
    const last = told.at(-1)
    const same =
      last?.kind === 'event' &&
      each.kind === 'event' &&
      last.event === each.event &&
      last.actor === each.actor &&
      last.by === each.by
    if (same) told[told.length - 1] = { ...each, times: last.times + 1 }
    else told.push(each)
  }
  return told
}
