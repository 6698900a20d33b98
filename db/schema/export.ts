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
      /** The fence under which work began: somebody is at it only while this is the fence and the lease lives. */
      startedFence: k.int('started_fence'),
      /** Why the last attempt failed as a whole: a short code, never a message that could hold data. */
      trouble: k.text('trouble'),
      /** The incomplete bundle that this one is to take the place of. */
      replaces: k.text('replaces'),
      builtAt: k.instant('built_at'),
      /** Gave up after the last attempt; staff see it. */
      failedAt: k.instant('failed_at'),
      cancelledAt: k.instant('cancelled_at'),
      /** Random name below `DATA_DIR/bundles`; set when work begins, so that whatever a crash leaves can be named. */
      file: k.text('file'),
      bytes: k.int('bytes'),
      sha256: k.text('sha256'),
      items: k.int('items'),
      /** Parts that failed: 0 is a complete bundle. */
      failedParts: k.int('failed_parts'),
      /** First moment it can no longer be fetched: the end of its last day. */
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
      /** Left out on purpose: (some of it) waits for release, or it was refused; or a source failed. */
      leftOut: k.text('left_out').$type<'review' | 'refused' | 'failed' | null>(),
    },
    t => [k.uniqueIndex('export_part_once').on(t.exportId, t.source, t.category)],
  ),
})
