/** The sentences of a bundle. They stand in `app/text/<language>/bundle.ts` and come in as an argument. */
import type { Day } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { RefusalGround } from '#domain/decision.ts'
import type { LegalBasis, Origin, RedactionReason } from '#domain/register.ts'
import type { Right } from '#domain/right.ts'
import type { Channel } from '#domain/subject-request.ts'
import type { MailKind } from '#db/schema/post.ts'

/** What the portal itself holds of a person. */
export type OwnTable =
  | 'requests'
  | 'arrivals'
  | 'steps'
  | 'messages'
  | 'checks'
  | 'pauses'
  | 'extensions'
  | 'decisions'
  | 'answers'
  | 'second_looks'
  | 'restrictions'
  | 'objections'
  | 'labels'
  | 'notes'
  | 'letters'
  | 'looks'
  | 'corrections'
  | 'statements'
  | 'freezes'
  | 'consents'
  | 'notices'
  | 'sessions'
  | 'settings'
/** One record of the portal itself: a table of the member's own file with us. */
export type OwnTableWords = {
  label: string
  columns: Readonly<Record<string, readonly [label: string, meaning: string]>>
}

export type BundleWords = {
  /** How days and numbers are written (BCP 47). */
  locale: string
  twin: string
  title: (controller: string) => string
  portabilityTitle: (controller: string) => string
  greeting: (name: string) => string
  intro: readonly string[]
  portabilityIntro: readonly string[]
  contents: string
  back: string
  page: (page: number, pages: number) => string
  previousPage: string
  nextPage: string
  yes: string
  no: string
  empty: string

  answer: {
    title: string
    some: (items: string, categories: string) => string
    none: string
    held: string
    searched: string
  }
  about: {
    title: string
    controller: string
    register: string
    contact: string
    post: string
    officer: string
    reference: string
    received: string
    answered: string
    period: string
    wholePeriod: string
    from: (day: string) => string
    until: (day: string) => string
    categories: string
    allCategories: string
    number: string
    /** The register names none; that there is none is not for us to say. */
    noOfficer: string
  }
  overview: {
    title: string
    intro: string
    category: string
    items: string
    files: string
    none: string
    waits: string
    withheld: (count: string) => string
    failed: string
    notAsked: string
  }
  data: {
    title: string
    intro: string
    why: string
    purpose: string
    basis: string
    howLong: string
    forYou: string
    rights: string
    interest: (text: string) => string
    article: (article: string) => string
    assumed: string
    perRecord: string
    recipients: string
    noRecipients: string
    fields: (table: string) => string
    field: string
    value: string
    meaning: string
    origin: string
    unit: (unit: string) => string
    legend: string
    onlyFor: (purposes: string) => string
    records: (table: string, count: string) => string
    part: string
    at: string
    keptUntil: string
    attachments: string
    missingFile: string
    redacted: (count: string) => string
    elsewhere: (count: string) => string
    openPage: (first: string, last: string) => string
    nothing: string
  }
  term: {
    until: (day: string) => string
    whileAgreement: string
    whileConsent: string
    ended: (day: string) => string
    event: string
    host: string
    /** Added to a term that consent can end sooner. */
    orWithdrawn: string
    /** A purpose that never began for this person. */
    never: string
    /** A record that no purpose keeps or kept. */
    nothing: string
  }
  basis: Readonly<Record<LegalBasis, string>>
  origin: Readonly<Record<Origin, string>>
  purposes: { title: string; intro: string; category: string }
  recipients: {
    title: string
    intro: string
    name: string
    role: string
    what: string
    country: string
    roles: { recipient: string; processor: string; thirdParty: string }
    outside: string
    unknownCountry: string
    noSafeguard: string
    byCategory: string
    disclosures: string
    noDisclosures: string
  }
  rights: { title: string; intro: string; each: Readonly<Record<Right, string>>; how: (contact: string) => string }
  complaint: { title: string; authority: (name: string) => string; court: string }
  sourceOf: { title: string; intro: string; origin: string; meaning: string; fields: string }
  matching: { title: string; none: string }
  transfers: { title: string; copy: (contact: string) => string }
  cookies: { title: string; intro: string; group: string; term: string; providers: string; consent: string }
  leftOut: {
    title: string
    intro: string
    what: string
    count: string
    reason: string
    reasons: Readonly<Record<RedactionReason, string>>
    /** Why something was refused, one sentence each. */
    grounds: Readonly<Record<RefusalGround, string>>
    /** A record, or all of a category, that is kept back whole. */
    whole: (what: string) => string
    none: string
    review: (category: string) => string
    failed: (category: string, source: string) => string
    attachments: (count: string) => string
    complete: string
    incomplete: string
  }
  searched: {
    title: string
    source: string
    found: string
    outcome: string
    fine: string
    failed: string
    unknown: string
  }
  portability: {
    title: string
    intro: readonly string[]
    inside: string
    outside: string
    reasons: { basis: string; origin: string }
    direct: string
    notAccess: string
    newController: string
    nothing: string
  }
  files: {
    title: string
    intro: string
    rows: readonly (readonly [path: string, what: string])[]
    csv: string
    times: string
    verify: (command: string) => string
    keys: (keyId: string) => string
    expires: (day: string) => string
  }
  again: { title: string; text: readonly string[] }

  /** The member's own file with us, by table of the portal. */
  own: { source: string; role: string; identity: string } & Readonly<Record<OwnTable, OwnTableWords>>
  channels: Readonly<Record<Channel, string>>
  letters: Readonly<Record<MailKind, string>>
  /** Sentences for the steps of a request, by audit event. */
  events: Readonly<Record<string, string>>
  staffRoles: Readonly<Record<string, string>>
  /** What other codes of the file mean, by `table.column`. */
  codes: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Both languages: every bundle has its page in each. */
export type AllBundleWords = Readonly<Record<Language, BundleWords>>

/** Days and numbers the way a language writes them. */
export type Writing = { day(day: Day): string; number(value: number): string }

export function writing(locale: string): Writing {
  let known = writings.get(locale)
  if (!known) writings.set(locale, (known = newWriting(locale)))
  return known
}

/** Formatting a date costs more than all else of a row: what was written is kept from one bundle to the next. */
const writings = new Map<string, Writing>()
const mostDays = 20_000

function newWriting(locale: string): Writing {
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const numbers = new Intl.NumberFormat(locale)
  const known = new Map<Day, string>()
  return {
    day(day) {
      const kept = known.get(day)
      if (kept) return kept
      const ms = Date.parse(`${day}T12:00:00Z`)
      const text = Number.isNaN(ms) ? day : days.format(ms)
      if (known.size >= mostDays) known.clear()
      known.set(day, text)
      return text
    },
    number: value => numbers.format(value),
  }
}
