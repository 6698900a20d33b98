/** A request of a person under the GDPR: facts only. What it means now (whose turn, late) is computed from them. */
import type { Day, Instant } from './day.ts'
import type { Right } from './right.ts'

/** How it reached us. `form`: the public page, by somebody without an account. */
export const channels = ['portal', 'letter', 'phone', 'mail', 'counter', 'form'] as const
export type Channel = (typeof channels)[number]

/** What was asked for: all, or some categories, a period, and in which form. */
export type Scope = {
  /** null is everything. */
  categories: readonly string[] | null
  from: Day | null
  until: Day | null
  /** `access` to read, `portability` to take along. */
  forms: readonly ('access' | 'portability')[]
}

/** The member's five words for where a request stands (design/ui: each has a subject, so it is clear whose turn it is). */
export type Standing = 'submitted' | 'question' | 'working' | 'answered' | 'closed'

/** What staff see: the one thing that is needed now. */
export const needs = [
  'secondLook', // the person asked to look again
  'person', // somebody waits for the member
  'identity', // who asks is not sure yet
  'sourceFailed', // a source did not answer; it is tried again, staff should look
  'review', // found items wait for release by a person
  'machine', // the copy, or the letter, is on its way; nobody has to do anything
  'collect', // what is held must be searched for first
  'decide', // a person must decide
  'approve', // the letter is written: a second person must agree
  'write', // decided: the letter must be written and sent
  'nothing', // answered, closed or merged
] as const
export type Need = (typeof needs)[number]

export type RequestFacts = {
  right: Right
  channel: Channel
  received: Instant
  /** When the answer was available to the member (TIME-14). */
  answered: Instant | null
  closed: Instant | null
  /** It repeats another request, which is answered for both. */
  merged: boolean
  exportWanted: Instant | null
  exportBuilt: Instant | null
  exportFailedSources: number
  /** Categories with found items that wait for release by staff. */
  awaitingReview: number
  waitingForMember: boolean
  /** We know who asks (`domain/identity.ts`). */
  identityKnown: boolean
  /** Values that staff keep back from the copy. */
  hidden: number
  /** There is a decision about the request. */
  decided: boolean
  /** Somebody else must agree to what was decided. */
  secondNeeded: boolean
  /** They agreed to the answer exactly as it stands now. */
  approved: boolean
  /** There is a letter in the making. */
  letterWritten: boolean
  /** The letter was sent and can still be taken back. */
  letterQueued: boolean
  /** A second look was asked and not decided. */
  secondLook: boolean
}
