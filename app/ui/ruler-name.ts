/** The day ruler in words, for who does not see it. */
import type { Day } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { longDay } from '../text/dates.ts'
import { words } from '../text/words.ts'
import type { Term } from './day-ruler.tsx'

/** @param left days until `last`, negative when it has passed; null once answered */
export function rulerName({ total, day }: Term, last: Day, left: number | null, language: Language): string {
  const w = words(language).common.ruler
  if (left === null) return w.answered(day, total)
  const date = longDay(last, language)
  return left < 0 ? w.late(-left, date) : w.day(day, total, date)
}
