/** Deciding about a request, one of its categories, or one record; a newer decision for the same part replaces the older. */
import { and, desc, eq, isNull } from 'drizzle-orm'
import { type Decision, decisionFor, keepsBack } from '#domain/decision.ts'
import { isCopy } from '#domain/standing.ts'
import { objectionsIn } from './objection.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import { answerPlanOf, factsOf } from './request-facts.ts'
import { secondLookOf } from './second-look.ts'
import type { Tables } from './schema/tables.ts'
import { remakeCopy } from './stale-copy.ts'
import type { Reader } from './store.ts'
import { type Counting, refreshQueueCopy, requestById, type SubjectRequest } from './subject-request.ts'

export type DecisionRow = Tables['decision']['$inferSelect']
/** For staff only: with who decided. */
export type DecisionLine = DecisionRow & { name: string }

/** Decisions of one request that a page lists, older ones included. */
const mostListed = 500

/**
 * Why nothing can be decided now. `queued`: the letter can still be taken back first. `othersLook`: it was answered, and
 * changes only by who took the second look.
 */
export type NoDeciding = 'answered' | 'queued' | 'othersLook'
/** An objection cannot be refused: it was not weighed yet, or nobody decided it in time (21(1)). */
export type NoRefusing = 'notWeighed' | 'upheld'

/**
 * Whether what is given can still change; a second look opens it again after the answer, for who took it (decision 102).
 * @param staffId who decides, hides or asks; null for who agrees as second person
 */
export async function noDeciding(
  { db, t }: { db: Reader; t: Tables },
  requestId: string,
  staffId: string | null,
): Promise<NoDeciding | null> {
  const request = await requestById(db, t, requestId)
  if (!request) return 'answered'
  const facts = await factsOf(db, t, request)
  if (facts.letterQueued) return 'queued'
  if (!facts.answered && !facts.closed && !facts.merged) return null
  if (!facts.secondLook) return 'answered'
  const look = await secondLookOf(db, t, requestId)
  return staffId !== null && look?.takenBy !== staffId ? 'othersLook' : null
}

/**
 * Takes a decision that `checkDecision` (domain) let through. What a copy holds follows it: a copy that holds more, or
 * less, is let go and made again. Records `request.decided`; gives the files of copies that must be removed now.
 */
export async function decide(
  ledger: Ledger,
  counting: Counting,
  request: Pick<SubjectRequest, 'id' | 'subjectId' | 'scope' | 'right'>,
  decision: Decision,
  staffId: string,
): Promise<readonly string[] | NoDeciding | NoRefusing> {
  const { db, t } = ledger
  const d = t.decision
  const refused = await noDeciding(ledger, request.id, staffId)
  if (refused) return ledger.decline(refused)
  // Compelling grounds are demonstrated or they are none (21(1)); what nobody weighed in time cannot be refused any more.
  if (request.right === 'objection' && keepsBack(decision)) {
    const objections = await objectionsIn(db, t, request.id)
    const weighed = decision.ground !== 'compellingGrounds' || objections.every(each => each.balancing || each.decided)
    if (!weighed) return ledger.decline('notWeighed')
    if (objections.some(each => each.outcome === 'default')) return ledger.decline('upheld')
  }
  const { category, item } = decision
  const { decisions } = await answerPlanOf(db, t, request.id)
  const before =
    category === null
      ? (decisions.find(each => each.category === null) ?? null)
      : decisionFor(decisions, category, item)
  await db
    .update(d)
    .set({ replacedAt: ledger.at })
    .where(
      and(
        eq(d.requestId, request.id),
        category === null ? isNull(d.category) : eq(d.category, category),
        item === null ? isNull(d.item) : eq(d.item, item),
        isNull(d.replacedAt),
      ),
    )
  await db
    .insert(d)
    .values({ id: newHandle(), requestId: request.id, ...decision, by: staffId, at: ledger.at, replacedAt: null })
  const { outcome, ground } = decision
  ledger.entry('request.decided', { request: request.id, payload: { category, one: item !== null, outcome, ground } })
  const kept = (each: Decision | null) => (each && keepsBack(each) ? each.ground : null)
  const files = isCopy(request.right) && kept(before) !== kept(decision) ? await remakeCopy(ledger, request) : []
  await refreshQueueCopy(ledger, counting, request.id)
  return files
}

/** Every decision about a request, newest first; `replacedAt` null are those that hold. */
export async function decisionsOf(reader: Reader, t: Tables, requestId: string): Promise<readonly DecisionLine[]> {
  const d = t.decision
  const rows = await reader
    .select({ decision: d, name: t.staff.name })
    .from(d)
    .leftJoin(t.staff, eq(t.staff.id, d.by))
    .where(eq(d.requestId, requestId))
    .orderBy(desc(d.at), desc(d.id))
    .limit(mostListed)
  return rows.map(({ decision, name }) => ({ ...decision, name: name ?? '' }))
}
