/**
 * How a register says how long, in one sentence (docs/connecting.md#retention):
 *
 *   while agreement, then P2Y after agreementEnd[, or after lastContact][, ends on consentWithdrawn]
 *   while consent, then P2Y after agreementEnd[, …]
 *   P2M after copyCreated
 *   until reportClosed once followUpOpened, else P2M after reportCreated
 *   follows others
 */
import { type Anchor, type Retention, type RowAnchor, rowAnchors, subjectAnchors } from '#domain/retention-rule.ts'

export const rowFacts = [...rowAnchors, 'followUpOpened'] as const

const anyAnchor = [...subjectAnchors, ...rowAnchors].join('|')
const rowAnchor = rowAnchors.join('|')
const duration = String.raw`P(?=\d)(?:\d{1,3}Y)?(?:\d{1,3}M)?(?:\d{1,3}W)?(?:\d{1,4}D)?`

const whileThen = new RegExp(
  `^while (?<state>agreement|consent), then (?<duration>${duration}) after (?<anchor>${anyAnchor})` +
    `(?:, or after (?<fallback>${anyAnchor}))?(?<ends>, ends on consentWithdrawn)?$`,
)
const after = new RegExp(`^(?<duration>${duration}) after (?<anchor>${anyAnchor})$`)
const untilOnce = new RegExp(
  `^until (?<until>${rowAnchor}) once (?<opened>${rowFacts.join('|')}), else (?<duration>${duration}) after (?<anchor>${rowAnchor})$`,
)

/** The rule a sentence says, or null when it says none. */
export function readRetention(sentence: string): Retention | null {
  const text = sentence.trim().replace(/\s+/g, ' ')
  if (text === 'follows others') return { kind: 'followHost' }
  const long = whileThen.exec(text)?.groups
  if (long) {
    return {
      kind: 'whileAndAfter',
      while: long.state === 'consent' ? 'consentLive' : 'agreementActive',
      anchor: anchorOf(long.anchor),
      duration: durationOf(long.duration),
      ...(long.fallback ? { fallbackAnchor: anchorOf(long.fallback) } : {}),
      ...(long.ends ? { endsAtOnceOn: 'consentWithdrawn' } : {}),
    }
  }
  const short = after.exec(text)?.groups
  if (short) return { kind: 'maxAfter', anchor: anchorOf(short.anchor), duration: durationOf(short.duration) }
  const event = untilOnce.exec(text)?.groups
  if (!event) return null
  return {
    kind: 'untilEvent',
    opened: event.opened === 'followUpOpened' ? 'followUpOpened' : rowAnchorOf(event.opened),
    until: rowAnchorOf(event.until),
    otherwise: { anchor: rowAnchorOf(event.anchor), duration: durationOf(event.duration) },
  }
}

/** Everything a rule needs to know: anchors of the person or the row, and the state of consent. */
export function anchorsOf(rule: Retention): readonly (Anchor | 'followUpOpened')[] {
  if (rule.kind === 'followHost') return []
  if (rule.kind === 'maxAfter') return [rule.anchor]
  if (rule.kind === 'untilEvent') return [rule.opened, rule.until, rule.otherwise.anchor]
  return [rule.anchor, ...(rule.while === 'agreementActive' ? (['agreementStart'] as const) : [])]
}

/** The duration in a rule, or null for one that has none. */
export function durationIn(rule: Retention): string | null {
  if (rule.kind === 'followHost') return null
  return rule.kind === 'untilEvent' ? rule.otherwise.duration : rule.duration
}

/** Does a rule look at what the person chose? */
export const needsConsent = (rule: Retention): boolean =>
  rule.kind === 'whileAndAfter' && (rule.while === 'consentLive' || rule.endsAtOnceOn !== undefined)

const units = {
  Y: { nl: ['jaar', 'jaar'], en: ['year', 'years'] },
  M: { nl: ['maand', 'maanden'], en: ['month', 'months'] },
  W: { nl: ['week', 'weken'], en: ['week', 'weeks'] },
  D: { nl: ['dag', 'dagen'], en: ['day', 'days'] },
} as const

/** The amounts that the words of a term must name: P2Y in Dutch is ["2 jaar"]. */
export function amounts(durationText: string, language: 'nl' | 'en'): string[] {
  return [...durationText.matchAll(/(\d+)([YMWD])/g)].map(([, digits, letter]) => {
    const count = Number(digits)
    const unit = units[letter as keyof typeof units][language]
    return `${count} ${unit[count === 1 ? 0 : 1]}`
  })
}

const isDuration = (text: string): text is `P${string}` => text.startsWith('P')
function durationOf(text: string | undefined): `P${string}` {
  if (text === undefined || !isDuration(text)) throw new Error(`not a duration: ${text}`)
  return text
}
function anchorOf(text: string | undefined): Anchor {
  const anchor = [...subjectAnchors, ...rowAnchors].find(each => each === text)
  if (!anchor) throw new Error(`not an anchor: ${text}`)
  return anchor
}
function rowAnchorOf(text: string | undefined): RowAnchor {
  const anchor = rowAnchors.find(each => each === text)
  if (!anchor) throw new Error(`not an anchor of a row: ${text}`)
  return anchor
}
