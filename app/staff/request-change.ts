/** What staff can change about a request, from one form each. A refusal is a value: which field, and why. */
import type { SubjectRequest } from '#db/subject-request.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'
import type { Doing, Outcome } from './acting.ts'
import { askScope, extend, message, overdue, resume } from './clock-change.ts'
import { close, reopen, withdraw } from './closing-change.ts'
import { askIdentity, identity } from './identity-change.ts'
import { labelOff, labelOn } from './label-change.ts'
import { merge, unmerge } from './repeats-change.ts'
import { seenIn, staleness } from './stale.ts'
import { assign, collect, look, note } from './team-change.ts'

/** By the name that the form gives in `intent`. */
const doings: ReadonlyMap<unknown, Doing> = new Map(
  Object.entries({
    assign,
    note,
    look,
    collect,
    identity,
    askIdentity,
    askScope,
    resume,
    extend,
    overdue,
    message,
    withdraw,
    close,
    reopen,
    labelOn,
    labelOff,
    merge,
    unmerge,
  }),
)

/** Takes nothing away from what somebody else did, or can be undone: it can be sent from an old page. */
const addsOnly: ReadonlySet<unknown> = new Set(['note', 'look', 'labelOn', 'labelOff', 'merge', 'unmerge'])

/** Makes the change that the form asks for. What a role may not do is not there for it. */
export async function changeRequest(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  form: FormData,
): Promise<Outcome> {
  const intent = form.get('intent')
  const doing = doings.get(intent)
  if (!doing || !may(staff.role, intent === 'look' ? 'seeData' : 'work')) throw missing()
  if (!addsOnly.has(intent)) {
    // Said before anything else: what is refused otherwise may be so because of what changed.
    const stale = await staleness(context, row, form)
    if (stale) return { stale }
  }
  return doing({ context, staff, row, form, seen: seenIn(form) })
}
