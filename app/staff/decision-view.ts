/** Besluit: what is decided, what can be decided and until when it can be refused, and the second person's answer. */
import { decisionsOf, noDeciding, type DecisionLine } from '#db/decision.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { clockOf, requestsOf, type SubjectRequest } from '#db/subject-request.ts'
import { type Day, dayOf, type Instant } from '#domain/day.ts'
import { refuseBy } from '#domain/deadline.ts'
import { choosableGrounds, outcomesFor } from '#domain/decision-check.ts'
import { type DecisionOutcome, groundOf, type RefusalGround, undecided } from '#domain/decision.ts'
import { holidays } from '#domain/holidays.ts'
import type { Register } from '#domain/register.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { approvalView } from './approval-view.ts'
import type { RequestHeadView } from './request-here.ts'

export type DecisionView = {
  id: string
  part: { category: string | null; item: string | null }
  outcome: DecisionOutcome
  ground: { id: RefusalGround; article: string } | null
  reason: string
  wouldChange: string
  until: Day | null
  by: string
  at: Instant
  replacedAt: Instant | null
}

export async function decisionView(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  head: RequestHeadView,
  search: URLSearchParams,
) {
  const { portal, now, language } = context
  const { store, register } = portal
  const { controller } = register
  const { facts } = head
  const today = dayOf(now, controller.timeZone)
  const [all, clock, plan, others, shut] = await Promise.all([
    decisionsOf(store.read, store.t, row.id),
    clockOf(store.read, store.t, controller, row),
    answerPlanOf(store.read, store.t, row.id),
    requestsOf(store.read, store.t, row.subjectId),
    noDeciding({ db: store.read, t: store.t }, row.id, staff.staffId),
  ])
  const lines = all.map(lineOf)
  const { answerBy } = refuseBy(clock, holidays(controller.holidays))
  const answered = others.filter(each => each.id !== row.id && each.right === row.right && each.answeredAt !== null)
  const last = answered[0]?.answeredAt
  const asked = search.get('deel')
  const category = register.categories.find(each => each.id === asked)
  return {
    mayWork: may(staff.role, 'work'),
    maySeeData: may(staff.role, 'seeData'),
    /** Deciding asks for a fresh proof; the page says so before anything is typed. */
    shut,
    decisions: lines.filter(each => each.replacedAt === null),
    history: lines.filter(each => each.replacedAt !== null),
    labels: labelsOf(register, language),
    right: row.right,
    part: { category: category?.id ?? null, item: category ? oneOf(search.get('gegeven')) : null },
    categories: register.categories
      .filter(each => row.scope.categories?.includes(each.id) ?? true)
      .map(each => ({ id: each.id, label: each.label[language] })),
    outcomes: outcomesFor(row.right),
    grounds: choosableGrounds(row.right).map(id => ({
      id,
      article: groundOf(id).article,
      second: groundOf(id).second,
    })),
    refuse: answerBy && { day: answerBy, late: today > answerBy },
    uncovered: undecided(plan.decisions, plan.hidden),
    earlier: last ? { count: answered.length, last } : null,
    approval: facts.secondNeeded ? await approvalView(context, staff, row, facts) : null,
  }
}
export type DecisionPageView = Awaited<ReturnType<typeof decisionView>>

const lineOf = (line: DecisionLine): DecisionView => ({
  id: line.id,
  part: { category: line.category, item: line.item },
  outcome: line.outcome,
  ground: line.ground && { id: line.ground, article: groundOf(line.ground).article },
  reason: line.reason,
  wouldChange: line.wouldChange,
  until: line.until,
  by: line.name,
  at: line.at,
  replacedAt: line.replacedAt,
})

/** What the page calls each category. */
const labelsOf = (register: Register, language: Context['language']): Readonly<Record<string, string>> =>
  Object.fromEntries(register.categories.map(each => [each.id, each.label[language]]))

/** A record as `itemName` writes it. */
export const oneOf = (name: string | null): string | null =>
  name !== null && name.length <= 200 && /^[^/]+\/.+$/.test(name) ? name : null
