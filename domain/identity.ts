/**
 * How we know who asks (12(6)). Signing in is the proper means (recital 57); anything else is graded, and a copy of an
 * identity document is never asked for or kept (ID-01 … ID-04).
 */
import type { Channel } from './subject-request.ts'

export const identityMethods = [
  'session', // signed in to the portal
  'codeOnFile', // a code to an address that we already had
  'knownFact', // something that only they and we know
  'callBack', // called back on a number that we already had
  'seen', // at the counter: a document was looked at and given back
  'authority', // somebody with checked authority speaks for them (ID-06)
  'codeGiven', // a code to an address that they gave: says who reads that mailbox, not who it is
] as const
export type IdentityMethod = (typeof identityMethods)[number]

/** `sure` is enough by itself; `some` needs one more step that is not of the same kind. */
export type IdentityGrade = 'sure' | 'some'

const grades: Readonly<Record<IdentityMethod, IdentityGrade>> = {
  session: 'sure',
  codeOnFile: 'sure',
  callBack: 'sure',
  seen: 'sure',
  authority: 'sure',
  knownFact: 'some',
  codeGiven: 'some',
}

export const gradeOf = (method: IdentityMethod): IdentityGrade => grades[method]

/** One check that was made: it convinced, or it left a doubt. */
export type IdentityCheck = { method: IdentityMethod; sure: boolean }

/**
 * Whether we know well enough who asks. A request from a signed-in session is known (ID-02); a later check that left a
 * doubt counts for as long as no check after it convinced. `checks` in order of time.
 */
export function identityKnown(channel: Channel, checks: readonly IdentityCheck[]): boolean {
  const doubt = checks.findLastIndex(check => !check.sure)
  const since = checks.slice(doubt + 1)
  if (doubt < 0 && channel === 'portal') return true
  if (since.some(check => gradeOf(check.method) === 'sure')) return true
  return new Set(since.map(check => check.method)).size >= 2
}

/** What a person can be offered to show who they are; a copy of a document is not among them (ID-03). */
export const offeredWays = [
  'codeOnFile',
  'callBack',
  'knownFact',
  'seen',
  'session',
] as const satisfies readonly IdentityMethod[]

/** What is on record about the doubt that stands now: the newest check that left one, when nothing convinced since (ID-01). */
export function standingDoubt<Check extends IdentityCheck>(channel: Channel, checks: readonly Check[]): Check | null {
  return identityKnown(channel, checks) ? null : (checks.findLast(check => !check.sure) ?? null)
}

/**
 * The lightest checks that would be enough now, best first (S3). `onFile`: we hold an address or number of the person from
 * before; `inPerson`: they came to the counter.
 */
export function suggestedChecks(
  channel: Channel,
  checks: readonly IdentityCheck[],
  about: { onFile: boolean; onBehalf: boolean },
): readonly IdentityMethod[] {
  if (identityKnown(channel, checks)) return []
  if (about.onBehalf) return ['authority']
  if (channel === 'counter') return ['seen', ...(about.onFile ? (['codeOnFile'] as const) : [])]
  return about.onFile ? ['codeOnFile', 'callBack', 'knownFact'] : ['knownFact', 'codeGiven', 'seen']
}
