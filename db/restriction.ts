/** Restrictions (Art. 18): set, announced to end, and ended. What one covers is computed by `domain/bar.ts`. */
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Restriction, RestrictionGround, RestrictionScope } from '#domain/bar.ts'
import type { Day } from '#domain/day.ts'
import { wantObedience } from './obedience.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

type Row = Tables['restriction']['$inferSelect']
export type RestrictionRow = Restriction &
  Pick<Row, 'id' | 'subjectId' | 'requestId' | 'causeId' | 'noticeAt' | 'liftsOn' | 'liftReason' | 'liftedBy'>

/** More than this of one person is a fault somewhere. */
const mostListed = 1000

/**
 * From now on nothing but storage is allowed with what `scope` covers (18(2)). Records `restriction.set`; null, and nothing
 * changes, when it was set for this very reason before.
 * @param sources ids of the sources that are told of it (`register.sources`)
 */
export async function restrict(
  ledger: Ledger,
  sources: readonly string[],
  wanted: {
    subjectId: string
    ground: RestrictionGround
    scope: RestrictionScope
    requestId?: string | null
    /** The correction that is its reason; it ends with it (`liftCause`). */
    causeId?: string | null
  },
): Promise<string | null> {
  const { db, t } = ledger
  const { subjectId, ground, scope, requestId = null, causeId = null } = wanted
  const same = (each: RestrictionRow) =>
    each.lifted === null && each.causeId === causeId && each.ground === ground && nameOf(each.scope) === nameOf(scope)
  if ((await restrictionsOf(db, t, subjectId)).some(same)) return null
  const id = newHandle()
  await db.insert(t.restriction).values({
    id,
    subjectId,
    requestId,
    causeId,
    ground,
    ...noScope,
    ...scope,
    since: ledger.at,
    noticeAt: null,
    liftsOn: null,
    liftReason: '',
    liftedAt: null,
    liftedBy: null,
  })
  ledger.entry('restriction.set', {
    ...(requestId && { request: requestId }),
    payload: { restriction: id, ground, covers: kindOf(scope) },
  })
  await wantObedience(ledger, sources, subjectId)
  return id
}

const noScope = { category: null, purpose: null, source: null, table: null, key: null, column: null }
const nameOf = (scope: RestrictionScope): string => JSON.stringify({ ...noScope, ...scope })

/** What a restriction is about, as pages and log name it. */
export const kindOf = (scope: RestrictionScope): 'category' | 'purpose' | 'value' =>
  'category' in scope ? 'category' : 'purpose' in scope ? 'purpose' : 'value'

/**
 * Notes that the person was told that it ends, from which day and why, in the transaction of that message (18(3)). Records
 * `restriction.liftTold`; declines to false when there is nothing to end, or it was told before.
 */
export async function announceLift(
  ledger: Ledger,
  id: string,
  told: { liftsOn: Day; reason: string },
): Promise<boolean> {
  const r = ledger.t.restriction
  const [row] = await ledger.db
    .update(r)
    .set({ noticeAt: ledger.at, liftsOn: told.liftsOn, liftReason: told.reason })
    .where(and(eq(r.id, id), isNull(r.liftedAt), isNull(r.noticeAt)))
    .returning({ requestId: r.requestId })
  if (!row) return ledger.decline(false)
  ledger.entry('restriction.liftTold', {
    ...(row.requestId && { request: row.requestId }),
    payload: { restriction: id, liftsOn: told.liftsOn },
  })
  return true
}

/** `notTold`: the person was not told yet. `tooEarly`: the day that they were told is still to come. */
export type NoLift = 'notThere' | 'notTold' | 'tooEarly'

/**
 * Ends a restriction. The person ends their own at once; anybody else only after the person was told and on or after the
 * day that they were told (18(3), REST-03). Records `restriction.lifted`; declines to why not.
 * @param by the staff member, or null: the person themselves
 */
export async function lift(
  ledger: Ledger,
  sources: readonly string[],
  wanted: { id: string; subjectId: string; by: string | null; today: Day },
): Promise<'lifted' | NoLift> {
  const { db, t } = ledger
  const r = t.restriction
  const [row] = await db
    .select()
    .from(r)
    .where(and(eq(r.id, wanted.id), eq(r.subjectId, wanted.subjectId), isNull(r.liftedAt)))
    .limit(1)
  if (!row) return ledger.decline('notThere')
  if (wanted.by !== null && (row.noticeAt === null || row.liftsOn === null)) return ledger.decline('notTold')
  if (wanted.by !== null && row.liftsOn !== null && row.liftsOn > wanted.today) return ledger.decline('tooEarly')
  await end(ledger, sources, row, wanted.by)
  return 'lifted'
}

/**
 * Ends what was set because of one thing, now that it is settled and the person is told so in this very change: a contested
 * value was corrected, or found right. Records `restriction.lifted` for each; gives how many.
 */
export async function liftCause(ledger: Ledger, sources: readonly string[], causeId: string): Promise<number> {
  const r = ledger.t.restriction
  const rows = await ledger.db
    .select()
    .from(r)
    .where(and(eq(r.causeId, causeId), isNull(r.liftedAt)))
    .limit(mostListed)
  for (const row of rows) await end(ledger, sources, row, null)
  return rows.length
}

async function end(
  ledger: Ledger,
  sources: readonly string[],
  row: Pick<Row, 'id' | 'subjectId' | 'requestId'>,
  by: string | null,
): Promise<void> {
  const r = ledger.t.restriction
  await ledger.db.update(r).set({ liftedAt: ledger.at, liftedBy: by }).where(eq(r.id, row.id))
  ledger.entry('restriction.lifted', {
    ...(row.requestId && { request: row.requestId }),
    payload: { restriction: row.id },
  })
  await wantObedience(ledger, sources, row.subjectId)
}

/** Every restriction of this person, oldest first; `lifted` null are on. */
export async function restrictionsOf(reader: Reader, t: Tables, subjectId: string): Promise<RestrictionRow[]> {
  const r = t.restriction
  const rows = await reader
    .select()
    .from(r)
    .where(eq(r.subjectId, subjectId))
    .orderBy(asc(r.since), asc(r.id))
    .limit(mostListed)
  return rows.map(row => ({ ...row, scope: scopeOf(row), lifted: row.liftedAt }))
}

function scopeOf({ category, purpose, source, table, key, column }: Row): RestrictionScope {
  if (category !== null) return { category }
  if (purpose !== null) return { purpose }
  return { source: source ?? '', table: table ?? '', key: key ?? '', column }
}
