/** Freezes (T3): after a change of address copies and removals wait, so that who took somebody's place gets nothing out. */
import { and, desc, eq, gt, isNull, lte } from 'drizzle-orm'
import { type FreezeCause, freezeUntil } from '#domain/correction.ts'
import type { Instant } from '#domain/day.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** From now on, for `freezeHours`. Records `subject.frozen`. */
export async function freeze(ledger: Ledger, subjectId: string, cause: FreezeCause): Promise<void> {
  const until = freezeUntil(ledger.at)
  await ledger.db
    .insert(ledger.t.freeze)
    .values({ id: newHandle(), subjectId, cause, from: ledger.at, until, endedAt: null })
  ledger.entry('subject.frozen', { payload: { subject: subjectId, cause, until } })
}

/** Until when copies and removals of this person wait; null when they need not. */
export async function frozenUntil(reader: Reader, t: Tables, subjectId: string, at: Instant): Promise<Instant | null> {
  const f = t.freeze
  const [row] = await reader
    .select({ until: f.until })
    .from(f)
    .where(and(eq(f.subjectId, subjectId), lte(f.from, at), gt(f.until, at), isNull(f.endedAt)))
    .orderBy(desc(f.until))
    .limit(1)
  return row?.until ?? null
}
