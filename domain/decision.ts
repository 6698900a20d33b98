/**
 * Deciding on a request: what is given, what is not, on which ground of the law. A person decides every refusal (REF-03);
 * grounds that weigh heavily need a second person (12(5), UAVG 41; T10).
 */
import { createHash } from 'node:crypto'
import { canonical, type Json } from './audit/canonical.ts'
import type { Day } from './day.ts'
import { redactionReasons, type RedactionReason } from './register.ts'
import type { Right } from './right.ts'

export const decisionOutcomes = ['give', 'part', 'refuse', 'notHeld', 'cannotIdentify'] as const
export type DecisionOutcome = (typeof decisionOutcomes)[number]

type Ground = {
  /** As a lawyer cites it. */
  article: string
  /** The rights that can be refused on this ground. */
  rights: readonly Right[]
  /** A second person must agree before it can be sent. */
  second: boolean
  /** A last day must be named: the ground ends some time. */
  ends: boolean
  /** Term in the W3C's Data Privacy Vocabulary that means the same, when it has one. */
  dpv: string | null
}

const asked: readonly Right[] = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'humanReview',
]

/** Every ground there is; what the law does not know cannot be chosen. Our own term of keeping is none (ERAS-04). */
export const refusalGrounds = {
  notIdentified: {
    article: '11(2), 12(2)',
    rights: asked,
    second: false,
    ends: false,
    dpv: 'JustificationA12IdentityFailure',
  },
  manifestlyUnfounded: {
    article: '12(5)(b)',
    rights: asked,
    second: true,
    ends: false,
    dpv: 'JustificationA12ManifestlyUnfounded',
  },
  manifestlyExcessive: {
    article: '12(5)(b)',
    rights: asked,
    second: true,
    ends: false,
    dpv: 'JustificationA12ManifestlyExcessive',
  },
  rightsOfOthers: { article: '15(4)', rights: ['access'], second: false, ends: false, dpv: null },
  rightsOfOthersPortability: { article: '20(4)', rights: ['portability'], second: false, ends: false, dpv: null },
  notPortable: { article: '20(1)', rights: ['portability'], second: false, ends: false, dpv: null },
  accurate: { article: '16', rights: ['rectification'], second: false, ends: false, dpv: null },
  opinion: { article: '16', rights: ['rectification'], second: false, ends: false, dpv: null },
  noErasureGround: { article: '17(1)', rights: ['erasure'], second: false, ends: false, dpv: null },
  expression: {
    article: '17(3)(a)',
    rights: ['erasure'],
    second: false,
    ends: false,
    dpv: 'JustificationA17FreedomOfExpression',
  },
  legalDuty: {
    article: '17(3)(b)',
    rights: ['erasure'],
    second: false,
    ends: true,
    dpv: 'JustificationA17LegallyRequired',
  },
  publicTask: {
    article: '17(3)(b)',
    rights: ['erasure'],
    second: false,
    ends: false,
    dpv: 'JustificationA17OfficialAuthority',
  },
  publicHealth: {
    article: '17(3)(c)',
    rights: ['erasure'],
    second: false,
    ends: false,
    dpv: 'JustificationA17PublicHealth',
  },
  archiving: { article: '17(3)(d)', rights: ['erasure'], second: false, ends: false, dpv: 'JustificationA17Archiving' },
  legalClaims: {
    article: '17(3)(e)',
    rights: ['erasure'],
    second: false,
    ends: true,
    dpv: 'JustificationA17LegalClaims',
  },
  noRestrictionGround: { article: '18(1)', rights: ['restriction'], second: false, ends: false, dpv: null },
  compellingGrounds: { article: '21(1)', rights: ['objection'], second: false, ends: false, dpv: null },
  noAutomatedDecision: { article: '22(1)', rights: ['humanReview'], second: false, ends: false, dpv: null },
  uavg41: { article: 'UAVG 41(1)', rights: asked, second: true, ends: true, dpv: null },
} as const satisfies Readonly<Record<string, Ground>>
export type RefusalGround = keyof typeof refusalGrounds
export const refusalGroundIds = Object.keys(refusalGrounds) as readonly RefusalGround[]

export const groundOf = (ground: RefusalGround): Ground => refusalGrounds[ground]

/** The grounds on which this right can be refused, in the order of the law. Withdrawing consent cannot be refused (7(3)). */
export const groundsFor = (right: Right): readonly RefusalGround[] =>
  refusalGroundIds.filter(ground => groundOf(ground).rights.includes(right))

/** One decision as it holds now. `category` null: the whole request; `item` null: all of the category. */
export type Decision = {
  category: string | null
  item: string | null
  outcome: DecisionOutcome
  ground: RefusalGround | null
  reason: string
  wouldChange: string
  until: Day | null
}

/** A value that is kept back from the copy, for the plan's hash. */
export type Hidden = {
  category: string
  source: string
  table: string
  key: string
  column: string | null
  reason: RedactionReason
}

/** The whole answer as it stands: what a second person agrees to, and what is sent. */
export type AnswerPlan = {
  requestId: string
  decisions: readonly Decision[]
  hidden: readonly Hidden[]
  letter: string
}

/** Hexadecimal SHA-256 of the plan: the same facts give the same hash in whatever order they were read (T10). */
export function planHash(plan: AnswerPlan): string {
  const inOrder = (list: readonly object[]) => list.map(each => canonical(each as Json)).toSorted()
  const whole = { ...plan, decisions: inOrder(plan.decisions), hidden: inOrder(plan.hidden) }
  return createHash('sha256').update(canonical(whole)).digest('hex')
}

/** Whether something is kept from the person: then reasons, the authority, the court and the six weeks must be told (12(4), REF-02). */
export const refusesSomething = (decisions: readonly Pick<Decision, 'outcome'>[], hidden: number): boolean =>
  hidden > 0 ||
  decisions.some(({ outcome }) => outcome === 'part' || outcome === 'refuse' || outcome === 'cannotIdentify')

/** Whether a second person must agree before this can be sent: a heavy ground, or a value hidden for one (NL-02). */
export const needsSecond = (
  decisions: readonly Pick<Decision, 'ground'>[],
  hidden: readonly Pick<Hidden, 'reason'>[] = [],
): boolean =>
  decisions.some(({ ground }) => ground !== null && groundOf(ground).second) ||
  hidden.some(({ reason }) => redactionReasons[reason].second)

/** Whether the person gets nothing of what was decided about. */
export const keepsBack = ({ outcome }: Pick<Decision, 'outcome'>): boolean =>
  outcome === 'refuse' || outcome === 'cannotIdentify'

/** The decision that holds for a record, or (item null) for a category: its own, else that of what it lies in. */
export function decisionFor<D extends Pick<Decision, 'category' | 'item'>>(
  decisions: readonly D[],
  category: string,
  item: string | null = null,
): D | null {
  const exactly = (where: string | null, which: string | null) =>
    decisions.findLast(each => each.category === where && each.item === which)
  return (item !== null ? exactly(category, item) : undefined) ?? exactly(category, null) ?? exactly(null, null) ?? null
}

/** How a record is named in a decision. */
export const itemName = ({ table, key }: { table: string; key: string }): string => `${table}/${key}`

/**
 * Categories in which a value is hidden for a reason that needs necessity and a last day (UAVG 41), while no decision
 * about the record or its category says so (NL-02).
 */
export function undecided(decisions: readonly Decision[], hidden: readonly Hidden[]): readonly string[] {
  const open = hidden.filter(each => {
    if (!redactionReasons[each.reason].second) return false
    const own = [itemName(each), null].map(item =>
      decisions.findLast(d => d.category === each.category && d.item === item),
    )
    const whole = decisionFor(decisions, each.category)
    return ![...own, whole].some(decision => decision?.ground === 'uavg41')
  })
  return [...new Set(open.map(each => each.category))]
}

/** Who may agree: not who asked for it, not who handles the request, not the person themselves (T10). */
export const mayApprove = (
  approver: string,
  others: { askedBy: string; assignedTo: string | null; deciders: readonly string[] },
): boolean => approver !== others.askedBy && approver !== others.assignedTo && !others.deciders.includes(approver)
