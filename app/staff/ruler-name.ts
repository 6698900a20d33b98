/** The day ruler in words, for who does not see it. */
import type { Day } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { longDay } from '../text/dates.ts'
import type { AllWords } from '../text/words.ts'

export function rulerName(
  w: AllWords['common']['ruler'],
  line: { answerBy: Day; left: number | null; term: { total: number; day: number } },
  language: Language,
): string {
  if (line.left === null) return w.answered(line.term.day, line.term.total)
  const day = longDay(line.answerBy, language)
  return line.left < 0 ? w.late(-line.left, day) : w.day(line.term.day, line.term.total, day)
}
