/**
 * A question to the person that may stop the clock: who asks (12(6)) or what exactly is asked (recital 63). What the law
 * leaves open stands here as our own choice, with its number.
 */
import { addDays, type Day, daysBetween, later } from './day.ts'
import { rolled } from './deadline.ts'
import type { Holidays } from './holidays.ts'
import { isCounted, type Pause, type PauseKind, pauseKind, type Question } from './pause.ts'

/**
 * From so many records on we call what is held about one person "a large quantity" (recital 63). The law gives no number:
 * this is ours, on the high side, because below it a person can be expected to find their way in the whole copy.
 */
export const largeFrom = 2000

/** Days after a question to remind, and after which a request by somebody we cannot identify may be closed with a letter [P]. */
export const remindAfterDays = 14
export const closeAfterDays = 60

export const isLarge = (held: number): boolean => held >= largeFrom

/** What is known of a request before a question about it is sent. */
export type BeforeAsking = Omit<Question, 'large' | 'prompt'> & {
  /** How many records are held about the person; null when nobody could count them. */
  held: number | null
  /** Earlier questions, and the day of the newest answer to one of them. */
  pauses: readonly Pause[]
  today: Day
  /** Staff say: this was asked as soon as the doubt was there (TIME-11). */
  prompt: boolean
}

/** The kind under which this question goes into the record: it stops the clock, or is void with the reason why. */
export function kindOfQuestion(before: BeforeAsking, holidays: Holidays): PauseKind {
  const { held, pauses, today, ...asked } = before
  const same = pauses.filter(({ kind }) => kind === asked.kind)
  const prompt = asked.prompt && !isLateFollowUp(same, today, holidays)
  return pauseKind({ ...asked, prompt, large: held !== null && isLarge(held) })
}

/**
 * After an answer that was not enough, a pause goes on only when the next question is asked at once: on the same day or
 * the next working day (TIME-11). The day of the answer itself runs either way.
 */
export function isLateFollowUp(pauses: readonly Pause[], today: Day, holidays: Holidays): boolean {
  const answered = pauses.flatMap(({ until }) => until ?? []).toSorted()
  const last = answered.at(-1)
  return last !== undefined && today > rolled(addDays(last, 1), holidays).day
}

/** What staff can do about an open question that stops the clock. */
export type OpenQuestion = {
  kind: 'identity' | 'clarify'
  since: Day
  /** Days that it is open. */
  days: number
  remindOn: Day
  /** For an identity question: from this day on the request may be closed with a letter. */
  closeFrom: Day | null
}

/** The open questions that stop the clock, oldest first. */
export function openQuestions(pauses: readonly Pause[], today: Day): readonly OpenQuestion[] {
  return pauses
    .filter(pause => pause.until === null && isCounted(pause))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ kind, from }) => ({
      kind: kind === 'identity' ? 'identity' : 'clarify',
      since: from,
      days: daysBetween(from, later(from, today)),
      remindOn: addDays(from, remindAfterDays),
      closeFrom: kind === 'identity' ? addDays(from, closeAfterDays) : null,
    }))
}

/** Whether an answer can have come on this day: not before the question, not in the future. */
export const isAnswerDay = (day: Day, pauses: readonly Pick<Pause, 'from'>[], today: Day): boolean =>
  day <= today && pauses.every(({ from }) => day >= from)
