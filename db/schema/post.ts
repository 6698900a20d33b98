/** The outbox: mail is written in the transaction of its cause and sent afterwards, with a Message-ID that never changes. */
import type { Kit } from '../dialect.ts'

export const postTables = (k: Kit) => ({
  mail: k.table(
    'mail',
    {
      id: k.text('id').primaryKey(),
      to: k.text('to').notNull(),
      subject: k.text('subject').notNull(),
      text: k.text('text').notNull(),
      html: k.text('html').notNull(),
      language: k.text('language').$type<'nl' | 'en'>().notNull(),
      createdAt: k.instant('created_at').notNull(),
      dueAt: k.instant('due_at').notNull(),
      attempts: k.int('attempts').notNull(),
      leaseOwner: k.text('lease_owner'),
      leaseUntil: k.instant('lease_until'),
      fence: k.int('fence').notNull(),
      sentAt: k.instant('sent_at'),
      /** Gave up; shown to the operator in `/readyz`. */
      failedAt: k.instant('failed_at'),
    },
    t => [k.index('mail_due').on(t.sentAt, t.failedAt, t.dueAt)],
  ),
})
