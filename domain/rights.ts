/** Which rights apply to a stored value: they follow from the legal bases of its live purposes, never from the field (§0, 6). */
import type { Instant } from './day.ts'
import type { Column, LegalBasis, Origin } from './register.ts'
import { type LivePurpose, isUsable } from './retention.ts'
import type { Right } from './right.ts'
import { rights } from './right.ts'
import type { SubjectFacts } from './subject.ts'

type Basis = {
  portability: boolean
  objection: boolean
  withdrawal: boolean
  /** Letters of 17(1) that a person can rest an erasure on; none where a legal duty keeps the value (17(3)(b)). */
  erasureGrounds: readonly ('a' | 'b' | 'c' | 'd' | 'e' | 'f')[]
}

/** Art. 17(1), 20(1), 21(1), 7(3), per basis of Art. 6(1). `notStated` is open to objection: nobody may lose by our silence. */
export const basisRights: Readonly<Record<LegalBasis, Basis>> = {
  contract: { portability: true, objection: false, withdrawal: false, erasureGrounds: ['a', 'd', 'e'] },
  consent: { portability: true, objection: false, withdrawal: true, erasureGrounds: ['a', 'b', 'd', 'e', 'f'] },
  legitimateInterest: { portability: false, objection: true, withdrawal: false, erasureGrounds: ['a', 'c', 'd', 'e'] },
  legalObligation: { portability: false, objection: false, withdrawal: false, erasureGrounds: [] },
  notStated: { portability: false, objection: true, withdrawal: false, erasureGrounds: ['a', 'd'] },
}

/**
 * The rights that apply to one column of an item, in the order of `rights`. `live` are the item's live purposes, `origin`
 * the column's origin in the subject's part when it differs from the column's own.
 */
export function rightsOf(live: readonly LivePurpose[], column: Column, origin: Origin = column.origin): Right[] {
  const purposes = ofColumn(live, column).map(({ purpose }) => purpose)
  const some = (what: 'portability' | 'objection' | 'withdrawal') =>
    purposes.some(({ basis }) => basisRights[basis][what])
  const applies: Readonly<Record<Right, boolean>> = {
    access: true,
    rectification: true,
    restriction: true,
    portability: some('portability') && isPortableOrigin(column, origin),
    // Without any live purpose the value is past its term, and 17(1)(d) asks for its erasure.
    erasure: purposes.length === 0 || purposes.some(({ basis }) => basisRights[basis].erasureGrounds.length > 0),
    // Direct marketing can always be objected to (21(2)), whatever its basis.
    objection: some('objection') || purposes.some(({ directMarketing }) => directMarketing),
    withdrawal: some('withdrawal'),
    humanReview: purposes.some(({ automatedMatching }) => automatedMatching),
  }
  return rights.filter(right => applies[right])
}

/** The live purposes that use this column. */
export function ofColumn(live: readonly LivePurpose[], column: Column): readonly LivePurpose[] {
  const { purposes } = column
  return purposes ? live.filter(({ purpose }) => purposes.includes(purpose.id)) : live
}

/** Art. 20 covers what a person gave or what was observed of their use, and their own correspondence; not what we made of it (PORT-02, PORT-03). */
export function isPortableOrigin(column: Pick<Column, 'portableException'>, origin: Origin): boolean {
  return origin === 'provided' || origin === 'observed' || column.portableException
}

/** Whether a live purpose lets the person take the value along now: contract, or consent that holds (PORT-01). */
export function isPortablePurpose(live: LivePurpose, facts: SubjectFacts, now: Instant): boolean {
  return basisRights[live.purpose.basis].portability && isUsable(live, facts, now)
}
