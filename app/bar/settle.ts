/** What settles an objection besides the person: the letter that answers it, and the last day on which nobody had (21(1)). */
import type { AnswerOutcome } from '#domain/answer.ts'
import { dayOf } from '#domain/day.ts'
import { isOpen } from '#domain/bar.ts'
import { putMessage } from '#db/message.ts'
import { objectionsIn, settleObjections, undecidedObjections } from '#db/objection.ts'
import { type Ledger, record } from '#db/record.ts'
import { deadlineOf, requestById } from '#db/subject-request.ts'
import type { Portal } from '../portal.ts'
import { addressOf } from '../post/address.ts'
import { tellPerson } from '../post/tell.ts'
import { words } from '../text/words.ts'
import { obeyNow, toldSources } from './obey.ts'

/**
 * Decides the open objections of a request with its letter, in the transaction in which it goes: a refusal rests on a
 * balancing record (`db/decision.ts` sees to that), anything else is for the person.
 */
export async function settleByAnswer(
  ledger: Ledger,
  portal: Pick<Portal, 'register'>,
  answer: { requestId: string; outcome: AnswerOutcome; by: string },
): Promise<void> {
  const open = (await objectionsIn(ledger.db, ledger.t, answer.requestId)).filter(each => isOpen(each, ledger.at))
  const refused = answer.outcome === 'refused' || answer.outcome === 'cannotIdentify'
  for (const { id, balancing } of open) {
    const outcome = refused || (answer.outcome === 'partly' && balancing) ? 'rejected' : 'upheld'
    await settleObjections(ledger, toldSources(portal), answer.requestId, outcome, answer.by, id)
  }
}

/** Upholds what nobody decided by the last day, and tells the person so; gives how many requests (OBJ-01, AMB-27). */
export async function settleOverdue(portal: Portal): Promise<number> {
  const { store, register } = portal
  const { controller } = register
  let settled = 0
  for (const id of await undecidedObjections(store.read, store.t, dayOf(portal.now(), controller.timeZone))) {
    const request = await requestById(store.read, store.t, id)
    if (!request) continue
    const term = await deadlineOf(store.read, store.t, controller, request)
    const now = portal.now()
    const today = dayOf(now, controller.timeZone)
    // A question that is open stops the clock; the queue's copy of the day may say less.
    if (!request.closedAt && !request.answeredAt && (term.answerBy === null || term.answerBy >= today)) continue
    const to = await addressOf(portal, request)
    const done = await record(store, now, { kind: 'system', ref: 'objections' }, async ledger => {
      const count = await settleObjections(ledger, toldSources(portal), id, 'default', null)
      if (count === 0) return ledger.decline(false)
      const text = words(to?.language ?? 'nl').object.byDefault
      await putMessage(ledger, { requestId: id, kind: 'message', text, staffId: null })
      await tellPerson(ledger, portal, id, to, { kind: 'message' })
      return true
    })
    if (done) settled++
    await obeyNow(portal, request.subjectId)
  }
  return settled
}
