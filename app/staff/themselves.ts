/** Nobody agrees to, or looks again at, the answer to their own request (T10). */
import { staffById } from '#db/staff.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { selfOf } from '../member/self.ts'

/** Whether the staff member is the person whose request it is, by the address that the source knows. */
export async function isThemselves({ portal }: Context, staff: StaffVisitor, row: SubjectRequest): Promise<boolean> {
  const [self, me] = await Promise.all([
    selfOf(portal, row.subjectId),
    staffById(portal.store.read, portal.store.t, staff.staffId),
  ])
  const plain = (address: string) => address.normalize('NFKC').toLowerCase()
  return self !== null && me !== null && plain(self.email) === plain(me.email)
}
