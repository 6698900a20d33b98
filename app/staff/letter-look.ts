/** A look at who a letter is for: after somebody said why, and in the log before it is on the screen or on paper (T9). */
import { recordLook, statedPurpose } from '#db/look.ts'
import { record } from '#db/record.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'

/**
 * Records the look, when this session may look and said why; else false, and nobody's name may be shown.
 * @param parts categories that are shown too
 */
export async function lookAtLetter(
  { portal, now }: Pick<Context, 'portal' | 'now'>,
  staff: StaffVisitor,
  row: SubjectRequest,
  parts: readonly string[] = [],
): Promise<boolean> {
  const { store } = portal
  if (!may(staff.role, 'seeData')) return false
  const purpose = await statedPurpose(store.read, store.t, staff.sessionId, row.id)
  if (purpose === null) return false
  await record(store, now, { kind: 'staff', ref: staff.staffId }, ledger =>
    recordLook(ledger, {
      subjectId: row.subjectId,
      requestId: row.id,
      staffId: staff.staffId,
      role: staff.role,
      purpose,
      parts: ['identity', ...parts],
    }),
  )
  return true
}
