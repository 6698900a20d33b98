/** Deciding: what was looked at, what is hidden and why, what was decided, and by whom it was approved. */
import type { DecisionOutcome, RefusalGround } from '#domain/decision.ts'
import type { RedactionReason } from '#domain/register.ts'
import type { Kit } from '../dialect.ts'

export const decisionTables = (k: Kit) => ({
  /** What a person saw when they released a category: the bundle is made from exactly these items. */
  reviewedItem: k.table(
    'reviewed_item',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      category: k.text('category').notNull(),
      source: k.text('source').notNull(),
      table: k.text('table_id').notNull(),
      key: k.text('item_key').notNull(),
      /** HMAC of the item's values under the review's own salt: says whether it changed, and nothing else. */
      digest: k.text('digest').notNull(),
    },
    t => [k.uniqueIndex('reviewed_item_once').on(t.requestId, t.category, t.source, t.table, t.key)],
  ),
  /** A value (or with `column` null a whole record) that staff keep back from this request's copy, with its reason (ACC-06). */
  hiddenValue: k.table(
    'hidden_value',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      category: k.text('category').notNull(),
      source: k.text('source').notNull(),
      table: k.text('table_id').notNull(),
      key: k.text('item_key').notNull(),
      column: k.text('column_id'),
      reason: k.text('reason').$type<RedactionReason>().notNull(),
      by: k.text('by').notNull(),
      at: k.instant('at').notNull(),
      /** Shown again. */
      liftedAt: k.instant('lifted_at'),
      liftedBy: k.text('lifted_by'),
    },
    t => [k.index('hidden_value_request').on(t.requestId, t.category)],
  ),
  /** What was decided about a request, or about one category or record of it. A newer one for the same part replaces it. */
  decision: k.table(
    'decision',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      /** A category of the register; null is the whole request. */
      category: k.text('category'),
      /** `table/key` of one record within the category; null is all of it. */
      item: k.text('item'),
      outcome: k.text('outcome').$type<DecisionOutcome>().notNull(),
      /** Set when something is refused. */
      ground: k.text('ground').$type<RefusalGround | null>(),
      /** In plain words, as it will stand in the letter. */
      reason: k.text('reason').notNull(),
      /** What would change it; may be empty. */
      wouldChange: k.text('would_change').notNull(),
      /** Last day the ground holds, where the law asks for one (UAVG 41, 17(3)(b)). */
      until: k.day('until_day'),
      by: k.text('by').notNull(),
      at: k.instant('at').notNull(),
      replacedAt: k.instant('replaced_at'),
    },
    t => [k.index('decision_request').on(t.requestId, t.at)],
  ),
  /** A second pair of eyes: asked for a plan, and given or refused for exactly that plan (T10). */
  approval: k.table(
    'approval',
    {
      id: k.text('id').primaryKey(),
      requestId: k.text('request_id').notNull(),
      /** SHA-256 over decisions, hidden values and letter as they were when asked. */
      planHash: k.text('plan_hash').notNull(),
      askedBy: k.text('asked_by').notNull(),
      askedAt: k.instant('asked_at').notNull(),
      decidedBy: k.text('decided_by'),
      decidedAt: k.instant('decided_at'),
      approved: k.bool('approved'),
      note: k.text('note').notNull(),
    },
    t => [k.index('approval_request').on(t.requestId, t.askedAt)],
  ),
})
