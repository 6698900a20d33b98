/** What the queue page shows: one page of requests, the count of each list, and names only where they were opened. */
import { handledBy } from '#db/assignment.ts'
import { openedInSession } from '#db/look.ts'
import { type QueueRow, queueCounts, queuePage } from '#db/queue.ts'
import { addDays, dayOf, daysBetween, startOfDay } from '#domain/day.ts'
import type { Day } from '#domain/day.ts'
import { decreeHorizon, holidays, isBeyondHorizon } from '#domain/holidays.ts'
import { queueViews } from '#domain/queue.ts'
import { type Right, rights } from '#domain/right.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { selfOf } from '../member/self.ts'
import { addressOf, countedTo } from './queue-address.ts'

/** Rows on one page. */
const pageSize = 50
/** A term with its longest extension, in days, rounded up. */
const longestTerm = 100
/** How long an answered request stays in "recently answered", in days. */
const recentDays = 14

export type QueueLine = {
  reference: string
  right: Right
  answerBy: Day
  /** Days left until the nominal day (negative is late by the legal day); null once answered. */
  left: number | null
  tone: 'calm' | 'soon' | 'late'
  term: { total: number; day: number }
  need: QueueRow['need']
  /** The person's name, only when this session opened this request's data. */
  who: string | null
  owner: { name: string; me: boolean } | null
}

export async function queueView(context: Context, staff: StaffVisitor, search: URLSearchParams) {
  const { portal, now } = context
  const { store, register } = portal
  const zone = register.controller.timeZone
  const today = dayOf(now, zone)
  const view = oneOf(queueViews, search.get('lijst')) ?? 'open'
  const right = oneOf(rights, search.get('soort'))
  const question = {
    staffId: staff.staffId,
    today,
    weekEnds: addDays(today, 7),
    answeredSince: startOfDay(addDays(today, -recentDays), zone),
  }
  const [page, counts] = await Promise.all([
    queuePage(store.read, store.t, { ...question, view, right, from: search.get('vanaf'), size: pageSize }),
    queueCounts(store.read, store.t, question, countedTo + 1),
  ])
  const [owners, opened] = await Promise.all([
    handledBy(store.read, store.t, page.rows),
    openedInSession(
      store.read,
      store.t,
      staff.sessionId,
      page.rows.map(row => row.id),
    ),
  ])
  const line = async (row: QueueRow): Promise<QueueLine> => {
    const received = dayOf(row.receivedAt, zone)
    const until = row.answeredAt ? dayOf(row.answeredAt, zone) : today
    const left = row.answeredAt ? null : daysBetween(today, row.answerBy)
    return {
      reference: row.reference,
      right: row.right,
      answerBy: row.answerBy,
      left,
      tone: left === null ? 'calm' : urgency(left, daysBetween(today, row.nominalBy)),
      term: { total: daysBetween(received, row.answerBy), day: daysBetween(received, until) },
      need: row.need,
      who: opened.has(row.id) ? await nameOf(context, row.subjectId) : null,
      owner: row.assignedTo ? { name: owners.get(row.assignedTo) ?? '', me: row.assignedTo === staff.staffId } : null,
    }
  }
  return {
    view,
    right,
    today,
    lines: await Promise.all(page.rows.map(line)),
    counts,
    previous: page.previous && addressOf(view, right, page.previous),
    next: page.next && addressOf(view, right, page.next),
    /** Set when a term that starts today could pass the last year whose free days are known. */
    horizon: isBeyondHorizon(addDays(today, longestTerm), holidays(register.controller.holidays))
      ? decreeHorizon
      : null,
  }
}

/** Warn from the nominal day, the earlier of the two; the rolled day is the outer limit (law/rules §2). */
const urgency = (left: number, nominalLeft: number): QueueLine['tone'] =>
  left < 0 || nominalLeft <= 2 ? 'late' : nominalLeft <= 7 ? 'soon' : 'calm'

const nameOf = async ({ portal }: Context, subjectId: string): Promise<string | null> =>
  (await selfOf(portal, subjectId))?.displayName ?? null

const oneOf = <T extends string>(list: readonly T[], value: string | null): T | null =>
  list.find(each => each === value) ?? null
