import { describe, expect, it } from 'vitest'
import type { Context, Visitor } from '#app/context.ts'
import { provenRecently, requireMember, requireFreshProof, requireStaff } from '#app/who.ts'
import { wayOf, withNaar } from '#app/sign-in/way.ts'
import type { Instant } from '#domain/day.ts'

const now: Instant = '2026-11-22T09:00:00.000Z'
const settings = { language: 'nl', theme: 'auto' } as const
const member = (provenAt: Instant): Visitor => ({
  audience: 'member',
  subjectId: 's',
  sessionId: 'x',
  displayName: 'Eva',
  provenAt,
  ...settings,
})
const staff: Visitor = {
  audience: 'staff',
  shortcuts: true,
  staffId: 'n',
  sessionId: 'y',
  role: 'handler',
  name: 'Noor',
  provenAt: now,
  ...settings,
}
const args = (visitor: Visitor, path: string) => ({
  request: new Request(`https://privacy.example.nl${path}`),
  context: { visitor, now } as Context,
})

function answerOf(ask: () => unknown): [number, string | null] {
  try {
    ask()
  } catch (error) {
    if (error instanceof Response) return [error.status, error.headers.get('Location')]
    throw error
  }
  throw new Error('it was let through')
}

describe('who may be here', () => {
  it('lets a member through to member pages, and nobody else', () => {
    expect(requireMember(args(member(now), '/gegevens'))).toMatchObject({ subjectId: 's' })
    expect(answerOf(() => requireMember(args({ audience: 'none' }, '/gegevens?na=2')))).toEqual([
      303,
      '/inloggen?naar=%2Fgegevens%3Fna%3D2',
    ])
    expect(answerOf(() => requireMember(args(staff, '/')))).toEqual([303, '/inloggen'])
    expect(answerOf(() => requireMember(args({ audience: 'none' }, '/gegevens?_data=routes%2Fgegevens')))[1]).toBe(
      '/inloggen?naar=%2Fgegevens',
    )
  })

  it('lets staff through by role; another role finds nothing', () => {
    expect(requireStaff(args(staff, '/werkvoorraad'), ['handler'])).toMatchObject({ staffId: 'n' })
    expect(answerOf(() => requireStaff(args(staff, '/werkvoorraad'), ['officer']))).toEqual([404, null])
    expect(answerOf(() => requireStaff(args(member(now), '/werkvoorraad')))).toEqual([
      303,
      '/medewerkers/inloggen?naar=%2Fwerkvoorraad',
    ])
  })

  it('asks for a fresh code when the last proof is five minutes old', () => {
    expect(provenRecently('2026-11-22T08:55:00.001Z', now)).toBe(true)
    expect(provenRecently('2026-11-22T08:55:00.000Z', now)).toBe(false)
    expect(requireFreshProof(args(member('2026-11-22T08:56:00.000Z'), '/downloaden'))).toBeUndefined()
    expect(answerOf(() => requireFreshProof(args(member('2026-11-22T08:50:00.000Z'), '/downloaden')))).toEqual([
      303,
      '/bevestigen?naar=%2Fdownloaden',
    ])
  })
})

describe('where somebody goes after signing in', () => {
  it.each([
    ['/gegevens', '/gegevens'],
    ['/gegevens?na=abc', '/gegevens?na=abc'],
    ['https://kwaad.example/', '/'],
    ['//kwaad.example', '/'],
    ['/\\kwaad.example', '/'],
    ['/%5ckwaad.example', '/%5ckwaad.example'],
    ['\\\\kwaad.example', '/'],
    ['/.//kwaad.example', '/'],
    ['/a/..//kwaad.example', '/'],
    ['/\tkwaad.example', '/'],
    ['/\n/kwaad.example', '/'],
    ['javascript:alert(1)', '/'],
    ['data:text/html,x', '/'],
    ['https:kwaad.example', '/'],
    ['//user@kwaad.example', '/'],
    ['gegevens', '/'],
    ['', '/'],
    [`/${'a'.repeat(600)}`, '/'],
  ])('with ?naar=%j it is %j', (naar, to) => {
    const request = new Request(`https://privacy.example.nl/inloggen?naar=${encodeURIComponent(naar)}`)
    expect(wayOf(request, 'member')).toBe(to)
    const kept = new URL(withNaar('/inloggen/code', request), 'https://privacy.example.nl')
    expect(wayOf(new Request(kept), 'member')).toBe(to)
  })

  it('is the first page of their own side without ?naar=', () => {
    const request = new Request('https://privacy.example.nl/medewerkers/inloggen')
    expect(wayOf(request, 'staff')).toBe('/werkvoorraad')
    expect(withNaar('/medewerkers/inloggen/code', request)).toBe('/medewerkers/inloggen/code')
  })
})
