/**
 * Blanks what identifies somebody else in free text (Art. 15(4), ACC-06): e-mail addresses, phone numbers and member
 * numbers, unless they are the subject's own. Names are not searched for: that is work for a person.
 *
 * Every pattern here runs in time linear to the text: a repeated class never starts in the middle of its own match.
 */

import type { Place } from './item.ts'

/** What stands in the place of something blanked. */
export const mask = '[***]'

export type Masked = { text: string; count: number }

type Span = { start: number; end: number; own: boolean }

/** `%40` is how an address stands in a logged URL. */
const at = /[@\uFF20\uFE6B]|%40/g
const someAt = new RegExp(at, '')
const letter = /[\p{L}\p{N}\p{M}]/u
const domain = /(?:[\p{L}\p{N}\p{M}-]+\.)+[\p{L}\p{N}\p{M}-]{2,}/uy

/** Bank account numbers, dates, times and amounts: digits that must not be taken for a phone number. */
const notPhone = [
  /(?<![A-Za-z0-9])[A-Z]{2}\d{2} ?[A-Z]{4} ?\d{4} ?\d{4} ?\d{2}(?!\d)/g,
  new RegExp(
    `(?<!\\d)(?:${[
      String.raw`(?:19|20)\d{2}([-/. ])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])`,
      String.raw`(?:0?[1-9]|[12]\d|3[01])([-/. ])(?:0?[1-9]|1[0-2])\2(?:19|20)\d{2}`,
      String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?`,
      String.raw`\d{1,9}(?:\.\d{3}){0,4},\d{2}`,
    ].join('|')})(?!\\d)`,
    'g',
  ),
]

const gap = String.raw`[\s./()\-\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]{0,3}`
/** The shortest phone number has nine digits; most texts have no such run, and are done here. */
const longRun = new RegExp(String.raw`\d(?:${gap}\d){8}`)
/** Digits with at most three signs between them; capital letters in front make it a code. */
const run = new RegExp(String.raw`(?<![\p{Lu}\p{N}_])(?:\+ ?)?\(?\d(?:${gap}\d){8,}`, 'gu')

/**
 * @param text free text, as stored
 * @param own the subject's own addresses, phone numbers and member number, in any notation
 * @param numberPattern the register's regular expression for a member number
 * @returns the text with everything else blanked, and how many places were
 */
export function maskIdentifiers(text: string, own: readonly string[], numberPattern?: string): Masked {
  const others = identifiersIn(text, own, numberPattern)
  if (others.length === 0) return { text, count: 0 }
  let masked = ''
  let from = 0
  for (const [start, end] of others) {
    masked += text.slice(from, start) + mask
    from = end
  }
  return { text: masked + text.slice(from), count: others.length }
}

const nowhere: readonly Place[] = []

/** Where somebody else's address or number stands in a text, in order; `maskIdentifiers` blanks exactly these places. */
export function identifiersIn(text: string, own: readonly string[], numberPattern?: string): readonly Place[] {
  // Most texts hold nothing of the kind, and are done after three looks.
  const pattern = numberPattern ? numberRegExp(numberPattern) : null
  const holds = { email: someAt.test(text), number: pattern?.bare.test(text), phone: longRun.test(text) }
  if (!holds.email && !holds.number && !holds.phone) return nowhere
  const mine = plainOwn(own)
  const spans: Span[] = []
  if (holds.email) emails(text, spans, mine)
  if (pattern && holds.number) numbers(text, pattern.whole, spans, mine)
  if (holds.phone) phones(text, spans, mine)
  return spans
    .filter(span => !span.own)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => [start, end])
}

/** An address is found from its sign outwards, so that text without one costs nothing. */
function emails(text: string, spans: Span[], own: Own): void {
  let from = 0
  for (const match of text.matchAll(at)) {
    domain.lastIndex = match.index + match[0].length
    const name = localStart(text, match.index, from)
    from = domain.lastIndex
    if (name === match.index) continue
    const rest = domain.exec(text)
    if (!rest) continue
    from = rest.index + rest[0].length
    const found = text.slice(name, from)
    spans.push({ start: name, end: from, own: own.emails.has(plainEmail(found)) })
  }
}

/** Where the part before the sign begins, not before `from`. A quotation mark in front is not part of the address. */
function localStart(text: string, end: number, from: number): number {
  let start = end
  while (start > from) {
    const code = text.charCodeAt(start - 1)
    const low = code >= 0xdc00 && code <= 0xdfff && start - 1 > from
    const sign = low ? text.slice(start - 2, start) : text[start - 1]!
    if (!"._+'~-".includes(sign) && !letter.test(sign)) break
    start -= sign.length
  }
  while (start < end && text[start] === "'") start++
  return start
}

function numbers(text: string, pattern: RegExp, spans: Span[], own: Own): void {
  const taken = [...spans]
  let i = 0
  for (const match of text.matchAll(pattern)) {
    const [start, end] = [match.index, match.index + match[0].length]
    // Matches come in order of place, and so do the addresses that were found before.
    while (i < taken.length && taken[i]!.end <= start) i++
    if (end === start || (i < taken.length && taken[i]!.start < end)) continue
    spans.push({ start, end, own: own.numbers.has(plainNumber(match[0])) })
  }
}

/** Phone numbers in what is left between the spans that are taken and the digits that are something else. */
function phones(text: string, spans: Span[], own: Own): void {
  const blocked = notPhone.flatMap(pattern =>
    Array.from(text.matchAll(pattern), match => ({ start: match.index, end: match.index + match[0].length })),
  )
  const stops = [...spans, ...blocked, { start: text.length, end: text.length }].sort((a, b) => a.start - b.start)
  let from = 0
  for (const { start, end } of stops) {
    if (start > from) phonesBetween(text, from, start, spans, own)
    from = Math.max(from, end)
  }
}

function phonesBetween(text: string, from: number, until: number, spans: Span[], own: Own): void {
  const part = text.slice(from, until)
  if (!longRun.test(part)) return
  for (const match of part.matchAll(run)) {
    for (const { start, end } of phonesInRun(match[0])) {
      const place = from + match.index
      const number = plainPhone(match[0].slice(start, end))
      spans.push({ start: place + start, end: place + end, own: own.phones.has(number) })
    }
  }
}

type Group = { start: number; end: number; digits: string; before: string }

/** Phone numbers in a run of digits and gaps: a number begins at a group of digits and ends at the end of one. */
function phonesInRun(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  const groups: Group[] = []
  let last = 0
  for (const match of text.matchAll(/\d+/g)) {
    groups.push({
      start: match.index,
      end: match.index + match[0].length,
      digits: match[0],
      before: text.slice(last, match.index),
    })
    last = match.index + match[0].length
  }
  for (let i = 0; i < groups.length; i++) {
    const through = lastGroup(groups, i)
    if (through === null) continue
    const first = groups[i]!
    // The plus and the bracket in front belong to it.
    const lead = /(?:\+ ?)?\(?$/.exec(first.before)?.[0].length ?? 0
    found.push({ start: first.start - lead, end: groups[through]!.end })
    i = through
  }
  return found
}

/** Index of the group with which a phone number that begins at group `i` ends, or null. */
function lastGroup(groups: readonly Group[], i: number): number | null {
  const first = groups[i]!
  const international = /\+ ?\(?$/.test(first.before)
  // Behind a point and digits it is a decimal; a lone 0 begins no number.
  if (!international && (first.before === '.' || !/^0\d/.test(first.digits))) return null
  let digits = ''
  let best: number | null = null
  for (let j = i; j < groups.length && digits.length < 17; j++) {
    if (j > i && groups[j]!.before.includes('+')) break
    digits += groups[j]!.digits
    const fit = fits(digits, international)
    if (fit === 'whole') return j
    if (fit === 'maybe') best = j
  }
  return best
}

/** `whole`: exactly a Dutch number. `maybe`: long enough for a number from elsewhere, and more may follow. */
function fits(digits: string, international: boolean): 'whole' | 'maybe' | 'no' {
  const abroad = international ? digits : digits.startsWith('00') ? digits.slice(2) : null
  if (abroad === null) return digits.length === 10 ? 'whole' : 'no'
  if (abroad.startsWith('31')) return abroad.length === (abroad.startsWith('310') ? 12 : 11) ? 'whole' : 'no'
  return /^[1-9]/.test(abroad) && abroad.length >= 9 && abroad.length <= 15 ? 'maybe' : 'no'
}

type Own = { key: string; emails: ReadonlySet<string>; numbers: ReadonlySet<string>; phones: ReadonlySet<string> }

/** Text after text is read for one person: what is theirs is worked out once. */
let latest: Own | null = null

function plainOwn(own: readonly string[]): Own {
  const key = own.join('\n')
  if (latest?.key === key) return latest
  const all = (plain: (text: string) => string) => new Set(own.map(plain))
  return (latest = { key, emails: all(plainEmail), numbers: all(plainNumber), phones: all(plainPhone) })
}

/** `bare` finds more than `whole`, which wants no letter or digit around it, and is the quicker of the two. */
type NumberPattern = { bare: RegExp; whole: RegExp }
const patterns = new Map<string, NumberPattern>()

function numberRegExp(pattern: string): NumberPattern {
  let known = patterns.get(pattern)
  if (!known) {
    known = {
      bare: new RegExp(pattern, 'iu'),
      whole: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`, 'giu'),
    }
    patterns.set(pattern, known)
  }
  return known
}

function plainEmail(text: string): string {
  return text.normalize('NFKC').replace(/%40/g, '@').toLowerCase()
}

function plainNumber(text: string): string {
  return text.normalize('NFKC').toUpperCase()
}

/** `+31 (0)6 1234 5678`, `0031612345678` and `06-12345678` are one number. */
function plainPhone(text: string): string {
  const digits = text.replace(/\D/g, '')
  const abroad = /^\s*\(?\+/.test(text) ? digits : digits.startsWith('00') ? digits.slice(2) : null
  if (abroad === null) return digits
  return abroad.startsWith('31') ? `0${abroad.slice(2).replace(/^0/, '')}` : `+${abroad}`
}
