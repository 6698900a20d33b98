/**
 * Whether a template can be used: it is tried on made-up facts of every case that its letter can be in, and each letter it
 * makes must say what the law asks. So a fact that must be named is missed when its words do not appear.
 */
import type { AnswerOutcome } from '#domain/answer.ts'
import { deadline } from '#domain/deadline.ts'
import type { Decision, Hidden } from '#domain/decision.ts'
import { groundsFor } from '#domain/decision.ts'
import { holidays } from '#domain/holidays.ts'
import type { Language } from '#domain/language.ts'
import type { LetterCase, LetterPart } from '#domain/letter.ts'
import type { Register } from '#domain/register.ts'
import type { Right } from '#domain/right.ts'
import { words } from '../text/words.ts'
import { factsFor, type LetterOf } from './facts.ts'
import { unsaid } from './parts.ts'
import { renderTemplate, type TemplateFault } from './template.ts'

type Where = { register: Register; site: string }
type Kind = { right: Right; outcome: AnswerOutcome; language: Language }

const clock = { received: '2026-11-03', pauses: [], extension: null } as const

/** Made-up facts for a letter: in time or late, with or without something that is kept back. */
export function madeUp(
  where: Where,
  { right, outcome, language }: Kind,
  late: boolean,
  hidden: boolean,
): Pick<LetterOf, 'is' | 'facts'> {
  const w = words(language).letters.example
  const [first, second] = where.register.categories
  const decided = (over: Partial<Decision>): Decision => ({
    category: null,
    item: null,
    outcome: 'give',
    ground: null,
    reason: '',
    wouldChange: '',
    until: null,
    ...over,
  })
  const not = { ground: groundsFor(right)[0] ?? 'notIdentified', reason: w.reason, wouldChange: w.change } as const
  const decisions: Readonly<Record<AnswerOutcome, readonly Decision[]>> = {
    granted: [decided({ category: first?.id ?? null, reason: w.done })],
    partly: [
      decided({ category: first?.id ?? null, reason: w.done }),
      ...(hidden ? [] : [decided({ ...not, category: second?.id ?? null, outcome: 'refuse' })]),
    ],
    refused: [decided({ ...not, outcome: 'refuse' })],
    notHeld: [decided({ outcome: 'notHeld' })],
    cannotIdentify: [decided({ ...not, ground: 'notIdentified', outcome: 'cannotIdentify' })],
  }
  const kept: readonly Hidden[] = hidden
    ? [{ category: second?.id ?? '', source: '', table: '', key: '', column: '', reason: 'otherPerson' }]
    : []
  const plan = { decisions: decisions[outcome], hidden: kept }
  const refused = plan.decisions.filter(each => each.outcome !== 'give' && each.outcome !== 'notHeld').length
  const is: LetterCase = { right, outcome, refused, hidden: kept.length, late }
  const row = { reference: '7KF-2MX-9TB', right, receivedAt: '2026-11-03T09:00:00.000Z' } as const
  const term = deadline(clock, holidays(where.register.controller.holidays))
  return { is, facts: factsFor(where, { row, plan, term, is, searched: null }, language) }
}

export type TemplateTrouble =
  | { fault: TemplateFault }
  /** `late`, `hidden`: in which case it does not say this. */
  | { missing: readonly LetterPart[]; late: boolean; hidden: boolean }

/** The first thing that is wrong with a template, or null. */
export function templateTrouble(where: Where, kind: Kind, text: string): TemplateTrouble | null {
  const cases = [false, true].flatMap(late =>
    (kind.outcome === 'partly' ? [false, true] : [false]).map(hidden => ({ late, hidden })),
  )
  for (const { late, hidden } of cases) {
    const example = madeUp(where, kind, late, hidden)
    const made = renderTemplate(text, example.facts)
    if ('fault' in made) return made
    const missing = unsaid(made.text, example, kind.language)
    if (missing.length > 0) return { missing, late, hidden }
  }
  return null
}
