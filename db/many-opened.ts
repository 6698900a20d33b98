/** The alarm about staff who open unusually many people: raised with the look itself, once per window, for the officer. */
import { and, countDistinct, desc, eq, gt, lte, sql } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { type ManyOpened, manyOpened } from '#domain/many-opened.ts'
import { later } from '#domain/moment.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** The house limit when no other is set: different people in an hour. */
export const mostInAnHour = 30
const [hour, day, month] = [3600, 86_400, 30 * 86_400]
/** Alarms that a page shows at most. */
const mostShown = 5

/**
 * After a look was written: the alarm when it is one too many. Records `data.manyOpened`, by the same person's hand, at
 * most once per window.
 */
export async function noteManyOpened(
  ledger: Ledger,
  look: { staffId: string; subjectId: string },
  most: number,
): Promise<ManyOpened | null> {
  const alarm = manyOpened(await openedBy(ledger, look), most)
  if (!alarm) return null
  const m = ledger.t.manyOpened
  const since = later(ledger.at, alarm.window === 'hour' ? -hour : -day)
  const told = and(eq(m.staffId, look.staffId), eq(m.window, alarm.window), gt(m.at, since))
  if ((await ledger.db.$count(m, told)) > 0) return null
  const slot = ledger.at.slice(0, alarm.window === 'hour' ? 13 : 10)
  const noted = await ledger.db
    .insert(m)
    .values({ id: newHandle(), staffId: look.staffId, ...alarm, slot, at: ledger.at })
    .onConflictDoNothing({ target: [m.staffId, m.window, m.slot] })
    .returning({ id: m.id })
  if (noted.length === 0) return null
  ledger.entry('data.manyOpened', { payload: { staff: look.staffId, ...alarm } })
  return alarm
}

async function openedBy({ db, t, at }: Ledger, { staffId, subjectId }: { staffId: string; subjectId: string }) {
  const l = t.look
  const people = async (seconds: number) => {
    const [row] = await db
      .select({ many: countDistinct(l.subjectId) })
      .from(l)
      .where(and(eq(l.staffId, staffId), gt(l.at, later(at, -seconds))))
    return row?.many ?? 0
  }
  const dayAgo = later(at, -day)
  const before = and(eq(l.staffId, staffId), eq(l.subjectId, subjectId), gt(l.at, dayAgo), sql`${l.at} < ${at}`)
  // Somebody who was opened before today makes the day no fuller: then the month need not be counted.
  const again = (await db.$count(l, before)) > 0
  const earlierDays = again
    ? []
    : await db
        .select({ many: countDistinct(l.subjectId) })
        .from(l)
        .where(and(eq(l.staffId, staffId), gt(l.at, later(at, -month)), lte(l.at, dayAgo)))
        .groupBy(sql`substr(${l.at}, 1, 10)`)
  return { hour: await people(hour), day: again ? 0 : await people(day), earlierDays: earlierDays.map(row => row.many) }
}

export type Alarm = { name: string | null; window: ManyOpened['window']; people: number; at: Instant }

/** Alarms since this moment, newest first, with who it was; null for the operator's own hand. */
export async function alarmsSince(reader: Reader, t: Tables, since: Instant): Promise<Alarm[]> {
  const m = t.manyOpened
  return reader
    .select({ name: t.staff.name, window: m.window, people: m.people, at: m.at })
    .from(m)
    .leftJoin(t.staff, eq(t.staff.id, m.staffId))
    .where(gt(m.at, since))
    .orderBy(desc(m.at), desc(m.id))
    .limit(mostShown)
}
