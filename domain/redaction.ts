/**
 * Blanks what identifies somebody else in free text (Art. 15(4), ACC-06): e-mail addresses, phone numbers and member
 * numbers, unless they are the subject's own. Names are not searched for: that is work for a person.
 *
 * Every pattern here runs in time linear to the text: a repeated class never starts in the middle of its own match.
 */

/** What stands in the place of something blanked. */
export const mask = '[***]'

export type Masked = { text: string; count: number }

type Span = { start: number; end: number; own: boolean }

const local = String.raw`[\p{L}\p{N}\p{M}._+'~-]`
const label = String.raw`[\p{L}\p{N}\p{M}-]`
/** `%40` is how an address stands in a logged URL. */
const email = new RegExp(`(?<!${local})${local}+(?:[@\uFF20\uFE6B]|%40)(?:${label}+\\.)+${label}{2,}`, 'giu')

/** Dates, times, amounts and bank account numbers: digits that must not be taken for a phone number. */
const notPhone = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])[A-Z]{2}\d{2} ?[A-Z]{4} ?\d{4} ?\d{4} ?\d{2}(?!\d)`,
    String.raw`(?<!\d)(?:19|20)\d{2}([-/. ])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)`,
    String.raw`(?<!\d)(?:0?[1-9]|[12]\d|3[01])([-/. ])(?:0?[1-9]|1[0-2])\2(?:19|20)\d{2}(?!\d)`,
    String.raw`(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?!\d)`,
    String.raw`(?<!\d)\d{1,9}(?:\.\d{3}){0,4},\d{2}(?!\d)`,
  ].join('|'),
  'gu',
)

const gap = String.raw`[\s./()\p{Pd}]`
/** Digits with at most three signs between them; capital letters in front make it a code. */
const run = new RegExp(String.raw`(?<![\p{Lu}\p{N}_])(?:\+ ?)?\(?\d(?:${gap}{0,3}\d)*`, 'gu')

const patterns = new Map<string, RegExp>()

/**
 * @param text free text, as stored
 * @param own the subject's own addresses, phone numbers and member number, in any notation
 * @param numberPattern the register's regular expression for a member number
 * @returns the text with everything else blanked, and how many places were
 */
export function maskIdentifiers(text: string, own: readonly string[], numberPattern?: string): Masked {
  const spans: Span[] = []
  if (/[@\uFF20\uFE6B]|%40/.test(text)) collect(text, email, spans, own, plainEmail)
  if (numberPattern) collect(text, numberRegExp(numberPattern), spans, own, plainNumber)
  if (/\d/.test(text)) phones(text, spans, own)
  if (spans.length === 0) return { text, count: 0 }
  const others = spans.filter(span => !span.own).sort((a, b) => a.start - b.start)
  let masked = ''
  let from = 0
  for (const { start, end } of others) {
    masked += text.slice(from, start) + mask
    from = end
  }
  return { text: masked + text.slice(from), count: others.length }
}

function collect(
  text: string,
  pattern: RegExp,
  spans: Span[],
  own: readonly string[],
  plain: (found: string) => string,
): void {
  const taken = overlap(spans)
  for (const match of text.matchAll(pattern)) {
    // A quotation mark in front is not part of the address.
    const quote = /^'+/.exec(match[0])?.[0].length ?? 0
    const found = match[0].slice(quote)
    const start = match.index + quote
    if (found && !taken(start, start + found.length)) {
      spans.push({ start, end: start + found.length, own: isOwn(own, found, plain) })
    }
  }
}

/** Compared only for what was found: most texts hold nothing, and this runs over every text of a bundle. */
function isOwn(own: readonly string[], found: string, plain: (text: string) => string): boolean {
  const sought = plain(found)
  return own.some(each => plain(each) === sought)
}

/** Phone numbers in what is left between the spans that are taken and the digits that are something else. */
function phones(text: string, spans: Span[], own: readonly string[]): void {
  const blocked = [
    ...spans,
    ...Array.from(text.matchAll(notPhone), match => ({ start: match.index, end: match.index + match[0].length })),
  ]
  blocked.sort((a, b) => a.start - b.start)
  let from = 0
  for (const { start, end } of [...blocked, { start: text.length, end: text.length }]) {
    if (start > from) phonesBetween(text, from, start, spans, own)
    from = Math.max(from, end)
  }
}

function phonesBetween(text: string, from: number, until: number, spans: Span[], own: readonly string[]): void {
  const part = text.slice(from, until)
  for (const match of part.matchAll(run)) {
    for (const { start, end } of phonesInRun(match[0])) {
      const at = from + match.index
      spans.push({ start: at + start, end: at + end, own: isOwn(own, match[0].slice(start, end), plainPhone) })
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

function overlap(spans: readonly Span[]): (start: number, end: number) => boolean {
  const taken = [...spans]
  let i = 0
  // Matches come in order of place, and so do the spans of one earlier pass.
  return (start, end) => {
    while (i < taken.length && taken[i]!.end <= start) i++
    return i < taken.length && taken[i]!.start < end
  }
}

function numberRegExp(pattern: string): RegExp {
  let known = patterns.get(pattern)
  if (!known)
    patterns.set(pattern, (known = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`, 'giu')))
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
