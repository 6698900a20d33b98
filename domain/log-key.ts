/** The keys of the logbook's search and their values, in both languages: `actie:besluit` and `action:decision` are one term. */
import { type Actor, type AuditEvent, auditEvents } from './audit-entry.ts'
import type { Language } from './language.ts'

export const logKeys = ['actor', 'action', 'request', 'date'] as const
export type LogKey = (typeof logKeys)[number]

type Spelling = Readonly<Record<Language, string>>
type Spellings<T extends string> = Readonly<Record<T, Spelling>>

export const logKeySpelling: Spellings<LogKey> = {
  actor: { nl: 'actor', en: 'actor' },
  action: { nl: 'actie', en: 'action' },
  request: { nl: 'verzoek', en: 'request' },
  date: { nl: 'datum', en: 'date' },
}

export const actorSpelling: Spellings<Actor['kind'] | 'me'> = {
  me: { nl: 'mij', en: 'me' },
  staff: { nl: 'medewerker', en: 'staff' },
  member: { nl: 'deelnemer', en: 'member' },
  system: { nl: 'systeem', en: 'system' },
  anon: { nl: 'onbekend', en: 'unknown' },
}

export const daySpelling: Spellings<'today' | 'yesterday'> = {
  today: { nl: 'vandaag', en: 'today' },
  yesterday: { nl: 'gisteren', en: 'yesterday' },
}

/** What people call a kind of event. Each stands for one event or for all that begin like this. */
const actions: readonly (Spelling & { of: string })[] = [
  { nl: 'bekeken', en: 'looked', of: 'data.looked' },
  { nl: 'alarm', en: 'alarm', of: 'data.manyOpened' },
  { nl: 'gegevens', en: 'data', of: 'data.' },
  { nl: 'ingediend', en: 'received', of: 'request.received' },
  { nl: 'besluit', en: 'decision', of: 'request.decided' },
  { nl: 'verlengd', en: 'extended', of: 'request.extended' },
  { nl: 'antwoord', en: 'answer', of: 'request.answered' },
  { nl: 'brief', en: 'letter', of: 'request.letter' },
  { nl: 'verborgen', en: 'hidden', of: 'request.valueHidden' },
  { nl: 'akkoord', en: 'approval', of: 'request.approv' },
  { nl: 'post', en: 'intake', of: 'letter.' },
  { nl: 'verzoek', en: 'request', of: 'request.' },
  { nl: 'kopie', en: 'copy', of: 'export.' },
  { nl: 'inloggen', en: 'sign-in', of: 'signIn.' },
  { nl: 'geweigerd', en: 'refused', of: 'signIn.refused' },
  { nl: 'team', en: 'team', of: 'staff.' },
  { nl: 'mail', en: 'mail', of: 'mail.' },
  { nl: 'sjabloon', en: 'template', of: 'template.' },
  { nl: 'rapport', en: 'report', of: 'report.' },
  { nl: 'logboek', en: 'log', of: 'log.' },
]

/** The events that a word stands for: a word of ours in either language, or an event's own code; null for anything else. */
export function eventsOf(word: string): readonly AuditEvent[] | null {
  const lower = word.toLowerCase()
  const named = actions.find(each => each.nl === lower || each.en === lower)
  const of = named ? named.of : auditEvents.find(each => each.toLowerCase() === lower)
  if (!of) return null
  return auditEvents.filter(each => (of.endsWith('.') || named ? each.startsWith(of) : each === of))
}

/** A word for an action in this language; an event's code is the same in each. */
export function actionWord(word: string, language: Language): string {
  const lower = word.toLowerCase()
  const named = actions.find(each => each.nl === lower || each.en === lower)
  return named?.[language] ?? auditEvents.find(each => each.toLowerCase() === lower) ?? word
}

/** What can stand after a key, as people type it: to say what is possible. */
export function logValuesOf(key: LogKey, language: Language): readonly string[] {
  switch (key) {
    case 'actor':
      return [...Object.values(actorSpelling).map(each => each[language]), language === 'nl' ? 'noor' : 'nora']
    case 'action':
      return actions.map(each => each[language])
    case 'request':
      return ['7KF-2MX-9TB']
    case 'date':
      return [...Object.values(daySpelling).map(each => each[language]), '2026-11-22', '>2026-10-01', '2026-10']
  }
}
