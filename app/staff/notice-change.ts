/** What staff do about one notice: settle it by hand, send it again, or see whom it is about. */
import { z } from 'zod'
import { recordLook } from '#db/look.ts'
import { noticeById, settleNotice } from '#db/notice.ts'
import { sendAgain } from '#db/notice-job.ts'
import { record } from '#db/record.ts'
import { settlements } from '#domain/notice.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { selfOf } from '../member/self.ts'
import { missing } from '../missing.ts'

const wanted = z.object({ intent: z.enum(['settle', 'again', 'show']), notice: z.string().regex(/^[\w-]{1,64}$/) })
const settled = z.object({ as: z.enum(settlements), why: z.string().trim().min(3).max(500) })

type Refusal = 'as' | 'why' | 'settled'

type NoticeOutcome =
  | { done: 'settled' | 'again' }
  | { errors: Readonly<Record<string, Refusal>>; typed: string }
  | { person: { name: string; number: string } | null }

export async function changeNotice(
  { portal, now }: Context,
  { staffId, role }: StaffVisitor,
  form: FormData,
): Promise<NoticeOutcome> {
  const asked = wanted.safeParse({ intent: form.get('intent'), notice: form.get('notice') })
  if (!asked.success) throw missing()
  const { store } = portal
  const row = await noticeById(store.read, store.t, asked.data.notice)
  if (!row) throw missing()
  const actor = { kind: 'staff', ref: staffId } as const
  const why = form.get('why')
  const typed = typeof why === 'string' ? why : ''
  const gone: NoticeOutcome = { errors: { as: 'settled' }, typed }
  if (asked.data.intent === 'again') {
    return (await record(store, now, actor, ledger => sendAgain(ledger, row.id))) ? { done: 'again' } : gone
  }
  if (asked.data.intent === 'show') {
    const { subjectId, requestId } = row
    const look = { subjectId, requestId, staffId, role, purpose: 'handleRequest', parts: ['identity'] }
    await record(store, now, actor, ledger => recordLook(ledger, look))
    const self = await selfOf(portal, subjectId)
    return { person: self && { name: self.displayName, number: self.number } }
  }
  const read = settled.safeParse({ as: form.get('as'), why })
  if (!read.success) {
    const errors: Record<string, Refusal> = {}
    for (const field of ['as', 'why'] as const) {
      if (read.error.issues.some(issue => issue.path[0] === field)) errors[field] = field
    }
    return { errors, typed }
  }
  const change = { as: read.data.as, reason: read.data.why, by: staffId }
  return (await record(store, now, actor, ledger => settleNotice(ledger, row.id, change))) ? { done: 'settled' } : gone
}
