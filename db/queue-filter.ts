/** What is asked of the queue, as conditions on its rows. Each names a column that the queue's index has. */
import { type SQL, and, eq, gt, gte, inArray, isNotNull, isNull, like, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { Day, Instant } from '#domain/day.ts'
import type { Comparison } from '#domain/queue-query.ts'
import type { Right } from '#domain/right.ts'
import type { Channel, Need } from '#domain/subject-request.ts'
import type { Tables } from './schema/tables.ts'

/** Null where nothing is asked. */
export type QueueFilter = {
  /** `open`: waits for an answer. `answered`: not long ago. `all`: whatever the words or references find. */
  among: 'open' | 'answered' | 'all'
  today: Day
  /** Requests answered before this moment are no longer "answered not long ago". */
  answeredSince: Instant
  rights: readonly Right[] | null
  channels: readonly Channel[] | null
  needs: readonly Need[] | null
  /** Staff members' ids; null among them is nobody. */
  owners: readonly (string | null)[] | null
  /** The legal last day, compared. */
  lastDay: readonly { than: Comparison; day: Day }[]
  /** The nominal day is this or before. */
  nominalUntil: Day | null
  late: boolean | null
  labels: readonly string[]
  references: readonly string[]
  /** As they are kept (`db/search-word.ts`). */
  words: readonly string[]
}

type Row = Tables['subjectRequest']

/** Spelled out, not bound: that is how both engines know that the indexes of what is open will do. */
export const isOpen = (q: Row): SQL => sql`${q.open} = true`
const isDone = (q: Row): SQL => sql`${q.open} = false`

const comparing = { '<': lt, '<=': lte, '=': eq, '>=': gte, '>': gt } as const

/** All of these must hold; words are not among them, because they are found in a table of their own. */
export function inFilter(q: Row, asked: QueueFilter): SQL | undefined {
  return and(
    asked.among === 'open' ? isOpen(q) : undefined,
    ...(asked.among === 'answered' ? [isDone(q), gte(q.answeredAt, asked.answeredSince)] : []),
    oneOf(q.right, asked.rights),
    oneOf(q.channel, asked.channels),
    oneOf(q.need, asked.needs),
    ownedBy(q, asked.owners),
    ...asked.lastDay.map(({ than, day }) => comparing[than](q.answerBy, day)),
    asked.nominalUntil ? lte(q.nominalBy, asked.nominalUntil) : undefined,
    isLate(q, asked),
    ...asked.labels.map(label => like(q.labels, `%|${label}|%`)),
    oneOf(q.reference, asked.references.length > 0 ? asked.references : null),
  )
}

/** One value is compared, not looked up in a list of one: then an index keeps its order. */
function oneOf<C extends Row['right' | 'channel' | 'need' | 'reference']>(
  column: C,
  values: readonly C['_']['data'][] | null,
): SQL | undefined {
  if (values === null) return undefined
  const [first, ...more] = values
  return first !== undefined && more.length === 0 ? eq(column, sql`${first}`) : inArray(column, [...values])
}

function ownedBy(q: Row, owners: QueueFilter['owners']): SQL | undefined {
  if (owners === null) return undefined
  const ids = owners.filter(each => each !== null)
  const nobody = owners.includes(null) ? isNull(q.assignedTo) : undefined
  const somebody = ids.length === 1 ? eq(q.assignedTo, ids[0]!) : inArray(q.assignedTo, ids)
  return ids.length === 0 ? nobody : or(nobody, somebody)
}

/** Open and past its last day; or answered after it. A second look has no last day of its own. */
function isLate(q: Row, { late, among, today }: QueueFilter): SQL | undefined {
  if (late === null) return undefined
  if (among === 'answered') return late ? isNotNull(q.lateUntil) : isNull(q.lateUntil)
  return late
    ? and(isOpen(q), lt(q.answerBy, today), ne(q.need, 'secondLook'))
    : or(gte(q.answerBy, today), eq(q.need, 'secondLook'), ...(among === 'all' ? [isDone(q)] : []))
}
