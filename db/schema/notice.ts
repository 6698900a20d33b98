/** Who else must know (Art. 19): one notice per recipient and cause, and every try to deliver it. */
import type { NoticeCause, NoticeWay } from '#domain/notice.ts'
import type { Kit } from '../dialect.ts'

export const noticeTables = (k: Kit) => ({
  /** Facts only; its state (`pending`, `sent`, …) follows from them (`domain/notice.ts`). The row is the job. */
  notice: k.table(
    'notice',
    {
      id: k.text('id').primaryKey(),
      subjectId: k.text('subject_id').notNull(),
      requestId: k.text('request_id'),
      cause: k.text('cause').$type<NoticeCause>().notNull(),
      /** The correction, restriction or erasure it tells of. */
      causeId: k.text('cause_id').notNull(),
      /** Legal name (C-154/21), and the recipient in the register when it is one. */
      recipient: k.text('recipient').notNull(),
      recipientId: k.text('recipient_id'),
      /** Categories it is about. */
      categories: k.json<readonly string[]>('categories').notNull(),
      way: k.text('way').$type<NoticeWay>().notNull(),
      createdAt: k.instant('created_at').notNull(),
      dueAt: k.instant('due_at'),
      attempts: k.int('attempts').notNull().default(0),
      leaseUntil: k.instant('lease_until'),
      fence: k.int('fence').notNull().default(0),
      /** The mail that carries it, when it goes by mail. */
      mailId: k.text('mail_id'),
      sentAt: k.instant('sent_at'),
      acknowledgedAt: k.instant('acknowledged_at'),
      impossibleAt: k.instant('impossible_at'),
      disproportionateAt: k.instant('disproportionate_at'),
      /** Why it is impossible or out of proportion, or how it was told otherwise. */
      reason: k.text('reason').notNull().default(''),
      /** Staff member who settled it; null when the machine did. */
      by: k.text('by'),
      /** Gave up; staff settle it by hand. */
      failedAt: k.instant('failed_at'),
      trouble: k.text('trouble'),
    },
    t => [
      k.uniqueIndex('notice_once').on(t.causeId, t.recipient),
      k.index('notice_subject').on(t.subjectId, t.createdAt),
      k.index('notice_due').on(t.dueAt, t.id),
      k.index('notice_open').on(t.sentAt, t.acknowledgedAt, t.impossibleAt, t.disproportionateAt, t.createdAt),
    ],
  ),
  /** One try: when, what came back, how long it took. No address, no body. */
  noticeTry: k.table(
    'notice_try',
    {
      id: k.text('id').primaryKey(),
      noticeId: k.text('notice_id').notNull(),
      at: k.instant('at').notNull(),
      /** HTTP status, or null when there was no answer. */
      status: k.int('status'),
      /** Short code: `timeout`, `ECONNREFUSED`, `blocked`; null when it was delivered. */
      trouble: k.text('trouble'),
      milliseconds: k.int('milliseconds').notNull(),
    },
    t => [k.index('notice_try_notice').on(t.noticeId, t.at)],
  ),
})
