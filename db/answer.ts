/**
 * Answers: the letter on its way, taken back, and sent. The row is the queue: it waits until `goesAt`, and whoever sends it
 * compares first, so that it goes once whatever crashes and however many look (12(3), TIME-14).
 */
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import { answerOutcome, takeBackSeconds } from '#domain/answer.ts'
import { checklist, leftToDo } from '#domain/checklist.ts'
import type { Instant } from '#domain/day.ts'
import { planHash } from '#domain/decision.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import { isCopy } from '#domain/standing.ts'
import { freeCopy } from './held-copy.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import { answerPlanOf, factsOf } from './request-facts.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { answerRequest, type Counting, refreshQueueCopy, requestById } from './subject-request.ts'

export type Answer = Tables['answer']['$inferSelect']
export type AnswerWay = Answer['way']

/** `changed`: it is not what the sender saw. `notReady`: something is left to do. `onItsWay`: it was sent before. */
export type SendRefusal = 'changed' | 'notReady' | 'onItsWay'

/** Letters that one round sends. */
const mostAtOnce = 50

/**
 * Sends the letter off, in thirty seconds. Nothing but the plan that the sender saw goes (`planHash`), and only when nothing
 * is left to do: decided, approved where that is needed, and everything said that the law asks. Records
 * `request.letterQueued`; declines to the refusal.
 * @param sending.partsMissing what the letter of this very plan must say and does not
 */
export async function queueAnswer(
  ledger: Ledger,
  counting: Counting,
  sending: {
    requestId: string
    planHash: string
    partsMissing: number
    language: Language
    way: AnswerWay
    staffId: string
  },
): Promise<SendRefusal | { goesAt: Instant }> {
  const { db, t } = ledger
  const { requestId, staffId, language, way } = sending
  const request = await requestById(db, t, requestId)
  if (!request) throw new Error('there is no such request')
  if (request.answeredAt || request.closedAt || (await answerOf(db, t, requestId))) return ledger.decline('onItsWay')
  const plan = await answerPlanOf(db, t, requestId)
  if (planHash(plan) !== sending.planHash) return ledger.decline('changed')
  const outcome = answerOutcome(plan.decisions, plan.hidden.length)
  const left = leftToDo(checklist(await factsOf(db, t, request), sending.partsMissing))
  if (outcome === null || left.length > 0) return ledger.decline('notReady')
  const row: Answer = {
    id: newHandle(),
    requestId,
    language,
    outcome,
    // With its marks; they are filled in when it goes.
    text: plan.letter,
    planHash: sending.planHash,
    by: staffId,
    queuedAt: ledger.at,
    goesAt: later(ledger.at, takeBackSeconds),
    takenBackAt: null,
    sentAt: null,
    way,
  }
  await db.insert(t.answer).values(row)
  ledger.entry('request.letterQueued', {
    request: requestId,
    payload: { answer: row.id, outcome, way, plan: row.planHash },
  })
  await refreshQueueCopy(ledger, counting, requestId)
  return { goesAt: row.goesAt }
}

/** Takes the letter back while it can be. Records `request.letterTakenBack`; declines to false when it is too late. */
export async function takeBackAnswer(ledger: Ledger, counting: Counting, requestId: string): Promise<boolean> {
  const a = ledger.t.answer
  const [row] = await ledger.db
    .update(a)
    .set({ takenBackAt: ledger.at })
    .where(and(eq(a.requestId, requestId), isNull(a.takenBackAt), isNull(a.sentAt), gt(a.goesAt, ledger.at)))
    .returning({ id: a.id })
  if (!row) return ledger.decline(false)
  ledger.entry('request.letterTakenBack', { request: requestId, payload: { answer: row.id } })
  await refreshQueueCopy(ledger, counting, requestId)
  return true
}

/** Letters whose thirty seconds are over. Cheap when there are none. */
export function dueAnswers(reader: Reader, t: Tables, at: Instant): Promise<Answer[]> {
  const a = t.answer
  return reader
    .select()
    .from(a)
    .where(and(isNull(a.sentAt), isNull(a.takenBackAt), lte(a.goesAt, at)))
    .orderBy(asc(a.goesAt), asc(a.id))
    .limit(mostAtOnce)
}

/**
 * The letter is there for the person, as `text`; the request is answered in the same moment (TIME-14). Records
 * `request.letterSent` and `request.answered`; declines to false when somebody sent it first. A request that was withdrawn
 * meanwhile gets no letter: it is taken back.
 */
export async function sendAnswer(ledger: Ledger, counting: Counting, answer: Answer, text: string): Promise<boolean> {
  const { db, t } = ledger
  const a = t.answer
  const request = await requestById(db, t, answer.requestId)
  if (!request || request.answeredAt || request.closedAt) {
    await holdAnswer(ledger, counting, answer, 'over')
    return false
  }
  const [row] = await db.update(a).set({ sentAt: ledger.at, text }).where(due(ledger, answer)).returning({ id: a.id })
  if (!row) return ledger.decline(false)
  ledger.entry('request.letterSent', { request: answer.requestId, payload: { answer: answer.id, way: answer.way } })
  if (isCopy(request.right)) await freeCopy(ledger, counting.timeZone, request)
  await answerRequest(ledger, counting, answer.requestId)
  return true
}

const due = ({ t: { answer: a }, at }: Ledger, { id }: Answer) =>
  and(eq(a.id, id), isNull(a.sentAt), isNull(a.takenBackAt), lte(a.goesAt, at))

/**
 * A letter that was about to go is taken back by the machine: its request is `over`, or it does not say any more what the
 * law asks of a letter of this day (`unsaid`: it became late while it waited). Records `request.letterTakenBack`;
 * declines to false when it went, or was taken back, before.
 */
export async function holdAnswer(
  ledger: Ledger,
  counting: Counting,
  answer: Answer,
  because: 'over' | 'unsaid',
): Promise<boolean> {
  const { db, t } = ledger
  const [row] = await db
    .update(t.answer)
    .set({ takenBackAt: ledger.at })
    .where(due(ledger, answer))
    .returning({ id: t.answer.id })
  if (!row) return ledger.decline(false)
  ledger.entry('request.letterTakenBack', { request: answer.requestId, payload: { answer: answer.id, because } })
  if (await requestById(db, t, answer.requestId)) await refreshQueueCopy(ledger, counting, answer.requestId)
  return true
}

/** The letter of a request: sent, or on its way; null when there is none. */
export async function answerOf(reader: Reader, t: Tables, requestId: string): Promise<Answer | null> {
  const a = t.answer
  const [row] = await reader
    .select()
    .from(a)
    .where(and(eq(a.requestId, requestId), isNull(a.takenBackAt)))
    .orderBy(desc(a.queuedAt), desc(a.id))
    .limit(1)
  return row ?? null
}

export async function answerById(reader: Reader, t: Tables, id: string): Promise<Answer | null> {
  const [row] = await reader.select().from(t.answer).where(eq(t.answer.id, id)).limit(1)
  return row ?? null
}

/** Whether a letter of one of these requests is on its way: until it went or was taken back, nothing about them may move. */
export async function letterOnItsWay(reader: Reader, t: Tables, requestIds: readonly string[]): Promise<boolean> {
  const a = t.answer
  const waiting = and(inArray(a.requestId, [...requestIds]), isNull(a.takenBackAt), isNull(a.sentAt))
  return requestIds.length > 0 && (await reader.$count(a, waiting)) > 0
}

/** The letter that the person has; null while none was sent. */
export async function sentAnswer(reader: Reader, t: Tables, requestId: string): Promise<Answer | null> {
  const a = t.answer
  const [row] = await reader
    .select()
    .from(a)
    .where(and(eq(a.requestId, requestId), isNotNull(a.sentAt)))
    .orderBy(desc(a.sentAt), desc(a.id))
    .limit(1)
  return row ?? null
}

/** Every letter that was sent about a request, oldest first. */
export function answersOf(reader: Reader, t: Tables, requestId: string): Promise<Answer[]> {
  const a = t.answer
  return reader
    .select()
    .from(a)
    .where(and(eq(a.requestId, requestId), isNotNull(a.sentAt)))
    .orderBy(asc(a.sentAt), asc(a.id))
    .limit(mostAtOnce)
}
