/**
 * The letter that answers a request: which one it is, what the law asks it to say, and the days it names. What the letter
 * says in words is `app/letter/`; here stand the rules (12(3), 12(4), 15–22; UAVG 35(2)).
 */
import { type AnswerOutcome, answerOutcome } from './answer.ts'
import { addDays, type Day } from './day.ts'
import { type Decision, refusesSomething } from './decision.ts'
import { type Deadline, rolled } from './deadline.ts'
import { holidays } from './holidays.ts'
import { rights, type Right } from './right.ts'
import { isCopy } from './standing.ts'

/** What a letter may have to say; each is checked before it can be sent, in the order in which people read it. */
export const letterParts = [
  'reference', // which request this answers
  'apology', // it comes too late, and we are sorry
  'bundle', // where the copy is and until when (15(3))
  'reasons', // per part that is not given: why, and on which article (12(4))
  'hidden', // how many values are kept back, and why (15(4), ACC-06)
  'searched', // which systems were searched (15(1): the confirmation that nothing is held)
  'wouldHelp', // what would let us know who asks (11(2), ID-05)
  'recipients', // who is told of it, or how to learn who (19)
  'lifting', // told before a restriction is lifted (18(3))
  'past', // what was done before stays lawful (7(3), CON-01)
  'transfer', // whether we can send it on to another organisation (20(2), PORT-06)
  'authority', // a complaint with the supervisory authority (77)
  'court', // a petition to the district court (79, UAVG 35)
  'courtTerm', // within six weeks (UAVG 35(2))
  'noTerm', // no term runs, because the answer is late (UAVG 35(2))
  'noLawyer', // no lawyer is needed (UAVG 35(4))
  'contact', // how to reach us (12(2))
] as const
export type LetterPart = (typeof letterParts)[number]

/** The facts that decide what a letter must say. */
export type LetterCase = {
  right: Right
  outcome: AnswerOutcome
  /** Decisions that give nothing or not all. */
  refused: number
  /** Values that are kept back. */
  hidden: number
  late: boolean
}

/** The letter that these decisions come to; null without any. `day`: when it would be sent. */
export function letterCase(
  right: Right,
  decisions: readonly Pick<Decision, 'category' | 'outcome'>[],
  hidden: number,
  clock: { term: Deadline; day: Day },
): LetterCase | null {
  const outcome = answerOutcome(decisions, hidden)
  if (outcome === null) return null
  const refused = decisions.filter(each => refusesSomething([each], 0)).length
  return { right, outcome, refused, hidden, late: isLate(refused + hidden > 0, clock) }
}

/**
 * Whether an answer on this day comes too late. A refusal has its own month, which an extension does not move (12(4),
 * TIME-10); while a pause is open there is no last day.
 */
export function isLate(refuses: boolean, { term, day }: { term: Deadline; day: Day }): boolean {
  const last = refuses ? term.firstMonthEnds : term.answerBy
  return last !== null && day > last
}

/** What the law asks of this letter, in the order of `letterParts`. */
export function requiredParts({ right, outcome, refused, hidden, late }: LetterCase): readonly LetterPart[] {
  const gives = outcome === 'granted' || outcome === 'partly'
  // Every refusal, in whole or in part, and every value kept back (12(4), REF-02); nothing held is no yes either.
  const negative = refused > 0 || hidden > 0 || outcome === 'notHeld'
  const wanted: Readonly<Record<LetterPart, boolean>> = {
    reference: true,
    apology: late,
    bundle: gives && isCopy(right),
    reasons: refused > 0,
    hidden: hidden > 0,
    searched: outcome === 'notHeld',
    wouldHelp: outcome === 'cannotIdentify',
    recipients: gives && (right === 'rectification' || right === 'erasure' || right === 'restriction'),
    lifting: gives && right === 'restriction',
    past: gives && right === 'withdrawal',
    transfer: gives && right === 'portability',
    authority: negative || late,
    court: negative || late,
    courtTerm: negative && !late,
    noTerm: late,
    noLawyer: negative || late,
    contact: true,
  }
  return letterParts.filter(part => wanted[part])
}

/** Weeks after the answer in which the court can be asked (UAVG 35(2)). */
export const courtWeeks = 6

/**
 * The last day to go to the court, as the person is told: six weeks after the day the answer came, not rolled, which is the
 * safe side for them (TIME-07).
 */
export const courtUntil = (answered: Day): Day => addDays(answered, courtWeeks * 7)

/** The same day as the Algemene termijnenwet reads it: a Dutch term, so that free days move it on (TIME-07). For staff. */
export const courtUntilRolled = (answered: Day): Day => rolled(courtUntil(answered), holidays('nl-atw')).day

/** Every letter there is a text for. Consent that is withdrawn is never refused (7(3)). */
export const letterKinds: readonly { right: Right; outcome: AnswerOutcome }[] = rights.flatMap(right =>
  (right === 'withdrawal'
    ? (['granted', 'notHeld', 'cannotIdentify'] as const)
    : (['granted', 'partly', 'refused', 'notHeld', 'cannotIdentify'] as const)
  ).map(outcome => ({ right, outcome })),
)
