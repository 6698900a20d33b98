/** A request of a person under the GDPR: facts only. What it means now (whose turn, late) is computed from them. */
import type { Day, Instant } from './day.ts'
import type { Right } from './right.ts'

export const channels = ['portal', 'letter', 'phone', 'mail', 'counter'] as const
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
export type Need =
  | 'machine' // the export is running or waiting; nobody has to do anything
  | 'sourceFailed' // a source did not answer; it is tried again, staff should look
  | 'review' // found items wait for release by a person
  | 'person' // somebody waits for the member
  | 'answer' // a person must decide and answer (rights that the machine cannot do)
  | 'nothing' // answered or closed

export type RequestFacts = {
  right: Right
  received: Instant
  /** When the answer was available to the member (TIME-14). */
  answered: Instant | null
  closed: Instant | null
  exportWanted: Instant | null
  exportBuilt: Instant | null
  exportFailedSources: number
  /** Categories with found items that wait for release by staff. */
  awaitingReview: number
  waitingForMember: boolean
}
