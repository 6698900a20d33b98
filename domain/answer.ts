/** The answer as a whole, in one word, from the decisions it rests on; and how long it can be taken back. */
import type { Decision } from './decision.ts'

export const answerOutcomes = ['granted', 'partly', 'refused', 'notHeld', 'cannotIdentify'] as const
export type AnswerOutcome = (typeof answerOutcomes)[number]

/** Seconds in which a letter that was sent can still be taken back. */
export const takeBackSeconds = 30

/** What the decisions come to; `hidden` counts values that are kept back. Null without any decision. */
export function answerOutcome(
  decisions: readonly Pick<Decision, 'category' | 'outcome'>[],
  hidden: number,
): AnswerOutcome | null {
  if (decisions.length === 0) return null
  const whole = decisions.find(({ category }) => category === null)?.outcome
  if (whole === 'cannotIdentify' || whole === 'notHeld') return whole
  const outcomes = decisions.map(({ outcome }) => outcome)
  if (outcomes.every(outcome => outcome === 'refuse')) return 'refused'
  if (outcomes.every(outcome => outcome === 'notHeld')) return 'notHeld'
  return outcomes.every(outcome => outcome === 'give' || outcome === 'notHeld') && hidden === 0 ? 'granted' : 'partly'
}
