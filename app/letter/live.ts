/** The day a letter goes, the days that follow from it, and the name, which the team's shared draft does not hold. */
import type { Day } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { courtUntil } from '#domain/letter.ts'
import { longDay } from '../text/dates.ts'
import type { Live } from './marks.ts'

/** What the marks stand for on the day the letter goes. `bundleUntil` null: there is no copy to fetch. */
export const liveOn = (
  day: Day,
  language: Language,
  { name, bundleUntil }: { name: string; bundleUntil: Day | null },
): Live => ({
  name,
  today: longDay(day, language),
  court_until: longDay(courtUntil(day), language),
  bundle_until: bundleUntil ? longDay(bundleUntil, language) : '–',
})
