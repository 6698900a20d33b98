/**
 * Days and instants, the two ways this house speaks of time.
 *
 * A `Day` is a civil date in the controller's time zone (Europe/Amsterdam); terms of the law are counted in days.
 * An `Instant` is a moment, always UTC with milliseconds, so that text order is time order in both store engines.
 */
import { Temporal } from 'temporal-polyfill'

export type Day = `${number}-${number}-${number}`
export type Instant = `${string}T${string}Z`
/** An ISO 8601 calendar duration as the register writes it: `P2Y`, `P6M`, `P14D`. */
export type Duration = `P${string}`

const maxRemembered = 20_000

/** The moment `ms` milliseconds after 1970-01-01T00:00Z. */
export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString() as Instant
}

/** Milliseconds since 1970-01-01T00:00Z. Throws a RangeError when the text is not a moment. */
export function millisecondsOf(at: Instant): number {
  const ms = Date.parse(at)
  if (Number.isNaN(ms)) throw new RangeError(`not a moment: ${at}`)
  return ms
}

/** The civil date of a moment in a time zone (TIME-03: never the UTC date). */
export function dayOf(at: Instant, zone: string): Day {
  const local = localOf(at, zone)
  if (local) return local.day
  const ms = millisecondsOf(at)
  return new Date(ms + offsetAt(ms, zone)).toISOString().split('T', 1)[0] as Day
}

/** The first moment of a civil date in a time zone. */
export function startOfDay(day: Day, zone: string): Instant {
  return instantOf(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)
}

/**
 * The moment at which a clock in a zone showed this date and time (`HH:MM`). An hour that the clock skipped is read as
 * the hour after it; of an hour that it showed twice, the first: both keep the civil date. Null when the time is none.
 */
export function instantAt(day: Day, time: string, zone: string): Instant | null {
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  return instantOf(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).epochMilliseconds)
}

/** What a clock in a zone shows: the civil date, and the time as `HH:MM`. */
export function clockAt(at: Instant, zone: string): { day: Day; time: string } {
  return { day: dayOf(at, zone), time: isoWithOffset(at, zone).slice(11, 16) }
}

/** ISO 8601 with offset, for people and machines: `2026-11-22T10:00:00+01:00`; milliseconds only when there are any. */
export function isoWithOffset(at: Instant, zone: string): string {
  const known = localOf(at, zone)
  if (known) return `${known.day}T${known.minute}${at.slice(16, at.endsWith('.000Z') ? 19 : -1)}${known.offset}`
  const ms = millisecondsOf(at)
  // Before about 1900 zones had offsets with seconds, which ISO 8601 cannot write: those moments stay in UTC.
  const minutes = wholeMinutes(offsetAt(ms, zone)) ?? 0
  const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1)
  return `${local.endsWith('.000') ? local.slice(0, -4) : local}${offsetText(minutes)}`
}

/** What all moments of one UTC day share in a zone: the offset, and the dates they can fall on. */
export type UtcDay = { minutes: number; offset: string; before: Day; same: Day; after: Day }
const utcDays = new Map<string, Map<string, UtcDay | null>>()
const millis = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/**
 * A UTC day (`2026-11-22`) in a zone, remembered: several values in each of 100,000 rows are asked for. Null where moments
 * must be worked out one by one: the clock changes on that day, the offset has seconds, or there is no such day.
 */
export function utcDayIn(zone: string, day: string): UtcDay | null {
  let known = utcDays.get(zone)
  if (!known) utcDays.set(zone, (known = new Map()))
  let found = known.get(day)
  if (found === undefined) {
    if (known.size >= maxRemembered) known.clear()
    known.set(day, (found = utcDay(Date.parse(day), zone)))
  }
  return found
}

/** `HH:MM` on the clock of a zone, and which date it is there: -1 the day before, 1 the day after. */
export function minuteIn({ minutes }: UtcDay, at: string): { minute: string; shift: -1 | 0 | 1 } {
  const minute = digits(at, 11) * 60 + digits(at, 14) + minutes
  if (minute < 0) return { minute: clocks[minute + 1440]!, shift: -1 }
  if (minute >= 1440) return { minute: clocks[minute - 1440]!, shift: 1 }
  return { minute: clocks[minute]!, shift: 0 }
}

function localOf(at: string, zone: string): { day: Day; minute: string; offset: string } | null {
  const found = millis.test(at) ? utcDayIn(zone, at.slice(0, 10)) : null
  if (!found) return null
  const { minute, shift } = minuteIn(found, at)
  return { day: shift === 0 ? found.same : shift < 0 ? found.before : found.after, minute, offset: found.offset }
}

function utcDay(start: number, zone: string): UtcDay | null {
  if (Number.isNaN(start)) return null
  const offset = offsetAt(start, zone)
  const minutes = wholeMinutes(offset)
  if (minutes === null || offset !== offsetAt(start + 86_399_999, zone)) return null
  const date = (ms: number) => new Date(ms).toISOString().split('T', 1)[0] as Day
  return {
    minutes,
    offset: offsetText(minutes),
    before: date(start - 86_400_000),
    same: date(start),
    after: date(start + 86_400_000),
  }
}

const digits = (text: string, at: number) => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528
const clocks = Array.from(
  { length: 1440 },
  (_, minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`,
)

const wholeMinutes = (offset: number): number | null => (offset % 60_000 === 0 ? offset / 60_000 : null)

function offsetText(minutes: number): string {
  const ahead = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(ahead / 60))}:${twoDigits(ahead % 60)}`
}

const dayNumbers = new Map<Day, number>()

/**
 * Days since 1970-01-01, remembered: lists count with the same few days for every row.
 * @throws RangeError when there is no such day
 */
function dayNumber(day: Day): number {
  const known = dayNumbers.get(day)
  if (known !== undefined) return known
  const ms = Date.parse(`${day}T00:00:00Z`)
  // A date that does not exist would be read as one in the next month.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day)) throw new RangeError(`not a day: ${day}`)
  if (dayNumbers.size >= maxRemembered) dayNumbers.clear()
  dayNumbers.set(day, ms / 86_400_000)
  return ms / 86_400_000
}

/** The day that many days later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return new Date((dayNumber(day) + days) * 86_400_000).toISOString().split('T', 1)[0] as Day
}

/** The same date that many months later; the last day of that month when the date does not exist (TIME-04). */
export function addMonths(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).add({ months }).toString() as Day
}

/** `day` plus a calendar duration, clamped once to the end of the month and never rolled to a working day (RET-02). */
export function addDuration(day: Day, duration: Duration): Day {
  const key = `${day}${duration}`
  const known = sums.get(key)
  if (known) return known
  const sum = Temporal.PlainDate.from(day).add(duration).toString() as Day
  if (sums.size >= maxRemembered) sums.clear()
  sums.set(key, sum)
  return sum
}

/** How many days `to` lies after `from`; negative when before. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

export function earlier(a: Day, b: Day): Day {
  return a <= b ? a : b
}

export function later(a: Day, b: Day): Day {
  return a >= b ? a : b
}

/** A date that exists, written `2026-11-22`; null for anything else. */
export function readDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text).toString() as Day
  } catch {
    return null
  }
}

/**
 * The civil date in `zone` of a receipt as people and systems write it: RFC 9557 (`…+01:00[Europe/Amsterdam]`), ISO 8601
 * with an offset or `Z`, a local date and time, or only a date. Null when it is none of these.
 */
export function readReceipt(text: string, zone: string): Day | null {
  try {
    // The offset says which moment it was; the name in brackets says it once more.
    if (text.includes('['))
      return dayOf(instantOf(Temporal.ZonedDateTime.from(text, { offset: 'use' }).epochMilliseconds), zone)
    if (/(?:z|[+-]\d{2}(?::?\d{2})?)$/i.test(text) && /t/i.test(text)) {
      return dayOf(instantOf(Temporal.Instant.from(text).epochMilliseconds), zone)
    }
    if (/t/i.test(text)) return Temporal.PlainDateTime.from(text).toPlainDate().toString() as Day
    return readDay(text)
  } catch {
    return null
  }
}

const sums = new Map<string, Day>()

/** Half-open stretch of time in which a zone keeps one offset. */
type Stretch = { from: number; until: number; offset: number }
const stretches = new Map<string, Stretch[]>()

/**
 * Offset of a zone at a moment, in milliseconds. Asked for every exported value, so the stretches between clock changes
 * are remembered (two a year); the newest found stands in front.
 */
function offsetAt(ms: number, zone: string): number {
  let known = stretches.get(zone)
  if (!known) stretches.set(zone, (known = []))
  const first = known[0]
  if (first && ms >= first.from && ms < first.until) return first.offset
  const index = known.findIndex(stretch => ms >= stretch.from && ms < stretch.until)
  const found = index < 0 ? stretchAt(ms, zone) : known[index]!
  if (index >= 0) known.splice(index, 1)
  known.unshift(found)
  return found.offset
}

function stretchAt(ms: number, zone: string): Stretch {
  const here = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
  const next = here.getTimeZoneTransition('next')
  // `previous` is strictly before; one nanosecond further counts a change at this very moment.
  const previous = here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  return {
    from: previous ? previous.epochMilliseconds : -Infinity,
    until: next ? next.epochMilliseconds : Infinity,
    offset: here.offsetNanoseconds / 1e6,
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
