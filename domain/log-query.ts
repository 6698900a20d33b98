/**
 * What is asked of the logbook, in one line: `actor:noor actie:besluit,verlengd verzoek:7KF-2MX-9TB datum:>2026-10-01`.
 * Read in one pass, never throws; what it does not understand comes back as slips. A reference may stand by itself. There
 * is no searching in free text: entries hold none (security/rules.md §3.1).
 */
import type { Actor, AuditEvent } from './audit-entry.ts'
import { addDays, addMonths, type Day, readDay } from './day.ts'
import { isHandle } from './handle.ts'
import type { Language } from './language.ts'
import { actionWord, actorSpelling, daySpelling, eventsOf, type LogKey, logKeys, logKeySpelling } from './log-key.ts'
import { meaningOf } from './queue-key.ts'
import { type Comparison, longestQuery, mostTerms } from './queue-query.ts'
import { quoted, type Token, tokens } from './query-tokens.ts'
import { readReference } from './reference.ts'

/** `ref`: the handle of an actor. `name`: the beginning of a colleague's name. */
export type LogActor = 'me' | { kind: Actor['kind'] } | { ref: string } | { name: string }

export type LogTerm =
  | { key: 'actor'; who: LogActor }
  /** `words` as typed; together they stand for `events`. */
  | { key: 'action'; words: readonly string[]; events: readonly AuditEvent[] }
  | { key: 'request'; reference: string }
  /** `of` is a day, the first of a month or year, or a word; `typed` is its spelling. */
  | { key: 'date'; than: Comparison; of: Period | 'today' | 'yesterday'; typed: string }

/** From its first day until the day after its last. */
export type Period = { from: Day; until: Day }

export type LogQuery = { terms: readonly LogTerm[] }

export type LogSlip = {
  why: 'unknownKey' | 'unknownValue' | 'noValue' | 'twice' | 'tooMany' | 'tooLong' | 'noKey'
  at: number
  typed: string
  key: LogKey | null
}

export const wholeLog: LogQuery = { terms: [] }

/** Dates that narrow down to a stretch: from and until. */
const mostDates = 2

export function parseLogQuery(text: string): { query: LogQuery; slips: readonly LogSlip[] } {
  if (text.length > longestQuery)
    return { query: wholeLog, slips: [{ why: 'tooLong', at: longestQuery, typed: '', key: null }] }
  const terms: LogTerm[] = []
  const slips: LogSlip[] = []
  for (const token of tokens(text)) {
    const read = readToken(token, terms)
    if ('why' in read) slips.push({ ...read, at: token.at })
    else terms.push(read)
  }
  return { query: { terms: terms.toSorted((a, b) => logKeys.indexOf(a.key) - logKeys.indexOf(b.key)) }, slips }
}

function readToken({ key, value, whole }: Token, before: readonly LogTerm[]): LogTerm | Omit<LogSlip, 'at'> {
  const known = key === null ? (readReference(value) ? 'request' : null) : meaningOf(logKeySpelling, key.toLowerCase())
  const slip = (why: LogSlip['why'], typed: string) => ({ why, typed, key: known })
  if (known === null) return key === null ? slip('noKey', value) : slip('unknownKey', key)
  if (value === '') return slip('noValue', whole)
  const same = before.filter(term => term.key === known).length
  if (same >= (known === 'date' ? mostDates : 1)) return slip('twice', whole)
  if (before.length >= mostTerms) return slip('tooMany', whole)
  const read = readTerm(known, value)
  return typeof read === 'string' ? slip('unknownValue', read) : read
}

/** The term, or the part of the value that is not understood. */
function readTerm(key: LogKey, value: string): LogTerm | string {
  switch (key) {
    case 'actor': {
      const word = value.toLowerCase()
      const meaning = meaningOf(actorSpelling, word)
      if (meaning) return { key, who: meaning === 'me' ? 'me' : { kind: meaning } }
      return { key, who: isHandle(value) ? { ref: value } : { name: word } }
    }
    case 'action': {
      const words = [...new Set(value.split(',').filter(Boolean))]
      const wrong = words.find(word => eventsOf(word) === null)
      if (wrong !== undefined || words.length === 0) return wrong ?? value
      return { key, words, events: [...new Set(words.flatMap(word => eventsOf(word) ?? []))] }
    }
    case 'request': {
      const reference = readReference(value)
      return reference ? { key, reference } : value
    }
    case 'date': {
      const [, than = '=', typed = ''] = /^(<=|>=|<|>|=)?(.+)$/.exec(value) ?? []
      const of = meaningOf(daySpelling, typed.toLowerCase()) ?? readPeriod(typed)
      return of ? { key, than: than as Comparison, of, typed } : value
    }
  }
}

/** `2026-10-01`, `2026-10` or `2026`. */
function readPeriod(typed: string): Period | null {
  const [, year, month, day] = /^(20\d\d)(?:-(\d\d)(?:-(\d\d))?)?$/.exec(typed) ?? []
  const from = year ? readDay(`${year}-${month ?? '01'}-${day ?? '01'}`) : null
  if (!from) return null
  return { from, until: day ? addDays(from, 1) : addMonths(from, month ? 1 : 12) }
}

/** The query in its one spelling of this language; parsing it gives the same query. */
export function printLogQuery({ terms }: LogQuery, language: Language): string {
  return terms.map(term => `${logKeySpelling[term.key][language]}:${told(term, language)}`).join(' ')
}

function told(term: LogTerm, language: Language): string {
  switch (term.key) {
    case 'actor': {
      const { who } = term
      if (who === 'me') return actorSpelling.me[language]
      return 'kind' in who ? actorSpelling[who.kind][language] : 'ref' in who ? who.ref : quoted(who.name)
    }
    case 'action':
      return term.words.map(word => actionWord(word, language)).join(',')
    case 'request':
      return term.reference
    case 'date': {
      const than = term.than === '=' ? '' : term.than
      return than + (typeof term.of === 'string' ? daySpelling[term.of][language] : term.typed)
    }
  }
}

/** The days that the dates of a query leave: from this one, until before that one; null is no limit. */
export function daysAsked({ terms }: LogQuery, today: Day): { from: Day | null; until: Day | null } {
  let from: Day | null = null
  let until: Day | null = null
  for (const term of terms) {
    if (term.key !== 'date') continue
    const period = typeof term.of === 'string' ? dayPeriod(addDays(today, term.of === 'today' ? 0 : -1)) : term.of
    const [first, end] = bounds(term.than, period)
    if (first && (from === null || first > from)) from = first
    if (end && (until === null || end < until)) until = end
  }
  return { from, until }
}

const dayPeriod = (day: Day): Period => ({ from: day, until: addDays(day, 1) })

function bounds(than: Comparison, { from, until }: Period): readonly [Day | null, Day | null] {
  if (than === '=') return [from, until]
  if (than === '>') return [until, null]
  if (than === '>=') return [from, null]
  return [null, than === '<' ? from : until]
}
