/** Moments in the controller's zone, for machines and for people, quick enough for several values in each of 100,000 rows. */
import { type Day, type Instant, isoWithOffset } from '#domain/day.ts'
import type { Value } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import { moment } from '#sources/sql/moment.ts'
import type { Writing } from './words.ts'

/** One moment: ISO 8601 with offset, and as people read it ("3 december 2026 14:02"). */
export type Local = { iso: string; nl: string; en: string }

/** The hour in the zone that an hour of UTC is, with what stands around the minutes. */
type Hour = { iso: string; offset: string; nl: string; en: string }

const exact = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const hourLength = 'YYYY-MM-DDTHH'.length
/** Forgets all beyond this many hours. */
const most = 20_000

/** A function from what is stored to its moment; null for what cannot be read as one. */
export function moments(
  zone: string,
  writing: Readonly<Record<Language, Writing>>,
): (value: Value | undefined) => Local | null {
  const hours = new Map<string, Hour | null>()
  let last: { value: string; local: Local } | null = null

  const slowly = (at: Instant): Local => {
    const iso = isoWithOffset(at, zone)
    const day = iso.slice(0, 10) as Day
    const time = iso.slice(11, 16)
    return { iso, nl: `${writing.nl.day(day)} ${time}`, en: `${writing.en.day(day)} ${time}` }
  }
  /** Null where the zone's offset is not whole hours, or changes: then each moment is worked out by itself. */
  const hourOf = (key: string): Hour | null => {
    const first = isoWithOffset(`${key}:00:00.000Z` as Instant, zone)
    const end = isoWithOffset(`${key}:59:59.000Z` as Instant, zone)
    if (!first.slice(13).startsWith(':00:00') || first.slice(-6) !== end.slice(-6)) return null
    const day = first.slice(0, 10) as Day
    const hour = first.slice(11, 13)
    return {
      iso: first.slice(0, hourLength),
      offset: first.slice(19),
      nl: `${writing.nl.day(day)} ${hour}`,
      en: `${writing.en.day(day)} ${hour}`,
    }
  }

  return value => {
    if (typeof value !== 'string') {
      const at = typeof value === 'number' ? moment(value) : null
      return at ? slowly(at) : null
    }
    if (last?.value === value) return last.local
    // A day that a month may not have goes the careful way.
    if (!exact.test(value) || value.slice(8, 10) > '28') {
      const at = moment(value)
      return at ? slowly(at) : null
    }
    const key = value.slice(0, hourLength)
    let hour = hours.get(key)
    if (hour === undefined) {
      if (moment(value) === null) return null
      if (hours.size >= most) hours.clear()
      hours.set(key, (hour = hourOf(key)))
    }
    if (!hour) return slowly(value as Instant)
    const fraction = value.slice(19, 23)
    const minutes = value.slice(13, 16)
    const iso = `${hour.iso}${value.slice(13, 19)}${fraction === '.000' ? '' : fraction}${hour.offset}`
    const local = { iso, nl: hour.nl + minutes, en: hour.en + minutes }
    last = { value, local }
    return local
  }
}
