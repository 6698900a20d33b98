/** Days, moments, numbers and sizes in words, always in the controller's time zone. */
import type { Day, Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'

export const zone = 'Europe/Amsterdam'

const locale: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' }
const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`
  const kept = formats.get(key)
  if (kept) return kept
  const made = new Intl.DateTimeFormat(locale[language], options)
  formats.set(key, made)
  return made
}

/** A civil day has no zone: noon UTC keeps it the same day everywhere. */
const noon = (day: Day): Date => new Date(`${day}T12:00:00Z`)

/** "donderdag 3 december 2026" */
export const longDay = (day: Day, language: Language): string =>
  format(language, 'longDay', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(noon(day))

/** "3 december 2026" */
export const plainDay = (day: Day, language: Language): string =>
  format(language, 'plainDay', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(noon(day))

/** "3 dec" for narrow columns; the year is added when it is not this year's. */
export const shortDay = (day: Day, language: Language, today?: Day): string =>
  day.slice(0, 4) === today?.slice(0, 4)
    ? format(language, 'shortDay', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(noon(day))
    : format(language, 'shortDayYear', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
        noon(day),
      )

/** "14:02" */
export const clockTime = (at: Instant, language: Language): string =>
  format(language, 'clockTime', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(
    new Date(at),
  )

/** "3 december 2026, 14:02" */
export const moment = (at: Instant, language: Language): string =>
  `${plainDay(dayIn(at), language)}, ${clockTime(at, language)}`

/** "vandaag, 14:02", "gisteren, 14:02", else "3 december 2026, 14:02". */
export function recently(at: Instant, now: Instant, language: Language): string {
  const ago = (Date.parse(`${dayIn(now)}T00:00:00Z`) - Date.parse(`${dayIn(at)}T00:00:00Z`)) / 86_400_000
  if (ago !== 0 && ago !== 1) return moment(at, language)
  const day = new Intl.RelativeTimeFormat(locale[language], { numeric: 'auto' }).format(-ago, 'day')
  return `${day}, ${clockTime(at, language)}`
}

/** "2.904" */
export const number = (value: number, language: Language): string => numbers[language].format(value)

const numbers: Readonly<Record<Language, Intl.NumberFormat>> = {
  nl: new Intl.NumberFormat(locale.nl, { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat(locale.en, { maximumFractionDigits: 2 }),
}

/** A size people can compare: "340 kB", "4,1 MB", "2 GB" (powers of ten, as file managers show). */
export function size(bytes: number, language: Language): string {
  const [unit, per] =
    bytes >= 1e9 ? (['GB', 1e9] as const) : bytes >= 1e6 ? (['MB', 1e6] as const) : (['kB', 1e3] as const)
  const value = Math.max(bytes / per, 1)
  return `${new Intl.NumberFormat(locale[language], { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`
}

/** The first letter as a capital, for a date at the start of a line. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const isoDay = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone })

/** The civil day of a moment in the controller's zone; Swedish writes it as ISO 8601 does. */
const dayIn = (at: Instant): Day => isoDay.format(new Date(at)) as Day
