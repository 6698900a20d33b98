/** A stored value as people read it: codes in words, moments in their zone, nothing that could act on the page. */
import type { Day, Instant } from '#domain/day.ts'
import type { Value } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import type { Column } from '#domain/register.ts'
import { moment, number, plainDay } from '../text/dates.ts'
import { words } from '../text/words.ts'

/** The text, whether figures and signs in it matter one by one, and whether it was cut at `longest`. */
export type ValueText = { text: string; mono: boolean; cut: boolean; empty: boolean }

/** @param longest in characters; what is longer is cut (the copy has all of it) */
export function valueText(
  value: Value | undefined,
  column: Pick<Column, 'type' | 'unit' | 'legend'>,
  language: Language,
  longest = 20_000,
): ValueText {
  if (value === null || value === undefined || value === '') {
    return { text: words(language).common.empty, mono: false, cut: false, empty: true }
  }
  const text = visible(readable(value, column, language))
  const cut = text.length > longest
  return { text: cut ? `${whole(text.slice(0, longest))}…` : text, mono: column.type === 'json', cut, empty: false }
}

function readable(
  value: string | number | boolean,
  column: Pick<Column, 'type' | 'unit' | 'legend'>,
  language: Language,
): string {
  const w = words(language).common
  switch (column.type) {
    case 'boolean':
      return value === true || value === 1 || value === '1' || value === 'true' ? w.yes : w.no
    case 'enum':
      return column.legend?.[String(value)]?.[language] ?? String(value)
    case 'instant':
      return Number.isNaN(Date.parse(String(value))) ? String(value) : moment(String(value) as Instant, language)
    case 'day':
      return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? plainDay(String(value) as Day, language) : String(value)
    case 'number': {
      const text = typeof value === 'number' ? number(value, language) : String(value)
      return column.unit ? `${text} ${column.unit}` : text
    }
    case 'json':
      return lines(String(value))
    default:
      return String(value)
  }
}

/** `{"a":1,"b":["x","y"]}` as lines "a: 1" and "b: x, y"; what is not JSON stays as it is. */
function lines(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text)
    if (Array.isArray(parsed)) return parsed.map(flat).join('\n')
    if (typeof parsed !== 'object' || parsed === null) return String(parsed)
    return Object.entries(parsed)
      .map(([key, value]) => `${key}: ${flat(value)}`)
      .join('\n')
  } catch {
    return text
  }
}

const flat = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(flat).join(', ')
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : String(value)

/** Control characters become their pictures (␀ … ␡), so that they are seen and do nothing. Tab and line end stay. */
const visible = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, sign =>
    sign === '\r' ? '' : sign === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + sign.charCodeAt(0)),
  )

/** Never half of a surrogate pair at the end. */
const whole = (text: string): string => (/[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text)
