/** Passkeys and recovery codes against the store, with an authenticator that also signs what is wrong. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askPasskey, dropPasskey, enterPasskey, keepPasskey, proveByPasskey } from '#app/sign-in/passkey.ts'
import { makeRecoveryCodes, readRecoveryCode } from '#app/sign-in/recovery.ts'
import { enterTotp } from '#app/sign-in/enter.ts'
import { disableStaff, finishSetUp, newSetUpLink, setUpOf } from '#app/sign-in/staff-account.ts'
import { relyingParty } from '#app/sign-in/relying-party.ts'
import type { StaffVisitor } from '#app/context.ts'
import { passkeysOf } from '#db/passkey.ts'
import { engines } from '#test/engines.ts'
import { firefox } from './agents.ts'
import { openAuthenticator } from './authenticator.ts'
import { cookieOf, type Desk, openDesk } from './desk.ts'
import { appCode, attemptIn, begin, enter, hire, tokenOf } from './steps.ts'

const peer = '192.0.2.1'
const browser = { userAgent: firefox, visitor: { audience: 'none' } } as const

/** Asks what to sign; gives the challenge and the browser's cookie. */
async function question(desk: Desk, purpose: 'signIn' | 'proof' | 'new', staff: StaffVisitor | null) {
  const asked = await askPasskey(desk.portal, purpose, staff, peer, desk.now)
  if (!asked || 'fault' in asked) throw new Error('nothing to sign')
  return { ...(asked.options as { challenge: string }), cookies: cookieOf([asked.setCookie]), options: asked.options }
}

/** A staff member with a passkey. */
async function withPasskey(desk: Desk, email: string) {
  const { cookie, secret } = await hire(desk, email)
  const staff = await desk.staff(cookie)
  const device = openAuthenticator()
  const { challenge, cookies } = await question(desk, 'new', staff)
  expect(
    await keepPasskey(desk.portal, staff, { name: 'laptop', response: device.make({ challenge }), cookies }, desk.now),
  ).toBeNull()
  return { staff, device, cookie, secret }
}

describe.each(engines)('a passkey ($name)', engine => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(engine)
  })
  afterAll(() => desk.dispose())

  const signIn = (response: string, cookies: string) =>
    enterPasskey(desk.portal, { response, cookies, peer, browser }, desk.now)

  it('is made for our host, discoverable, verified by the device; a letter tells', async () => {
    const { staff, device } = await withPasskey(desk, 'noor@example.nl')
    const { options } = await question(desk, 'new', staff)
    expect(options).toMatchObject({
      rp: { id: 'privacy.example.nl' },
      user: { name: 'noor@example.nl' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: device.id }],
      attestation: 'none',
    })
    expect((await question(desk, 'signIn', null)).options).toMatchObject({
      rpId: 'privacy.example.nl',
      userVerification: 'required',
      allowCredentials: [],
    })
    const letter = (await desk.letters()).at(-1)
    expect(letter).toMatchObject({ to: 'noor@example.nl', subject: 'Er is iets veranderd aan je account' })
    expect(letter?.text).toContain('Er is een passkey toegevoegd')
    expect((await desk.log()).filter(type => type === 'staff.passkeyAdded')).toHaveLength(1)
  })

  it('signs in alone, once per question', async () => {
    const { device, staff } = await withPasskey(desk, 'once@example.nl')
    const { challenge, cookies } = await question(desk, 'signIn', null)
    const response = device.sign({ challenge, count: 0 })
    const entered = await signIn(response, cookies)
    if (!('setCookies' in entered)) throw new Error(entered.fault)
    expect(await desk.staff(cookieOf(entered.setCookies))).toMatchObject({ staffId: staff.staffId, provenAt: desk.now })
    expect(await signIn(response, cookies)).toEqual({ fault: 'passkeyExpired' })
    const { read, t } = desk.portal.store
    expect((await passkeysOf(read, t, staff.staffId))[0]?.usedAt).toBe(desk.now)
  })

  it('used twice at the same moment opens one session', async () => {
    const { device } = await withPasskey(desk, 'race@example.nl')
    const { challenge, cookies } = await question(desk, 'signIn', null)
    const response = device.sign({ challenge })
    const both = await Promise.all([signIn(response, cookies), signIn(response, cookies)])
    expect(both.filter(one => 'setCookies' in one)).toHaveLength(1)
  })

  it.each([
    ['another origin', { origin: 'https://kwaad.example' }],
    ['another host', { rpId: 'kwaad.example' }],
    ['a device that did not verify who holds it', { verified: false }],
    ['another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('is refused from %s, and the question is spent', async (name, wrong) => {
    const { device } = await withPasskey(desk, `${name.replace(/\W/g, '')}@example.nl`)
    const { challenge, cookies } = await question(desk, 'signIn', null)
    expect(await signIn(device.sign({ challenge, ...wrong }), cookies)).toEqual({ fault: 'passkeyWrong' })
    expect(await signIn(device.sign({ challenge }), cookies)).toEqual({ fault: 'passkeyExpired' })
  })

  it('is refused in another browser, too late, and for what it was not asked for', async () => {
    const { device, staff } = await withPasskey(desk, 'bound@example.nl')
    const mine = await question(desk, 'signIn', null)
    const theirs = await question(desk, 'signIn', null)
    const response = device.sign({ challenge: mine.challenge })
    expect(await signIn(response, theirs.cookies)).toEqual({ fault: 'passkeyWrong' })
    expect(await signIn(response, '')).toEqual({ fault: 'passkeyExpired' })
    const proof = await question(desk, 'proof', staff)
    expect(await signIn(device.sign({ challenge: proof.challenge }), proof.cookies)).toEqual({
      fault: 'passkeyExpired',
    })
    desk.advance(600)
    expect(await signIn(response, mine.cookies)).toEqual({ fault: 'passkeyExpired' })
    expect(await signIn('{"id":1}', mine.cookies)).toEqual({ fault: 'passkeyExpired' })
  })

  it('whose count does not go up was copied, and is refused', async () => {
    const { device } = await withPasskey(desk, 'count@example.nl')
    const first = await question(desk, 'signIn', null)
    expect(await signIn(device.sign({ challenge: first.challenge, count: 7 }), first.cookies)).toHaveProperty(
      'setCookies',
    )
    for (const count of [7, 3, 0]) {
      const { challenge, cookies } = await question(desk, 'signIn', null)
      expect(await signIn(device.sign({ challenge, count }), cookies)).toEqual({ fault: 'passkeyWrong' })
    }
  })

  it("proves only its own owner: another person's passkey is refused", async () => {
    const eve = await withPasskey(desk, 'eve@example.nl')
    const bob = await withPasskey(desk, 'bob@example.nl')
    desk.advance(600)
    const asked = await question(desk, 'proof', bob.staff)
    expect(asked.options).toMatchObject({ allowCredentials: [{ id: bob.device.id }] })
    const prove = (response: string, cookies: string) =>
      proveByPasskey(desk.portal, bob.staff, { response, cookies, peer }, desk.now)
    expect(await prove(eve.device.sign({ challenge: asked.challenge }), asked.cookies)).toEqual({
      fault: 'passkeyWrong',
    })
    const again = await question(desk, 'proof', bob.staff)
    const proven = await prove(bob.device.sign({ challenge: again.challenge }), again.cookies)
    if (!('setCookies' in proven)) throw new Error(proven.fault)
    expect((await desk.staff(cookieOf(proven.setCookies))).provenAt).toBe(desk.now)
    expect((await desk.visitor(bob.cookie)).audience).toBe('none')
    // Nor can Eve keep a passkey that Bob was asked to make, or take his away.
    const making = await question(desk, 'new', bob.staff)
    const response = eve.device.make({ challenge: making.challenge })
    expect(
      await keepPasskey(desk.portal, eve.staff, { name: 'x', response, cookies: making.cookies }, desk.now),
    ).toEqual({ fault: 'passkeyExpired' })
    expect(await dropPasskey(desk.portal, eve.staff, bob.device.id, desk.now)).toBe(false)
    expect(
      await keepPasskey(desk.portal, bob.staff, { name: 'x', response, cookies: making.cookies }, desk.now),
    ).toEqual({ fault: 'passkeyWrong' })
  })

  it('that was taken away, or whose owner left or set up anew, is worth nothing', async () => {
    const use = async (device: { sign(signing: { challenge: string }): string }) => {
      const { challenge, cookies } = await question(desk, 'signIn', null)
      return signIn(device.sign({ challenge }), cookies)
    }
    const gone = await withPasskey(desk, 'gone@example.nl')
    expect(await dropPasskey(desk.portal, gone.staff, gone.device.id, desk.now)).toBe(true)
    expect(await use(gone.device)).toEqual({ fault: 'passkeyWrong' })
    const closed = await withPasskey(desk, 'closed@example.nl')
    await disableStaff(desk.portal, 'closed@example.nl', desk.now)
    expect(await use(closed.device)).toEqual({ fault: 'passkeyWrong' })
    const anew = await withPasskey(desk, 'anew@example.nl')
    const link = await newSetUpLink(desk.portal, 'anew@example.nl', desk.now)
    const token = tokenOf('url' in link ? link.url : '')
    const setUp = await setUpOf(desk.portal, token, desk.now)
    await finishSetUp(desk.portal, token, appCode(desk, setUp!.secret), browser, desk.now)
    expect(await use(anew.device)).toEqual({ fault: 'passkeyWrong' })
  })
})

describe.each(engines)('recovery codes ($name)', engine => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(engine)
  })
  afterAll(() => desk.dispose())

  const recover = async (email: string, recovery: string) => {
    const { cookie, code } = await begin(desk, email, 'staff')
    await enter(desk, cookie, code)
    const attempt = attemptIn(desk, cookie)
    return enterTotp(desk.portal, { attempt, code: '', recovery, peer, language: 'nl', browser }, desk.now)
  }

  it('are ten, kept as hashes, and each signs in once after the mailed code; a letter tells', async () => {
    const { cookie } = await hire(desk, 'noor@example.nl')
    const codes = await makeRecoveryCodes(desk.portal, await desk.staff(cookie), desk.now)
    expect(new Set(codes).size).toBe(10)
    const [first = '', second = ''] = codes
    const { read, t } = desk.portal.store
    const kept = JSON.stringify(await read.select().from(t.recoveryCode))
    expect(codes.some(code => kept.includes(code) || kept.includes(code.replaceAll('-', '')))).toBe(false)
    desk.advance(901)
    expect(await recover('noor@example.nl', ` ${first.toUpperCase().replaceAll('-', ' ')} `)).toMatchObject({
      next: 'in',
    })
    expect((await desk.letters()).at(-1)?.text).toContain('ingelogd met een herstelcode')
    expect(await recover('noor@example.nl', first)).toEqual({ fault: 'recoveryWrong' })
    expect(await recover('noor@example.nl', 'onzin')).toEqual({ fault: 'recoveryWrong' })
    expect(await recover('noor@example.nl', second)).toMatchObject({ next: 'in' })
    expect((await desk.log()).filter(type => type === 'staff.recoveryCodeUsed')).toHaveLength(2)
  })

  it('of one person are no use to another, and new ones end the old ones', async () => {
    const [noor, sam] = [await hire(desk, 'n2@example.nl'), await hire(desk, 's2@example.nl')]
    const old = await makeRecoveryCodes(desk.portal, await desk.staff(noor.cookie), desk.now)
    await makeRecoveryCodes(desk.portal, await desk.staff(sam.cookie), desk.now)
    expect(await recover('s2@example.nl', old[0]!)).toEqual({ fault: 'recoveryWrong' })
    const fresh = await makeRecoveryCodes(desk.portal, await desk.staff(noor.cookie), desk.now)
    expect(await recover('n2@example.nl', old[1]!)).toEqual({ fault: 'recoveryWrong' })
    expect(await recover('n2@example.nl', fresh[9]!)).toMatchObject({ next: 'in' })
  })

  it('are read as people type them', () => {
    expect(readRecoveryCode('BCDF ghjk-2345')).toBe('bcdf-ghjk-2345')
    expect(readRecoveryCode('bcdfghjk2345')).toBe('bcdf-ghjk-2345')
    expect(readRecoveryCode('bcdf-ghjk-234')).toBeNull()
    expect(readRecoveryCode('acdf-ghjk-2345')).toBeNull()
  })
})

describe('the host of passkeys', () => {
  const of = (baseUrl: string, mode: 'production' | 'demo') =>
    relyingParty({ baseUrl, mode } as Parameters<typeof relyingParty>[0])
  it('is the one people type; an address of numbers has none, but a demo is on localhost too', () => {
    expect(of('https://privacy.example.nl', 'production')).toEqual({
      id: 'privacy.example.nl',
      origins: ['https://privacy.example.nl'],
    })
    expect(of('http://127.0.0.1:3000', 'demo')).toEqual({ id: 'localhost', origins: ['http://localhost:3000'] })
    expect(of('https://192.0.2.7', 'production')).toBeNull()
  })
})
