/** Second looks (M9): the person asks after an answer; somebody who had no part in it takes it and decides. */
import { and, asc, desc, eq, gte, isNotNull, isNull, lte, or } from 'drizzle-orm'
import { dayOf } from '#domain/day.ts'
import { holidays } from '#domain/holidays.ts'
import { mayLookAgain, secondLookBy, type SecondLookRefusal, secondLookRefused } from '#domain/second-look.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { type Counting, refreshQueueCopy, requestById } from './subject-request.ts'

export type SecondLook = Tables['secondLook']['$inferSelect']

/** People who can have had a part in one answer. */
const most = 1000

/** The person asks us to look again. Records `request.secondLookAsked`; declines to the refusal. */
export async function askSecondLook(
  ledger: Ledger,
  counting: Counting,
  asked: { requestId: string; text: string },
): Promise<SecondLookRefusal | null> {
  const { db, t } = ledger
  const { requestId, text } = asked
  const request = await requestById(db, t, requestId)
  const before = await db.$count(t.secondLook, eq(t.secondLook.requestId, requestId))
  const refused = secondLookRefused({ answered: Boolean(request?.answeredAt), asked: before })
  if (refused) return ledger.decline(refused)
  const row: SecondLook = {
    id: newHandle(),
    requestId,
    text,
    askedAt: ledger.at,
    answerBy: secondLookBy(dayOf(ledger.at, counting.timeZone), holidays(counting.holidays)),
    takenBy: null,
    outcome: null,
    reason: '',
    decidedBy: null,
    decidedAt: null,
  }
  await db.insert(t.secondLook).values(row)
  ledger.entry('request.secondLookAsked', { request: requestId, payload: { answerBy: row.answerBy } })
  await refreshQueueCopy(ledger, counting, requestId)
  return null
}

/** `involved`: they decided, hid, agreed or sent themselves, or it is about them. `gone`: decided, or taken by somebody else. */
export type TakeRefusal = 'involved' | 'gone'

/**
 * A colleague takes it. Records `request.secondLookTaken`; declines to the refusal.
 * @param taker.isSubject the colleague is the person whose request it is
 */
export async function takeSecondLook(
  ledger: Ledger,
  counting: Counting,
  requestId: string,
  { staffId, isSubject }: { staffId: string; isSubject: boolean },
): Promise<TakeRefusal | null> {
  const { db, t } = ledger
  // Who may is asked here, where nobody decides in between.
  if (isSubject || !mayLookAgain(staffId, await involvedIn(db, t, requestId))) return ledger.decline('involved')
  const l = t.secondLook
  const [row] = await db
    .update(l)
    .set({ takenBy: staffId })
    .where(and(eq(l.requestId, requestId), isNull(l.decidedAt), isNull(l.takenBy)))
    .returning({ id: l.id })
  if (!row) return ledger.decline('gone')
  ledger.entry('request.secondLookTaken', { request: requestId })
  await refreshQueueCopy(ledger, counting, requestId)
  return null
}

/** Who took it decides, with the reason that the person reads. Records `request.secondLookDecided`; declines to the refusal. */
export async function decideSecondLook(
  ledger: Ledger,
  counting: Counting,
  decided: { requestId: string; staffId: string; outcome: 'stays' | 'changed'; reason: string },
): Promise<TakeRefusal | null> {
  const { db, t } = ledger
  const { requestId, staffId, outcome, reason } = decided
  if (!mayLookAgain(staffId, await involvedIn(db, t, requestId))) return ledger.decline('involved')
  const l = t.secondLook
  const [row] = await db
    .update(l)
    .set({ outcome, reason, decidedBy: staffId, decidedAt: ledger.at })
    .where(and(eq(l.requestId, requestId), eq(l.takenBy, staffId), isNull(l.decidedAt)))
    .returning({ id: l.id })
  if (!row) return ledger.decline('gone')
  ledger.entry('request.secondLookDecided', { request: requestId, payload: { outcome } })
  await refreshQueueCopy(ledger, counting, requestId)
  return null
}

/** The second look of a request, with the name of who took it (for staff); null when none was asked. */
export async function secondLookOf(
  reader: Reader,
  t: Tables,
  requestId: string,
): Promise<(SecondLook & { takenName: string | null }) | null> {
  const l = t.secondLook
  const [row] = await reader
    .select({ look: l, name: t.staff.name })
    .from(l)
    .leftJoin(t.staff, eq(t.staff.id, l.takenBy))
    .where(eq(l.requestId, requestId))
    .orderBy(desc(l.askedAt), asc(l.id))
    .limit(1)
  return row ? { ...row.look, takenName: row.name } : null
}

/**
 * Who had a part in the answer: decided, hid a value, agreed as second person, or sent the letter. What was decided after it
 * is the second look itself.
 */
export async function involvedIn(reader: Reader, t: Tables, requestId: string): Promise<readonly string[]> {
  const answered = (await requestById(reader, t, requestId))?.answeredAt
  if (!answered) return []
  const { decision: d, hiddenValue: h, approval: p, answer: a } = t
  const [decided, hid, agreed, sent] = await Promise.all([
    reader
      .select({ by: d.by })
      .from(d)
      .where(
        and(eq(d.requestId, requestId), lte(d.at, answered), or(isNull(d.replacedAt), gte(d.replacedAt, answered))),
      )
      .limit(most),
    reader
      .selectDistinct({ by: h.by })
      .from(h)
      .where(and(eq(h.requestId, requestId), lte(h.at, answered), or(isNull(h.liftedAt), gte(h.liftedAt, answered))))
      .limit(most),
    reader
      .select({ by: p.decidedBy })
      .from(p)
      .where(and(eq(p.requestId, requestId), eq(p.approved, true), lte(p.decidedAt, answered)))
      .limit(most),
    reader
      .select({ by: a.by })
      .from(a)
      .where(and(eq(a.requestId, requestId), isNotNull(a.sentAt)))
      .limit(most),
  ])
  return [...new Set([...decided, ...hid, ...agreed, ...sent].flatMap(({ by }) => by ?? []))]
}
