/**
 * The one door for change: a transaction with one moment, one actor, and at least one audit entry. What changes and what
 * the log says about it are written together or not at all.
 */
import type { Json } from '#domain/audit/canonical.ts'
import type { Erased } from '#domain/audit/entry.ts'
import type { Actor, AuditEvent } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import { append, checkActor, checkNews, type News, placeOf, TAKE_PLACE } from './audit/append.ts'
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
 * an entry is not well-formed. On PostgreSQL `body` can run again after a conflict, so it must only touch the database.
 */
export async function record<T>(
  store: Store,
  at: Instant,
  actor: Actor,
  body: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  checkActor(actor)
  const change = store.tx(async (db, raw, opened) => {
    const first = placeOf(opened)
    const told: News[] = []
    const result = await body({
      db,
      t: store.t,
      at,
      actor,
      entry(type, about = {}) {
        const news = { type, ...about }
        checkNews(news)
        if (told.length >= MAX_ENTRIES) throw new Error(`More than ${MAX_ENTRIES} audit entries in one change`)
        return first + told.push(news) - 1
      },
      decline(answer) {
        throw new Declined(answer)
      },
    })
    if (told.length === 0) throw new Error('A change without an audit entry: nothing was written')
    await append(store.engine, raw, first, at, actor, told)
    return result
  }, TAKE_PLACE)
  return change.catch((error: unknown) => {
    if (error instanceof Declined) return error.answer as T
    throw error
  })
}
