/** Which rights follow from a legal basis: ours beside the mapping of the W3C's Data Privacy Vocabulary, and every difference. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LegalBasis } from '#domain/register.ts'
import { articleOf, type Right, rights } from '#domain/right.ts'
import { basisRights } from '#domain/rights.ts'
import { publishedVectors } from '#test/vectors.ts'

const dpv = publishedVectors('dpv')

/** The bases that a register can name and the vocabulary has; `notStated` is no basis, and is open to what loses nobody a right. */
const bases: Readonly<Partial<Record<LegalBasis, string>>> = {
  consent: 'A6-1-a',
  contract: 'A6-1-b',
  legalObligation: 'A6-1-c',
  legitimateInterest: 'A6-1-f',
}

/** In the vocabulary, and no request that somebody makes to us, so no button of an item. */
const noRequest: Readonly<Record<string, string>> = {
  A13: 'told by the privacy statement and by every page, without asking',
  A14: 'the same, for what did not come from the person',
  A77: 'a complaint goes to the authority; the way there stands on every answer',
}

/** Where we say otherwise, with why. */
const differences: Readonly<Record<string, string>> = {
  'consent humanReview': '22 hangs on a decision by machine, which a purpose says of itself, not on its basis',
  'contract humanReview': '22 hangs on a decision by machine, which a purpose says of itself, not on its basis',
  'legitimateInterest humanReview':
    '22 hangs on a decision by machine, which a purpose says of itself, not on its basis',
}

/** What the basis alone gives; direct marketing and matching add to it per purpose (`rightsOf`). */
function ours(basis: LegalBasis): readonly Right[] {
  const { portability, objection, withdrawal, erasureGrounds } = basisRights[basis]
  const given: Readonly<Record<Right, boolean>> = {
    access: true,
    rectification: true,
    restriction: true,
    portability,
    objection,
    withdrawal,
    erasure: erasureGrounds.length > 0,
    humanReview: false,
  }
  return rights.filter(right => given[right])
}

/** `A7-3` for 7(3). */
const termOf = (right: Right): string => `A${articleOf[right].replace('22(3)', '22').replace(/\((\d)\)/, '-$1')}`

describe('rights by legal basis', () => {
  it.skipIf(!dpv)('are those of the vocabulary, but for the differences that are written down', () => {
    const rows = readFileSync(path.join(dpv!, 'eu-gdpr-legal_basis_rights_mapping.csv'), 'utf8').matchAll(
      /^"[^"]*#(A6-1-[a-f])","[^"]*#(A[\d-]+)"/gm,
    )
    const theirs = new Map<string, Set<string>>()
    for (const [, basis, right] of rows) theirs.set(basis!, (theirs.get(basis!) ?? new Set()).add(right!))
    expect(theirs.size).toBe(6)
    const found: string[] = []
    for (const [basis, term] of Object.entries(bases) as [LegalBasis, string][]) {
      const listed = theirs.get(term)!
      const known = new Set([...rights.map(termOf), ...Object.keys(noRequest)])
      expect([...listed].filter(each => !known.has(each))).toEqual([])
      for (const right of rights)
        if (listed.has(termOf(right)) !== ours(basis).includes(right)) found.push(`${basis} ${right}`)
    }
    expect(found.toSorted()).toEqual(Object.keys(differences).toSorted())
  })

  // The controller's own facts, as they were read out of its statement: the six columns of rights by basis.
  it.each([
    ['contract', { grounds: 'ade', portability: true, objection: false, withdrawal: false }],
    ['consent', { grounds: 'abdef', portability: true, objection: false, withdrawal: true }],
    ['legitimateInterest', { grounds: 'acde', portability: false, objection: true, withdrawal: false }],
    ['legalObligation', { grounds: '', portability: false, objection: false, withdrawal: false }],
    ['notStated', { grounds: 'ad', portability: false, objection: true, withdrawal: false }],
  ] as const)('%s gives what the register of facts says', (basis, { grounds, ...rest }) => {
    const { erasureGrounds, ...given } = basisRights[basis]
    expect({ ...given, grounds: erasureGrounds.join('') }).toEqual({ ...rest, grounds })
  })
})
