/** What staff do on the page Afweging: keep a balancing record, uphold, tell that a restriction ends, and end it (21(1), 18(3)). */
import { putMessage } from '#db/message.ts'
import { objectionsIn, saveBalancing, settleObjections } from '#db/objection.ts'
import { record } from '#db/record.ts'
import { announceLift, lift, restrictionsOf } from '#db/restriction.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { type Balancing, balancingParts, isOn } from '#domain/bar.ts'
import { dayOf, readDay } from '#domain/day.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { obeyNow, toldSources } from '../bar/obey.ts'
import { missing } from '../missing.ts'
import { addressOf } from '../post/address.ts'
import { tellPerson } from '../post/tell.ts'
import { longDay } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { textIn } from './acting.ts'
import { type Change, declineStale, seenIn } from './stale.ts'

/** Longest text of one part of the record, and of a reason, in characters. */
const longest = 4000

export const weighResults = ['saved', 'upheld', 'told', 'lifted'] as const
export type Weighed =
  | { done: (typeof weighResults)[number] }
  | { errors: Readonly<Record<string, string>>; typed: Readonly<Record<string, string>> }
  | { stale: readonly Change[]; typed: Readonly<Record<string, string>> }

/** Makes the change that the form asks for; not found for a role that may not, or for what is not of this person. */
export async function changeWeighing(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  form: FormData,
): Promise<Weighed> {
  if (!may(staff.role, 'work')) throw missing()
  const intent = form.get('intent')
  if (intent === 'balance' || intent === 'uphold') return weigh(context, staff, row, form, intent)
  if (intent === 'tell' || intent === 'lift') return endStill(context, staff, row, form, intent)
  throw missing()
}

async function weigh(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  form: FormData,
  intent: 'balance' | 'uphold',
): Promise<Weighed> {
  const { portal, now, language } = context
  const { store } = portal
  const id = textIn(form, 'objection')
  const objection = (await objectionsIn(store.read, store.t, row.id)).find(each => each.id === id)
  if (!objection) throw missing()
  const balancing = Object.fromEntries(balancingParts.map(part => [part, textIn(form, part)])) as Balancing
  const typed: Record<string, string> = Object.fromEntries(
    balancingParts.map(part => [`${part}-${id}`, balancing[part]]),
  )
  const w = words(language).object.staff
  const errors = Object.fromEntries(
    Object.entries(typed).flatMap(([name, text]) =>
      text === '' ? [[name, w.missing]] : text.length > longest ? [[name, w.long]] : [],
    ),
  )
  if (intent === 'balance' && Object.keys(errors).length > 0) return { errors, typed }
  const seen = seenIn(form)
  const done = await record(store, now, { kind: 'staff', ref: staff.staffId }, async ledger => {
    await declineStale(ledger, row.id, seen)
    if (intent === 'uphold') {
      const count = await settleObjections(ledger, toldSources(portal), row.id, 'upheld', staff.staffId, id)
      return count > 0 || ledger.decline(false)
    }
    ledger.entry('request.noted', { request: row.id, payload: { balancing: id } })
    return (await saveBalancing(ledger, id, balancing)) || ledger.decline(false)
  })
  if (typeof done !== 'boolean') return { stale: (done as { stale: readonly Change[] }).stale, typed }
  if (!done) throw missing()
  if (intent === 'uphold') await obeyNow(portal, row.subjectId)
  return { done: intent === 'uphold' ? 'upheld' : 'saved' }
}

async function endStill(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  form: FormData,
  intent: 'tell' | 'lift',
): Promise<Weighed> {
  const { portal, now, language } = context
  const { store, register } = portal
  const id = textIn(form, 'restriction')
  const rows = await restrictionsOf(store.read, store.t, row.subjectId)
  const on = rows.find(each => each.id === id && isOn(each, now))
  if (!on) throw missing()
  const w = words(language).object.staff
  const today = dayOf(now, register.controller.timeZone)
  const actor = { kind: 'staff', ref: staff.staffId } as const
  if (intent === 'lift') {
    const wanted = { id, subjectId: row.subjectId, by: staff.staffId, today }
    const came = await record(store, now, actor, ledger => lift(ledger, toldSources(portal), wanted))
    if (came === 'notThere') throw missing()
    if (came !== 'lifted')
      return { errors: { [`reason-${id}`]: came === 'notTold' ? w.missing : w.tooEarly }, typed: {} }
    await obeyNow(portal, row.subjectId)
    return { done: 'lifted' }
  }
  const [day, reason] = [readDay(textIn(form, 'day')), textIn(form, 'reason')]
  const typed = { [`day-${id}`]: textIn(form, 'day'), [`reason-${id}`]: reason }
  const errors = {
    ...((day === null || day <= today) && { [`day-${id}`]: w.badDay }),
    ...(reason === '' && { [`reason-${id}`]: w.missing }),
    ...(reason.length > longest && { [`reason-${id}`]: w.long }),
  }
  if (day === null || Object.keys(errors).length > 0) return { errors, typed }
  const to = await addressOf(portal, row)
  const told = await record(store, now, actor, async ledger => {
    await announceLift(ledger, id, { liftsOn: day, reason })
    const theirs = to?.language ?? 'nl'
    const text = words(theirs).object.staff.toldMessage(longDay(day, theirs), reason)
    await putMessage(ledger, { requestId: row.id, kind: 'message', text, staffId: staff.staffId })
    ledger.entry('request.messageSent', { request: row.id })
    await tellPerson(ledger, portal, row.id, to, { kind: 'message' })
    return true
  })
  if (!told) throw missing()
  return { done: 'told' }
}
