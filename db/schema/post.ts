/** The outbox: mail is written in the transaction of its cause and sent afterwards, with a Message-ID that never changes. */
import type { Kit } from '../dialect.ts'

/** Which letter it is; stays after sending, when address and text are gone. */
export const mailKinds = [
  'signInCode',
  'noAccount',
  'newDevice',
  'requestSubmitted',
  'copyReady',
  'copyPartlyReady',
  'copyExpires',
  'question',
  'answerIn',
  'message',
  'extended',
  'decided',
  'erased',
  'security',
  'proveAddress',
  'recipientTold',
] as const
export type MailKind = (typeof mailKinds)[number]

export const postTables = (k: Kit) => ({
  mail: k.table(
    'mail',
    {
      /** Also the left half of the Message-ID. */
      id: k.text('id').primaryKey(),
      kind: k.text('kind').$type<MailKind>().notNull(),
      /** The request it tells about, so that `mail.sent` stands in that request's trail. */
      requestId: k.text('request_id'),
      /** Address, subject and body are emptied once it is sent or given up after its last try. */
      to: k.text('to').notNull(),
      subject: k.text('subject').notNull(),
      text: k.text('text').notNull(),
      html: k.text('html').notNull(),
      language: k.text('language').$type<'nl' | 'en'>().notNull(),
      createdAt: k.instant('created_at').notNull(),
      dueAt: k.instant('due_at').notNull(),
      /** Of no use after this moment (a code that ran out): then it is dropped instead of sent. */
      expiresAt: k.instant('expires_at'),
      attempts: k.int('attempts').notNull(),
      leaseOwner: k.text('lease_owner'),
      leaseUntil: k.instant('lease_until'),
      fence: k.int('fence').notNull(),
      /** Short code of the last failure ("550", "ECONNREFUSED"); never the server's sentence, which may quote an address. */
      trouble: k.text('trouble'),
      sentAt: k.instant('sent_at'),
      /** Gave up; shown to the operator in `/readyz`, and to staff on the page Post until it is settled. */
      failedAt: k.instant('failed_at'),
      /** Of a letter that was given up: when somebody sent another in its place, or put it aside. */
      settledAt: k.instant('settled_at'),
      /** The letter that was sent in its place; null when it was put aside. */
      resentAs: k.text('resent_as'),
    },
    t => [
      k.index('mail_due').on(t.sentAt, t.failedAt, t.dueAt),
      k.index('mail_failed').on(t.settledAt, t.failedAt, t.id),
    ],
  ),
})
