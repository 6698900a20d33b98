/** Correcting (Art. 16): what a person wants changed, what they say about what stays, and when nothing else may be done. */
import type { CorrectionMode, CorrectionOutcome, CorrectionTrouble, FreezeCause } from '#domain/correction.ts'
import type { RefusalGround } from '#domain/decision.ts'
import type { Value } from '#domain/item.ts'
import type { Kit } from '../dialect.ts'

export const correctionTables = (k: Kit) => ({
  /**
   * One value that a person wants otherwise. The row is also the job: wanted, then carried out in the source, then recorded
   * (architecture, "the same three beats"). `was` and `wanted` are emptied when nothing needs them any more.
   */
  correction: k.table(
    'correction',
    {
      id: k.text('id').primaryKey(),
      subjectId: k.text('subject_id').notNull(),
      /** The request in which staff review it; null when the person may change it themselves. */
      requestId: k.text('request_id'),
      source: k.text('source').notNull(),
      table: k.text('table_id').notNull(),
      key: k.text('item_key').notNull(),
      column: k.text('column_id').notNull(),
      mode: k.text('mode').$type<CorrectionMode>().notNull(),
      /** What the person saw: the change is made only while this is what is stored. */
      was: k.json<{ value: Value } | null>('was'),
      wanted: k.json<{ value: Value } | null>('wanted'),
      /** Why, in the person's words; may be empty. Emptied with the values. */
      because: k.text('because').notNull(),
      askedAt: k.instant('asked_at').notNull(),
      /** `confirm`: the code sent to the new address was right. */
      confirmedAt: k.instant('confirmed_at'),
      /** `confirm`: SHA-256 of the token with which the old address can stop it, and when it did. */
      stopHash: k.text('stop_hash'),
      stoppedAt: k.instant('stopped_at'),
      /** From when the source may be told, and until when it tries. */
      dueAt: k.instant('due_at'),
      attempts: k.int('attempts').notNull().default(0),
      leaseUntil: k.instant('lease_until'),
      fence: k.int('fence').notNull().default(0),
      appliedAt: k.instant('applied_at'),
      /** The source did not change it: the value was another one by then, or it could not. */
      trouble: k.text('trouble').$type<CorrectionTrouble | null>(),
      troubleAt: k.instant('trouble_at'),
      /** Until when one click puts the old value back. */
      undoUntil: k.instant('undo_until'),
      undoneAt: k.instant('undone_at'),
      outcome: k.text('outcome').$type<CorrectionOutcome | null>(),
      ground: k.text('ground').$type<RefusalGround | null>(),
      reason: k.text('reason').notNull().default(''),
      decidedBy: k.text('decided_by'),
      decidedAt: k.instant('decided_at'),
      valuesGoneAt: k.instant('values_gone_at'),
    },
    t => [
      k.index('correction_subject').on(t.subjectId, t.askedAt),
      k.index('correction_request').on(t.requestId),
      k.index('correction_item').on(t.subjectId, t.source, t.table, t.key, t.column),
      k.index('correction_due').on(t.dueAt, t.id),
      k.uniqueIndex('correction_stop').on(t.stopHash),
      k.index('correction_values').on(t.valuesGoneAt, t.undoUntil),
    ],
  ),
  /** What a person says about a record or value that stays as it is; goes with it in every view and copy (RECT-02). */
  statement: k.table(
    'statement',
    {
      id: k.text('id').primaryKey(),
      subjectId: k.text('subject_id').notNull(),
      correctionId: k.text('correction_id'),
      source: k.text('source').notNull(),
      table: k.text('table_id').notNull(),
      key: k.text('item_key').notNull(),
      /** The value it is about; null is the whole record. */
      column: k.text('column_id'),
      text: k.text('text').notNull(),
      at: k.instant('at').notNull(),
      removedAt: k.instant('removed_at'),
    },
    t => [k.index('statement_item').on(t.subjectId, t.source, t.table, t.key)],
  ),
  /** Copies and removals wait: an address or a way to sign in changed shortly before (T3). */
  freeze: k.table(
    'freeze',
    {
      id: k.text('id').primaryKey(),
      subjectId: k.text('subject_id').notNull(),
      cause: k.text('cause').$type<FreezeCause>().notNull(),
      from: k.instant('from_at').notNull(),
      until: k.instant('until_at').notNull(),
      endedAt: k.instant('ended_at'),
    },
    t => [k.index('freeze_subject').on(t.subjectId, t.until)],
  ),
})
