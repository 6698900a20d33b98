/** What a story of the demo is told with: a portal at a moment in the past, its team, and the doors that people use. */
import { type Ledger, record } from '#db/record.ts'
import type { StaffRole } from '#db/schema/people.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Subject } from '#db/subject.ts'
import type { Right } from '#domain/right.ts'
import type { Channel, Scope } from '#domain/subject-request.ts'
import type { Portal } from '../portal.ts'

export type Teller = {
  portal: Portal
  staff: ReadonlyMap<StaffRole, string>
  /** A member's handle in this portal, and their key in the source. */
  known(email: string): Promise<Subject & { key: string }>
  /** A member asks for a copy on the page, and the machine makes what it may. */
  copy(email: string, scope: Scope): Promise<SubjectRequest>
  /** Staff file what came in by letter or telephone, so many days ago. */
  file(email: string, asked: { right: Right; channel: Channel; daysAgo: number }): Promise<SubjectRequest>
}

export type Step = { daysAgo: number; tell(teller: Teller): Promise<unknown> }

/** A change by the handler of the team. */
export function byHandler<T>(
  portal: Portal,
  staff: Teller['staff'],
  change: (ledger: Ledger, staffId: string) => Promise<T>,
): Promise<T> {
  const ref = staff.get('handler')
  if (!ref) throw new Error('the team has no handler')
  return record(portal.store, portal.now(), { kind: 'staff', ref }, ledger => change(ledger, ref))
}
