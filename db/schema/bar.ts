/** What may not be done with somebody's data: restrictions (Art. 18), objections (Art. 21), and whether the sources know. */
import type { Balancing, BarredUse, ObjectionOutcome, RestrictionGround } from '#domain/bar.ts'
import type { Kit } from '../dialect.ts'

export const barTables = (k: Kit) => ({
  /** Set still (18): exactly one of `category`, `purpose`, or the four of one value says what. */
  restriction: k.table(
    'restriction',
    {
      id: k.text('id').primaryKey(),
      subjectId: k.text('subject_id').notNull(),
      requestId: k.text('request_id'),
      /** The correction or objection that is its reason; null when it was asked for by itself. */
      causeId: k.text('cause_id'),
      ground: k.text('ground').$type<RestrictionGround>().notNull(),
      category: k.text('category'),
      purpose: k.text('purpose'),
      source: k.text('source'),
      table: k.text('table_id'),
      key: k.text('item_key'),
      column: k.text('column_id'),
      since: k.instant('since').notNull(),
      /** When the person was told that it will be lifted, and from which day (18(3), REST-03). */
      noticeAt: k.instant('notice_at'),
      liftsOn: k.day('lifts_on'),
      liftReason: k.text('lift_reason').notNull().default(''),
      liftedAt: k.instant('lifted_at'),
      /** A staff member's id, or null when the person lifted it or its cause ended. */
      liftedBy: k.text('lifted_by'),
    },
    t => [
      k.index('restriction_subject').on(t.subjectId, t.liftedAt),
      k.index('restriction_cause').on(t.causeId),
      k.index('restriction_lifts').on(t.liftsOn, t.liftedAt),
    ],
  ),
  /** An objection to one purpose (21). Against direct marketing it is upheld in the moment it is made (OBJ-02). */
  objection: k.table(
    'objection',
    {
      id: k.text('id').primaryKey(),
      subjectId: k.text('subject_id').notNull(),
      purpose: k.text('purpose').notNull(),
      requestId: k.text('request_id'),
      /** The person's own situation, in their words; empty for direct marketing. */
      situation: k.text('situation').notNull(),
      at: k.instant('at').notNull(),
      withdrawnAt: k.instant('withdrawn_at'),
      outcome: k.text('outcome').$type<ObjectionOutcome | null>(),
      decidedAt: k.instant('decided_at'),
      /** A staff member's id; null when the law decided (marketing, or nobody decided in time). */
      decidedBy: k.text('decided_by'),
      /** Why the controller's grounds outweigh the person's, or do not (21(1)). */
      balancing: k.json<Balancing | null>('balancing'),
    },
    t => [
      k.index('objection_subject').on(t.subjectId, t.purpose, t.at),
      k.index('objection_request').on(t.requestId),
      k.index('objection_open').on(t.outcome, t.withdrawnAt, t.at),
    ],
  ),
  /** The newest list of what a source may not do with this person, and whether it has it. The row is the job. */
  obedience: k.table(
    'obedience',
    {
      subjectId: k.text('subject_id').notNull(),
      source: k.text('source').notNull(),
      barred: k.json<readonly BarredUse[]>('barred').notNull(),
      wantedAt: k.instant('wanted_at').notNull(),
      doneAt: k.instant('done_at'),
      attempts: k.int('attempts').notNull().default(0),
      dueAt: k.instant('due_at'),
      trouble: k.text('trouble'),
    },
    t => [k.primaryKey({ columns: [t.subjectId, t.source] }), k.index('obedience_due').on(t.dueAt)],
  ),
})
