import type { Chance } from './chance.ts'

/** How much of everything a member has; 0 leaves a kind out. */
export type Amounts = {
  messages: number
  postings: number
  matches: number
  contacts: number
  usage: number
  logins: number
  logs: number
  lookups: number
  disclosures: number
  files: number
  surveys: number
  campaigns: number
  debugCopies: number
  incidentCopies: number
}

export const nothing: Amounts = {
  messages: 0,
  postings: 0,
  matches: 0,
  contacts: 0,
  usage: 0,
  logins: 0,
  logs: 0,
  lookups: 0,
  disclosures: 0,
  files: 0,
  surveys: 0,
  campaigns: 0,
  debugCopies: 0,
  incidentCopies: 0,
}

/** What an ordinary member has: mostly a little. */
export function ordinary(random: Chance): Amounts {
  return {
    messages: random.between(0, 9),
    postings: random.between(0, 2),
    matches: random.between(0, 5),
    contacts: random.likely(0.4) ? random.between(1, 2) : 0,
    usage: random.between(0, 6),
    logins: random.between(1, 3),
    logs: random.between(0, 5),
    lookups: random.likely(0.3) ? 1 : 0,
    disclosures: random.likely(0.25) ? 1 : 0,
    files: random.likely(0.3) ? random.between(1, 2) : 0,
    surveys: random.likely(0.4) ? 1 : 0,
    campaigns: random.likely(0.5) ? 1 : 0,
    debugCopies: random.likely(0.03) ? 1 : 0,
    incidentCopies: random.likely(0.02) ? 1 : 0,
  }
}
