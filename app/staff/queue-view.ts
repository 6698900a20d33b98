/** What the queue page shows: one page of requests, the count of each list, and names only where they were opened. */
import { auditStart } from '#db/audit/head.ts'
import { openedInSession } from '#db/look.ts'
import { type QueueRow, lastLateDay, queuePage } from '#db/queue.ts'
import { savedViews } from '#db/saved-view.ts'
import { colleagues as colleaguesOf } from '#db/staff.ts'
import { addDays, dayOf, daysBetween, type Day } from '#domain/day.ts'
import { decreeHorizon, holidays, isBeyondHorizon } from '#domain/holidays.ts'
import { labelsOfCopy } from '#domain/label.ts'
import { parseQuery, printQuery, withoutWords } from '#domain/queue-query.ts'
import { type QueueView, queueViews, viewOf, viewQuery } from '#domain/queue.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { typedWords } from '../search-words.ts'
import { addressOf, addressOfView } from './queue-address.ts'
import { type Asker, askerOf, filterOf, readAddress } from './queue-asked.ts'
import { type CountedList, countsOf } from './queue-counts.ts'
import { namesOf } from './queue-names.ts'

/** Rows on one page. */
const pageSize = 50
/** A term with its longest extension, in days, rounded up. */
const longestTerm = 100

export type QueueLine = {
  reference: string
  right: QueueRow['right']
  answerBy: Day
  /** Days left until the legal last day, negative is late; null once answered or closed. */
  left: number | null
  tone: 'calm' | 'soon' | 'late'
  term: { total: number; day: number }
  need: QueueRow['need']
  closed: boolean
  /** The person's name, only when this session opened this request's data. */
  who: string | null
  owner: { name: string; me: boolean } | null
  labels: readonly string[]
}

export type ListLink = {
  id: QueueView | `own-${string}`
  /** Of an own list; a list of the house has its name in both languages. */
  name: string | null
  href: string
  count: number
  /** There are more than `count`. */
  more: boolean
}

/** Somebody typed a name into the address itself: the same list, at an address without it. Null when there is none. */
export function hiddenWords({ portal }: Context, search: URLSearchParams): string | null {
  const { query, words } = readAddress(search)
  return query.words.length === 0
    ? null
    : addressOf(withoutWords(query), [...new Set([...words, ...typedWords(portal, query.words)])])
}

export async function queueView(context: Context, staff: StaffVisitor, search: URLSearchParams) {
  const { portal, now, language } = context
  const { read, t } = portal.store
  const zone = portal.register.controller.timeZone
  const today = dayOf(now, zone)
  const [colleagues, own] = await Promise.all([colleaguesOf(read, t), savedViews(read, t, staff.staffId)])
  const asker: Asker = askerOf({ staffId: staff.staffId, today, zone, colleagues })
  const { query, slips, typed, words } = readAddress(search)
  const asked = filterOf(query, words, asker)
  const [page, counts, lateDay, start] = await Promise.all([
    queuePage(read, t, asked.filter, { from: search.get('vanaf'), size: pageSize }),
    countsOf(portal, `${staff.staffId} ${today} ${own.map(list => list.query).join('\n')}`, counting),
    lastLateDay(read, t),
    auditStart(read, t),
  ])
  const opened = await openedInSession(
    read,
    t,
    staff.sessionId,
    page.rows.map(row => row.id),
  )
  const names = await namesOf(
    context,
    page.rows.filter(row => opened.has(row.id)),
  )
  const late = counts[queueViews.indexOf('late')]?.count ?? 0
  const owners = new Map(colleagues.map(each => [each.id, each.name]))
  const view = viewOf(query)
  const here = addressOf(query, words)
  const kept = own.find(each => each.query === printQuery(query, 'nl'))
  return {
    view: words.length > 0 ? null : view,
    /** The own list that this is. */
    own: words.length > 0 || !kept ? null : { id: kept.id, name: kept.name },
    /** Whether it can be kept: not what everybody has already, and nothing with whom it looks for. */
    keepable: view === null && words.length === 0 && !kept && slips.length === 0,
    here,
    /** In the grammar's one spelling, for keeping. */
    query: printQuery(withoutWords(query), 'nl'),
    typed: typed ?? printQuery(query, language),
    slips: [...slips, ...asked.slips],
    words: words.length,
    today,
    lists: links().map((link, index): ListLink => ({ ...link, ...counts[index]! })),
    late,
    /** Days since something was late for the last time, or since the log began. */
    onTimeFor: late > 0 ? null : daysBetween(lateDay ?? dayOf(start ?? now, zone), today),
    lines: page.rows.map(row => lineOf(row, { today, zone, owners, staff, names })),
    previous: page.previous && addressOf(query, words, page.previous),
    next: page.next && addressOf(query, words, page.next),
    colleagues,
    mayWork: may(staff.role, 'work'),
    /** Set when a term that starts today could pass the last year whose free days are known. */
    horizon: isBeyondHorizon(addDays(today, longestTerm), holidays(portal.register.controller.holidays))
      ? decreeHorizon
      : null,
  }

  /** The lists in their order: those of the house, then their own. */
  function links() {
    return [
      ...queueViews.map(id => ({ id, name: null, href: houseAddress[id] })),
      ...own.map(list => ({
        id: `own-${list.id}` as const,
        name: list.name,
        href: addressOf(parseQuery(list.query).query),
      })),
    ]
  }

  function counting(): readonly CountedList[] {
    return [
      ...queueViews.map(id => ({ filter: filterOf(viewQuery[id], [], asker).filter, exact: id !== 'answered' })),
      ...own.map(list => ({ filter: filterOf(parseQuery(list.query).query, [], asker).filter, exact: false })),
    ]
  }
}

const houseAddress = Object.fromEntries(queueViews.map(view => [view, addressOfView(view)])) as Record<
  QueueView,
  string
>

type Showing = {
  today: Day
  zone: string
  owners: ReadonlyMap<string, string>
  staff: StaffVisitor
  names: ReadonlyMap<string, string>
}

function lineOf(row: QueueRow, { today, zone, owners, staff, names }: Showing): QueueLine {
  const received = dayOf(row.receivedAt, zone)
  const done = row.answeredAt ?? row.closedAt
  const left = done ? null : daysBetween(today, row.answerBy)
  return {
    reference: row.reference,
    right: row.right,
    answerBy: row.answerBy,
    left,
    tone: left === null ? 'calm' : urgency(left, daysBetween(today, row.nominalBy)),
    term: { total: daysBetween(received, row.answerBy), day: daysBetween(received, done ? dayOf(done, zone) : today) },
    need: row.need,
    closed: row.answeredAt === null && row.closedAt !== null,
    who: names.get(row.id) ?? null,
    owner: row.assignedTo ? { name: owners.get(row.assignedTo) ?? '', me: row.assignedTo === staff.staffId } : null,
    labels: labelsOfCopy(row.labels),
  }
}

/** Warn from the nominal day, the earlier of the two; the rolled day is the outer limit (law/rules §2). */
const urgency = (left: number, nominalLeft: number): QueueLine['tone'] =>
  left < 0 || nominalLeft <= 2 ? 'late' : nominalLeft <= 7 ? 'soon' : 'calm'
