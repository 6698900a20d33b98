/**
 * The one door for change: a transaction with one moment, one actor, and at least one audit entry. What changes and what
 * the log says about it are written together or not at all.
 */
import type { Json } from '#domain/audit/canonical.ts'
import type { Erased } from '#domain/audit/entry.ts'
import type { Actor, AuditEvent } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import { checkActor, write, type Written } from './audit/append.ts'
import { type Changed, inTurn } from './in-turn.ts'
import type { Tables } from './schema/tables.ts'
import type { Store, Writer } from './store.ts'

/** Most entries that one transaction may write. */
const MAX_ENTRIES = 10_000

export type Ledger = {
  /** Writes and reads inside the transaction. */
  db: Writer
  t: Tables
  at: Instant
  actor: Actor
  /**
   * Adds an entry; returns its number. `request` is the request's handle. `payload` is plain JSON and may hold personal
   * data, because it is kept apart and can be erased. `erased` belongs to `payload.erased` only.
   */
  entry(type: AuditEvent, about?: { request?: string; payload?: Json; erased?: Erased }): number
  /**
   * No is an answer: somebody was first, or what should change is not there. Everything rolls back and `record` resolves
   * to `answer`, without an entry.
   */
  decline<T>(answer: T): T
}

/** Carries a `decline` out of the transaction, past the roll-back. */
class Declined extends Error {
  constructor(readonly answer: unknown) {
    super('declined')
  }
}

/**
 * Runs `body` in one transaction. Throws, and everything rolls back, when `body` throws, when it wrote no entry, or when
 * an entry is not well-formed. `body` can run again after a conflict, so it must only touch the database. Resolves when
 * the change is on disk.
 */
export async function record<T>(
  store: Store,
  at: Instant,
  actor: Actor,
  body: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  checkActor(actor)
  try {
    return await inTurn(store, (db, first) => change(store, db, first, at, actor, body))
  } catch (error) {
    if (error instanceof Declined) return error.answer as T
    throw error
  }
}

/** One change, and the entries it wrote from number `first` on. */
async function change<T>(
  store: Store,
  db: Writer,
  first: number,
  at: Instant,
  actor: Actor,
  body: (ledger: Ledger) => Promise<T>,
): Promise<Changed<T>> {
  const written: Written[] = []
  const result = await body({
    db,
    t: store.t,
    at,
    actor,
    entry(type, about = {}) {
      const seq = first + written.length
      if (written.length >= MAX_ENTRIES) throw new Error(`More than ${MAX_ENTRIES} audit entries in one change`)
      written.push(write(seq, at, actor, { type, ...about }))
      return seq
    },
    decline(answer) {
      throw new Declined(answer)
    },
  })
  if (written.length === 0) throw new Error('A change without an audit entry: nothing was written')
  return { result, written }
}
