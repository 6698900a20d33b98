/**
 * What is asked of the queue, in one line: `soort:inzage nog:<5 door:niemand spoed@voorbeeld.nl 7KF-2MX-9TB`. Terms with a
 * colon narrow down; other words are a reference (in any spelling), an address, or words of a name. Read in one pass, never
 * throws; what it does not understand comes back as slips with their place.
 */
import type { Language } from './language.ts'
import { readLabel } from './label.ts'
import {
  channelSpelling,
  dueSpelling,
  keySpelling,
  meaningOf,
  ownerSpelling,
  type QueueDue,
  type QueueKey,
  type QueueStatus,
  queueKeys,
  rightSpelling,
  statusSpelling,
  yesSpelling,
} from './queue-key.ts'
import { quoted, tokens } from './query-tokens.ts'
import { readReference } from './reference.ts'
import type { Right } from './right.ts'
import type { Channel } from './subject-request.ts'

export const longestQuery = 300
export const mostTerms = 12
/** Beyond this no term has days left. */
const mostDays = 999

export type Comparison = '<' | '<=' | '=' | '>=' | '>'
export type QueueTerm =
  | { key: 'right'; any: readonly Right[] }
  | { key: 'status'; any: readonly QueueStatus[] }
  | { key: 'channel'; any: readonly Channel[] }
  /** Days left until the legal last day, negative when it has passed. */
  | { key: 'left'; than: Comparison; days: number }
  /** Counted from the nominal day, the earlier of the two (law/rules §2). */
  | { key: 'due'; by: QueueDue }
  | { key: 'late'; is: boolean }
  /** `name`: the beginning of a colleague's name. */
  | { key: 'owner'; who: 'me' | 'nobody' | { name: string } }
  | { key: 'label'; label: string }

export type QueueQuery = {
  /** In the order of `queueKeys`. */
  terms: readonly QueueTerm[]
  references: readonly string[]
  /** Words of a name, or an address, as typed. */
  words: readonly string[]
}

export type QuerySlip = {
  why: 'unknownKey' | 'unknownValue' | 'noValue' | 'twice' | 'tooMany' | 'tooLong'
  /** Where it stands in what was typed, counted in UTF-16 units. */
  at: number
  typed: string
  key: QueueKey | null
}

export const everything: QueueQuery = { terms: [], references: [], words: [] }

/** Keys that may come more than once: each narrows down further. */
const repeatable: readonly QueueKey[] = ['left', 'label']

export function parseQuery(text: string): { query: QueueQuery; slips: readonly QuerySlip[] } {
  if (text.length > longestQuery) {
    return { query: everything, slips: [{ why: 'tooLong', at: longestQuery, typed: '', key: null }] }
  }
  const terms: QueueTerm[] = []
  const free: string[] = []
  const slips: QuerySlip[] = []
  for (const { at, key, value, whole } of tokens(text)) {
    if (key === null) {
      free.push(value)
      continue
    }
    const known = meaningOf(keySpelling, key.toLowerCase())
    const slip = (why: QuerySlip['why'], typed: string) => slips.push({ why, at, typed, key: known })
    if (known === null) slip('unknownKey', key)
    else if (value === '') slip('noValue', whole)
    else if (!repeatable.includes(known) && terms.some(term => term.key === known)) slip('twice', whole)
    else if (terms.length >= mostTerms) slip('tooMany', whole)
    else {
      const read = readTerm(known, value)
      if (typeof read === 'string') slip('unknownValue', read)
      else terms.push(read)
    }
  }
  const inOrder = terms.toSorted(
    (a, b) => queueKeys.indexOf(a.key) - queueKeys.indexOf(b.key) || compare(told(a, 'nl'), told(b, 'nl')),
  )
  return { query: { terms: unique(inOrder), ...freeWords(free) }, slips }
}

/** The query in its one spelling of this language; parsing it gives the same query. */
export function printQuery({ terms, references, words }: QueueQuery, language: Language): string {
  return [...terms.map(term => told(term, language)), ...references, ...words.map(quoted)].join(' ')
}

/** The query without whom it looks for: what may stand in an address, and be kept. */
export const withoutWords = (query: QueueQuery): QueueQuery => ({ ...query, words: [] })

/** The term, or the part of the value that is not understood. */
function readTerm(key: QueueKey, value: string): QueueTerm | string {
  const word = value.toLowerCase()
  switch (key) {
    case 'right':
      return anyOf(
        word,
        one => meaningOf(rightSpelling, one),
        any => ({ key, any }),
      )
    case 'status':
      return anyOf(
        word,
        one => meaningOf(statusSpelling, one),
        any => ({ key, any }),
      )
    case 'channel':
      return anyOf(
        word,
        one => meaningOf(channelSpelling, one),
        any => ({ key, any }),
      )
    case 'due': {
      const by = meaningOf(dueSpelling, word)
      return by ? { key, by } : value
    }
    case 'late': {
      const is = meaningOf(yesSpelling, word)
      return is ? { key, is: is === 'yes' } : value
    }
    case 'label': {
      const label = readLabel(value)
      return label ? { key, label } : value
    }
    case 'owner':
      return { key, who: meaningOf(ownerSpelling, word) ?? { name: word } }
    case 'left': {
      const [, than = '=', digits] = /^(<=|>=|<|>|=)?(-?\d{1,3})$/.exec(value) ?? []
      const days = Number(digits)
      return digits && Math.abs(days) <= mostDays ? { key, than: than as Comparison, days: days || 0 } : value
    }
  }
}

/** `inzage,weghalen`: one or the other. */
function anyOf<T extends string>(
  value: string,
  meaning: (word: string) => T | null,
  term: (any: readonly T[]) => QueueTerm,
): QueueTerm | string {
  const found: T[] = []
  for (const word of value.split(',')) {
    const one = meaning(word)
    if (one === null) return word || value
    if (!found.includes(one)) found.push(one)
  }
  return term(found.toSorted())
}

/** A reference is one word, or three of three signs; what is left are words of a name or an address. */
function freeWords(free: readonly string[]): Pick<QueueQuery, 'references' | 'words'> {
  const references: string[] = []
  const words: string[] = []
  for (let i = 0; i < free.length; i++) {
    const word = free[i] ?? ''
    const three = free.slice(i, i + 3)
    const apart = three.length === 3 && three.every(part => part.length <= 4) ? readReference(three.join('')) : null
    const reference = readReference(word) ?? apart
    if (reference === null) words.push(word)
    else if (!references.includes(reference)) references.push(reference)
    if (reference !== null && readReference(word) === null) i += 2
  }
  return { references, words: unique(words) }
}

function told(term: QueueTerm, language: Language): string {
  return `${keySpelling[term.key][language]}:${value()}`

  function value(): string {
    switch (term.key) {
      case 'right':
        return term.any.map(one => rightSpelling[one][language]).join(',')
      case 'status':
        return term.any.map(one => statusSpelling[one][language]).join(',')
      case 'channel':
        return term.any.map(one => channelSpelling[one][language]).join(',')
      case 'left':
        return `${term.than === '=' ? '' : term.than}${term.days}`
      case 'due':
        return dueSpelling[term.by][language]
      case 'late':
        return yesSpelling[term.is ? 'yes' : 'no'][language]
      case 'owner':
        return typeof term.who === 'string' ? ownerSpelling[term.who][language] : quoted(term.who.name)
      case 'label':
        return term.label
    }
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function unique<T>(list: readonly T[]): readonly T[] {
  const seen = new Set<string>()
  return list.filter(one => {
    const text = JSON.stringify(one)
    return seen.has(text) ? false : seen.add(text)
  })
}
