/**
 * What is not known before the letter goes: the day it goes, the days that follow from it, and the name, which the team's
 * shared draft does not hold. They stand in the draft as `{{ name }}` and are put in their place by the sender; this is no
 * template any more, so that nobody's name can be one.
 */
import type { Day } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { courtUntil } from '#domain/letter.ts'
import { longDay } from '../text/dates.ts'

export const live = ['name', 'today', 'court_until', 'bundle_until'] as const
export type Live = Readonly<Record<(typeof live)[number], string>>

/** How one of them stands in a draft. */
export const mark = (name: (typeof live)[number]): string => `{{ ${name} }}`

/** What they stand for on the day the letter goes. `bundleUntil` null: there is no copy to fetch. */
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

/** The draft with its marks filled in, each once: what is filled in is not looked at again. */
export const filledIn = (draft: string, values: Live): string =>
  draft.replace(/\{\{ ?(\w+) ?\}\}/g, (whole, name: string) =>
    live.find(each => each === name) ? values[name as keyof Live] : whole,
  )
