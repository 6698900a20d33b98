/** The second look of a request, for staff: who took it, who may, and what the person says once the data are open. */
import { involvedIn, secondLookOf } from '#db/second-look.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { mayLookAgain } from '#domain/second-look.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { longDay } from '../text/dates.ts'

export type SecondLookView = NonNullable<Awaited<ReturnType<typeof secondLookView>>>

/** Null when none was asked. `open`: this visitor said why they look, and it is recorded. */
export async function secondLookView(context: Context, staff: StaffVisitor, row: SubjectRequest, open: boolean) {
  const { store } = context.portal
  const look = await secondLookOf(store.read, store.t, row.id)
  if (!look) return null
  const involved = await involvedIn(store.read, store.t, row.id)
  return {
    askedAt: look.askedAt,
    by: longDay(look.answerBy, context.language),
    text: open ? look.text : null,
    reason: open ? look.reason : null,
    takenBy: look.takenName,
    mine: look.takenBy === staff.staffId,
    may: may(staff.role, 'work') && mayLookAgain(staff.staffId, involved),
    outcome: look.outcome,
    decidedAt: look.decidedAt,
  }
}
