/** Staff note on which day the letter went into the post. */
import { notePosted, type PostFault } from '#db/posting.ts'
import { record } from '#db/record.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { readDay } from '#domain/day.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'

/** Null when it is noted. */
export async function changePosted(
  { portal, now }: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  form: FormData,
): Promise<PostFault | 'noDay' | null> {
  if (!may(staff.role, 'work')) throw missing()
  const day = readDay(String(form.get('posted') ?? '').trim())
  if (!day) return 'noDay'
  const { timeZone } = portal.register.controller
  return record(portal.store, now, { kind: 'staff', ref: staff.staffId }, ledger =>
    notePosted(ledger, timeZone, { requestId: row.id, day }),
  )
}
