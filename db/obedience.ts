/**
 * Whether each source knows what it may not use of a person. The row is the job: wanted in the transaction of what changed,
 * carried out in the source, and then recorded; what cannot be done now comes back later (REST-02).
 */
import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import type { BarredUse } from '#domain/bar.ts'
import { type Instant, instantOf } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { type Ledger, record } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store } from './store.ts'

/** `wantedAt` grows with every wish, so it says which one was carried out. */
export type Obedience = Pick<Tables['obedience']['$inferSelect'], 'subjectId' | 'source' | 'wantedAt' | 'attempts'>

/** Tries of one round. */
const mostAtOnce = 100
/** Longest wait between two tries, in seconds. */
const longestWait = 900

/**
 * Call it inside every change that moves what may be used of somebody: a bar set or ended, a choice on consent. What the list
 * then is, is read when it is carried out (`app/bar/obey.ts`), so the newest always holds. Writes no entry: the change does.
 * @param sources ids of all sources of the register
 */
export async function wantObedience(ledger: Ledger, sources: readonly string[], subjectId: string): Promise<void> {
  const { db, t, at } = ledger
  const o = t.obedience
  const known = await db.select().from(o).where(eq(o.subjectId, subjectId)).limit(mostAtOnce)
  for (const source of sources) {
    const before = known.find(each => each.source === source)
    const wantedAt = before && before.wantedAt >= at ? instantOf(Date.parse(before.wantedAt) + 1) : at
    const wish = { wantedAt, doneAt: null, attempts: 0, dueAt: at, trouble: null }
    await db
      .insert(o)
      .values({ subjectId, source, barred: [], ...wish })
      .onConflictDoUpdate({ target: [o.subjectId, o.source], set: wish })
  }
}

/** What is due now, of one person or of everybody; longest due first. Cheap when there is nothing. */
export function dueObedience(reader: Reader, t: Tables, at: Instant, subjectId?: string): Promise<Obedience[]> {
  const o = t.obedience
  return reader
    .select({ subjectId: o.subjectId, source: o.source, wantedAt: o.wantedAt, attempts: o.attempts })
    .from(o)
    .where(and(isNull(o.doneAt), lte(o.dueAt, at), subjectId ? eq(o.subjectId, subjectId) : undefined))
    .orderBy(asc(o.dueAt), asc(o.subjectId), asc(o.source))
    .limit(mostAtOnce)
}

/** Sources that do not know yet what they may not use of this person. */
export async function untoldSources(reader: Reader, t: Tables, subjectId: string): Promise<readonly string[]> {
  const o = t.obedience
  const rows = await reader
    .select({ source: o.source })
    .from(o)
    .where(and(eq(o.subjectId, subjectId), isNull(o.doneAt)))
    .limit(mostAtOnce)
  return rows.map(({ source }) => source)
}

/**
 * The source has the list. Records `sources.told` by the system. False when something newer was wanted meanwhile: the source
 * may have got an old list after a newer one, so the wish is due again and must be carried out once more.
 */
export async function noteObeyed(
  store: Store,
  at: Instant,
  job: Obedience,
  barred: readonly BarredUse[],
): Promise<boolean> {
  return record<boolean>(store, at, { kind: 'system', ref: 'obedience' }, async ledger => {
    const o = ledger.t.obedience
    const mine = and(eq(o.subjectId, job.subjectId), eq(o.source, job.source))
    const [done] = await ledger.db
      .update(o)
      .set({ barred, doneAt: at, dueAt: null, trouble: null })
      .where(and(mine, eq(o.wantedAt, job.wantedAt), isNull(o.doneAt)))
      .returning({ source: o.source })
    ledger.entry('sources.told', {
      payload: { subject: job.subjectId, source: job.source, bars: barred.length, newest: done !== undefined },
    })
    if (done) return true
    const [row] = await ledger.db.select().from(o).where(mine).limit(1)
    // Somebody else carried out this very wish: both gave the same list.
    if (!row || (row.wantedAt === job.wantedAt && row.doneAt)) return true
    await ledger.db.update(o).set({ doneAt: null, dueAt: at }).where(mine)
    return false
  })
}

/** The source could not be told: tried again after a wait that doubles, a quarter of an hour at most. */
export async function postponeObedience(store: Store, at: Instant, job: Obedience, trouble: string): Promise<void> {
  const wait = Math.min(longestWait, 2 ** Math.min(job.attempts, 10))
  await store.tx(async db => {
    const o = store.t.obedience
    await db
      .update(o)
      .set({ attempts: job.attempts + 1, dueAt: later(at, wait), trouble })
      .where(
        and(eq(o.subjectId, job.subjectId), eq(o.source, job.source), eq(o.wantedAt, job.wantedAt), isNull(o.doneAt)),
      )
  })
}
