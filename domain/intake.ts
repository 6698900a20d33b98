/** Filing what came in from outside the portal: the moment it arrived, and who speaks for whom. */
import { type Day, type Instant, instantAt, readDay } from './day.ts'
import type { Channel } from './subject-request.ts'

/** What staff can file; `portal` and `form` file themselves. */
export const filedChannels = ['letter', 'phone', 'mail', 'counter'] as const satisfies readonly Channel[]
export type FiledChannel = (typeof filedChannels)[number]

/** Who speaks for the person (ID-06): a parent of a child under 16, a guardian, or somebody with a mandate. */
export const behalves = ['parent', 'guardian', 'authorised'] as const
export type Behalf = (typeof behalves)[number]

/** Nobody could ask anything under the GDPR before it applied (99(2)). */
const firstDay: Day = '2018-05-25'

/** Longest text of a letter that is typed over, in characters; other free fields of intake. */
export const longestLetter = 20_000
export const longestField = 200
/** How checked authority, or a link to a person, is explained. */
export const longestReason = 1_000

export type ArrivalFault = 'dayMissing' | 'dayForm' | 'timeMissing' | 'timeForm' | 'future' | 'tooLongAgo'

/**
 * The moment of arrival that the term is counted from: it may lie in the past, never in the future (TIME-02).
 * @param day a date as a date field sends it, `2026-11-22`
 * @param time on the clock of `zone`, `14:05` or `9.30`
 */
export function arrival(
  day: string,
  time: string,
  now: Instant,
  zone: string,
): { at: Instant } | { fault: ArrivalFault } {
  if (day.trim() === '') return { fault: 'dayMissing' }
  const date = readDay(day.trim())
  if (!date) return { fault: 'dayForm' }
  if (time.trim() === '') return { fault: 'timeMissing' }
  const at = instantAt(date, clockTime(time), zone)
  if (!at) return { fault: 'timeForm' }
  if (at > now) return { fault: 'future' }
  if (date < firstDay) return { fault: 'tooLongAgo' }
  return { at }
}

/** `9.30` and `9:30` as a clock writes them: `09:30`. */
const clockTime = (typed: string): string => typed.trim().replace('.', ':').padStart(5, '0')

/** Days within which two messages of one person are taken to be about the same. */
export const duplicateDays = 60

/** A name in the form in which two letters are compared: case, accents, dots and spaces do not count. */
export const plainName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** An e-mail address in the form in which two letters are compared. */
export const plainEmail = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
