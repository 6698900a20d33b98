/** Taking a second look and deciding it: by somebody who had no part in the answer; the person reads it and gets a mail. */
import { z } from 'zod'
import { type Ledger, record } from '#db/record.ts'
import { decideSecondLook, takeSecondLook } from '#db/second-look.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { longestLook } from '#domain/second-look.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'
import { addressOf } from '../post/address.ts'
import { tellPerson } from '../post/tell.ts'
import { isThemselves } from './themselves.ts'

export const lookIntents = ['takeLook', 'decideLook'] as const
const form = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('takeLook') }),
  z.object({
    intent: z.literal('decideLook'),
    outcome: z.enum(['stays', 'changed']).nullable().catch(null),
    reason: z.string().transform(value => value.replaceAll('\r\n', '\n').trim()),
  }),
])

export type LookDone = 'lookTaken' | 'lookDecided'
export type LookRefused = {
  field: 'outcome' | 'reason' | 'take'
  because: 'outcome' | 'reason' | 'long' | 'involved' | 'gone'
  reason?: string
}

export async function changeSecondLook(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  sent: FormData,
): Promise<LookDone | LookRefused> {
  const { portal, now } = context
  const { store, register } = portal
  const wanted = form.safeParse({ outcome: null, ...Object.fromEntries(sent) })
  if (!wanted.success) throw missing()
  const { data } = wanted
  const change = <T>(body: (ledger: Ledger) => Promise<T>) =>
    record(store, now, { kind: 'staff', ref: staff.staffId }, body)
  if (data.intent === 'takeLook') {
    const taker = { staffId: staff.staffId, isSubject: await isThemselves(context, staff, row) }
    const refused = await change(ledger => takeSecondLook(ledger, register.controller, row.id, taker))
    return refused ? { field: 'take', because: refused } : 'lookTaken'
  }
  const { outcome, reason } = data
  if (!outcome) return { field: 'outcome', because: 'outcome', reason }
  if (reason === '') return { field: 'reason', because: 'reason', reason }
  if (reason.length > longestLook) return { field: 'reason', because: 'long', reason }
  const to = await addressOf(portal, row)
  const refused = await change(async ledger => {
    const decided = { requestId: row.id, staffId: staff.staffId, outcome, reason }
    const no = await decideSecondLook(ledger, register.controller, decided)
    if (!no) await tellPerson(ledger, portal, row.id, to, { kind: 'message' })
    return no
  })
  return refused ? { field: 'take', because: refused, reason } : 'lookDecided'
}
