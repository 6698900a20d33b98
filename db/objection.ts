/**
 * Objections (Art. 21), one per purpose. Direct marketing is upheld in the moment it is objected to (21(3)); of anything else
 * the purpose stands still until it is decided (18(1)(d)), and for good when nobody decides in time (OBJ-01).
 */
import { and, asc, eq, isNull, lt } from 'drizzle-orm'
import { type Balancing, isOpen, type Objection, type ObjectionOutcome, stands } from '#domain/bar.ts'
import type { Day } from '#domain/day.ts'
import type { Purpose } from '#domain/register.ts'
import { wantObedience } from './obedience.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

type Row = Tables['objection']['$inferSelect']
export type ObjectionRow = Objection &
  Pick<Row, 'id' | 'subjectId' | 'requestId' | 'situation' | 'decidedBy' | 'balancing'>

/** More than this of one person is a fault somewhere. */
const mostListed = 1000
/** Objections that one round settles. */
const mostAtOnce = 50

/**
 * The person objects to one purpose. Records `objection.made`, and `objection.upheld` with it for direct marketing; null, and
 * nothing changes, when an objection to it is open or stands already.
 * @param sources ids of the sources that are told of it
 * @param made.requestId the request in which it is weighed; null for direct marketing, where there is nothing to weigh
 */
export async function objectTo(
  ledger: Ledger,
  sources: readonly string[],
  purpose: Purpose,
  made: { subjectId: string; requestId: string | null; situation: string },
): Promise<string | null> {
  const { db, t } = ledger
  const { subjectId, requestId, situation } = made
  const before = (await objectionsOf(db, t, subjectId)).filter(each => each.purpose === purpose.id)
  if (before.some(each => stands(each, purpose, ledger.at) || isOpen(each, ledger.at))) return null
  const id = newHandle()
  const atOnce = purpose.directMarketing
  await db.insert(t.objection).values({
    id,
    subjectId,
    purpose: purpose.id,
    requestId,
    situation,
    at: ledger.at,
    withdrawnAt: null,
    outcome: atOnce ? 'upheld' : null,
    decidedAt: atOnce ? ledger.at : null,
    decidedBy: null,
    balancing: null,
  })
  const about = requestId ? { request: requestId } : {}
  ledger.entry('objection.made', { ...about, payload: { objection: id, purpose: purpose.id } })
  if (atOnce) ledger.entry('objection.upheld', { ...about, payload: { objection: id, outcome: 'upheld' } })
  await wantObedience(ledger, sources, subjectId)
  return id
}

/** The person takes it back: the purpose may go on. Records `objection.takenBack`; declines to null when there is none. */
export async function takeBackObjection(
  ledger: Ledger,
  sources: readonly string[],
  id: string,
  subjectId: string,
): Promise<{ requestId: string | null } | null> {
  const o = ledger.t.objection
  const [row] = await ledger.db
    .update(o)
    .set({ withdrawnAt: ledger.at })
    .where(and(eq(o.id, id), eq(o.subjectId, subjectId), isNull(o.withdrawnAt)))
    .returning({ requestId: o.requestId })
  if (!row) return ledger.decline(null)
  ledger.entry('objection.takenBack', { ...(row.requestId && { request: row.requestId }), payload: { objection: id } })
  await wantObedience(ledger, sources, subjectId)
  return row
}

/** Keeps how staff weigh an open objection (21(1)); false when it is decided or gone. Writes no entry of its own. */
export async function saveBalancing(ledger: Ledger, id: string, balancing: Balancing): Promise<boolean> {
  const o = ledger.t.objection
  const rows = await ledger.db
    .update(o)
    .set({ balancing })
    .where(and(eq(o.id, id), isNull(o.decidedAt), isNull(o.withdrawnAt)))
    .returning({ id: o.id })
  return rows.length === 1
}

/**
 * Decides the open objections of a request. Records `objection.upheld` or `objection.rejected` for each; gives how many.
 * @param by the staff member, or null: nobody decided in time (`default`)
 * @param only the one objection of the request that is decided; absent: all of them
 */
export async function settleObjections(
  ledger: Ledger,
  sources: readonly string[],
  requestId: string,
  outcome: ObjectionOutcome,
  by: string | null,
  only?: string,
): Promise<number> {
  const o = ledger.t.objection
  const rows = await ledger.db
    .update(o)
    .set({ outcome, decidedAt: ledger.at, decidedBy: by })
    .where(
      and(eq(o.requestId, requestId), only ? eq(o.id, only) : undefined, isNull(o.decidedAt), isNull(o.withdrawnAt)),
    )
    .returning({ id: o.id, subjectId: o.subjectId })
  for (const { id, subjectId } of rows) {
    ledger.entry(outcome === 'rejected' ? 'objection.rejected' : 'objection.upheld', {
      request: requestId,
      payload: { objection: id, outcome },
    })
    await wantObedience(ledger, sources, subjectId)
  }
  return rows.length
}

/** Requests with an objection that nobody decided by their last day, which was before `today`. */
export async function undecidedObjections(reader: Reader, t: Tables, today: Day): Promise<readonly string[]> {
  const [o, q] = [t.objection, t.subjectRequest]
  const rows = await reader
    .selectDistinct({ id: q.id })
    .from(o)
    .innerJoin(q, eq(q.id, o.requestId))
    .where(and(isNull(o.outcome), isNull(o.withdrawnAt), lt(q.answerBy, today)))
    .limit(mostAtOnce)
  return rows.map(({ id }) => id)
}

/** The person no longer asks: what they objected to in this request may go on. Records `objection.takenBack` for each. */
export async function dropObjections(ledger: Ledger, sources: readonly string[], requestId: string): Promise<void> {
  const open = (await objectionsIn(ledger.db, ledger.t, requestId)).filter(each => isOpen(each, ledger.at))
  for (const each of open) await takeBackObjection(ledger, sources, each.id, each.subjectId)
}

/** Every objection of this person, oldest first. */
export const objectionsOf = (reader: Reader, t: Tables, subjectId: string): Promise<ObjectionRow[]> =>
  listed(reader, t, eq(t.objection.subjectId, subjectId))

/** The objections that are weighed in this request. */
export const objectionsIn = (reader: Reader, t: Tables, requestId: string): Promise<ObjectionRow[]> =>
  listed(reader, t, eq(t.objection.requestId, requestId))

async function listed(reader: Reader, t: Tables, which: ReturnType<typeof eq>): Promise<ObjectionRow[]> {
  const o = t.objection
  const rows = await reader.select().from(o).where(which).orderBy(asc(o.at), asc(o.id)).limit(mostListed)
  return rows.map(row => ({ ...row, withdrawn: row.withdrawnAt, decided: row.decidedAt }))
}
