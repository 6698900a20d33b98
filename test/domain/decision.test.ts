/** Deciding: what can be refused on which ground, what a second person agrees to, and the answer it comes to. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { answerOutcome } from '#domain/answer.ts'
import { checkDecision, choosableGrounds, outcomesFor } from '#domain/decision-check.ts'
import {
  type AnswerPlan,
  type Decision,
  decisionFor,
  groundOf,
  groundsFor,
  type Hidden,
  mayApprove,
  needsSecond,
  planHash,
  refusalGroundIds,
  refusesSomething,
  undecided,
} from '#domain/decision.ts'
import { rights } from '#domain/right.ts'
import { publishedVectors } from '#test/vectors.ts'

const today = '2026-11-25'
const decision: Decision = {
  category: null,
  item: null,
  outcome: 'give',
  ground: null,
  reason: '',
  wouldChange: '',
  until: null,
}
const hidden: Hidden = {
  category: 'fraud_abuse',
  source: 'platform',
  table: 'report',
  key: '7',
  column: 'text',
  reason: 'otherPerson',
}

/** A stream of chance that is the same every time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
const shuffled = <T>(list: readonly T[], next: () => number): T[] =>
  list
    .map(each => [next(), each] as const)
    .toSorted((a, b) => a[0] - b[0])
    .map(([, each]) => each)

describe('what a second person agrees to (T10)', () => {
  const next = chance(7)
  const text = () => Math.floor(next() * 1e6).toString(36)
  const plans = Array.from({ length: 200 }, (): AnswerPlan => ({
    requestId: text(),
    decisions: Array.from({ length: 1 + Math.floor(next() * 4) }, () => ({
      ...decision,
      category: next() < 0.5 ? null : text(),
      item: next() < 0.5 ? null : `${text()}/${text()}`,
      outcome: 'refuse' as const,
      ground: 'rightsOfOthers' as const,
      reason: text(),
      wouldChange: text(),
      until: next() < 0.5 ? null : '2027-01-01',
    })),
    hidden: Array.from({ length: 1 + Math.floor(next() * 4) }, () => ({
      ...hidden,
      key: text(),
      column: next() < 0.5 ? null : text(),
    })),
    letter: text(),
  }))

  it('is the same in whatever order the facts were read', () => {
    for (const plan of plans) {
      const turned = {
        letter: plan.letter,
        hidden: shuffled(plan.hidden, next),
        decisions: shuffled(plan.decisions, next).map(
          each => Object.fromEntries(Object.entries(each).toReversed()) as Decision,
        ),
        requestId: plan.requestId,
      }
      expect(planHash(turned)).toBe(planHash(plan))
    }
  })

  it('is another one when any field of it changes, or anything comes or goes', () => {
    for (const plan of plans) {
      const was = planHash(plan)
      const others: AnswerPlan[] = [
        { ...plan, requestId: `${plan.requestId}x` },
        { ...plan, letter: `${plan.letter} ` },
        { ...plan, decisions: plan.decisions.slice(1) },
        { ...plan, hidden: plan.hidden.slice(1) },
        { ...plan, decisions: [...plan.decisions, decision] },
        { ...plan, hidden: [...plan.hidden, hidden] },
      ]
      const [first, ...rest] = plan.decisions
      for (const field of Object.keys(first!) as (keyof Decision)[]) {
        const other =
          field === 'outcome' ? 'give' : field === 'ground' ? 'uavg41' : field === 'until' ? '2030-01-01' : 'anders'
        others.push({ ...plan, decisions: [{ ...first!, [field]: other }, ...rest] })
      }
      const [one, ...more] = plan.hidden
      for (const field of Object.keys(one!) as (keyof Hidden)[]) {
        others.push({
          ...plan,
          hidden: [{ ...one!, [field]: field === 'reason' ? 'securitySecret' : 'anders' }, ...more],
        })
      }
      for (const other of others) expect(planHash(other)).not.toBe(was)
    }
  })

  it('is needed for what is manifestly unfounded or excessive, and for UAVG 41, decided or hidden (12(5), NL-02)', () => {
    const heavy = refusalGroundIds.filter(ground => needsSecond([{ ground }]))
    expect(heavy.toSorted()).toEqual(['manifestlyExcessive', 'manifestlyUnfounded', 'uavg41'])
    expect(needsSecond([decision], [{ reason: 'otherPerson' }])).toBe(false)
    expect(needsSecond([decision], [{ reason: 'investigation' }])).toBe(true)
    expect(needsSecond([decision], [{ reason: 'protection' }])).toBe(true)
  })

  it.each([
    ['somebody else', 'mia', true],
    ['who asked', 'ask', false],
    ['who handles the request', 'own', false],
    ['who decided', 'dec', false],
  ])('%s', (_, who, may) => {
    expect(mayApprove(who, { askedBy: 'ask', assignedTo: 'own', deciders: ['dec'] })).toBe(may)
  })
})

describe('what is hidden under UAVG 41 needs a decision that says so, with a last day', () => {
  const secret: Hidden = { ...hidden, reason: 'investigation' }
  const says = (of: Partial<Decision>): Decision => ({
    ...decision,
    outcome: 'part',
    ground: 'uavg41',
    until: '2027-01-01',
    ...of,
  })
  test.each<[string, readonly Decision[], readonly string[]]>([
    ['no decision', [], ['fraud_abuse']],
    ['another ground', [says({ ground: 'rightsOfOthers' })], ['fraud_abuse']],
    ['the whole request', [says({})], []],
    ['its category', [decision, says({ category: 'fraud_abuse' })], []],
    ['its record', [decision, says({ category: 'fraud_abuse', item: 'report/7' })], []],
    ['another record', [decision, says({ category: 'fraud_abuse', item: 'report/8' })], ['fraud_abuse']],
    ['another category', [decision, says({ category: 'survey' })], ['fraud_abuse']],
  ])('%s', (_, decisions, open) => {
    expect(undecided(decisions, [secret])).toEqual(open)
    expect(undecided(decisions, [hidden])).toEqual([])
  })
})

test('a record follows its own decision, else its category’s, else the whole', () => {
  const all = [
    { category: null, item: null, n: 1 },
    { category: 'a', item: null, n: 2 },
    { category: 'a', item: 't/1', n: 3 },
  ]
  expect(decisionFor(all, 'a', 't/1')?.n).toBe(3)
  expect(decisionFor(all, 'a', 't/2')?.n).toBe(2)
  expect(decisionFor(all, 'b', 't/1')?.n).toBe(1)
  expect(decisionFor(all, 'a')?.n).toBe(2)
  expect(decisionFor([], 'a')).toBeNull()
})

describe('a decision as it is filled in', () => {
  const asked = (of: Partial<Parameters<typeof checkDecision>[1]>) => ({ ...decision, ...of })
  test.each<[string, Partial<Parameters<typeof checkDecision>[1]>, object]>([
    ['nothing chosen', { outcome: null }, { outcome: 'outcomeMissing' }],
    ['granted: no reason is asked', {}, {}],
    ['refused without ground or reason', { outcome: 'refuse' }, { ground: 'groundMissing', reason: 'reasonMissing' }],
    [
      'in part, with only white space for a reason',
      { outcome: 'part', ground: 'rightsOfOthers', reason: ' \n' },
      { reason: 'reasonMissing' },
    ],
    ['a ground of another right', { outcome: 'refuse', ground: 'legalDuty', reason: 'r' }, { ground: 'groundMissing' }],
    [
      'all refused for the rights of others',
      { outcome: 'refuse', ground: 'rightsOfOthers', reason: 'r' },
      { ground: 'reconcileFirst' },
    ],
    [
      'one category refused for the rights of others',
      { category: 'a', outcome: 'refuse', ground: 'rightsOfOthers', reason: 'r' },
      {},
    ],
    ['UAVG 41 without a last day', { outcome: 'refuse', ground: 'uavg41', reason: 'r' }, { until: 'untilMissing' }],
    [
      'UAVG 41 until yesterday',
      { outcome: 'refuse', ground: 'uavg41', reason: 'r', until: '2026-11-24' },
      { until: 'untilPast' },
    ],
    ['UAVG 41 until today', { outcome: 'refuse', ground: 'uavg41', reason: 'r', until: today }, {}],
    [
      'not identified, without what would help',
      { outcome: 'cannotIdentify', reason: 'r' },
      { wouldChange: 'changeMissing' },
    ],
    [
      'not identified, for one category',
      { category: 'a', outcome: 'cannotIdentify', reason: 'r', wouldChange: 'w' },
      { outcome: 'wholeOnly' },
    ],
    [
      'not identified is no ground to choose',
      { outcome: 'refuse', ground: 'notIdentified', reason: 'r' },
      { ground: 'groundMissing' },
    ],
    [
      'a reason of a book',
      { outcome: 'refuse', ground: 'manifestlyExcessive', reason: 'r'.repeat(4_001) },
      { reason: 'reasonLong' },
    ],
  ])('%s', (_, of, faults) => {
    const checked = checkDecision('access', asked(of), today)
    expect('faults' in checked ? checked.faults : {}).toEqual(faults)
  })

  it('keeps only what belongs to it', () => {
    const given = checkDecision('access', asked({ ground: 'uavg41', until: '2027-01-01' }), today)
    expect(given).toEqual({ decision })
    const nobody = checkDecision('access', asked({ outcome: 'cannotIdentify', reason: ' r ', wouldChange: 'w' }), today)
    expect(nobody).toMatchObject({ decision: { ground: 'notIdentified', reason: 'r' } })
  })

  it('withdrawing consent cannot be refused (7(3)); every other right can', () => {
    expect(outcomesFor('withdrawal')).toEqual(['give', 'notHeld'])
    expect(groundsFor('withdrawal')).toEqual([])
    for (const right of rights.filter(each => each !== 'withdrawal')) {
      expect(outcomesFor(right)).toContain('refuse')
      expect(choosableGrounds(right), right).toContain('uavg41')
      expect(choosableGrounds(right), right).not.toContain('notIdentified')
    }
  })

  it('our own term of keeping is no ground to keep what somebody wants erased (ERAS-04)', () => {
    const articles = choosableGrounds('erasure').map(ground => groundOf(ground).article)
    expect(articles.filter(article => article.startsWith('17'))).toEqual([
      '17(1)',
      '17(3)(a)',
      '17(3)(b)',
      '17(3)(b)',
      '17(3)(c)',
      '17(3)(d)',
      '17(3)(e)',
    ])
  })
})

describe('the answer as a whole', () => {
  const of = (outcome: Decision['outcome'], category: string | null = null) => ({ outcome, category })
  test.each<[string, Parameters<typeof answerOutcome>, ReturnType<typeof answerOutcome>]>([
    ['nothing decided', [[], 0], null],
    ['all given', [[of('give')], 0], 'granted'],
    ['all given, something hidden', [[of('give')], 1], 'partly'],
    ['given, one category refused', [[of('give'), of('refuse', 'a')], 0], 'partly'],
    ['given, one category not held', [[of('give'), of('notHeld', 'a')], 0], 'granted'],
    ['in part', [[of('part')], 0], 'partly'],
    ['refused', [[of('refuse')], 0], 'refused'],
    ['nothing held', [[of('notHeld')], 0], 'notHeld'],
    ['not identified', [[of('cannotIdentify')], 0], 'cannotIdentify'],
  ])('%s', (_, given, outcome) => {
    expect(answerOutcome(...given)).toBe(outcome)
  })

  it('says what must be told of a refusal when anything is kept back (12(4), REF-02)', () => {
    expect(refusesSomething([of('give')], 0)).toBe(false)
    expect(refusesSomething([of('give')], 1)).toBe(true)
    for (const outcome of ['part', 'refuse', 'cannotIdentify'] as const)
      expect(refusesSomething([of(outcome)], 0)).toBe(true)
  })
})

const dpv = publishedVectors('dpv')
/** Justifications to refuse an erasure or any request that we do not offer, each with why: `docs/law.md`. */
const notOurs = [
  'JustificationA12Complexity', // a delay, not a refusal: `domain/extension.ts`
  'JustificationA12Delay',
  'JustificationA12HighVolume',
  'JustificationA12IdentityRequired', // a question, not a refusal: `domain/pause.ts`
  'JustificationA12InformationRequired',
  'JustificationA12LackOfIntent', // ways to be manifestly unfounded, told in the reason
  'JustificationA12MaliciousIntent',
  'JustificationA17PublicInterest', // 17(3)(b) as `publicTask`
]
describe('the grounds beside the Data Privacy Vocabulary', () => {
  it.skipIf(!dpv)('each term that a ground names is there, and no justification to refuse is forgotten', () => {
    const terms = [
      ...readFileSync(path.join(dpv!, 'eu-gdpr-rights_justifications.csv'), 'utf8').matchAll(/^"(Justification\w+)"/gm),
    ].map(match => match[1]!)
    const ours = refusalGroundIds.flatMap(ground => groundOf(ground).dpv ?? [])
    expect(ours.filter(term => !terms.includes(term))).toEqual([])
    // Of Art. 17 the vocabulary lists reasons to erase as well; these are no refusals (17(1)).
    const toErase =
      /A17(ChildData|LegalErasure|NoLegalBasis|NonNecessity|ObjectA21|UnlawfulProcessing|ConsentWithdrawn|DirectMarketing)/
    const refusing = terms.filter(term => /^JustificationA(12|17)/.test(term) && !toErase.test(term))
    expect(refusing.filter(term => !ours.includes(term)).toSorted()).toEqual(notOurs.toSorted())
  })
})
