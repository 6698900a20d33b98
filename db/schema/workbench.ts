/** How staff work together: labels, lists of their own, words to search by, who looks at a request now, and merges. */
import type { Kit } from '../dialect.ts'

export const workbenchTables = (k: Kit) => ({
  requestLabel: k.table(
    'request_label',
    { requestId: k.text('request_id').notNull(), label: k.text('label').notNull(), at: k.instant('at').notNull() },
    t => [k.primaryKey({ columns: [t.requestId, t.label] }), k.index('request_label_label').on(t.label, t.requestId)],
  ),
  /** A list that a staff member keeps: its name, and what is asked in the queue's own grammar. */
  savedView: k.table(
    'saved_view',
    {
      id: k.text('id').primaryKey(),
      staffId: k.text('staff_id').notNull(),
      name: k.text('name').notNull(),
      query: k.text('query').notNull(),
      at: k.instant('at').notNull(),
    },
    t => [k.index('saved_view_staff').on(t.staffId, t.at)],
  ),
  /**
   * Words of names and addresses to find a request by, as HMAC under the portal's key: exact words can be searched, and
   * nobody reads a name here.
   */
  searchWord: k.table(
    'search_word',
    {
      word: k.text('word').notNull(),
      /** When the request arrived, so that the hits of a word come newest first without a sort. */
      receivedAt: k.instant('received_at').notNull(),
      requestId: k.text('request_id').notNull(),
    },
    t => [
      k.primaryKey({ columns: [t.word, t.receivedAt, t.requestId] }),
      k.index('search_word_request').on(t.requestId),
    ],
  ),
  /** Who has a request open now: housekeeping, one row per person and request, of no use after a minute. */
  presence: k.table(
    'presence',
    {
      requestId: k.text('request_id').notNull(),
      staffId: k.text('staff_id').notNull(),
      seenAt: k.instant('seen_at').notNull(),
    },
    t => [k.primaryKey({ columns: [t.requestId, t.staffId] })],
  ),
})
