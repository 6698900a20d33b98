import { describe, expect, it, test } from 'vitest'
import type { Instant } from '#domain/day.ts'
import { livePurposes } from '#domain/retention.ts'
import { basisRights, rightsOf } from '#domain/rights.ts'
import type { SubjectFacts } from '#domain/subject.ts'
import { register } from '#test/domain/register.ts'
import { column, facts, item } from '#test/domain/register-parts.ts'

const now: Instant = '2026-06-01T10:00:00.000Z'
const always = ['access', 'rectification', 'restriction']

function rightsFor(table: string, category: string, id: string, who: SubjectFacts = facts(), more = {}) {
  const columns = register.sources[0]!.tables.find(one => one.id === table)!.columns
  return rightsOf(
    livePurposes(item(table, category, more), category, register, who, now),
    columns.find(one => one.id === id)!,
  )
}

describe('rights follow from the bases of the live purposes', () => {
  it('contract: portability and erasure, no objection', () => {
    expect(rightsFor('member', 'identity', 'name')).toEqual([
      'access',
      'portability',
      'rectification',
      'erasure',
      'restriction',
    ])
  })

  it('contract with automated matching: a person may be asked to look (22(3))', () => {
    expect(rightsFor('member', 'location', 'postcode')).toContain('humanReview')
  })

  it('consent: withdrawal as well, and objection because it is direct marketing (21(2))', () => {
    const who = facts({ consents: { marketing: { given: true, at: '2026-01-01T00:00:00.000Z' } } })
    expect(rightsFor('member', 'identity', 'name', who)).toEqual([
      'access',
      'portability',
      'rectification',
      'erasure',
      'restriction',
      'objection',
      'withdrawal',
    ])
  })

  it('legitimate interest: objection, and nothing to take along', () => {
    const copy = { anchors: { copyCreated: '2026-05-20T10:00:00.000Z' } } as const
    expect(rightsFor('copy', 'identity', 'name', facts(), copy)).toEqual([
      'access',
      'rectification',
      'erasure',
      'restriction',
      'objection',
    ])
  })

  it('not stated: treated as open to objection', () => {
    expect(rightsFor('contact', 'contact', 'question')).toEqual([
      'access',
      'rectification',
      'erasure',
      'restriction',
      'objection',
    ])
  })

  it('a legal duty: no erasure (17(3)(b)), no objection, no portability', () => {
    expect(rightsFor('request', 'requests', 'step')).toEqual(always)
  })

  it('no live purpose at all: erasure, because it should be gone (17(1)(d))', () => {
    const gone = facts({ agreementStart: '2018-01-01T10:00:00.000Z', agreementEnd: '2020-01-01T10:00:00.000Z' })
    expect(rightsFor('member', 'identity', 'name', gone)).toEqual(['access', 'rectification', 'erasure', 'restriction'])
  })

  it('what we made of it cannot be taken along', () => {
    expect(rightsFor('member', 'identity', 'score')).not.toContain('portability')
    expect(rightsFor('member', 'number', 'number')).not.toContain('portability')
  })
})

test('the table of bases is that of the law: portability only for contract and consent, objection only for interest', () => {
  const bases = Object.entries(basisRights)
  expect(bases.filter(([, one]) => one.portability).map(([basis]) => basis)).toEqual(['contract', 'consent'])
  expect(bases.filter(([, one]) => one.objection).map(([basis]) => basis)).toEqual(['legitimateInterest', 'notStated'])
  expect(bases.filter(([, one]) => one.withdrawal).map(([basis]) => basis)).toEqual(['consent'])
  expect(basisRights.legalObligation.erasureGrounds).toEqual([])
  expect(rightsOf([], column('x', 'identity', 'provided'))).toContain('erasure')
})
