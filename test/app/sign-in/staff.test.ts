import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askProof } from '#app/sign-in/ask.ts'
import { enterByLink, linkWorks, makeSignInLink } from '#app/sign-in/link.ts'
import { enterProof, proveByTotp } from '#app/sign-in/enter.ts'
import { addStaff, changeRole, disableStaff, finishSetUp, newSetUpLink, setUpOf } from '#app/sign-in/staff-account.ts'
import { engines } from '#test/engines.ts'
import { firefox } from './agents.ts'
import { type Desk, cookieOf, eva, nobody, openDesk } from './desk.ts'
import { appCode, attemptIn, begin, enter, enterApp, hire, sessionOf, signIn, tokenOf } from './steps.ts'

const none = { audience: 'none' } as const
const browser = { userAgent: firefox, visitor: none }
const peer = '192.0.2.1'

describe.each(engines)('staff ($name)', engine => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(engine)
  })
  afterAll(() => desk.dispose())

  it('are added with a set-up link that works once, and are signed in by setting up', async () => {
    const { cookie, token } = await hire(desk, 'Noor@Example.NL')
    expect(await desk.staff(cookie)).toMatchObject({ role: 'handler', name: 'Noor' })
    expect(await setUpOf(desk.portal, token, desk.now)).toBeNull()
    expect(await finishSetUp(desk.portal, token, '123456', browser, desk.now)).toEqual({ fault: 'dead' })
    expect(await desk.log()).toEqual(['staff.added', 'signIn.linkMade', 'staff.setUp', 'signIn.succeeded'])
    expect(await addStaff(desk.portal, { email: 'noor@example.nl', role: 'admin' }, desk.now)).toEqual({
      fault: 'known',
    })
    expect(await addStaff(desk.portal, { email: 'not an address', role: 'admin' }, desk.now)).toEqual({
      fault: 'notAnAddress',
    })
  })

  it('see the same secret each time the set-up page is opened, and a wrong code does not use the link up', async () => {
    const added = await addStaff(desk.portal, { email: 'sam@example.nl', role: 'officer' }, desk.now)
    const token = tokenOf('url' in added ? added.url : '')
    const [one, two] = [await setUpOf(desk.portal, token, desk.now), await setUpOf(desk.portal, token, desk.now)]
    expect(one?.secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(two).toEqual(one)
    const wrong = appCode(desk, one!.secret) === '000000' ? '000001' : '000000'
    expect(await finishSetUp(desk.portal, token, wrong, browser, desk.now)).toEqual({ fault: 'totpWrong' })
    const { read, t } = desk.portal.store
    expect(JSON.stringify(await read.select().from(t.staff))).not.toContain(one!.secret)
    expect(await finishSetUp(desk.portal, token, appCode(desk, one!.secret), browser, desk.now)).toHaveProperty(
      'setCookies',
    )
    expect(JSON.stringify(await read.select().from(t.signInLink))).not.toContain(token)
  })

  it('need the mailed code and then the code of the app', async () => {
    const { secret } = await hire(desk, 'ilse@example.nl')
    desk.advance(60)
    const { cookie, code } = await begin(desk, 'ilse@example.nl', 'staff')
    expect(await enterApp(desk, cookie, appCode(desk, secret))).toEqual({ fault: 'codeExpired' })
    expect(await enter(desk, cookie, code)).toEqual({ next: 'totp' })
    const session = sessionOf(await enterApp(desk, cookie, appCode(desk, secret)))
    expect((await desk.staff(session)).name).toBe('Noor')
    expect(await enterApp(desk, cookie, appCode(desk, secret))).toEqual({ fault: 'codeExpired' })
  })

  it('cannot use a code of the app twice, nor an older one; also not when two try at once', async () => {
    const { secret } = await hire(desk, 'replay@example.nl')
    desk.advance(90)
    const used = appCode(desk, secret)
    const first = await begin(desk, 'replay@example.nl', 'staff')
    const second = await begin(desk, 'replay@example.nl', 'staff')
    await enter(desk, first.cookie, first.code)
    await enter(desk, second.cookie, second.code)
    const both = await Promise.all([enterApp(desk, first.cookie, used), enterApp(desk, second.cookie, used)])
    expect(both.filter(one => 'next' in one)).toHaveLength(1)
    expect(both).toContainEqual({ fault: 'totpWrong' })

    const third = await begin(desk, 'replay@example.nl', 'staff')
    await enter(desk, third.cookie, third.code)
    const older = generateSync({ secret, epoch: Math.floor(Date.parse(desk.now) / 1000) - 30 })
    expect(await enterApp(desk, third.cookie, older)).toEqual({ fault: 'totpWrong' })
    desk.advance(30)
    expect(await enterApp(desk, third.cookie, appCode(desk, secret))).toMatchObject({ next: 'in' })
  })

  it('have five tries for the code of the app', async () => {
    const { secret } = await hire(desk, 'five@example.nl')
    desk.advance(90)
    const { cookie, code } = await begin(desk, 'five@example.nl', 'staff')
    await enter(desk, cookie, code)
    const wrong = appCode(desk, secret) === '000000' ? '000001' : '000000'
    for (let n = 0; n < 5; n++) expect(await enterApp(desk, cookie, wrong)).toEqual({ fault: 'totpWrong' })
    expect(await enterApp(desk, cookie, appCode(desk, secret))).toEqual({ fault: 'codeSpent' })
  })

  it('are out after a quarter of an hour without use, and after eight hours anyway', async () => {
    const { cookie } = await hire(desk, 'idle@example.nl')
    desk.advance(899)
    expect((await desk.visitor(cookie)).audience).toBe('staff')
    desk.advance(901)
    expect((await desk.visitor(cookie)).audience).toBe('none')
    const { cookie: busy } = await hire(desk, 'busy@example.nl')
    for (let n = 0; n < 35; n++) {
      desk.advance(800)
      expect((await desk.visitor(busy)).audience).toBe('staff')
    }
    desk.advance(800)
    expect((await desk.visitor(busy)).audience).toBe('none')
  })

  it('lose every session at once when their role changes or their account closes', async () => {
    const { cookie } = await hire(desk, 'role@example.nl')
    expect(await changeRole(desk.portal, 'role@example.nl', 'handler', desk.now)).toBeNull()
    expect((await desk.visitor(cookie)).audience).toBe('staff')
    await changeRole(desk.portal, 'role@example.nl', 'approver', desk.now)
    expect((await desk.visitor(cookie)).audience).toBe('none')

    const { cookie: other } = await hire(desk, 'gone@example.nl')
    const link = await newSetUpLink(desk.portal, 'gone@example.nl', desk.now)
    await disableStaff(desk.portal, 'gone@example.nl', desk.now)
    expect((await desk.visitor(other)).audience).toBe('none')
    expect(await setUpOf(desk.portal, tokenOf('url' in link ? link.url : ''), desk.now)).toBeNull()
    expect(await disableStaff(desk.portal, 'gone@example.nl', desk.now)).toEqual({ fault: 'unknown' })
    const { cookie: again } = await begin(desk, 'gone@example.nl', 'staff')
    expect((await desk.letters()).at(-1)?.subject).toBe('Er is geen account bij dit adres')
    expect(await enter(desk, again, '123456')).toEqual({ fault: 'codeWrong' })
  })

  it('that set up anew are signed out where the older second factor was used', async () => {
    const { cookie } = await hire(desk, 'phone@example.nl')
    const link = await newSetUpLink(desk.portal, 'phone@example.nl', desk.now)
    const token = tokenOf('url' in link ? link.url : '')
    const setUp = await setUpOf(desk.portal, token, desk.now)
    desk.advance(60)
    expect((await desk.visitor(cookie)).audience).toBe('staff')
    await finishSetUp(desk.portal, token, appCode(desk, setUp!.secret), browser, desk.now)
    expect((await desk.visitor(cookie)).audience).toBe('none')
  })

  it('is no member: a staff address does not sign in at the member door', async () => {
    await hire(desk, 'door@example.nl')
    await begin(desk, 'door@example.nl', 'member')
    expect((await desk.letters()).at(-1)?.subject).toBe('Er is geen account bij dit adres')
  })
})

describe.each(engines)("an operator's link ($name)", engine => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(engine)
  })
  afterAll(() => desk.dispose())

  it('signs in once: of ten who press at the same moment one gets in', async () => {
    const token = tokenOf(
      (await makeSignInLink(desk.portal, { audience: 'member', email: 'EVA.jansen@voorbeeld.nl ' }, desk.now))!,
    )
    expect(await linkWorks(desk.portal, token, desk.now)).toBe(true)
    expect(await linkWorks(desk.portal, token, desk.now)).toBe(true)
    const pressed = await Promise.all(
      Array.from({ length: 10 }, () => enterByLink(desk.portal, token, { ...browser, language: 'nl' }, desk.now)),
    )
    const winners = pressed.filter(one => one !== null)
    expect(winners).toHaveLength(1)
    expect((await desk.member(cookieOf(winners[0]!.setCookies))).displayName).toBe('Eva Jansen')
    expect(await linkWorks(desk.portal, token, desk.now)).toBe(false)
    const log = await desk.log()
    expect(log.filter(type => type === 'signIn.linkMade')).toHaveLength(1)
    expect(log.filter(type => type === 'signIn.succeeded')).toHaveLength(1)
  })

  it('works for ten minutes, for people who are known, and a newer one ends the older', async () => {
    const make = () => makeSignInLink(desk.portal, { audience: 'member', email: eva }, desk.now)
    const [old, newer] = [tokenOf((await make())!), tokenOf((await make())!)]
    expect(await linkWorks(desk.portal, old, desk.now)).toBe(false)
    expect(await linkWorks(desk.portal, newer, desk.now)).toBe(true)
    desk.advance(601)
    expect(await enterByLink(desk.portal, newer, { ...browser, language: 'nl' }, desk.now)).toBeNull()
    expect(await makeSignInLink(desk.portal, { audience: 'member', email: nobody }, desk.now)).toBeNull()
    expect(await makeSignInLink(desk.portal, { audience: 'staff', email: nobody }, desk.now)).toBeNull()
  })
})

describe.each(engines)('a fresh proof ($name)', engine => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(engine)
  })
  afterAll(() => desk.dispose())

  it('needs a code that was asked within this session; it renews the moment and the token', async () => {
    const cookie = await signIn(desk, eva)
    const other = await signIn(desk, eva)
    desk.advance(600)
    const visitor = await desk.member(cookie)
    const before = await desk.letters()
    const asked = await askProof(desk.portal, visitor, peer, desk.now)
    const attempt = attemptIn(desk, cookieOf([asked.sent ? asked.setCookie : '']))
    const code = await desk.codeSince(before)
    expect((await desk.letters()).at(-1)).toMatchObject({
      to: eva,
      subject: 'Je code om te bevestigen dat jij het bent',
    })

    const elsewhere = await desk.member(other)
    expect(await enterProof(desk.portal, elsewhere, { attempt, code, peer }, desk.now)).toEqual({
      fault: 'codeExpired',
    })
    const entered = await enterProof(desk.portal, visitor, { attempt, code, peer }, desk.now)
    const renewed = sessionOf(entered)
    expect((await desk.visitor(cookie)).audience).toBe('none')
    expect(await desk.member(renewed)).toMatchObject({ sessionId: visitor.sessionId, provenAt: desk.now })
    expect(await enterProof(desk.portal, visitor, { attempt, code, peer }, desk.now)).toEqual({ fault: 'codeExpired' })
  })

  it('does not sign in: a code asked to confirm opens no session elsewhere', async () => {
    const visitor = await desk.member(await signIn(desk, eva))
    const before = await desk.letters()
    const asked = await askProof(desk.portal, visitor, peer, desk.now)
    const cookie = cookieOf([asked.sent ? asked.setCookie : ''])
    expect(await enter(desk, cookie, await desk.codeSince(before))).toEqual({ fault: 'codeExpired' })
  })

  it('of staff is the code of their app, each once', async () => {
    const { cookie, secret } = await hire(desk, 'proof@example.nl')
    desk.advance(600)
    const staff = await desk.staff(cookie)
    const code = appCode(desk, secret)
    const renewed = sessionOf(await proveByTotp(desk.portal, staff, { code, peer }, desk.now))
    expect((await desk.staff(renewed)).provenAt).toBe(desk.now)
    expect(await proveByTotp(desk.portal, staff, { code, peer }, desk.now)).toEqual({ fault: 'totpWrong' })
  })
})
