/** What people type for a stored value: read by its type, and kept to what the register asks of it (Art. 5(1)(d), 16). */
import { readDay } from './day.ts'
import type { Value } from './item.ts'
import type { Words } from './language.ts'
import type { Column, ColumnCheck } from './register.ts'

/** Why something cannot be stored. `same`: it is so already. Numbers in a fault are the limit that it goes over. */
export type FieldFault =
  | {
      because:
        | 'needed'
        | 'same'
        | 'signs'
        | 'oneLine'
        | 'notNumber'
        | 'notDay'
        | 'choose'
        | NonNullable<ColumnCheck['format']>
    }
  | { because: 'long' | 'least' | 'most' | 'many'; limit: number }
  | { because: 'pattern'; means: Words }

export type FieldRead = { value: Value } | { fault: FieldFault }

/** Longest text when the register names no length, in characters as people count them. */
export const longestText = 200
export const longestLongText = 10_000
/** Entries in a list, and characters in each. */
const mostEntries = 50
const longestEntry = 100
/** Numbers when the register names no limits: well within what every database keeps exactly. */
const mostNumber = 1_000_000_000
/** A character can be many code units; more than these on average is no writing. */
const unitsPerCharacter = 12

const fault = (because: Exclude<FieldFault['because'], 'long' | 'least' | 'most' | 'many' | 'pattern'>): FieldRead => ({
  fault: { because },
})
const over = (because: 'long' | 'least' | 'most' | 'many', limit: number): FieldRead => ({ fault: { because, limit } })

/** Whether the person can type this value at all: a list must be one of texts. */
export const canBeTyped = (column: Pick<Column, 'type'>, now: Value): boolean =>
  column.type !== 'file' && column.type !== 'instant' && (column.type !== 'json' || listOf(now) !== null)

/** The texts of a stored list; null when it is something else. An empty value is an empty list. */
export function listOf(value: Value): readonly string[] | null {
  if (value === null || value === '') return []
  try {
    const parsed: unknown = JSON.parse(String(value))
    return Array.isArray(parsed) && parsed.every(each => typeof each === 'string') ? parsed : null
  } catch {
    return null
  }
}

/** A stored value as it stands in a form field; `readField` of it gives the same value. */
export function typedOf(value: Value, column: Pick<Column, 'type'>): string {
  if (value === null) return ''
  if (column.type === 'boolean') return isYes(value) ? 'yes' : 'no'
  if (column.type === 'json') return (listOf(value) ?? []).join('\n')
  return String(value)
}

const isYes = (value: Value): boolean => value === true || value === 1 || value === '1' || value === 'true'

/**
 * What was typed, as a value to store. Empty empties an optional value.
 * @param isPhone whether this is a phone number that can exist; plans of numbers are not known here
 */
export function readField(
  column: Pick<Column, 'type' | 'optional' | 'check' | 'legend'>,
  typed: string,
  now: Value,
  isPhone: (text: string) => boolean,
): FieldRead {
  const text = typed.replaceAll('\r\n', '\n').trim()
  // What is half of a sign cannot be stored, and signs that steer a screen or a file have no place in what people read.
  if (!text.isWellFormed() || /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) return fault('signs')
  if (text === '') {
    if (!column.optional) return fault('needed')
    return now === null || now === '' ? fault('same') : { value: null }
  }
  if (text === typedOf(now, column)) return fault('same')
  const read = byType(column, text, isPhone)
  return 'value' in read && read.value === now ? fault('same') : read
}

function byType(
  column: Pick<Column, 'type' | 'check' | 'legend'>,
  text: string,
  isPhone: (text: string) => boolean,
): FieldRead {
  switch (column.type) {
    case 'boolean':
      return text === 'yes' || text === 'no' ? { value: text === 'yes' ? 1 : 0 } : fault('choose')
    case 'enum':
      return Object.hasOwn(column.legend ?? {}, text) ? { value: text } : fault('choose')
    case 'day':
      return dayIn(text)
    case 'number':
      return numberIn(text, column.check ?? {})
    case 'json':
      return listIn(text)
    case 'text':
      return /[\n\t]/.test(text) ? fault('oneLine') : textIn(text, column.check ?? {}, longestText, isPhone)
    case 'longText':
      return textIn(text, column.check ?? {}, longestLongText, isPhone)
    default:
      return fault('choose')
  }
}

/** `2026-12-03`, or as people write it: 3-12-2026. */
function dayIn(text: string): FieldRead {
  const [, d, m, y] = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text) ?? []
  const day = readDay(d && m && y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : text)
  return day && day >= '1900-01-01' && day <= '2199-12-31' ? { value: day } : fault('notDay')
}

/** Digits with at most one comma or point; no thousands, no exponents. */
function numberIn(text: string, { least = -mostNumber, most = mostNumber }: ColumnCheck): FieldRead {
  if (!/^-?\d{1,12}(?:[.,]\d{1,6})?$/.test(text)) return fault('notNumber')
  const value = Number(text.replace(',', '.'))
  if (value < least) return over('least', least)
  return value > most ? over('most', most) : { value: value === 0 ? 0 : value }
}

/** One entry a line. */
function listIn(text: string): FieldRead {
  const entries = text
    .split('\n')
    .map(each => each.trim())
    .filter(Boolean)
  if (entries.length > mostEntries) return over('many', mostEntries)
  return entries.some(each => isLonger(each, longestEntry))
    ? over('long', longestEntry)
    : { value: JSON.stringify(entries) }
}

function textIn(text: string, check: ColumnCheck, usual: number, isPhone: (text: string) => boolean): FieldRead {
  const longest = check.longest ?? usual
  if (isLonger(text, longest)) return over('long', longest)
  const { format, pattern } = check
  const kept = format ? formats[format](text, isPhone) : text
  if (kept === null) return fault(format!)
  return pattern && !new RegExp(`^(?:${pattern.expression})$`, 'u').test(kept)
    ? { fault: { because: 'pattern', means: pattern.means } }
    : { value: kept }
}

const segmenter = new Intl.Segmenter()

function isLonger(text: string, longest: number): boolean {
  if (text.length <= longest) return false
  if (text.length > longest * unitsPerCharacter) return true
  let characters = 0
  for (const _ of segmenter.segment(text)) if (++characters > longest) return true
  return false
}

/** The text as it is stored, or null when it is not of this kind. */
const formats: Readonly<
  Record<NonNullable<ColumnCheck['format']>, (text: string, isPhone: (text: string) => boolean) => string | null>
> = {
  email: text =>
    text.length <= 254 && /^[^\s<>()[\]\\,;:"@]{1,64}@[^\s<>()[\]\\,;:"@]+\.[^\s<>()[\]\\,;:"@.]{2,}$/.test(text)
      ? text
      : null,
  phone: (text, isPhone) => (/^\+?[\d\s().-]+$/.test(text) && isPhone(text) ? text : null),
  postcode(text) {
    const [, digits, letters] = /^([1-9]\d{3}) ?([A-Z]{2})$/.exec(text.toUpperCase()) ?? []
    // Three pairs are never given out.
    return digits && letters && !/^S[ADS]$/.test(letters) ? `${digits} ${letters}` : null
  },
  url(text) {
    if (/\s/.test(text)) return null
    const whole = /^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`
    const url = URL.canParse(whole) ? new URL(whole) : null
    const web = url && (url.protocol === 'https:' || url.protocol === 'http:')
    return web && url.username === '' && /[^.]\.[^.]/.test(url.hostname) ? whole : null
  },
  chamberOfCommerce: text => (/^\d{8}$/.test(text.replaceAll(' ', '')) ? text.replaceAll(' ', '') : null),
}
