/** One request as its person sees it: where it stands, its last day with the sum, the steps, and what the log says. */
import type { Export } from '#db/export.ts'
import { exportsOf, isRunning } from '#db/export.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { factsOf, lookAgainBy } from '#db/request-facts.ts'
import { clockOf, reviewsOf, type SubjectRequest } from '#db/subject-request.ts'
import { entryName } from '#domain/audit/epoch.ts'
import type { AuditEvent } from '#domain/audit-entry.ts'
import { type Day, dayOf, daysBetween, type Instant } from '#domain/day.ts'
import { type Deadline, deadline, type Ruler, ruler } from '#domain/deadline.ts'
import { holidays } from '#domain/holidays.ts'
import type { Language } from '#domain/language.ts'
import { need } from '#domain/standing.ts'
import type { Standing } from '#domain/subject-request.ts'
import { told } from '#domain/told.ts'
import { capital, longDay, number, recently } from '../text/dates.ts'
import { words } from '../text/words.ts'
import type { Portal } from '../portal.ts'
import { rulerName } from '../ui/ruler-name.ts'

type Viewing = { now: Instant; language: Language }

/** The day ruler of a request, with its name for who cannot see it. */
export type RulerView = { total: number; day: number; name: string }

export type RequestSummary = {
  id: string
  reference: string
  right: string
  standing: Standing
  received: string
  /** "donderdag 3 december 2026"; null while a pause is open. */
  answerBy: string | null
  answered: string | null
  closed: string | null
  ruler: RulerView
  /** Days until the last day; negative when it has passed, null when answered, closed or paused. */
  daysLeft: number | null
  withdrawn: boolean
  /** We know who asks. */
  identityKnown: boolean
  /** Nobody has to do anything: the answer comes by itself. */
  soon: boolean
}

/** `name` is the entry's number as addresses have it. */
export type TimelineLine = { seq: string; name: string; text: string; when: string; who: string }

/** What every list and card shows of a request. */
export async function requestSummary(
  portal: Pick<Portal, 'store' | 'register'>,
  request: SubjectRequest,
  viewing: Viewing,
): Promise<RequestSummary & { deadline: Deadline }> {
  const { store, register } = portal
  const [clock, facts, lookAgain] = await Promise.all([
    clockOf(store.read, store.t, register.controller, request),
    factsOf(store.read, store.t, request),
    lookAgainBy(store.read, store.t, request.id),
  ])
  const free = holidays(register.controller.holidays)
  const term = deadline(clock, free)
  const status = told(facts, clock, free, lookAgain)
  const { language } = viewing
  const day = (at: Instant) => dayOf(at, register.controller.timeZone)
  const today = day(viewing.now)
  const last = term.answerBy ?? term.unsuspended ?? request.answerBy
  const open = !request.answeredAt && !request.closedAt
  return {
    id: request.id,
    reference: request.reference,
    right: words(language).common.right[request.right],
    standing: status.standing,
    received: longDay(clock.received, language),
    answerBy: status.answerBy && longDay(status.answerBy, language),
    answered: request.answeredAt && longDay(day(request.answeredAt), language),
    closed: request.closedAt && longDay(day(request.closedAt), language),
    ruler: rulerView(ruler(clock, term, request.answeredAt ? day(request.answeredAt) : today), last, !open, language),
    daysLeft: status.answerBy ? daysBetween(today, status.answerBy) : null,
    withdrawn: request.closedAt !== null && request.answeredAt === null,
    identityKnown: facts.identityKnown,
    soon: need(facts) === 'machine',
    deadline: term,
  }
}

function rulerView(term: Ruler, last: Day, over: boolean, language: Language): RulerView {
  const { total, left } = term
  const shown = { total, day: total - left }
  return { ...shown, name: rulerName(shown, last, over ? null : left, language) }
}

/**
 * The newest export of a request that was not cancelled, else the newest; null when none was wanted yet. `renewed`: one
 * that is to take the place of a bundle that is ready is being made now, or is next in line.
 */
export async function copyOf(
  portal: Pick<Portal, 'store'>,
  requestId: string,
  now: Instant,
): Promise<{ job: Export | null; renewed: boolean }> {
  const jobs = await exportsOf(portal.store.read, portal.store.t, requestId)
  // A retry that is to replace an incomplete bundle must not hide the bundle that is ready.
  const ready = jobs.find(job => job.builtAt && !job.removedAt)
  return {
    job: ready ?? jobs.find(job => !job.cancelledAt) ?? jobs[0] ?? null,
    renewed: ready !== undefined && jobs.some(job => isRunning(job) && job.dueAt <= now),
  }
}

/** Whether some of what was found waits for a person: how many categories. */
export async function waitingReviews(portal: Pick<Portal, 'store'>, requestId: string): Promise<readonly string[]> {
  const reviews = await reviewsOf(portal.store.read, portal.store.t, requestId)
  return reviews.filter(each => !each.releasedAt).map(each => each.category)
}

/** Events that tell the person nothing about their own request. */
const unsaid: ReadonlySet<AuditEvent> = new Set(['log.opened', 'payload.erased'])

/** The log's entries of this request in the member's words, newest first. */
export async function timeline(
  portal: Pick<Portal, 'store'>,
  requestId: string,
  { now, language }: Viewing,
): Promise<readonly TimelineLine[]> {
  const w = words(language)
  const trail = await auditTrail(portal.store.read, portal.store.t, requestId)
  return trail
    .filter(entry => !unsaid.has(entry.type))
    .toReversed()
    .map(entry => ({
      seq: number(entry.seq, language),
      name: entryName(entry.place),
      text: w.audit[entry.type],
      when: capital(recently(entry.at as Instant, now, language)),
      who: w.requests.who[entry.actor.kind],
    }))
}
