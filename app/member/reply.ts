/** The person writes to us on the page of their request; an open question is answered by it, and the mail says the new last day. */
import { longestMessage, receiveReply } from '#db/message.ts'
import { record } from '#db/record.ts'
import { requestOf } from '#db/subject-request.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import { addressOf } from '../post/address.ts'
import { tellPerson } from '../post/tell.ts'
import type { Portal } from '../portal.ts'

/** `resumed`: the clock runs again. `over`: the request was closed. */
export type Reply = 'sent' | 'resumed' | 'empty' | 'long' | 'over'

/** Null when this person has no request by that reference: not found and not yours are the same answer. */
export async function takeReply(
  portal: Portal,
  subjectId: string,
  reference: string,
  typed: string,
  now: Instant,
): Promise<Reply | null> {
  const { store, register } = portal
  const row = await requestOf(store.read, store.t, reference, subjectId)
  if (!row) return null
  if (row.closedAt) return 'over'
  const text = typed.trim()
  if (text === '') return 'empty'
  if (text.length > longestMessage) return 'long'
  const to = await addressOf(portal, row)
  const { controller } = register
  const reply = { requestId: row.id, text, day: dayOf(now, controller.timeZone) }
  return record(store, now, { kind: 'member', ref: subjectId }, async ledger => {
    const { resumed } = await receiveReply(ledger, controller, reply)
    if (resumed) await tellPerson(ledger, portal, row.id, to, { kind: 'answerIn' })
    return resumed ? 'resumed' : 'sent'
  })
}
