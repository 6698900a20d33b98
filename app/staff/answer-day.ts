/** On which day an answer came that was given outside the portal: the clock runs again from it (TIME-11). */
import { pausesOf } from '#db/pause.ts'
import { type Day, readDay } from '#domain/day.ts'
import { isCounted } from '#domain/pause.ts'
import { isAnswerDay } from '#domain/question.ts'
import { type Acting, textIn } from './acting.ts'

/** The day that was typed, when an answer can have come then; today when none was asked for. Null when it cannot. */
export async function answerDay({ context, row, form }: Acting, field: string, today: Day): Promise<Day | null> {
  if (!form.has(field)) return today
  const day = readDay(textIn(form, field))
  const { store } = context.portal
  const open = (await pausesOf(store.read, store.t, row.id)).filter(pause => pause.until === null && isCounted(pause))
  return day && isAnswerDay(day, open, today) ? day : null
}
