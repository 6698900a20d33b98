/**
 * Public holidays as Reg. 1182/71 Art. 2(1) means them, for the Netherlands: the list of art. 3(1) of the Algemene
 * termijnenwet (TIME-06). Computed, not typed in. The law as it stands since King's Day (2014); all clocks here are later.
 *
 * - `nl-strict`: art. 3(1) only. Good Friday and the days that a royal decree equates count as working days: the earlier
 *   last day is right under both readings.
 * - `nl-atw`: also Good Friday (art. 3(2)) and the decree days (art. 3(3)).
 */
import { addDays, type Day, weekdayOf } from './day.ts'

export const calendars = ['nl-strict', 'nl-atw'] as const
export type Calendar = (typeof calendars)[number]

export type Holiday =
  | 'newYear'
  | 'goodFriday'
  | 'easterMonday'
  | 'kingsDay'
  | 'liberationDay'
  | 'ascension'
  | 'whitMonday'
  | 'christmas'
  | 'secondChristmas'
  | 'decree'

/** Why a day is free. */
export type FreeDay = 'saturday' | 'sunday' | Holiday

export type Holidays = { calendar: Calendar; on: (day: Day) => Holiday | null }

/** Stcrt. 2022, 7812 and 2025, 24713. */
const decreeDays: ReadonlySet<string> = new Set([
  '2023-04-28',
  '2023-05-19',
  '2024-05-10',
  '2024-12-27',
  '2025-05-30',
  '2026-01-02',
  '2026-05-15',
  '2027-05-07',
  '2028-04-28',
  '2028-05-26',
])

/** The last year for which decree days are known; `nl-atw` warns staff about days beyond it. */
export const decreeHorizon = 2028

/** The holidays of a profile. */
export function holidays(calendar: Calendar): Holidays {
  const years = new Map<string, ReadonlyMap<Day, Holiday>>()
  return {
    calendar,
    on(day) {
      const year = day.slice(0, 4)
      let list = years.get(year)
      if (!list) years.set(year, (list = holidaysOf(Number(year), calendar)))
      return list.get(day) ?? (calendar === 'nl-atw' && decreeDays.has(day) ? 'decree' : null)
    },
  }
}

/** Why nobody has to work on this day, or null on a working day. */
export function freeDay(day: Day, holidays: Holidays): FreeDay | null {
  const holiday = holidays.on(day)
  if (holiday) return holiday
  const weekday = weekdayOf(day)
  return weekday === 6 ? 'saturday' : weekday === 7 ? 'sunday' : null
}

/** Whether this calendar can be trusted for a day, or new decree days may have come since (TIME-06). */
export function isBeyondHorizon(day: Day, { calendar }: Holidays): boolean {
  return calendar === 'nl-atw' && Number(day.slice(0, 4)) > decreeHorizon
}

function holidaysOf(year: number, calendar: Calendar): ReadonlyMap<Day, Holiday> {
  const fixed = (monthDay: string) => `${String(year).padStart(4, '0')}-${monthDay}` as Day
  const easter = easterSunday(year)
  const kingsDay = fixed('04-27')
  const list = new Map<Day, Holiday>([
    [fixed('01-01'), 'newYear'],
    [addDays(easter, 1), 'easterMonday'],
    // Kept a day early when it falls on a Sunday.
    [weekdayOf(kingsDay) === 7 ? addDays(kingsDay, -1) : kingsDay, 'kingsDay'],
    // Every year, not once in five.
    [fixed('05-05'), 'liberationDay'],
    [addDays(easter, 39), 'ascension'],
    [addDays(easter, 50), 'whitMonday'],
    [fixed('12-25'), 'christmas'],
    [fixed('12-26'), 'secondChristmas'],
  ])
  if (calendar === 'nl-atw') list.set(addDays(easter, -2), 'goodFriday')
  return list
}

/** Easter Sunday of a Gregorian year: the Sunday after the first ecclesiastical full moon of spring. */
export function easterSunday(year: number): Day {
  const century = Math.floor(year / 100)
  const golden = (year % 19) + 1
  // Leap days that centuries leave out, and the correction of the moon's cycle.
  const solar = Math.floor((3 * century + 3) / 4)
  const lunar = Math.floor((8 * century + 13) / 25)
  let epact = (19 * (golden - 1) + 15 + solar - lunar) % 30
  // The cycle may not put the full moon on 19 April, nor twice on 18 April within nineteen years.
  if (epact === 29 || (epact === 28 && golden > 11)) epact--
  const fullMoon = addDays(`${String(year).padStart(4, '0')}-03-21` as Day, epact)
  return addDays(fullMoon, 7 - (weekdayOf(fullMoon) % 7))
}
