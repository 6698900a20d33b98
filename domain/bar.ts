/**
 * What may be done with a stored value, and for which purpose: the one place where terms, consent, restriction (Art. 18) and
 * objection (Art. 21) come together. Everything that wants to use a value for a purpose asks `usable`.
 */
import type { Instant } from './day.ts'
import type { CategoryId, ColumnId, Purpose, PurposeId, Register, SourceId, TableId } from './register.ts'
import { hasConsent, type LivePurpose } from './retention.ts'
import type { SubjectFacts } from './subject.ts'

/** 18(1): accuracy contested, unlawful but kept, needed for a claim, objection awaiting an answer. */
export const restrictionGrounds = ['a', 'b', 'c', 'd'] as const
export type RestrictionGround = (typeof restrictionGrounds)[number]

/** What a restriction covers: a whole category, one purpose wherever it is used, or one stored value or record. */
export type RestrictionScope =
  | { category: CategoryId }
  | { purpose: PurposeId }
  | { source: SourceId; table: TableId; key: string; column: ColumnId | null }

export type Restriction = { ground: RestrictionGround; scope: RestrictionScope; since: Instant; lifted: Instant | null }

/** `default`: nobody decided by the last day, so the person's view holds for that purpose (OBJ-01, AMB-27). */
export const objectionOutcomes = ['upheld', 'default', 'rejected'] as const
export type ObjectionOutcome = (typeof objectionOutcomes)[number]

export type Objection = {
  purpose: PurposeId
  at: Instant
  withdrawn: Instant | null
  outcome: ObjectionOutcome | null
  decided: Instant | null
}

/** The balancing record of 21(1): without compelling grounds that are demonstrated, the purpose stops. */
export type Balancing = {
  /** The controller's grounds. */
  grounds: string
  /** Why this person's data are needed for them. */
  necessity: string
  /** What it means for this person, given their situation. */
  impact: string
  conclusion: string
}

/** The parts of a balancing record, in the order in which they are written. */
export const balancingParts = [
  'grounds',
  'necessity',
  'impact',
  'conclusion',
] as const satisfies readonly (keyof Balancing)[]

/** All that stands in the way for one person. */
export type Bars = { restrictions: readonly Restriction[]; objections: readonly Objection[] }
export const noBars: Bars = { restrictions: [], objections: [] }

/** Where a value stands; `column` null is the whole record. */
export type Place = {
  source: SourceId
  table: TableId
  key: string
  column: ColumnId | null
  category: CategoryId
}

/** Why a value may not be used for a purpose now. */
export type Barrier = 'ended' | 'consent' | 'restricted' | 'objection' | 'objectionOpen'

/**
 * Null when the value may be used for this purpose at `now`; otherwise the first thing that stands in the way. `live` is one
 * of the item's live purposes (`livePurposes`); a purpose that is not among them has ended.
 */
export function barrier(
  place: Place,
  live: LivePurpose,
  { facts, bars }: { facts: SubjectFacts; bars: Bars },
  now: Instant,
): Barrier | null {
  const { purpose, term } = live
  if (term.kind === 'ended') return 'ended'
  if (purpose.basis === 'consent' && !hasConsent(purpose, facts, now)) return 'consent'
  if (bars.restrictions.some(each => isOn(each, now) && covers(each.scope, place, purpose.id))) return 'restricted'
  const objections = bars.objections.filter(each => each.purpose === purpose.id && each.at <= now)
  if (objections.some(each => stands(each, purpose, now))) return 'objection'
  // While the answer is awaited, nothing but storage is allowed (18(1)(d)).
  if (objections.some(each => isOpen(each, now))) return 'objectionOpen'
  return null
}

/** Whether the value may be used for this purpose now (REST-02, OBJ-01, CON-01, RET-01). */
export const usable = (
  place: Place,
  live: LivePurpose,
  of: { facts: SubjectFacts; bars: Bars },
  now: Instant,
): boolean => barrier(place, live, of, now) === null

export const isOn = ({ since, lifted }: Restriction, now: Instant): boolean =>
  since <= now && (lifted === null || lifted > now)

/** Made, not taken back, and not decided yet. */
export const isOpen = ({ at, withdrawn, decided }: Objection, now: Instant): boolean =>
  at <= now && (withdrawn === null || withdrawn > now) && (decided === null || decided > now)

/** The purpose must stop: upheld, or direct marketing, where there is nothing to weigh (21(2)-(3)). */
export function stands(objection: Objection, purpose: Purpose, now: Instant): boolean {
  if (objection.at > now || (objection.withdrawn !== null && objection.withdrawn <= now)) return false
  if (purpose.directMarketing) return true
  return objection.decided !== null && objection.decided <= now && objection.outcome !== 'rejected'
}

function covers(scope: RestrictionScope, place: Place, purpose: PurposeId): boolean {
  if ('category' in scope) return scope.category === place.category
  if ('purpose' in scope) return scope.purpose === purpose
  const same = scope.source === place.source && scope.table === place.table && scope.key === place.key
  return same && (scope.column === null || place.column === null || scope.column === place.column)
}

/** One use that a source must leave alone for a person: a purpose altogether, a category, or one value of a record. */
export type BarredUse =
  | { purpose: PurposeId }
  | { category: CategoryId }
  | { table: TableId; key: string; column: ColumnId | null }

/**
 * Everything that this source may not use of the person at `now`, for `Source.obey`: the whole list, in a fixed order, so
 * that the same bars give the same list.
 */
export function barredUses(
  register: Register,
  source: SourceId,
  { facts, bars }: { facts: SubjectFacts; bars: Bars },
  now: Instant,
): readonly BarredUse[] {
  const on = bars.restrictions.filter(each => isOn(each, now)).map(({ scope }) => scope)
  const purposes = register.purposes
    .filter(
      purpose =>
        (purpose.basis === 'consent' && !hasConsent(purpose, facts, now)) ||
        on.some(scope => 'purpose' in scope && scope.purpose === purpose.id) ||
        bars.objections.some(each => each.purpose === purpose.id && (stands(each, purpose, now) || isOpen(each, now))),
    )
    .map(({ id }) => ({ purpose: id }))
  const categories = register.categories
    .filter(({ id }) => on.some(scope => 'category' in scope && scope.category === id))
    .map(({ id }) => ({ category: id }))
  const values = on
    .flatMap(scope => ('source' in scope && scope.source === source ? [scope] : []))
    .map(({ table, key, column }) => ({ table, key, column }))
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  return [...purposes, ...categories, ...values]
}

const nameOf = ({ table, key, column }: { table: string; key: string; column: string | null }) =>
  JSON.stringify([table, key, column])
