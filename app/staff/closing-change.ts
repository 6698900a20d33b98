/** The end of a request: withdrawn by the person outside the portal, closed after its answer, opened again. */
import { closeRequest, reopenRequest, withdrawForMember } from '#db/closing.ts'
import { mustPost } from '#db/posting.ts'
import { dayOf } from '#domain/day.ts'
import { longestNote } from '#domain/request-note.ts'
import { type Acting, change, isStale, type Outcome, refuse, textIn } from './acting.ts'

/** The note says how they told us: nobody's request ends on our say-so. */
export async function withdraw(acting: Acting): Promise<Outcome> {
  const { context, staff, row, form } = acting
  const note = textIn(form, 'withdrawNote')
  if (note === '') return refuse('withdrawNote', 'withdrawHow')
  if (note.length > longestNote) return refuse('withdrawNote', 'noteLong')
  const { controller } = context.portal.register
  const done = await change(acting, ledger =>
    withdrawForMember(ledger, controller, { requestId: row.id, note, staffId: staff.staffId }),
  )
  if (isStale(done)) return done
  return done ? { done: 'withdrawn' } : refuse('withdrawNote', 'over')
}

export async function close(acting: Acting): Promise<Outcome> {
  const { controller } = acting.context.portal.register
  const { store } = acting.context.portal
  if (await mustPost(store.read, store.t, acting.row.id, controller.timeZone)) return refuse('afronden', 'postFirst')
  const done = await change(acting, ledger => closeRequest(ledger, controller, acting.row.id))
  return isStale(done) ? done : { done: done ? 'closed' : null }
}

export async function reopen(acting: Acting): Promise<Outcome> {
  const { portal, now } = acting.context
  const { controller } = portal.register
  const today = dayOf(now, controller.timeZone)
  const done = await change(acting, ledger => reopenRequest(ledger, controller, acting.row.id, today))
  return isStale(done) ? done : { done: done ? 'reopened' : null }
}
