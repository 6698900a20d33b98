/** The second pair of eyes: what was asked and answered, and the exact plan that a yes is a yes to (T10). */
import { approvalsOf, othersOf } from '#db/approval.ts'
import { hiddenOf } from '#db/hidden-value.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { mayApprove, planHash, undecided } from '#domain/decision.ts'
import { source as sourceOf, table as tableOf } from '#domain/reading.ts'
import { type RedactionReason, redactionReasons, type Register } from '#domain/register.ts'
import { may } from '#domain/staff-role.ts'
import type { RequestFacts } from '#domain/subject-request.ts'
import type { Context, StaffVisitor } from '../context.ts'

export type HiddenLineView = {
  id: string
  what: string
  /** Null is the whole record. */
  column: string | null
  reason: RedactionReason
  article: string
  by: string
}

export async function approvalView(
  { portal, language }: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  facts: Pick<RequestFacts, 'approved'>,
) {
  const { store, register } = portal
  const [plan, asked, hidden] = await Promise.all([
    answerPlanOf(store.read, store.t, row.id),
    approvalsOf(store.read, store.t, row.id),
    hiddenOf(store.read, store.t, row.id),
  ])
  const hash = planHash(plan)
  const [newest] = asked
  const others = await othersOf(store.read, store.t, row.id, newest?.askedBy ?? '')
  const valid = newest?.planHash === hash
  const ready = plan.letter !== '' && plan.decisions.length > 0 && undecided(plan.decisions, plan.hidden).length === 0
  const waits = valid && newest?.decidedAt === null
  return {
    plan: hash,
    ready,
    approved: facts.approved,
    waits,
    /** Asking is of use: nothing waits for an answer, and there is no yes to the plan as it is. */
    mayAsk: ready && !waits && !facts.approved && may(staff.role, 'work'),
    mayAnswer: waits && may(staff.role, 'approve') && mayApprove(staff.staffId, others),
    /** Their role could, but they had a hand in it. */
    tooNear: waits && may(staff.role, 'approve') && !mayApprove(staff.staffId, others),
    asked: asked.map(each => ({
      id: each.id,
      asker: each.asker,
      askedAt: each.askedAt,
      decider: each.decider,
      decidedAt: each.decidedAt,
      approved: each.approved,
      note: each.note,
      /** Of the plan as it is now. */
      valid: each.planHash === hash,
    })),
    letter: plan.letter,
    hidden: hidden.map((each): HiddenLineView => ({
      id: each.id,
      ...hiddenWords(register, each, language),
      reason: each.reason,
      article: redactionReasons[each.reason].article,
      by: each.name,
    })),
  }
}
export type ApprovalView = Awaited<ReturnType<typeof approvalView>>

/** Where a hidden value stands, by the register's names; never the value. */
function hiddenWords(
  register: Register,
  { source, table, column, key }: { source: string; table: string; column: string | null; key: string },
  language: Context['language'],
): { what: string; column: string | null } {
  const known = tableOf(sourceOf(register, source), table)
  return {
    what: `${known.label[language]} ${key}`,
    column: column && (known.columns.find(each => each.id === column)?.label[language] ?? column),
  }
}
