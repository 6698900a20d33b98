import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deviceName } from '#app/sign-in/device.ts'
import { devicesOf, endDevice, signOutEverywhere } from '#app/sign-in/session.ts'
import { endSession } from '#db/session.ts'
import { personOf } from '#app/person.ts'
import { record } from '#db/record.ts'
import { subjectByKey } from '#db/subject.ts'
import { engines } from '#test/engines.ts'
import { firefox, iphone } from './agents.ts'
import { type Desk, cookieOf, eva, nobody, openDesk, tom } from './desk.ts'
import { ask, attemptIn, begin, enter, sessionOf, signIn } from './steps.ts'

const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000')

describe.each(engines)('a member signs in ($name)', engine => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(engine)
  })
  afterAll(() => desk.dispose())

  it('gets a code of six digits by mail, and is in; their handle is made the first time only', async () => {
    const cookie = await signIn(desk, eva)
    const visitor = await desk.member(cookie)
    expect(visitor.displayName).toBe('Eva Jansen')
    expect(await desk.log()).toEqual(['signIn.codeSent', 'mail.sent', 'subject.known', 'signIn.succeeded'])
    const again = await desk.member(await signIn(desk, eva))
    expect(again.subjectId).toBe(visitor.subjectId)
    expect((await desk.log()).filter(type => type === 'subject.known')).toHaveLength(1)
  })

  it('cannot use the code in another browser: it belongs to the attempt', async () => {
    const mine = await begin(desk, eva)
    const theirs = await begin(desk, eva)
    expect(await enter(desk, theirs.cookie, mine.code)).toEqual({ fault: 'codeWrong' })
    expect(await enter(desk, mine.cookie, mine.code)).toMatchObject({ next: 'in' })
  })

  it('can use a code once', async () => {
    const { cookie, code } = await begin(desk, tom)
    expect(await enter(desk, cookie, code)).toMatchObject({ next: 'in' })
    expect(await enter(desk, cookie, code)).toEqual({ fault: 'codeExpired' })
  })

  it('gets in once when the same right code is sent several times at once', async () => {
    const { cookie, code } = await begin(desk, tom)
    const all = await Promise.all([1, 2, 3, 4].map(() => enter(desk, cookie, code)))
    expect(all.filter(one => 'next' in one)).toHaveLength(1)
  })

  it('has ten minutes', async () => {
    const { cookie, code } = await begin(desk, tom)
    desk.advance(601)
    expect(await enter(desk, cookie, code)).toEqual({ fault: 'codeExpired' })
  })

  it('has five tries; after five wrong codes the right one is refused', async () => {
    desk.advance(3600)
    const { cookie, code } = await begin(desk, eva)
    const faults = []
    for (let n = 0; n < 5; n++) faults.push(await enter(desk, cookie, wrongFor(code)))
    expect(faults.map(one => 'fault' in one && one.fault)).toEqual([...Array(4).fill('codeWrong'), 'codeSpent'])
    expect(await enter(desk, cookie, code)).toEqual({ fault: 'codeSpent' })
  })

  it('has five tries also when they come at the same moment', async () => {
    desk.advance(3600)
    const { cookie, code } = await begin(desk, eva)
    await Promise.all(Array.from({ length: 8 }, () => enter(desk, cookie, wrongFor(code))))
    const { read, t } = desk.portal.store
    const tries = await read.select({ id: t.signInAttempt.id, tries: t.signInAttempt.tries }).from(t.signInAttempt)
    expect(tries.find(row => row.id === attemptIn(desk, cookie).id)?.tries).toBe(5)
    expect(await enter(desk, cookie, code)).toEqual({ fault: 'codeSpent' })
  })

  it('has ten tries a quarter of an hour over all codes together', async () => {
    desk.advance(3600)
    const seen: unknown[] = []
    for (let n = 0; n < 3; n++) {
      const { cookie, code } = await begin(desk, tom)
      for (let m = 0; m < 4; m++) seen.push(await enter(desk, cookie, wrongFor(code)))
    }
    expect(seen.slice(0, 10)).not.toContainEqual({ fault: 'tooMany' })
    expect(seen.slice(10)).toEqual([{ fault: 'tooMany' }, { fault: 'tooMany' }])
    const { cookie, code } = await begin(desk, tom)
    expect(await enter(desk, cookie, code)).toEqual({ fault: 'tooMany' })
    desk.advance(901)
    const later = await begin(desk, tom)
    expect(await enter(desk, later.cookie, later.code)).toMatchObject({ next: 'in' })
  })

  it('can ask for ten codes a quarter of an hour; an unknown address just the same', async () => {
    desk.advance(3600)
    for (const address of [eva, 'iemand.anders@elders.example']) {
      const asked = []
      for (let n = 0; n < 12; n++) asked.push((await ask(desk, address)).sent)
      expect(asked).toEqual([...Array(10).fill(true), false, false])
    }
  })

  it('shares sixty codes a quarter of an hour with everybody behind the same peer', async () => {
    desk.advance(3600)
    const sent = await Promise.all(
      Array.from({ length: 64 }, (_, n) => ask(desk, `p${n}@elders.example`, 'member', '2001:db8:1:2::1')),
    )
    expect(sent.filter(one => one.sent)).toHaveLength(60)
    // The rest of the same /64 is the same household.
    expect((await ask(desk, eva, 'member', '2001:db8:1:2:ffff::9')).sent).toBe(false)
    expect((await ask(desk, eva, 'member', '2001:db8:1:3::1')).sent).toBe(true)
    await desk.letters()
  })

  it('is told by mail when a kind of device is new, and not when it was used before', async () => {
    desk.advance(3600)
    const before = (await desk.letters()).length
    await signIn(desk, eva, firefox)
    expect((await desk.letters()).slice(before).map(letter => letter.subject)).toEqual(['Je code om in te loggen'])
    await signIn(desk, eva, iphone)
    const letters = (await desk.letters()).slice(before + 1)
    expect(letters.map(letter => letter.subject).toSorted()).toEqual([
      'Er is ingelogd op een nieuw apparaat',
      'Je code om in te loggen',
    ])
    expect(letters.find(letter => /nieuw apparaat/.test(letter.subject))?.text).toContain('Safari op iPhone')
  })
})

describe.each(engines)('a session ($name)', engine => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(engine)
  })
  afterAll(() => desk.dispose())

  it('keeps no token in the store, only its hash', async () => {
    const cookie = await signIn(desk, eva)
    const token = /session=([\w-]{43})/.exec(cookie)?.[1] ?? ''
    expect(token).toHaveLength(43)
    expect(cookie).toContain('__Host-')
    const { read, t } = desk.portal.store
    expect(JSON.stringify(await read.select().from(t.session))).not.toContain(token)
  })

  it('ends after half an hour without use, and lives on with use until a day is over', async () => {
    const idle = await signIn(desk, eva)
    desk.advance(1799)
    expect((await desk.visitor(idle)).audience).toBe('member')
    desk.advance(1799)
    expect((await desk.visitor(idle)).audience).toBe('member')
    desk.advance(1801)
    expect((await desk.visitor(idle)).audience).toBe('none')

    const busy = await signIn(desk, eva)
    for (let n = 0; n < 57; n++) {
      desk.advance(1500)
      expect((await desk.visitor(busy)).audience).toBe('member')
    }
    desk.advance(1500)
    expect((await desk.visitor(busy)).audience).toBe('none')
  })

  it('notes its use once a minute at most', async () => {
    const cookie = await signIn(desk, eva)
    const seen = async () => (await devicesOf(desk.portal, await desk.member(cookie), desk.now))[0]?.seenAt
    const first = await seen()
    desk.advance(59)
    expect(await seen()).toBe(first)
    desk.advance(1)
    expect(await seen()).toBe(desk.now)
  })

  it('gets a new token at sign-in, and what the browser held before ends (no fixation)', async () => {
    const before = await signIn(desk, tom)
    const visitor = await desk.visitor(before)
    const { cookie, code } = await begin(desk, tom)
    const { enterCode } = await import('#app/sign-in/enter.ts')
    const entered = await enterCode(
      desk.portal,
      {
        attempt: attemptIn(desk, cookie),
        code,
        peer: '192.0.2.1',
        language: 'nl',
        browser: { userAgent: firefox, visitor },
      },
      desk.now,
    )
    const after = sessionOf(entered)
    expect(after).not.toBe(before)
    expect((await desk.visitor(before)).audience).toBe('none')
    expect((await desk.visitor(after)).audience).toBe('member')
    // A token that somebody planted is not taken over.
    expect((await desk.visitor(`__Host-inzage-session=${'a'.repeat(43)}`)).audience).toBe('none')
  })

  it('ends in the store: the old cookie is worth nothing after signing out', async () => {
    const cookie = await signIn(desk, eva)
    const visitor = await desk.member(cookie)
    const who = personOf(visitor)
    await record(desk.portal.store, desk.now, who.actor, ledger => endSession(ledger, who, visitor.sessionId))
    expect((await desk.visitor(cookie)).audience).toBe('none')
  })

  it('of one device can be ended, but not of somebody else', async () => {
    desk.advance(3600)
    const [laptop, phone, other] = [await signIn(desk, eva), await signIn(desk, eva, iphone), await signIn(desk, tom)]
    const me = await desk.member(laptop)
    const devices = await devicesOf(desk.portal, me, desk.now)
    expect(devices.map(device => deviceName(device.device, 'nl')).toSorted()).toEqual([
      'Firefox op Windows',
      'Safari op iPhone',
    ])
    expect(await endDevice(desk.portal, me, (await desk.member(other)).sessionId, desk.now)).toBe(false)
    expect((await desk.visitor(other)).audience).toBe('member')
    expect(await endDevice(desk.portal, me, (await desk.member(phone)).sessionId, desk.now)).toBe(true)
    expect((await desk.visitor(phone)).audience).toBe('none')
    expect((await desk.visitor(laptop)).audience).toBe('member')
  })

  it('can be ended everywhere at once, for oneself only', async () => {
    desk.advance(3600)
    const [laptop, phone, other] = [await signIn(desk, eva), await signIn(desk, eva, iphone), await signIn(desk, tom)]
    const lines = await signOutEverywhere(desk.portal, await desk.member(laptop), desk.now)
    expect(cookieOf(lines)).toBe('')
    expect((await desk.visitor(laptop)).audience).toBe('none')
    expect((await desk.visitor(phone)).audience).toBe('none')
    expect((await desk.visitor(other)).audience).toBe('member')
  })

  it('ends when the source knows the person no more, within a minute', async () => {
    desk.advance(3600)
    const cookie = await signIn(desk, tom)
    expect((await desk.visitor(cookie)).audience).toBe('member')
    const gone = desk.people.get('2')!
    desk.people.delete('2')
    desk.advance(61)
    expect((await desk.visitor(cookie)).audience).toBe('none')
    desk.people.set('2', gone)
  })

  it('leads from a handle to the key in one place only', async () => {
    const { read, t } = desk.portal.store
    expect((await subjectByKey(read, t, 'platform', '1'))?.id).toMatch(/^[\w-]{22}$/)
    expect(JSON.stringify(await read.select().from(t.session))).not.toContain(eva)
    expect(JSON.stringify(await read.select().from(t.signInAttempt))).not.toContain(eva)
    expect(JSON.stringify(await read.select().from(t.rateLimit))).not.toContain('192.0.2.1')
  })
})

describe('a known and an unknown address', () => {
  it('do the same: one letter each, one entry each, an answer of the same size, and a letter without data', async () => {
    const desk = await openDesk(engines[0]!)
    const counts = async () => [(await desk.letters()).length, (await desk.log()).length]
    expect(await counts()).toEqual([0, 0])
    const known = await begin(desk, eva)
    expect(await counts()).toEqual([1, 2])
    const unknown = await begin(desk, nobody)
    expect(await counts()).toEqual([2, 4])
    expect(unknown.cookie.length).toBe(known.cookie.length)

    const letter = (await desk.letters()).find(one => one.to === nobody)
    expect(letter?.text).toContain('geen account')
    expect(`${letter?.text}${letter?.html}`).not.toMatch(/\b\d{6}\b|Eva|Tom/)
    // Guessing goes wrong in the same words, up to the last try.
    for (const { cookie } of [known, unknown]) {
      const said = []
      for (let n = 0; n < 6; n++) said.push(await enter(desk, cookie, '123456'))
      expect(said.map(one => 'fault' in one && one.fault)).toEqual([
        ...Array(4).fill('codeWrong'),
        'codeSpent',
        'codeSpent',
      ])
    }
    await desk.dispose()
  })

  it('are answered on the same beat', async () => {
    const desk = await openDesk(engines[0]!)
    const took = { known: [] as number[], unknown: [] as number[] }
    const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!
    for (let n = 0; n < 9; n++) {
      for (const [who, address] of [
        ['known', eva],
        ['unknown', nobody],
      ] as const) {
        const begun = performance.now()
        await ask(desk, address)
        took[who].push(performance.now() - begun)
      }
    }
    expect(Math.abs(median(took.known) - median(took.unknown))).toBeLessThan(20)
    expect(Math.min(...took.known, ...took.unknown)).toBeGreaterThan(95)
    await desk.dispose()
  })
})
