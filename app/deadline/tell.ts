/** One last day, told with its reasons: lines for people, plain facts for programs. */
import { type Clock, deadline, type Step } from '#domain/deadline.ts'
import type { Day } from '#domain/day.ts'
import { decreeHorizon, isBeyondHorizon } from '#domain/holidays.ts'
import type { Language } from '#domain/language.ts'
import { words } from '../text/words.ts'
import type { Profile } from './read-clock.ts'
import { holidaysOf } from './table.ts'

export type Told = {
  lines: string[]
  json: {
    received: Day
    calendar: Profile
    answerBy: Day | null
    nominal: Day | null
    firstMonthEnds: Day | null
    daysLeft: number | null
    unsuspended: Day | null
    because: readonly (Step & { text: string })[]
  }
  /** The calendar of decree days may be older than the last day (TIME-06). */
  warning: string | null
}

export function tellDeadline(clock: Clock, profile: Profile, language: Language): Told {
  const { clock: w } = words(language)
  const holidays = holidaysOf(profile)
  const found = deadline(clock, holidays)
  // Without rolling the sum ends one step earlier.
  const nominal = profile === 'nominal' ? found.nominal : null
  const answerBy = nominal ?? found.answerBy
  const because = found.because
    .filter(step => nominal === null || step.code !== 'rolled')
    .map(step => (step.code === 'answerBy' && nominal ? { ...step, day: nominal } : step))
    .map(step => ({ ...step, text: w.step(step) }))
  const limits = [
    ...(found.nominal && found.nominal !== answerBy ? [w.nominal(found.nominal)] : []),
    ...(found.firstMonthEnds ? [w.refuseBy(found.firstMonthEnds)] : []),
  ]
  return {
    lines: [
      answerBy ? w.answerBy(answerBy) : w.paused(found.daysLeft ?? 0),
      '',
      ...because.filter(({ code }) => code !== 'answerBy').map(({ text }) => `- ${text}`),
      ...(limits.length > 0 ? ['', ...limits] : []),
    ],
    json: { received: clock.received, calendar: profile, ...found, answerBy, because },
    warning: answerBy && isBeyondHorizon(answerBy, holidays) ? w.beyondHorizon(decreeHorizon) : null,
  }
}
