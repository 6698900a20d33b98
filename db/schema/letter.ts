/** What arrived outside the portal (on paper, by phone, by mail, at the counter, by the public form), and files with it. */
import type { Language } from '#domain/language.ts'
import type { Channel } from '#domain/subject-request.ts'
import type { Kit } from '../dialect.ts'

export const letterTables = (k: Kit) => ({
  /** One arrival; it may hold several rights, which then are requests of their own with the same moment of receipt (TIME-15). */
  letter: k.table(
    'letter',
    {
      id: k.text('id').primaryKey(),
      channel: k.text('channel').$type<Channel>().notNull(),
      /** When it reached us, which may lie before it was filed (TIME-02). */
      arrivedAt: k.instant('arrived_at').notNull(),
      filedAt: k.instant('filed_at').notNull(),
      /** Who filed it: a staff member's id; null when the person used the public form. */
      filedBy: k.text('filed_by'),
      /** The person it is about. Known to no source: a subject of the portal's own (`db/subject.ts`). */
      subjectId: k.text('subject_id').notNull(),
      /** As they call themselves and how to reach them; empty when not said. */
      name: k.text('name').notNull(),
      email: k.text('email').notNull(),
      address: k.text('address').notNull(),
      language: k.text('language').$type<Language>().notNull(),
      /** Who speaks for the person (ID-06); null is the person. */
      onBehalf: k.text('on_behalf').$type<'parent' | 'guardian' | 'authorised' | null>(),
      behalfName: k.text('behalf_name'),
      /** How their authority was checked: what was seen, never a copy of it. */
      authority: k.text('authority'),
      /** What they wrote or said, as typed over. */
      text: k.text('text').notNull(),
    },
    t => [k.index('letter_subject').on(t.subjectId, t.arrivedAt), k.index('letter_filed').on(t.filedAt, t.id)],
  ),
  /** A scan, or a file that came with a message or as evidence. Typed by its content, never served inline. */
  receivedFile: k.table(
    'received_file',
    {
      id: k.text('id').primaryKey(),
      letterId: k.text('letter_id'),
      requestId: k.text('request_id'),
      messageId: k.text('message_id'),
      /** Cleaned of paths and control characters; shown, never used as a path. */
      name: k.text('name').notNull(),
      mediaType: k.text('media_type').notNull(),
      bytes: k.int('bytes').notNull(),
      sha256: k.text('sha256').notNull(),
      content: k.bytes('content').notNull(),
      /** A staff member's id, or null when the person sent it. */
      by: k.text('by'),
      at: k.instant('at').notNull(),
    },
    t => [
      k.index('received_file_letter').on(t.letterId, t.at),
      k.index('received_file_request').on(t.requestId, t.at),
      k.index('received_file_message').on(t.messageId),
    ],
  ),
})
