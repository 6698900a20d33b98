/** Whether a decision can be taken as it was filled in; a refusal without a ground or a reason is none (REF-02, 12(4)). */
import type { Day } from './day.ts'
import {
  type Decision,
  type DecisionOutcome,
  decisionOutcomes,
  groundOf,
  groundsFor,
  type RefusalGround,
} from './decision.ts'
import { longestReason } from './request-note.ts'
import type { Right } from './right.ts'

export const decisionFaults = [
  'outcomeMissing',
  'groundMissing',
  'reasonMissing',
  'reasonLong',
  'changeMissing',
  'untilMissing',
  'untilPast',
  'reconcileFirst',
  'wholeOnly',
] as const
export type DecisionFault = (typeof decisionFaults)[number]

/** What can come of a request for this right; withdrawing consent cannot be refused (7(3)). */
export const outcomesFor = (right: Right): readonly DecisionOutcome[] =>
  groundsFor(right).length > 0 ? decisionOutcomes : ['give', 'notHeld']

/** The grounds that staff choose from; that somebody cannot be identified is an outcome of its own (ID-05). */
export const choosableGrounds = (right: Right): readonly RefusalGround[] =>
  groundsFor(right).filter(ground => ground !== 'notIdentified')

type Asked = Omit<Decision, 'outcome'> & { outcome: DecisionOutcome | null }

/** The decision with only what belongs to it, or what is wrong with it: field by field. */
export function checkDecision(
  right: Right,
  asked: Asked,
  today: Day,
):
  | { decision: Decision }
  | { faults: Readonly<Partial<Record<'outcome' | 'ground' | 'reason' | 'wouldChange' | 'until', DecisionFault>>> } {
  const { outcome, category, item } = asked
  const reason = asked.reason.trim()
  const wouldChange = asked.wouldChange.trim()
  if (outcome === null || !outcomesFor(right).includes(outcome)) return { faults: { outcome: 'outcomeMissing' } }
  const long = {
    ...(reason.length > longestReason && { reason: 'reasonLong' as const }),
    ...(wouldChange.length > longestReason && { wouldChange: 'reasonLong' as const }),
  }
  const plain = { category, item, outcome, ground: null, reason, wouldChange, until: null }
  if (outcome === 'give' || outcome === 'notHeld') {
    return Object.keys(long).length > 0 ? { faults: long } : { decision: plain }
  }
  if (outcome === 'cannotIdentify') {
    // Whoever it is, it is the same for all they asked; and they must hear what would help (11(2)).
    const faults = {
      ...(category !== null && { outcome: 'wholeOnly' as const }),
      ...(reason === '' && { reason: 'reasonMissing' as const }),
      ...(wouldChange === '' && { wouldChange: 'changeMissing' as const }),
      ...long,
    }
    if (Object.keys(faults).length > 0) return { faults }
    return { decision: { ...plain, ground: 'notIdentified' } }
  }
  const ground = asked.ground && choosableGrounds(right).includes(asked.ground) ? asked.ground : null
  const ends = ground !== null && groundOf(ground).ends
  const faults = {
    // The rights of others limit what is copied: a blank refusal of everything is none (ACC-06, EDPB 01/2022 ¶172).
    ...(ground &&
      isOfOthers(ground) &&
      outcome === 'refuse' &&
      category === null && { ground: 'reconcileFirst' as const }),
    ...(ground === null && { ground: 'groundMissing' as const }),
    ...(reason === '' && { reason: 'reasonMissing' as const }),
    ...(ends && asked.until === null && { until: 'untilMissing' as const }),
    ...(ends && asked.until !== null && asked.until < today && { until: 'untilPast' as const }),
    ...long,
  }
  if (Object.keys(faults).length > 0) return { faults }
  return { decision: { ...plain, ground, until: ends ? asked.until : null } }
}

const isOfOthers = (ground: RefusalGround): boolean =>
  ground === 'rightsOfOthers' || ground === 'rightsOfOthersPortability'
