/** What staff can change about a request, from one form each. A refusal is a value: which field, and why. */
import { z } from 'zod'
import { assignRequest } from '#db/assignment.ts'
import { statePurpose } from '#db/look.ts'
import { record } from '#db/record.ts'
import { addNote } from '#db/request-note.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { lookPurposes } from '#domain/look-purpose.ts'
import { longestNote } from '#domain/request-note.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'
import { releaseCategory } from './review-release.ts'

const change = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('assign'), to: z.string().max(64) }),
  z.object({ intent: z.literal('note'), text: z.string() }),
  z.object({ intent: z.literal('look'), purpose: z.enum(lookPurposes).nullable().catch(null) }),
  z.object({ intent: z.literal('release'), category: z.string().max(64) }),
])

export type Refused = {
  field: 'to' | 'text' | 'purpose' | 'category'
  because: 'noColleague' | 'noteEmpty' | 'noteLong' | 'whyMissing' | 'lookFirst' | 'lookAll'
  typed?: string
}

/** Makes the change that the form asks for; null when it is done. What a role may not do is not there for it. */
export async function changeRequest(
  context: Context,
  staff: StaffVisitor,
  request: SubjectRequest,
  form: FormData,
): Promise<Refused | null> {
  const { store } = context.portal
  const wanted = change.safeParse(Object.fromEntries(form))
  if (!wanted.success) throw missing()
  if (!may(staff.role, wanted.data.intent === 'look' ? 'seeData' : 'work')) throw missing()
  const actor = { kind: 'staff', ref: staff.staffId } as const
  const { data } = wanted
  switch (data.intent) {
    case 'assign': {
      const found = await record(store, context.now, actor, ledger =>
        assignRequest(ledger, request.id, data.to || null),
      )
      return found ? null : { field: 'to', because: 'noColleague' }
    }
    case 'note': {
      const text = data.text.trim()
      if (text === '') return { field: 'text', because: 'noteEmpty' }
      if (text.length > longestNote) return { field: 'text', because: 'noteLong', typed: data.text }
      await record(store, context.now, actor, ledger =>
        addNote(ledger, { requestId: request.id, staffId: staff.staffId, text }),
      )
      return null
    }
    case 'look': {
      const { purpose } = data
      if (!purpose) return { field: 'purpose', because: 'whyMissing' }
      await record(store, context.now, actor, ledger =>
        statePurpose(ledger, { sessionId: staff.sessionId, requestId: request.id, purpose }),
      )
      return null
    }
    case 'release': {
      const outcome = await releaseCategory(context, staff, request, data.category)
      return outcome === 'released' || outcome === 'gone' ? null : { field: 'category', because: outcome }
    }
  }
}
