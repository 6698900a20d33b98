/** A visitor as sessions and the log know them. */
import type { Person } from '#db/session.ts'
import type { Actor } from '#domain/audit-entry.ts'
import type { MemberVisitor, StaffVisitor, Visitor } from './context.ts'

export type KnownPerson = Person & { actor: Actor }

/** Null when nobody is signed in. */
export function personOf(visitor: MemberVisitor | StaffVisitor): KnownPerson
export function personOf(visitor: Visitor): KnownPerson | null
export function personOf(visitor: Visitor): KnownPerson | null {
  if (visitor.audience === 'none') return null
  const { audience } = visitor
  const personId = audience === 'member' ? visitor.subjectId : visitor.staffId
  return { audience, personId, actor: { kind: audience, ref: personId } }
}
