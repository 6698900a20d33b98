/** What staff see of one request: its clock, what was searched, its story, and the person only after saying why. */
import { handledBy } from '#db/assignment.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { type Export, type ExportPart, exportsOf, isReady, isRunning, lastDayOf, partsOf } from '#db/export.ts'
import { notesOf } from '#db/request-note.ts'
import { reviewsWithNames } from '#db/request-review.ts'
import { listStaff } from '#db/staff.ts'
import { clockOf, type SubjectRequest } from '#db/subject-request.ts'
import { dayOf } from '#domain/day.ts'
import { deadline, refuseBy, ruler } from '#domain/deadline.ts'
import { holidays } from '#domain/holidays.ts'
import type { Language } from '#domain/language.ts'
import { category as categoryOf } from '#domain/reading.ts'
import type { Register } from '#domain/register.ts'
import { may } from '#domain/staff-role.ts'
import { portal as portalPart } from '#exports/own.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { personView } from './person-view.ts'
import { timelineOf } from './timeline.ts'

export async function requestView(context: Context, staff: StaffVisitor, row: SubjectRequest, search: URLSearchParams) {
  const { portal, now, language } = context
  const { store, register } = portal
  const { holidays: calendar, timeZone: zone } = register.controller
  const [clock, jobs, reviews, notes, trail, colleagues, person] = await Promise.all([
    clockOf(store.read, store.t, register.controller, row),
    exportsOf(store.read, store.t, row.id),
    reviewsWithNames(store.read, store.t, row.id),
    notesOf(store.read, store.t, row.id),
    auditTrail(store.read, store.t, row.id),
    listStaff(store.read, store.t),
    may(staff.role, 'seeData') ? personView(context, staff, row, search) : null,
  ])
  const job = jobs.find(each => !each.cancelledAt)
  const parts = job ? await partsOf(store.read, store.t, job.id) : []
  const sum = deadline(clock, holidays(calendar))
  const names = await handledBy(store.read, store.t, [row])
  return {
    reference: row.reference,
    right: row.right,
    scope: row.scope,
    scopeCategories: row.scope.categories?.map(id => categoryOf(register, id).label[language]) ?? null,
    channel: row.channel,
    receivedAt: row.receivedAt,
    answeredAt: row.answeredAt,
    need: row.need,
    clock: {
      ...sum,
      refuseBy: refuseBy(clock, holidays(calendar)).answerBy,
      ruler: ruler(clock, sum, dayOf(row.answeredAt ?? now, zone)),
    },
    owner: row.assignedTo ? { id: row.assignedTo, name: names.get(row.assignedTo) ?? '' } : null,
    me: staff.staffId,
    colleagues: colleagues.filter(each => !each.disabledAt).map(({ id, name }) => ({ id, name })),
    sources: sourcesOf(register, parts, language),
    copy: job ? copyOf(job, now, zone) : null,
    reviews: reviews.map(each => ({
      category: each.category,
      label: categoryOf(register, each.category).label[language],
      found: each.found,
      released: each.released && { at: each.released.at, name: each.released.name },
      seen: person?.seen.includes(each.category) ?? false,
    })),
    timeline: timelineOf(trail, notes),
    person,
    mayWork: may(staff.role, 'work'),
    maySeeData: may(staff.role, 'seeData'),
  }
}

/** What the page works with. */
export type RequestView = NonNullable<Awaited<ReturnType<typeof requestView>>>

export type SourceOutcome = 'waiting' | 'busy' | 'complete' | 'nothing' | 'review' | 'refused' | 'failed'

/** As the register and the member's own page tell them. */
function inRegisterOrder(register: Register, parts: readonly ExportPart[]): readonly ExportPart[] {
  const place = new Map(register.categories.map((each, index) => [each.id, index]))
  return parts.toSorted((a, b) => (place.get(a.category) ?? 0) - (place.get(b.category) ?? 0))
}

/** What each source answered, in the register's order; this portal, which is no source of the register, comes last. */
function sourcesOf(register: Register, parts: readonly ExportPart[], language: Language) {
  const answers = ({ id, label }: { id: string; label: string | null }) => {
    const own = inRegisterOrder(register, parts).filter(part => part.source === id)
    return own.length > 0 ? [{ id, label, lines: own.map(part => partLine(register, part, language)) }] : []
  }
  const named = register.sources.map(({ id, label }) => ({ id, label: label[language] }))
  return [...named, { id: portalPart, label: null }].flatMap(answers)
}

/** What a source answered for one category. */
function partLine(register: Register, part: ExportPart, language: Language) {
  return {
    key: part.id,
    category: categoryOf(register, part.category).label[language],
    found: part.found,
    at: part.doneAt,
    outcome: outcomeOf(part),
  }
}

function outcomeOf(part: ExportPart): SourceOutcome {
  if (part.error || part.leftOut === 'failed') return 'failed'
  if (part.leftOut) return part.leftOut
  if (part.doneAt) return part.found > 0 ? 'complete' : 'nothing'
  return part.startedAt ? 'busy' : 'waiting'
}

function copyOf(job: Export, now: Context['now'], zone: string) {
  return {
    running: isRunning(job),
    readyUntil: isReady(job, now) && job.expiresAt ? lastDayOf(job.expiresAt, zone) : null,
    fetchedAt: job.downloadedAt,
    gone: job.builtAt !== null && !isReady(job, now),
    gaveUp: job.failedAt !== null,
    retryAt: isRunning(job) && job.attempts > 0 && job.dueAt > now ? job.dueAt : null,
  }
}
