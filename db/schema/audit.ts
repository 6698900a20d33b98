/**
 * The audit log: entries without personal data, erasable payloads, RFC 6962 nodes, signed checkpoints. Numbers and sizes
 * are places (`domain/audit/epoch.ts`): in the first epoch, and so in most portals, simply those of the log.
 */
import type { Json } from '#domain/audit/canonical.ts'
import type { Kit } from '../dialect.ts'

export const auditTables = (k: Kit) => ({
  /** One row (id 1): how many entries there are; bumped in the same transaction, so that writers queue on it. */
  auditHead: k.table('audit_head', { id: k.int('id').primaryKey(), size: k.int('size').notNull() }),
  auditEntry: k.table(
    'audit_entry',
    {
      seq: k.int('seq').primaryKey(),
      /** The canonical entry (RFC 8785), exactly the bytes of the leaf. */
      entry: k.text('entry').notNull(),
      /** Copies out of `entry` to search by; never trusted by the verifier. */
      type: k.text('type').notNull(),
      request: k.text('request'),
      ts: k.text('ts').notNull(),
      /**
       * Hashes of the nodes of the tree that end with this entry, 32 bytes each: its leaf, then those it completes, lowest
       * first (docs/decisions/119-nodes-with-their-entry.md). Found by `domain/audit/merkle.ts`, `endOf`.
       */
      nodes: k.bytes('nodes').notNull(),
    },
    t => [
      k.index('audit_entry_request').on(t.request, t.seq),
      k.index('audit_entry_ts').on(t.ts, t.seq),
      k.index('audit_entry_type').on(t.type, t.ts, t.seq),
      k.index('audit_entry_actor').on(k.actorRef, t.ts, t.seq),
    ],
  ),
  /** Erasable: salt and payload of an entry. Gone together, and then covered by a `payload.erased` entry. */
  auditPayload: k.table('audit_payload', {
    seq: k.int('seq').primaryKey(),
    salt: k.bytes('salt').notNull(),
    payload: k.text('payload').notNull(),
  }),
  auditCheckpoint: k.table('audit_checkpoint', {
    size: k.int('size').primaryKey(),
    /** The signed note, verbatim. */
    note: k.text('note').notNull(),
  }),
  /**
   * One row (id 1): the newest check of the whole log, for every process to see how far it is. Housekeeping: what it found
   * stands in the log. `beat_at`: when whoever checks was last heard of. `verdict`: null until it ended.
   */
  auditCheck: k.table('audit_check', {
    id: k.int('id').primaryKey(),
    run: k.text('run').notNull(),
    staffId: k.text('staff_id').notNull(),
    startedAt: k.instant('started_at').notNull(),
    beatAt: k.instant('beat_at').notNull(),
    done: k.int('done').notNull(),
    total: k.int('total').notNull(),
    finishedAt: k.instant('finished_at'),
    verdict: k.json<Json>('verdict'),
  }),
  /** A witness's signature line under a checkpoint of ours (C2SP tlog-cosignature). */
  auditCosignature: k.table(
    'audit_cosignature',
    {
      size: k.int('size').notNull(),
      /** The witness's name, as it stands in the line. */
      witness: k.text('witness').notNull(),
      line: k.text('line').notNull(),
      at: k.instant('at').notNull(),
    },
    t => [k.primaryKey({ columns: [t.size, t.witness] })],
  ),
})
