/** A value is usable for a purpose only if the purpose lives, its basis holds, and nothing covers it (REST-02, OBJ-01, CON-01). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Bars,
  type Objection,
  type Place,
  type Restriction,
  barredUses,
  barrier,
  noBars,
  usable,
} from '#domain/bar.ts'
import type { Instant } from '#domain/day.ts'
import { instantOf } from '#domain/day.ts'
import type { LegalBasis, Purpose, Register } from '#domain/register.ts'
import type { LivePurpose } from '#domain/retention.ts'
import type { SubjectFacts } from '#domain/subject.ts'

const words = { nl: 'x', en: 'x' }
const purposeOf = (id: string, basis: LegalBasis, directMarketing = false): Purpose => ({
  id,
  category: 'c1',
  label: words,
  meaning: words,
  basis,
  directMarketing,
  automatedMatching: false,
  retention: { kind: 'followHost' },
  term: words,
  assumed: false,
})

const moment = fc.integer({ min: 0, max: 20 }).map(n => instantOf(Date.UTC(2026, 0, 1 + n)))
const maybe = <T>(what: fc.Arbitrary<T>) => fc.option(what, { nil: null })
const ids = fc.constantFrom('p1', 'p2')
const bases = fc.constantFrom<LegalBasis[]>('contract', 'consent', 'legitimateInterest', 'legalObligation', 'notStated')
const scope = fc.oneof(
  fc.record({ category: fc.constantFrom('c1', 'c2') }),
  fc.record({ purpose: ids }),
  fc.record({
    source: fc.constantFrom('s1', 's2'),
    table: fc.constantFrom('t1', 't2'),
    key: fc.constantFrom('1', '2'),
    column: maybe(fc.constantFrom('a', 'b')),
  }),
)
const restriction: fc.Arbitrary<Restriction> = fc.record({
  ground: fc.constantFrom('a', 'b', 'c', 'd'),
  scope,
  since: moment,
  lifted: maybe(moment),
})
const objection: fc.Arbitrary<Objection> = fc.record({
  purpose: ids,
  at: moment,
  withdrawn: maybe(moment),
  outcome: maybe(fc.constantFrom('upheld', 'default', 'rejected')),
  decided: maybe(moment),
})
const world = fc.record({
  basis: bases,
  directMarketing: fc.boolean(),
  ended: fc.boolean(),
  consent: maybe(fc.record({ given: fc.boolean(), at: moment })),
  restrictions: fc.array(restriction, { maxLength: 3 }),
  objections: fc.array(objection, { maxLength: 3 }),
  now: moment,
})
const place: Place = { source: 's1', table: 't1', key: '1', column: 'a', category: 'c1' }
const factsWith = (consents: SubjectFacts['consents']): SubjectFacts => ({
  agreementStart: null,
  agreementEnd: null,
  lastContact: null,
  consents,
})

describe('usable', () => {
  it('holds exactly when the purpose lives, its basis holds, and no restriction or objection covers the value', () => {
    fc.assert(
      fc.property(world, ({ basis, directMarketing, ended, consent, restrictions, objections, now }) => {
        const purpose = purposeOf('p1', basis, directMarketing)
        const live: LivePurpose = { purpose, term: ended ? { kind: 'ended', day: null } : { kind: 'host' } }
        const facts = factsWith(consent ? { p1: consent } : {})
        const found = usable(place, live, { facts, bars: { restrictions, objections } }, now)
        // Said again in other words than the code's, from the rules themselves.
        const before = (at: Instant | null) => at !== null && at <= now
        const covered = restrictions.some(each => {
          const it = each.scope
          if (!before(each.since) || before(each.lifted)) return false
          if ('category' in it) return it.category === 'c1'
          if ('purpose' in it) return it.purpose === 'p1'
          return `${it.source}/${it.table}/${it.key}` === 's1/t1/1' && it.column !== 'b'
        })
        const opposed = objections
          .filter(each => each.purpose === 'p1' && before(each.at) && !before(each.withdrawn))
          .some(each => directMarketing || !before(each.decided) || each.outcome !== 'rejected')
        const based = basis !== 'consent' || (consent !== null && consent.given && before(consent.at))
        expect(found).toBe(!ended && based && !covered && !opposed)
      }),
      { numRuns: 5000 },
    )
  })

  it('says the first thing that stands in the way', () => {
    const live: LivePurpose = { purpose: purposeOf('p1', 'legitimateInterest'), term: { kind: 'host' } }
    const at = '2026-01-05T00:00:00.000Z'
    const open: Objection = { purpose: 'p1', at, withdrawn: null, outcome: null, decided: null }
    const why = (bars: Partial<Bars>) =>
      barrier(place, live, { facts: factsWith({}), bars: { ...noBars, ...bars } }, at)
    expect(why({})).toBeNull()
    expect(why({ objections: [open] })).toBe('objectionOpen')
    expect(why({ objections: [{ ...open, decided: at, outcome: 'upheld' }] })).toBe('objection')
    expect(why({ objections: [{ ...open, decided: at, outcome: 'rejected' }] })).toBeNull()
    expect(why({ restrictions: [{ ground: 'a', scope: { category: 'c1' }, since: at, lifted: null }] })).toBe(
      'restricted',
    )
  })
})

describe('what a source is told', () => {
  it('is the same list for the same bars, and bars exactly what is not usable anywhere for a purpose', () => {
    fc.assert(
      fc.property(world, fc.integer(), ({ basis, directMarketing, consent, restrictions, objections, now }, seed) => {
        const purposes = [purposeOf('p1', basis, directMarketing), purposeOf('p2', 'contract')]
        const register = { purposes, categories: [{ id: 'c1' }, { id: 'c2' }] } as unknown as Register
        const facts = factsWith(consent ? { p1: consent } : {})
        const list = barredUses(register, 's1', { facts, bars: { restrictions, objections } }, now)
        const turned = { restrictions: restrictions.toReversed(), objections: objections.toReversed() }
        expect(barredUses(register, 's1', { facts, bars: turned }, now)).toEqual(list)
        for (const purpose of purposes) {
          const free = { ...place, source: 'nowhere', category: 'elsewhere' }
          const live: LivePurpose = { purpose, term: { kind: 'host' } }
          const open = usable(free, live, { facts, bars: { restrictions, objections } }, now)
          expect(
            list.some(use => 'purpose' in use && use.purpose === purpose.id),
            String(seed),
          ).toBe(!open)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
