/** Somebody who did not answer a question that stops the clock is reminded once, after fourteen days (law/rules §8.1). */
import { noteReminded, questionsToRemind } from '#db/question.ts'
import { record } from '#db/record.ts'
import { requestById } from '#db/subject-request.ts'
import { addDays, dayOf } from '#domain/day.ts'
import { remindAfterDays } from '#domain/question.ts'
import type { Portal } from '../portal.ts'
import { addressOf } from './address.ts'
import { tellPerson } from './tell.ts'

const sender = { kind: 'system', ref: 'sender' } as const

/**
 * Writes the reminders that are due and gives their number. Safe when several processes do it at once: changes take their
 * turn, and who comes second finds the question reminded of. Who cannot be mailed is left to staff, whose page says so.
 */
export async function remindOfQuestions(portal: Portal): Promise<number> {
  const { store, register } = portal
  const now = portal.now()
  const until = addDays(dayOf(now, register.controller.timeZone), -remindAfterDays)
  let written = 0
  for (const pause of await questionsToRemind(store.read, store.t, until)) {
    const request = await requestById(store.read, store.t, pause.requestId)
    const to = request && (await addressOf(portal, request))
    if (!to) continue
    const asks = pause.kind === 'identity' ? 'identity' : 'clarify'
    const told = await record(store, now, sender, async ledger => {
      const still = await questionsToRemind(ledger.db, ledger.t, until)
      if (!still.some(each => each.id === pause.id)) return ledger.decline(false)
      noteReminded(ledger, pause)
      await tellPerson(ledger, portal, pause.requestId, to, { kind: 'question', asks })
      return true
    })
    if (told) written++
  }
  return written
}
