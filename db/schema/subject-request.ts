/** Requests and the small records that make up their story: facts with who and when, no status that could lie. */
import { sql } from 'drizzle-orm'
import type { ExtensionReason } from '#domain/extension.ts'
import type { IdentityMethod } from '#domain/identity.ts'
import type { PauseKind } from '#domain/pause.ts'
import type { Right } from '#domain/right.ts'
import type { Channel, Need, Scope } from '#domain/subject-request.ts'
import type { Kit } from '../dialect.ts'

export const requestTables = (k: Kit) => ({
  subjectRequest: k.table(
    'subject_request',
    {
      id: k.text('id').primaryKey(),
      /** For people: `7KF-2MX-9TB`. */
      reference: k.text('reference').notNull(),
      right: k.text('right').$type<Right>().notNull(),
      subjectId: k.text('subject_id').notNull(),
      channel: k.text('channel').$type<Channel>().notNull(),
      scope: k.json<Scope>('scope').notNull(),
      /** What it arrived in; null when asked in the portal by somebody who was signed in. */
      letterId: k.text('letter_id'),
      receivedAt: k.instant('received_at').notNull(),
      assignedTo: k.text('assigned_to'),
      answeredAt: k.instant('answered_at'),
      closedAt: k.instant('closed_at'),
      /** The request that this one turned out to repeat; undone by emptying it. Both arrival days stay. */
      mergedInto: k.text('merged_into'),
      /** Copies for the queue, written by `db/subject-request.ts` from the domain's own functions in the same transaction. */
      answerBy: k.day('answer_by').notNull(),
      nominalBy: k.day('nominal_by').notNull(),
      need: k.text('need').$type<Need>().notNull(),
      /** Whether it stands in the queue's main list: 1 while open or recently answered (see `db/subject-request.ts`). */
      open: k.bool('open').notNull(),
      /** Copy of `request_label` for the queue: `|spoed|bellen|` in alphabetical order, empty without labels. */
      labels: k.text('labels').notNull().default(''),
      /** The last day on which it stood there unanswered after its legal last day; null when it never did, or still does. */
      lateUntil: k.day('late_until'),
    },
    t => [
      k.uniqueIndex('subject_request_reference').on(t.reference),
      k.index('subject_request_subject').on(t.subjectId, t.receivedAt),
      // The queue reads these and nothing else, and they hold what is open only (docs/decisions/094-queue-indexes.md). The
      // first has every column that a filter can ask for, so that a filter never visits the table.
      k
        .index('subject_request_open')
        .on(t.answerBy, t.id, t.nominalBy, t.need, t.assignedTo, t.right, t.channel, t.labels)
        .where(sql`open = true`),
      k
        .index('subject_request_owner')
        .on(t.assignedTo, t.answerBy, t.id)
        .where(sql`open = true`),
      k
        .index('subject_request_late')
        .on(t.lateUntil)
        .where(sql`late_until is not null`),
      k.index('subject_request_received').on(t.receivedAt, t.right),
      k.index('subject_request_answered').on(t.answeredAt, t.id),
      k.index('subject_request_letter').on(t.letterId),
      k
        .index('subject_request_merged')
        .on(t.mergedInto)
        .where(sql`merged_into is not null`),
    ],
  ),
  requestPause: k.table(
    'request_pause',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      /** A `void-…` kind is kept for the record and never stops the clock. */
      kind: k.text('kind').$type<PauseKind>().notNull(),
      from: k.day('from_day').notNull(),
      until: k.day('until_day'),
      reason: k.text('reason').notNull(),
      by: k.text('by').notNull(),
      at: k.instant('at').notNull(),
    },
    t => [k.index('request_pause_request').on(t.requestId)],
  ),
  requestExtension: k.table('request_extension', {
    requestId: k.text('request_id').primaryKey(),
    noticeDay: k.day('notice_day').notNull(),
    months: k.int('months').notNull(),
    ground: k.text('ground').$type<ExtensionReason>().notNull().default('complexity'),
    reason: k.text('reason').notNull(),
    by: k.text('by').notNull(),
    at: k.instant('at').notNull(),
  }),
  /** How we know who asks: the method, by whom, when. Never a copy of a document, never what was answered (ID-04). */
  requestIdentity: k.table(
    'request_identity',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      method: k.text('method').$type<IdentityMethod>().notNull(),
      /** False when the check was made and did not convince. */
      sure: k.bool('sure').notNull(),
      /** The specific doubt (ID-01), or what was checked, in a few words. */
      note: k.text('note').notNull(),
      /** A staff member's id, or null when the machine checked a code. */
      by: k.text('by'),
      at: k.instant('at').notNull(),
    },
    t => [k.index('request_identity_request').on(t.requestId, t.at)],
  ),
  /** Staff's own notes on a request; in scope of access ("valt onder inzage"), never mailed. */
  requestNote: k.table(
    'request_note',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      staffId: k.text('staff_id').notNull(),
      text: k.text('text').notNull(),
      at: k.instant('at').notNull(),
    },
    t => [k.index('request_note_request').on(t.requestId, t.at)],
  ),
  /** A category that the register sends past a human first: waits, then released by whom and when. */
  requestReview: k.table(
    'request_review',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      category: k.text('category').notNull(),
      found: k.int('found').notNull(),
      /** Of the digests of `reviewed_item`; made when the first item is looked at. */
      salt: k.bytes('salt'),
      since: k.instant('since').notNull(),
      releasedBy: k.text('released_by'),
      releasedAt: k.instant('released_at'),
    },
    t => [k.uniqueIndex('request_review_category').on(t.requestId, t.category)],
  ),
})
