/** What we write to a person about the clock is in their language, with days in full and the controller's name below. */
import { subjectById } from '#db/subject.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Day } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Portal } from '../portal.ts'
import { longDay } from '../text/dates.ts'
import { words } from '../text/words.ts'

/** @param to whom it is mailed to, when anybody can be */
export async function writtenFor(
  { store, register }: Pick<Portal, 'store' | 'register'>,
  row: Pick<SubjectRequest, 'subjectId'>,
  to: { language: Language } | null,
) {
  const language = to?.language ?? (await subjectById(store.read, store.t, row.subjectId))?.language ?? 'nl'
  const w = words(language).notices
  return { language, w, day: (day: Day) => longDay(day, language), closing: w.regards(register.controller.name) }
}
