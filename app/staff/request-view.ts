/** What staff see of one request: its clock, its steps, what was searched, its story, and the person only after saying why. */
import { handledBy } from '#db/assignment.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { exportsOf, partsOf } from '#db/export.ts'
import { messagesOf } from '#db/message.ts'
import { notesOf } from '#db/request-note.ts'
import { reviewsWithNames } from '#db/request-review.ts'
import { listStaff } from '#db/staff.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { dayOf } from '#domain/day.ts'
import { fileKeptUntil } from '#domain/file-kept.ts'
import { category as categoryOf } from '#domain/reading.ts'
import { may } from '#domain/staff-role.ts'
import { isCopy } from '#domain/standing.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { clockView } from './clock-view.ts'
import { identityView } from './identity-view.ts'
import { messagesView } from './message-view.ts'
import { repeatsView } from '../intake/repeats.ts'
import { othersView } from './others-view.ts'
import { personView } from './person-view.ts'
import { questionView } from './question-view.ts'
import type { RequestHeadView } from './request-here.ts'
import { copyOf, sourcesOf } from './source-view.ts'
import { stepsOf } from './step-view.ts'
import { filterOf, timelineOf } from './timeline.ts'

export async function requestView(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  head: RequestHeadView,
  search: URLSearchParams,
) {
  const { portal, now, language } = context
  const { store, register } = portal
  const { timeZone: zone } = register.controller
  const maySeeData = may(staff.role, 'seeData')
  const conversation = await messagesOf(store.read, store.t, row.id)
  // What they wrote is part of their file, and opens with their data.
  const file = conversation.length > 0 ? register.categories.filter(each => each.heldBy === 'portal') : []
  const [clock, identity, jobs, reviews, notes, trail, colleagues, others, repeats, person] = await Promise.all([
    clockView(context, row),
    identityView(context, row),
    exportsOf(store.read, store.t, row.id),
    reviewsWithNames(store.read, store.t, row.id),
    maySeeData ? notesOf(store.read, store.t, row.id) : [],
    auditTrail(store.read, store.t, row.id),
    listStaff(store.read, store.t),
    othersView(context, row),
    repeatsView(context, row),
    maySeeData
      ? personView(
          context,
          staff,
          row,
          search,
          file.map(each => each.id),
        )
      : null,
  ])
  const job = jobs.find(each => !each.cancelledAt)
  const [parts, owners, messages, question] = await Promise.all([
    job ? partsOf(store.read, store.t, job.id) : [],
    handledBy(store.read, store.t, [row]),
    messagesView(context, row, conversation, person !== null),
    questionView(context, row, clock, identity),
  ])
  const names = new Map(colleagues.map(({ id, name }) => [id, name]))
  const found = parts.reduce((sum, part) => sum + part.found, 0)
  const filter = filterOf(search.get('tijdlijn'))
  const closed = row.closedAt ? dayOf(row.closedAt, zone) : null
  return {
    reference: row.reference,
    right: row.right,
    scope: row.scope,
    scopeCategories: row.scope.categories?.map(id => categoryOf(register, id).label[language]) ?? null,
    answeredAt: row.answeredAt,
    closedAt: row.closedAt,
    merged: row.mergedInto !== null,
    others,
    repeats: repeats ? [repeats] : [],
    keptUntil: fileKeptUntil(register, closed ?? clock.today),
    clock,
    /** The last reminder of an open question that went out. */
    remindedAt: trail.findLast(each => each.type === 'request.questionReminded')?.at ?? null,
    identity,
    question,
    messages,
    steps: stepsOf({ row, facts: head.facts, checks: identity.checks, reviews, trail, names, found }),
    owner: row.assignedTo ? { id: row.assignedTo, name: owners.get(row.assignedTo) ?? '' } : null,
    me: staff.staffId,
    colleagues: colleagues.filter(each => !each.disabledAt).map(({ id, name }) => ({ id, name })),
    sources: sourcesOf(register, parts, language),
    copy: job ? copyOf(job, now, zone) : null,
    mayCollect: isCopy(row.right) && (!job || job.failedAt !== null),
    reviews: reviews.map(each => ({
      category: each.category,
      label: categoryOf(register, each.category).label[language],
      found: each.found,
      released: each.released && { at: each.released.at, name: each.released.name },
      seen: person?.seen.includes(each.category) ?? false,
    })),
    filter,
    timeline: timelineOf(trail, notes, filter, names),
    person,
    mayWork: may(staff.role, 'work'),
    maySeeData,
    open: row.answeredAt === null && row.closedAt === null && row.mergedInto === null,
  }
}

/** What the page works with. */
export type RequestView = Awaited<ReturnType<typeof requestView>>
