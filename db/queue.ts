/**
 * The staff queue, paged by key: what is open by its legal last day, what was answered by when, what words find by when it
 * arrived. All that it filters and sorts by is in partial indexes of what is open, or in an index of its own, so that a page
 * costs the same however many are closed (docs/decisions/094-queue-indexes.md).
 */
import { type SQL, and, asc, count, desc, eq, exists, gt, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import { alias as sqliteAlias } from 'drizzle-orm/sqlite-core'
import type { Day, Instant } from '#domain/day.ts'
import type { Right } from '#domain/right.ts'
import type { Channel, Need } from '#domain/subject-request.ts'
import { inFilter, type QueueFilter } from './queue-filter.ts'
import { rarestFirst } from './search-word.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

export type QueueRow = {
  id: string
  reference: string
  right: Right
  channel: Channel
  subjectId: string
  receivedAt: Instant
  answerBy: Day
  nominalBy: Day
  need: Need
  assignedTo: string | null
  answeredAt: Instant | null
  closedAt: Instant | null
  labels: string
  letterId: string | null
}

export type QueuePage = { rows: readonly QueueRow[]; previous: string | null; next: string | null }

/** Where a page begins: from the previous page's `next` or `previous`; null is the start. */
export type QueuePlace = { from: string | null; size: number }

const columns = (q: Tables['subjectRequest']) => ({
  id: q.id,
  reference: q.reference,
  right: q.right,
  channel: q.channel,
  subjectId: q.subjectId,
  receivedAt: q.receivedAt,
  answerBy: q.answerBy,
  nominalBy: q.nominalBy,
  need: q.need,
  assignedTo: q.assignedTo,
  answeredAt: q.answeredAt,
  closedAt: q.closedAt,
  labels: q.labels,
  letterId: q.letterId,
})

/** One page of what is asked; `previous` and `next` are cursors, null at the ends. A broken cursor begins at the start. */
export async function queuePage(
  reader: Reader,
  t: Tables,
  asked: QueueFilter,
  { from, size }: QueuePlace,
): Promise<QueuePage> {
  const q = t.subjectRequest
  const cursor = readCursor(from)
  const backward = cursor?.backward ?? false
  const found = await (asked.words.length > 0 ? byWords : byRow)(reader, t, asked, cursor, size + 1)
  const more = found.length > size
  const rows = found.slice(0, size)
  if (backward) rows.reverse()
  const key = keyOf(asked)
  const place = (row: QueueRow) => `${row[key]}~${row.id}`
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    rows,
    previous: first && (backward ? more : cursor !== null) ? `<${place(first)}` : null,
    next: last && (backward || more) ? `>${place(last)}` : null,
  }

  async function byRow(...[, , , , limit]: Parameters<typeof byWords>): Promise<QueueRow[]> {
    const column = asked.among === 'answered' ? q.answeredAt : q.answerBy
    const { order, beyond } = direction(asked.among === 'answered', backward)
    return reader
      .select(columns(q))
      .from(q)
      .where(and(inFilter(q, asked), beyondCursor(column, q.id, beyond, cursor)))
      .orderBy(order(column), order(q.id))
      .limit(limit)
  }
}

/** The column that a list is ordered by. */
const keyOf = ({ words, among }: QueueFilter) =>
  words.length > 0 ? 'receivedAt' : among === 'answered' ? 'answeredAt' : 'answerBy'

/** Newest first. The rarest word leads, the others are looked up beside it. */
async function byWords(
  reader: Reader,
  t: Tables,
  asked: QueueFilter,
  cursor: Cursor | null,
  limit: number,
): Promise<QueueRow[]> {
  const q = t.subjectRequest
  const w = t.searchWord
  const [lead = '', ...others] = await rarestFirst(reader, t, asked.words)
  const { order, beyond } = direction(true, cursor?.backward ?? false)
  const beside = (word: string, place: number) => {
    // The types are those of one engine, whichever it is (db/store.ts).
    const also = sqliteAlias(w, `also${place}`)
    const same = and(eq(also.word, word), eq(also.receivedAt, w.receivedAt), eq(also.requestId, w.requestId))
    return exists(
      reader
        .select({ one: sql`1` })
        .from(also)
        .where(same),
    )
  }
  return reader
    .select(columns(q))
    .from(w)
    .innerJoin(q, eq(q.id, w.requestId))
    .where(
      and(
        eq(w.word, lead),
        beyondCursor(w.receivedAt, w.requestId, beyond, cursor),
        ...others.map(beside),
        inFilter(q, asked),
      ),
    )
    .orderBy(order(w.receivedAt), order(w.requestId))
    .limit(limit)
}

/** Going down when newest comes first; the other way round for the page before. */
const direction = (down: boolean, backward: boolean) =>
  down === backward ? { order: asc, beyond: gt } : { order: desc, beyond: lt }

type Sorted = Parameters<typeof asc>[0]

/** Two columns compared as one: with an "or" SQLite reads all that comes before the page. */
const beyondCursor = (key: Sorted, id: Sorted, beyond: typeof gt, cursor: Cursor | null): SQL | undefined =>
  cursor ? beyond(sql`(${key}, ${id})`, sql`(${cursor.key}, ${cursor.id})`) : undefined

/**
 * How many there are of each, by an index alone; with `most`, looking no further than that. One statement for all. Not for
 * words.
 */
export async function queueCounts(
  reader: Reader,
  t: Tables,
  lists: readonly { filter: QueueFilter; most?: number }[],
): Promise<readonly number[]> {
  const q = t.subjectRequest
  const counts = lists.map(({ filter, most }) => {
    const all = reader
      .select({ one: sql`1`.as('one') })
      .from(q)
      .where(inFilter(q, filter))
    const some = (most === undefined ? all : all.limit(most)).as('some')
    return sql<number>`(${reader.select({ n: count() }).from(some)})`.mapWith(Number)
  })
  if (counts.length === 0) return []
  const fields = Object.fromEntries(counts.map((each, index) => [`list${index}`, each]))
  const [row] = await reader.select(fields).from(sql`(select 1) as once`)
  return counts.map((_, index) => row?.[`list${index}`] ?? 0)
}

/** The newest day on which a request stood unanswered after its last day, of those that are no longer; null when none did. */
export async function lastLateDay(reader: Reader, t: Tables): Promise<Day | null> {
  const { lateUntil } = t.subjectRequest
  const [row] = await reader
    .select({ day: lateUntil })
    .from(t.subjectRequest)
    .where(isNotNull(lateUntil))
    .orderBy(desc(lateUntil))
    .limit(1)
  return row?.day ?? null
}

/** The requests with these references, open or not; fewer when some are not there. */
export function requestsByReferences(
  reader: Reader,
  t: Tables,
  references: readonly string[],
): Promise<{ id: string; assignedTo: string | null }[]> {
  const q = t.subjectRequest
  return reader
    .select({ id: q.id, assignedTo: q.assignedTo })
    .from(q)
    .where(inArray(q.reference, [...references]))
}

/** What people called themselves in what came in, by letter. */
export async function writtenNames(
  reader: Reader,
  t: Tables,
  letterIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (letterIds.length === 0) return new Map()
  const rows = await reader
    .select({ id: t.letter.id, name: t.letter.name })
    .from(t.letter)
    .where(inArray(t.letter.id, [...letterIds]))
  return new Map(rows.map(row => [row.id, row.name]))
}

type Cursor = { backward: boolean; key: string; id: string }

function readCursor(text: string | null): Cursor | null {
  const [, way, key, id] = /^([<>])(\d{4}-\d\d-\d\d(?:T[\d:.]{8,12}Z)?)~([\w-]{1,64})$/.exec(text ?? '') ?? []
  return way && key && id ? { backward: way === '<', key, id } : null
}
