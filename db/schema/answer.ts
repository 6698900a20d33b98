/** Answering: messages both ways, the letter as draft and as sent, and the second look. */
import type { AnswerOutcome } from '#domain/answer.ts'
import type { Language } from '#domain/language.ts'
import type { Right } from '#domain/right.ts'
import type { Kit } from '../dialect.ts'

export const answerTables = (k: Kit) => ({
  /** A message on the page of a request; the mail about it holds none of its text. */
  requestMessage: k.table(
    'request_message',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      from: k.text('from_whom').$type<'member' | 'staff'>().notNull(),
      /** Null when the person wrote it. */
      staffId: k.text('staff_id'),
      /** `identity` and `clarify` are questions that may pause the clock; `extension` is the notice of 12(3). */
      kind: k.text('kind').$type<'message' | 'identity' | 'clarify' | 'extension' | 'secondLook'>().notNull(),
      text: k.text('text').notNull(),
      at: k.instant('at').notNull(),
      /** When the other side first opened it. */
      readAt: k.instant('read_at'),
    },
    t => [k.index('request_message_request').on(t.requestId, t.at)],
  ),
  /** The letter while it is written; one per request, shared by the team. */
  letterDraft: k.table('letter_draft', {
    requestId: k.text('request_id').primaryKey(),
    language: k.text('language').$type<Language>().notNull(),
    text: k.text('text').notNull(),
    by: k.text('by').notNull(),
    at: k.instant('at').notNull(),
  }),
  /** The letter as it was sent, or is about to be; it can be taken back until `goesAt`. */
  answer: k.table(
    'answer',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      language: k.text('language').$type<Language>().notNull(),
      outcome: k.text('outcome').$type<AnswerOutcome>().notNull(),
      text: k.text('text').notNull(),
      planHash: k.text('plan_hash').notNull(),
      by: k.text('by').notNull(),
      queuedAt: k.instant('queued_at').notNull(),
      goesAt: k.instant('goes_at').notNull(),
      takenBackAt: k.instant('taken_back_at'),
      sentAt: k.instant('sent_at'),
      /** How it went: on the page with a mail about it, or printed and posted. */
      way: k.text('way').$type<'page' | 'post'>().notNull(),
    },
    t => [
      k.index('answer_request').on(t.requestId, t.queuedAt),
      k.index('answer_goes').on(t.sentAt, t.takenBackAt, t.goesAt),
    ],
  ),
  /** The person asks to look again; somebody else than who decided does (M9). */
  secondLook: k.table(
    'second_look',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      /** What they say about it. */
      text: k.text('text').notNull(),
      askedAt: k.instant('asked_at').notNull(),
      answerBy: k.day('answer_by').notNull(),
      takenBy: k.text('taken_by'),
      outcome: k.text('outcome').$type<'stays' | 'changed' | null>(),
      reason: k.text('reason').notNull(),
      decidedBy: k.text('decided_by'),
      decidedAt: k.instant('decided_at'),
    },
    t => [k.index('second_look_request').on(t.requestId, t.askedAt)],
  ),
  /** An organisation's own text for a letter; without a row the one that comes with the program holds. */
  letterTemplate: k.table(
    'letter_template',
    {
      id: k.text('id').primaryKey(),
      right: k.text('right').$type<Right>().notNull(),
      outcome: k.text('outcome').$type<AnswerOutcome>().notNull(),
      language: k.text('language').$type<Language>().notNull(),
      text: k.text('text').notNull(),
      by: k.text('by').notNull(),
      at: k.instant('at').notNull(),
    },
    t => [k.uniqueIndex('letter_template_once').on(t.right, t.outcome, t.language)],
  ),
})
