/** Moments in the controller's zone, for machines and for people, quick enough for several values in each of 100,000 rows. */
import { type Day, type Instant, isoWithOffset, minuteIn, type UtcDay, utcDayIn } from '#domain/day.ts'
import type { Value } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import { isUsual, moment } from '#sources/sql/moment.ts'
import type { Writing } from './words.ts'

/** One moment: ISO 8601 with offset, and as people read it ("3 december 2026 14:02"). */
export type Local = { iso: string; nl: string; en: string }

/** A UTC day, with the three dates that its moments can fall on as they are written. */
type Known = UtcDay & { written: readonly [before: Local, same: Local, after: Local] }

/** A function from what is stored to its moment; null for what cannot be read as one. */
export function moments(
  zone: string,
  writing: Readonly<Record<Language, Writing>>,
): (value: Value | undefined) => Local | null {
  const known = new Map<string, Known | null>()
  let last: { value: string; local: Local } | null = null

  const date = (day: Day): Local => ({ iso: day, nl: writing.nl.day(day), en: writing.en.day(day) })
  const knownDay = (text: string): Known | null => {
    const day = utcDayIn(zone, text)
    return day && { ...day, written: [date(day.before), date(day.same), date(day.after)] }
  }
  const slowly = (at: Instant | null): Local | null => {
    if (!at) return null
    const iso = isoWithOffset(at, zone)
    const { nl, en } = date(iso.slice(0, 10) as Day)
    const time = iso.slice(11, 16)
    return { iso, nl: `${nl} ${time}`, en: `${en} ${time}` }
  }

  return value => {
    if (typeof value !== 'string') return typeof value === 'number' ? slowly(moment(value)) : null
    if (last?.value === value) return last.local
    if (!isUsual(value)) return slowly(moment(value))
    const text = value.slice(0, 10)
    let day = known.get(text)
    if (day === undefined) known.set(text, (day = knownDay(text)))
    if (!day) return slowly(value as Instant)
    const { minute, shift } = minuteIn(day, value)
    const { iso, nl, en } = day.written[(shift + 1) as 0 | 1 | 2]
    const seconds = value.slice(16, value.endsWith('.000Z') ? 19 : 23)
    const local = { iso: `${iso}T${minute}${seconds}${day.offset}`, nl: `${nl} ${minute}`, en: `${en} ${minute}` }
    last = { value, local }
    return local
  }
}
