/** The person the data are about, as far as rules need to know them. */
import type { Instant } from './day.ts'
import type { PurposeId } from './register.ts'

/** What somebody can be found by. */
export type Identifiers = { key: string } | { email: string } | { number: string }

/** Facts about one person that retention and rights are computed from. */
export type SubjectFacts = {
  agreementStart: Instant | null
  agreementEnd: Instant | null
  lastContact: Instant | null
  /** Newest choice per purpose on consent. */
  consents: Readonly<Record<PurposeId, { given: boolean; at: Instant }>>
}

/** A person found in a source. `key` is theirs in that source; it stays inside the house. */
export type Located = {
  key: string
  number: string
  email: string
  displayName: string
  facts: SubjectFacts
}
