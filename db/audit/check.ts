/**
 * How far the newest check of the whole log is, for everybody to see, whichever process does it. Housekeeping (no entry of
 * its own): what a check found is recorded as `log.verified` when it ends.
 */
import { and, eq, isNull, lte, or, sql } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { newHandle } from '../random.ts'
import type { Ledger } from '../record.ts'
import type { Tables } from '../schema/tables.ts'
import type { Reader, Store } from '../store.ts'
import type { Verdict } from './verdict.ts'

/** Who checks and was not heard of for so long, in seconds, does so no more. */
const silence = 60

/** What a check ended with. `BROKEN_OFF`: the database or the program failed, so nothing is known. */
export type CheckEnd = Verdict | { result: 'BROKEN_OFF' }

export type LogCheck = {
  staffId: string
  startedAt: Instant
  done: number
  total: number
  finishedAt: Instant | null
  /** Null while it runs. */
  verdict: CheckEnd | null
}

/** Begins a check; its handle, or null when one is running. One statement, so two people cannot both begin. */
export async function beginCheck(store: Store, staffId: string, at: Instant): Promise<string | null> {
  const c = store.t.auditCheck
  const run = newHandle()
  const fresh = { run, staffId, startedAt: at, beatAt: at, done: 0, total: 0, finishedAt: null, verdict: null }
  const over = or(sql`${c.finishedAt} is not null`, lte(c.beatAt, later(at, -silence)))
  const begun = await store.tx(
    async db =>
      await db
        .insert(c)
        .values({ id: 1, ...fresh })
        .onConflictDoUpdate({ target: c.id, set: fresh, setWhere: over })
        .returning({ run: c.run }),
  )
  return begun[0]?.run ?? null
}

/** It goes on. False when it was thought dead and somebody else began: then stop. */
export async function beatCheck(
  store: Store,
  run: string,
  at: Instant,
  { done, total }: { done: number; total: number },
): Promise<boolean> {
  const c = store.t.auditCheck
  const kept = await store.tx(
    async db =>
      await db
        .update(c)
        .set({ beatAt: at, done, total })
        .where(and(eq(c.run, run), isNull(c.finishedAt)))
        .returning({ id: c.id }),
  )
  return kept.length === 1
}

/** It ended. Records `log.verified` with what it found; nothing when it was not ours any more. */
export async function endCheck(ledger: Ledger, run: string, verdict: CheckEnd): Promise<boolean> {
  const c = ledger.t.auditCheck
  const whole = 'closed' in verdict ? verdict.size + verdict.closed.reduce((sum, { size }) => sum + size, 0) : null
  const ended = await ledger.db
    .update(c)
    .set({
      finishedAt: ledger.at,
      beatAt: ledger.at,
      verdict,
      ...(whole === null ? {} : { done: whole, total: whole }),
    })
    .where(and(eq(c.run, run), isNull(c.finishedAt)))
    .returning({ id: c.id })
  if (ended.length === 0) return ledger.decline(false)
  const { result } = verdict
  ledger.entry('log.verified', { payload: whole === null ? { result } : { result, entries: whole } })
  return true
}

/** The newest check, or null before the first. One that was left behind counts as broken off. */
export async function newestCheck(reader: Reader, t: Tables, now: Instant): Promise<LogCheck | null> {
  const [row] = await reader.select().from(t.auditCheck).where(eq(t.auditCheck.id, 1))
  if (!row) return null
  const { staffId, startedAt, done, total } = row
  const left = row.finishedAt === null && row.beatAt <= later(now, -silence)
  const verdict = left ? ({ result: 'BROKEN_OFF' } as const) : (row.verdict as CheckEnd | null)
  return { staffId, startedAt, done, total, finishedAt: left ? row.beatAt : row.finishedAt, verdict }
}
