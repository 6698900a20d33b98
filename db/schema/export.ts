/** An export is the job that makes a bundle. Its row is the queue: lease and fence make it safe with many workers. */
import type { Language } from '#domain/language.ts'
import type { Scope } from '#domain/subject-request.ts'
import type { Kit } from '../dialect.ts'

export const exportTables = (k: Kit) => ({
  export: k.table(
    'export',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      subjectId: k.text('subject_id').notNull(),
      scope: k.json<Scope>('scope').notNull(),
      language: k.text('language').$type<Language>().notNull(),
      wantedAt: k.instant('wanted_at').notNull(),
      /** Not before this moment: retries wait longer each time. */
      dueAt: k.instant('due_at').notNull(),
      attempts: k.int('attempts').notNull(),
      leaseOwner: k.text('lease_owner'),
      leaseUntil: k.instant('lease_until'),
      fence: k.int('fence').notNull(),
      builtAt: k.instant('built_at'),
      /** Gave up after the last attempt; staff see it. */
      failedAt: k.instant('failed_at'),
      cancelledAt: k.instant('cancelled_at'),
      /** Random name below `DATA_DIR/bundles`. */
      file: k.text('file'),
      bytes: k.int('bytes'),
      sha256: k.text('sha256'),
      items: k.int('items'),
      /** Last moment it can be fetched. */
      expiresAt: k.instant('expires_at'),
      extendedAt: k.instant('extended_at'),
      downloadedAt: k.instant('downloaded_at'),
      removedAt: k.instant('removed_at'),
    },
    t => [
      k.index('export_request').on(t.requestId, t.wantedAt),
      k.index('export_subject').on(t.subjectId, t.wantedAt),
      k.index('export_due').on(t.builtAt, t.failedAt, t.cancelledAt, t.dueAt),
      k.index('export_expires').on(t.removedAt, t.expiresAt),
    ],
  ),
  /** Progress and outcome per source and category, for the page and for staff. */
  exportPart: k.table(
    'export_part',
    {
      id: k.text('id').primaryKey(),
      exportId: k.text('export_id').notNull(),
      source: k.text('source').notNull(),
      category: k.text('category').notNull(),
      /** Counted beforehand; null until counted. */
      expected: k.int('expected'),
      found: k.int('found').notNull(),
      startedAt: k.instant('started_at'),
      doneAt: k.instant('done_at'),
      /** Short code, never a message that could hold data. */
      error: k.text('error'),
      /** Left out on purpose: waits for release, or not asked for. */
      leftOut: k.text('left_out').$type<'review' | 'failed' | null>(),
    },
    t => [k.uniqueIndex('export_part_once').on(t.exportId, t.source, t.category)],
  ),
})
