/** How we know who asks: signing in is enough, other checks are graded, and a doubt stands until something convinces (12(6)). */
import { describe, expect, it } from 'vitest'
import {
  gradeOf,
  type IdentityCheck,
  identityKnown,
  type IdentityMethod,
  identityMethods,
  standingDoubt,
  suggestedChecks,
} from '#domain/identity.ts'

const yes = (method: IdentityMethod): IdentityCheck => ({ method, sure: true })
const doubt = (method: IdentityMethod): IdentityCheck => ({ method, sure: false })

describe('whether we know who asks', () => {
  it('a request from a signed-in session is known without a further step (ID-02)', () => {
    expect(identityKnown('portal', [])).toBe(true)
  })

  it.each(['letter', 'phone', 'mail', 'counter', 'form'] as const)('a request by %s is not, until a check', channel => {
    expect(identityKnown(channel, [])).toBe(false)
  })

  it.each(identityMethods.filter(method => gradeOf(method) === 'sure'))('%s is enough by itself', method => {
    expect(identityKnown('letter', [yes(method)])).toBe(true)
  })

  it.each(identityMethods.filter(method => gradeOf(method) === 'some'))(
    '%s is not enough by itself, nor twice, and is with one of another kind',
    method => {
      expect(identityKnown('letter', [yes(method)])).toBe(false)
      expect(identityKnown('letter', [yes(method), yes(method)])).toBe(false)
      expect(identityKnown('letter', [yes('knownFact'), yes('codeGiven')])).toBe(true)
    },
  )

  it('a doubt takes away what was known, signed in or not, until something convinces again', () => {
    expect(identityKnown('portal', [doubt('session')])).toBe(false)
    expect(identityKnown('letter', [yes('callBack'), doubt('knownFact')])).toBe(false)
    expect(identityKnown('portal', [doubt('session'), yes('callBack')])).toBe(true)
    expect(identityKnown('letter', [yes('knownFact'), doubt('callBack'), yes('codeGiven')])).toBe(false)
  })

  it('holds for every order of checks: more convincing never makes less known', () => {
    for (const first of identityMethods) {
      for (const second of identityMethods) {
        const known = identityKnown('letter', [yes(first)])
        expect(identityKnown('letter', [yes(first), yes(second)]) || !known, `${first}, ${second}`).toBe(true)
      }
    }
  })
})

describe('the doubt that a question needs (ID-01)', () => {
  it('is the newest that nothing convinced since', () => {
    const [a, b] = [doubt('knownFact'), doubt('callBack')]
    expect(standingDoubt('letter', [a, yes('codeGiven'), b])).toBe(b)
    expect(standingDoubt('letter', [a, yes('callBack')])).toBeNull()
    expect(standingDoubt('portal', [])).toBeNull()
    expect(standingDoubt('letter', []), 'not knowing is no doubt yet').toBeNull()
  })
})

describe('the lightest check that is enough (S3)', () => {
  const about = { onFile: true, onBehalf: false }
  it('is none when the person is known', () => {
    expect(suggestedChecks('portal', [], about)).toEqual([])
    expect(suggestedChecks('letter', [yes('callBack')], about)).toEqual([])
  })
  it('is a channel on file first, the counter at the counter, authority for who speaks for another', () => {
    expect(suggestedChecks('letter', [], about)[0]).toBe('codeOnFile')
    expect(suggestedChecks('letter', [], { ...about, onFile: false })[0]).toBe('knownFact')
    expect(suggestedChecks('counter', [], about)[0]).toBe('seen')
    expect(suggestedChecks('letter', [], { ...about, onBehalf: true })).toEqual(['authority'])
  })
  it('never is a copy of a document: there is no such method (ID-03)', () => {
    expect(identityMethods.join(' ')).not.toMatch(/copy|document|passport|upload/i)
  })
})
