/** Reads the facts of a clock as operators and tables write them: receipt, pauses, extension. Faults say what was expected. */
import { type Day, readDay, readReceipt } from '#domain/day.ts'
import type { Clock, Extension } from '#domain/deadline.ts'
import { type Calendar, calendars } from '#domain/holidays.ts'
import { type Pause, type PauseKind, pauseKinds } from '#domain/pause.ts'
import { zone } from '../text/dates.ts'

/** A text that cannot be read; the message is one sentence for who wrote it. */
export class Unreadable extends Error {}

/** `nominal` is the count without rolling to a working day. */
export type Profile = Calendar | 'nominal'
export const profiles: readonly Profile[] = [...calendars, 'nominal']

export function readProfile(text: string): Profile {
  const profile = profiles.find(name => name === text)
  if (!profile) throw new Unreadable(`"${text}" is no calendar; expected ${profiles.join(', ')}`)
  return profile
}

/** Days are compared as text, which needs years of four digits; Regulation 1182/71 holds from its first year on. */
const years = { first: '1971-07-01', last: '9998-12-31' }

/** @param text `2026-03-05T10:00:00+01:00[Europe/Amsterdam]`, ISO 8601 with an offset, a local date and time, or a date */
export function readReceived(text: string): Day {
  const day = readReceipt(text, zone)
  if (!day) {
    throw new Unreadable(
      `"${text}" is no moment of receipt; expected for example 2026-03-05T10:00:00+01:00[${zone}] or 2026-03-05`,
    )
  }
  if (day < years.first || day > years.last || day.length > 10) {
    throw new Unreadable(`"${text}" lies outside what can be counted; expected ${years.first} to ${years.last}`)
  }
  return day
}

/** @param text `[]`, or `kind:from..to` one or more times with `;` between; an empty `to` is still open */
export function readPauses(text: string): Pause[] {
  if (text === '' || text === '[]') return []
  return text.split(';').map(readPause)
}

/** @param text `false`, or `true;date[;months]` */
export function readExtended(text: string): Extension | null {
  if (text === '' || text === 'false') return null
  const [yes, ...rest] = text.split(';')
  if (yes !== 'true' || rest.length < 1 || rest.length > 2) {
    throw new Unreadable(`"${text}" is no extension; expected false, or true;date, or true;date;months`)
  }
  return extension(rest[0]!, rest[1], text)
}

/** @param text `date` or `date:months` */
export function readExtendedFlag(text: string): Extension {
  const [date, months, ...rest] = text.split(':')
  if (rest.length > 0) throw new Unreadable(`"${text}" is no extension; expected date or date:months`)
  return extension(date!, months, text)
}

/** Puts the facts together. What cannot have happened is refused here, so that a slip of the pen does not move a last day. */
export function readClock(received: Day, pauses: readonly Pause[], extended: Extension | null): Clock {
  if (extended && extended.noticeDay < received) {
    throw new Unreadable(`the notice of extension (${extended.noticeDay}) lies before the receipt (${received})`)
  }
  const before = pauses.find(pause => pause.until !== null && pause.until < received)
  if (before) throw new Unreadable(`the pause from ${before.from} ends before the receipt (${received})`)
  return { received, pauses, extension: extended }
}

function readPause(text: string): Pause {
  const parts = /^\s*([a-z][a-z-]*):([0-9-]+)\.\.([0-9-]*)\s*$/.exec(text)
  const kind = parts && readKind(parts[1]!)
  const from = parts && readDay(parts[2]!)
  const until = parts?.[3] ? readDay(parts[3]) : null
  if (!kind || !from || (parts[3] && !until)) {
    throw new Unreadable(
      `"${text}" is no pause; expected kind:from..to, with kind identity, clarify or void-…, and dates such as 2026-06-02`,
    )
  }
  if (until && until < from) throw new Unreadable(`the pause "${text}" ends before it begins`)
  return { kind, from, until }
}

function readKind(text: string): PauseKind | null {
  return text.startsWith('void-') ? (text as `void-${string}`) : (pauseKinds.find(kind => kind === text) ?? null)
}

function extension(date: string, months: string | undefined, text: string): Extension {
  const noticeDay = readDay(date)
  if (!noticeDay) throw new Unreadable(`"${text}" has no date of the notice; expected for example 2026-03-20`)
  if (months !== undefined && months !== '1' && months !== '2') {
    throw new Unreadable(`"${text}" extends by "${months}"; expected 1 or 2 months`)
  }
  return { noticeDay, months: months === '1' ? 1 : 2 }
}
