/** What the portal holds about a person, as rows of the tables of its own file: each with its key, moment and values. */
import type { Instant } from '#domain/day.ts'
import type { Value } from '#domain/item.ts'
import { maskIdentifiers } from '#domain/redaction.ts'
import type { Register } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { OwnRecords } from '#db/own-records.ts'
import type { OwnTable } from './words.ts'

export type Row = {
  key: string
  at: Instant | null
  closed?: Instant | null
  values: Readonly<Record<string, Value>>
  blanked?: number
}

/** In the order in which the file tells them. */
export const tableNames = [
  'requests',
  'arrivals',
  'steps',
  'messages',
  'checks',
  'pauses',
  'extensions',
  'decisions',
  'answers',
  'second_looks',
  'labels',
  'notes',
  'letters',
  'looks',
  'sessions',
  'settings',
] as const satisfies readonly OwnTable[]

/** Tables whose rows end with their request. */
export const endsWithRequest: ReadonlySet<OwnTable> = new Set([
  'requests',
  'steps',
  'messages',
  'checks',
  'pauses',
  'extensions',
  'decisions',
  'answers',
  'second_looks',
  'labels',
  'notes',
])

/** @param who as the source knows them, null when none does: their own address and number are not blanked in free text */
export function rowsOf(records: OwnRecords, who: Located | null, register: Register): Record<OwnTable, Row[]> {
  const requests = new Map(records.requests.map(each => [each.id, each]))
  const own = who ? [who.email, who.number] : []
  /** A row of one of the person's requests. */
  const ofRequest = (
    requestId: string,
    row: { key: string; at: Instant | null; values: Row['values']; blanked?: number },
  ): Row => {
    const request = requests.get(requestId)
    return {
      ...row,
      closed: request?.closedAt ?? null,
      values: { reference: request?.reference ?? null, ...row.values },
    }
  }
  /** What staff wrote freely: what it says of others stays with us (Art. 15(4)). */
  const masked = (text: string) => maskIdentifiers(text, own, register.subject.numberPattern)
  return {
    requests: records.requests.map(each => ({
      key: each.id,
      at: each.receivedAt,
      closed: each.closedAt,
      values: {
        reference: each.reference,
        right: each.right,
        channel: each.channel,
        received_at: each.receivedAt,
        answer_by: each.answerBy,
        answered_at: each.answeredAt,
        closed_at: each.closedAt,
      },
    })),
    steps: records.steps.map(each => ({
      key: String(each.seq),
      at: `${each.at.slice(0, -1)}.000Z` as Instant,
      closed: each.request.closedAt,
      values: { reference: each.request.reference, event: each.type, by: each.actor.kind, at: each.at },
    })),
    arrivals: records.arrivals.map(each => ({
      key: each.id,
      at: each.arrivedAt,
      values: {
        channel: each.channel,
        arrived_at: each.arrivedAt,
        name: each.name,
        email: each.email,
        address: each.address,
        text: each.text,
      },
    })),
    messages: records.messages.map(each =>
      ofRequest(each.requestId, {
        key: each.id,
        at: each.at,
        values: { from: each.from, text: each.text, at: each.at },
      }),
    ),
    checks: records.checks.map(each => {
      const { text, count } = masked(each.note)
      const values = { method: each.method, sure: each.sure, note: text, at: each.at }
      return ofRequest(each.requestId, { key: each.id, at: each.at, values, blanked: count })
    }),
    pauses: records.pauses.map(each => {
      const { text, count } = masked(each.reason)
      const values = { kind: each.kind, from: each.from, until: each.until, reason: text }
      return ofRequest(each.requestId, { key: each.id, at: each.at, values, blanked: count })
    }),
    extensions: records.extensions.map(each =>
      ofRequest(each.requestId, {
        key: each.requestId,
        at: each.at,
        values: { ground: each.ground, reason: each.reason, at: each.at },
      }),
    ),
    decisions: records.decisions.map(each => {
      const { text, count } = masked(each.reason)
      const values = {
        outcome: each.outcome,
        ground: each.ground,
        reason: text,
        would_change: each.wouldChange,
        at: each.at,
      }
      return ofRequest(each.requestId, { key: each.id, at: each.at, values, blanked: count })
    }),
    answers: records.answers.map(each =>
      ofRequest(each.requestId, {
        key: each.id,
        at: each.sentAt,
        values: { outcome: each.outcome, text: each.text, sent_at: each.sentAt },
      }),
    ),
    second_looks: records.secondLooks.map(each =>
      ofRequest(each.requestId, {
        key: each.id,
        at: each.askedAt,
        values: { text: each.text, asked_at: each.askedAt, outcome: each.outcome, reason: each.reason },
      }),
    ),
    labels: records.labels.map(each =>
      ofRequest(each.requestId, {
        key: `${each.requestId}.${each.label}`,
        at: each.at,
        values: { label: each.label, at: each.at },
      }),
    ),
    notes: records.notes.map(each => {
      const { text, count } = masked(each.text)
      return ofRequest(each.requestId, { key: each.id, at: each.at, values: { text, at: each.at }, blanked: count })
    }),
    letters: records.letters.map(each => ({
      key: each.id,
      at: each.sentAt,
      values: { kind: each.kind, sent_at: each.sentAt },
    })),
    looks: records.looks.map(each => ({
      key: each.id,
      at: each.at,
      values: { role: each.role, part: each.part, purpose: each.purpose, at: each.at },
    })),
    sessions: records.sessions.map(each => ({
      key: each.id,
      at: each.createdAt,
      values: { device: each.device, created_at: each.createdAt, seen_at: each.seenAt, ended_at: each.endedAt },
    })),
    settings: records.subject
      ? [
          {
            key: records.subject.id,
            at: records.subject.createdAt,
            values: {
              language: records.subject.language,
              theme: records.subject.theme,
              created_at: records.subject.createdAt,
            },
          },
        ]
      : [],
  }
}
