/**
 * The staff queue: requests by their legal last day, paged by key. Everything it filters and sorts by is an indexed copy
 * that `db/subject-request.ts` writes from the domain's own functions, so a page costs the same however many are closed.
 */
import { type SQL, and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Day, Instant } from '#domain/day.ts'
import { type QueueView, queueViews } from '#domain/queue.ts'
import type { Right } from '#domain/right.ts'
import type { Need } from '#domain/subject-request.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

export type QueueQuestion = {
  view: QueueView
  right: Right | null
  /** Who asks, for `mine`. */
  staffId: string
  today: Day
  /** Last day of "this week": the coming seven days. */
  weekEnds: Day
  /** Requests answered before this moment are no longer "recently answered". */
  answeredSince: Instant
  /** Where the page begins, from the previous page's `next` or `previous`; null is the start. */
  from: string | null
  size: number
}

export type QueueRow = {
  id: string
  reference: string
  right: Right
  subjectId: string
  receivedAt: Instant
  answerBy: Day
  nominalBy: Day
  need: Need
  assignedTo: string | null
  answeredAt: Instant | null
}

export type QueuePage = { rows: readonly QueueRow[]; previous: string | null; next: string | null }

/** One page of a view; `previous` and `next` are cursors, null at the ends. A broken cursor begins at the start. */
export async function queuePage(reader: Reader, t: Tables, question: QueueQuestion): Promise<QueuePage> {
  const q = t.subjectRequest
  const cursor = readCursor(question.from)
  const backward = cursor?.backward ?? false
  const order = backward ? desc : asc
  const beyond = backward ? lt : gt
  const rows = await reader
    .select({
      id: q.id,
      reference: q.reference,
      right: q.right,
      subjectId: q.subjectId,
      receivedAt: q.receivedAt,
      answerBy: q.answerBy,
      nominalBy: q.nominalBy,
      need: q.need,
      assignedTo: q.assignedTo,
      answeredAt: q.answeredAt,
    })
    .from(q)
    .where(
      and(
        ...inView(q, question),
        question.right ? eq(q.right, question.right) : undefined,
        cursor
          ? or(beyond(q.answerBy, cursor.day), and(eq(q.answerBy, cursor.day), beyond(q.id, cursor.id)))
          : undefined,
      ),
    )
    .orderBy(order(q.answerBy), order(q.id))
    .limit(question.size + 1)
  const more = rows.length > question.size
  const page = rows.slice(0, question.size)
  if (backward) page.reverse()
  const first = page[0]
  const last = page.at(-1)
  return {
    rows: page,
    previous: first && (backward ? more : cursor !== null) ? `<${first.answerBy}~${first.id}` : null,
    next: last && (backward || more) ? `>${last.answerBy}~${last.id}` : null,
  }
}

/** Rows of one person, one state or one right: the conditions behind each view's name. */
function inView(q: Tables['subjectRequest'], question: QueueQuestion): SQL[] {
  if (question.view === 'answered') return [eq(q.open, false), gte(q.answeredAt, question.answeredSince)]
  // Spelled out, not bound: that is how both engines know that the indexes of what is open will do.
  const open = sql`${q.open} = true`
  switch (question.view) {
    case 'open':
      return [open]
    case 'mine':
      return [open, eq(q.assignedTo, question.staffId)]
    case 'nobody':
      return [open, isNull(q.assignedTo)]
    case 'week':
      return [open, lte(q.nominalBy, question.weekEnds)]
    case 'waiting':
      return [open, inArray(q.need, ['person', 'machine'])]
    case 'late':
      return [open, lt(q.answerBy, question.today)]
  }
}

/** How many stand in each view of what is open. Bounded: counts stop at `most`, so that a page never counts a table. */
export async function queueCounts(
  reader: Reader,
  t: Tables,
  question: Omit<QueueQuestion, 'view' | 'right' | 'from' | 'size'>,
  most: number,
): Promise<Readonly<Record<QueueView, number>>> {
  const q = t.subjectRequest
  const count = async (view: QueueView) => {
    const rows = await reader
      .select({ id: q.id })
      .from(q)
      .where(and(...inView(q, { ...question, view, right: null, from: null, size: 0 })))
      .limit(most)
    return rows.length
  }
  const counts = await Promise.all(queueViews.map(async view => [view, await count(view)] as const))
  return Object.fromEntries(counts) as Record<QueueView, number>
}

type Cursor = { backward: boolean; day: Day; id: string }

function readCursor(text: string | null): Cursor | null {
  const [, way, day, id] = /^([<>])(\d{4}-\d\d-\d\d)~([\w-]{1,64})$/.exec(text ?? '') ?? []
  return way && day && id ? { backward: way === '<', day: day as Day, id } : null
}
