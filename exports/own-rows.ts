/** What the portal holds about a person, as rows of the tables of its own file: each with its key, moment and values. */
import type { Instant } from '#domain/day.ts'
import type { Attachment, Value } from '#domain/item.ts'
import { maskIdentifiers } from '#domain/redaction.ts'
import type { Register } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { OwnRecords } from '#db/own-records.ts'
import { rightsRows } from './own-rights-rows.ts'
import type { OwnTable } from './words.ts'

export type Row = {
  key: string
  at: Instant | null
  closed?: Instant | null
  values: Readonly<Record<string, Value>>
  /** How often somebody else was blanked, per column. */
  blanked?: readonly { column: string; count: number }[]
  files?: readonly OwnFile[]
}

/** A file of the person's own: one that came in, or a letter that we sent. `path` is for `open` alone. */
export type OwnFile = Pick<Attachment, 'path' | 'name' | 'mediaType' | 'bytes'>

const receivedFile = ({ id, name, mediaType, bytes }: OwnRecords['files'][number]): OwnFile => ({
  path: `received/${id}`,
  name,
  mediaType,
  bytes,
})

/** The portal's id as a source; no source of a register may have it. */
export const portal = 'portal'

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
  'restrictions',
  'objections',
  'labels',
  'notes',
  'letters',
  'looks',
  'corrections',
  'statements',
  'freezes',
  'consents',
  'notices',
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

/** Null when there are none. */
const namesOf = (files: readonly OwnFile[]): string | null => files.map(({ name }) => name).join(', ') || null

/** How a letter that we sent is named. */
const letterName = 'brief.pdf'

/** @param who as the source knows them, null when none does: their own address and number are not blanked in free text */
export function rowsOf(records: OwnRecords, who: Located | null, register: Register): Record<OwnTable, Row[]> {
  const requests = new Map(records.requests.map(each => [each.id, each]))
  const own = who ? [who.email, who.number] : []
  /** A row of one of the person's requests. */
  const ofRequest = (
    requestId: string,
    row: { key: string; at: Instant | null; values: Row['values']; files?: readonly OwnFile[] },
  ): Row => {
    const request = requests.get(requestId)
    return {
      ...row,
      closed: request?.closedAt ?? null,
      values: { reference: request?.reference ?? null, ...row.values },
    }
  }
  /** The same, with a text that staff wrote freely: what it says of others stays with us (Art. 15(4)). */
  const written = (
    requestId: string,
    row: { key: string; at: Instant | null; values: Row['values'] },
    free: Readonly<Record<string, string>>,
  ): Row => {
    const blanked = Object.entries(free).map(([column, text]) => {
      const masked = maskIdentifiers(text, own, register.subject.numberPattern)
      return { column, ...masked }
    })
    const texts = Object.fromEntries(blanked.map(({ column, text }) => [column, text]))
    // In the order of the columns, whichever of them are free text.
    const values = Object.fromEntries(Object.entries(row.values).map(([name, value]) => [name, texts[name] ?? value]))
    return {
      ...ofRequest(requestId, { ...row, values }),
      blanked: blanked.flatMap(({ column, count }) => (count ? [{ column, count }] : [])),
    }
  }
  const filesWith = (which: 'letterId' | 'messageId', id: string) =>
    records.files.filter(each => each[which] === id).map(receivedFile)
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
        files: namesOf(filesWith('letterId', each.id)),
      },
      files: filesWith('letterId', each.id),
    })),
    messages: records.messages.map(each =>
      ofRequest(each.requestId, {
        key: each.id,
        at: each.at,
        values: { from: each.from, text: each.text, files: namesOf(filesWith('messageId', each.id)), at: each.at },
        files: filesWith('messageId', each.id),
      }),
    ),
    checks: records.checks.map(({ requestId, id, method, sure, note, at }) =>
      written(requestId, { key: id, at, values: { method, sure, note, at } }, { note }),
    ),
    pauses: records.pauses.map(({ requestId, id, kind, from, until, reason, at }) =>
      written(requestId, { key: id, at, values: { kind, from, until, reason } }, { reason }),
    ),
    extensions: records.extensions.map(({ requestId, ground, reason, at }) =>
      written(requestId, { key: requestId, at, values: { ground, reason, at } }, { reason }),
    ),
    decisions: records.decisions.map(({ requestId, id, outcome, ground, reason, wouldChange, at }) =>
      written(
        requestId,
        { key: id, at, values: { outcome, ground, reason, would_change: wouldChange, at } },
        { reason, would_change: wouldChange },
      ),
    ),
    answers: records.answers.map(each =>
      ofRequest(each.requestId, {
        key: each.id,
        at: each.sentAt,
        values: { outcome: each.outcome, text: each.text, files: letterName, sent_at: each.sentAt },
        files: [{ path: `answer/${each.id}`, name: letterName, mediaType: 'application/pdf', bytes: null }],
      }),
    ),
    second_looks: records.secondLooks.map(({ requestId, id, text, askedAt, outcome, reason }) =>
      written(requestId, { key: id, at: askedAt, values: { text, asked_at: askedAt, outcome, reason } }, { reason }),
    ),
    labels: records.labels.map(each =>
      ofRequest(each.requestId, {
        key: `${each.requestId}.${each.label}`,
        at: each.at,
        values: { label: each.label, at: each.at },
      }),
    ),
    notes: records.notes.map(({ requestId, id, text, at }) =>
      written(requestId, { key: id, at, values: { text, at } }, { text }),
    ),
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
    ...rightsRows(records),
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
