/** What staff do among themselves: hand on, note, say why they look, search. */
import { z } from 'zod'
import { assignRequest } from '#db/assignment.ts'
import { collectRequest } from '#db/collect.ts'
import { statePurpose } from '#db/look.ts'
import { record } from '#db/record.ts'
import { addNote } from '#db/request-note.ts'
import { subjectById } from '#db/subject.ts'
import { lookPurposes } from '#domain/look-purpose.ts'
import { longestNote } from '#domain/request-note.ts'
import { missing } from '../missing.ts'
import { type Acting, change, choiceIn, isStale, type Outcome, refuse, textIn } from './acting.ts'

const id = z.string().max(64)

export async function assign(acting: Acting): Promise<Outcome> {
  const to = id.safeParse(acting.form.get('to'))
  if (!to.success) throw missing()
  const found = await change(acting, ledger => assignRequest(ledger, acting.row.id, to.data || null))
  if (isStale(found)) return found
  return found ? { done: null } : refuse('to', 'noColleague')
}

/** A note only adds: it can be written on an old page. */
export async function note({ context, staff, row, form }: Acting): Promise<Outcome> {
  const text = textIn(form, 'text')
  if (text === '') return refuse('text', 'noteEmpty')
  if (text.length > longestNote) return refuse('text', 'noteLong')
  await record(context.portal.store, context.now, { kind: 'staff', ref: staff.staffId }, ledger =>
    addNote(ledger, { requestId: row.id, staffId: staff.staffId, text }),
  )
  return { done: null }
}

export async function look({ context, staff, row, form }: Acting): Promise<Outcome> {
  const purpose = choiceIn(form, 'purpose', lookPurposes)
  if (!purpose) return refuse('purpose', 'whyMissing')
  await record(context.portal.store, context.now, { kind: 'staff', ref: staff.staffId }, ledger =>
    statePurpose(ledger, { sessionId: staff.sessionId, requestId: row.id, purpose }),
  )
  return { done: null }
}

/** Searches what is held, for a request that did not come through the portal's own page. */
export async function collect(acting: Acting): Promise<Outcome> {
  const { context, row } = acting
  const { store, register } = context.portal
  const subject = await subjectById(store.read, store.t, row.subjectId)
  const refused = await change(acting, ledger =>
    collectRequest(ledger, register.controller, row.id, subject?.language ?? 'nl'),
  )
  if (isStale(refused)) return refused
  return refused ? refuse('collect', refused) : { done: 'collecting' }
}
