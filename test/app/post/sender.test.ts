import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { letters } from '#app/post/letters.ts'
import { sendDue, sendMail } from '#app/post/sender.ts'
import { type Letter, isAddress, mailById, queueMail } from '#db/mail.ts'
import { outboxCounts } from '#db/outbox.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { later } from '#domain/moment.ts'
import { engines } from '#test/engines.ts'
import { type Desk, eva, openDesk } from '../sign-in/desk.ts'
import { type PostOffice, openPostOffice } from './post-office.ts'

const worker = { kind: 'system', ref: 'worker' } as const
const requestId = newHandle()
const news = {
  reference: '7KF-2MX-9TB',
  right: 'access',
  received: '2026-11-22',
  standing: 'answered',
  answerBy: null,
  extended: null,
} as const

describe.each(engines)('the outbox ($name)', engine => {
  let office: PostOffice
  let desk: Desk
  beforeAll(async () => {
    office = await openPostOffice()
    desk = await openDesk(engine, { mailUrl: office.url })
  })
  afterEach(() => {
    office.letters.length = 0
    office.moods.length = 0
    desk.advance(86_400)
  })
  afterAll(async () => {
    await desk.dispose()
    await office.close()
  })

  const queue = (letter: Letter = ready(), to = eva, more = {}) =>
    record(desk.portal.store, desk.now, worker, async ledger => {
      const id = await queueMail(ledger, letter, to, { requestId, ...more })
      ledger.entry('export.built', { request: requestId })
      return id
    })
  const ready = () =>
    letters(desk.portal).copyReady('nl', {
      news,
      bytes: 4_100_000,
      expiresAt: '2026-12-06T23:00:00.000Z',
    })
  const state = async () => {
    const counts = await outboxCounts(desk.portal.store.read, desk.portal.store.t, desk.now)
    const sum = (list: 'failed' | 'waiting') => Object.values(counts[list]).reduce((total, each) => total + each, 0)
    return { waiting: sum('waiting'), oldestDue: counts.oldestDue, failed: sum('failed') }
  }
  const row = (id: string) => mailById(desk.portal.store.read, desk.portal.store.t, id)

  it('delivers a letter that says the same as text and as HTML, and forgets what it said', async () => {
    const id = await queue()
    expect(await sendDue(desk.portal)).toBe(1)
    const [letter] = office.letters
    expect(letter?.to).toBe(eva)
    expect(letter?.email).toMatchObject({
      subject: 'De kopie van je gegevens is klaar',
      messageId: `<${id}@privacy.example.nl>`,
      from: { name: 'Privacy', address: 'privacy@example.nl' },
    })
    for (const body of [letter?.email.text, letter?.email.html]) {
      for (const part of ['7KF-2MX-9TB', '4,1 MB', 'zondag 6 december 2026', 'privacy.example.nl', 'Doe dit:']) {
        expect(body).toContain(part)
      }
    }
    expect(letter?.raw).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(await row(id)).toMatchObject({
      to: '',
      subject: '',
      text: '',
      html: '',
      kind: 'copyReady',
      sentAt: desk.now,
    })
    expect((await desk.log()).slice(-2)).toEqual(['export.built', 'mail.sent'])
    expect(await sendDue(desk.portal)).toBe(0)
  })

  it('is written with its cause or not at all', async () => {
    const before = await state()
    await expect(
      record(desk.portal.store, desk.now, worker, async ledger => {
        await queueMail(ledger, ready(), eva)
        ledger.entry('export.built')
        throw new Error('the cause did not happen')
      }),
    ).rejects.toThrow('did not happen')
    expect(await state()).toEqual(before)
  })

  it('tries again after "not now", each time later, with the same Message-ID', async () => {
    office.moods.push('notNow', 'notNow')
    const id = await queue()
    expect(await sendDue(desk.portal)).toBe(0)
    expect(await row(id)).toMatchObject({ attempts: 1, trouble: '451', dueAt: later(desk.now, 10), leaseOwner: null })
    expect(await sendDue(desk.portal)).toBe(0)
    expect(office.letters).toHaveLength(0)
    desk.advance(10)
    await sendDue(desk.portal)
    expect(await row(id)).toMatchObject({ attempts: 2, dueAt: later(desk.now, 30) })
    desk.advance(30)
    expect(await sendDue(desk.portal)).toBe(1)
    expect(office.letters[0]?.email.messageId).toBe(`<${id}@privacy.example.nl>`)
  })

  it.each([
    ['never', '550'],
    ['neverThisMessage', '554'],
  ] as const)('gives up at once when the server says %s, shows it, and keeps no address', async (mood, trouble) => {
    const { failed } = await state()
    office.moods.push(mood)
    const id = await queue()
    expect(await sendDue(desk.portal)).toBe(0)
    expect(await row(id)).toMatchObject({ to: '', text: '', trouble, failedAt: desk.now })
    expect((await desk.log()).at(-1)).toBe('mail.failed')
    expect((await state()).failed).toBe(failed + 1)
    const { read, t } = desk.portal.store
    expect(JSON.stringify(await read.select().from(t.auditPayload))).not.toContain(eva)
  })

  it('gives up after its last try', async () => {
    office.moods.push(...Array<'notNow'>(9).fill('notNow'))
    const id = await queue()
    for (let n = 0; n < 9; n++) {
      await sendDue(desk.portal)
      desk.advance(28_801)
    }
    expect(await row(id)).toMatchObject({ attempts: 8, trouble: '451', to: '' })
    expect((await row(id))?.failedAt).not.toBeNull()
  })

  it('sends a second copy, under the same Message-ID, when the line drops before the answer', async () => {
    office.moods.push('hangUp')
    const id = await queue()
    expect(await sendDue(desk.portal)).toBe(0)
    expect((await row(id))?.sentAt).toBeNull()
    desk.advance(10)
    expect(await sendDue(desk.portal)).toBe(1)
    expect(office.letters.map(letter => letter.email.messageId)).toEqual(Array(2).fill(`<${id}@privacy.example.nl>`))
  })

  it('keeps one Message-ID through refusals, a dropped line, a dead sender and a restart of everything', async () => {
    const id = await queue()
    const { takeLease } = await import('#db/lease.ts')
    office.moods.push('notNow', 'hangUp')
    await sendDue(desk.portal)
    // Half-way: a process took the letter and was killed before it said anything.
    desk.advance(10)
    expect((await takeLease(desk.portal.store, 'mail', 'killed', desk.now, 120))?.id).toBe(id)
    desk.advance(121)
    // Another process, with nothing in memory but its settings, goes on.
    const restarted = { ...desk.portal, config: structuredClone(desk.portal.config) }
    expect(await sendDue(restarted)).toBe(0)
    desk.advance(30)
    expect(await sendDue({ ...restarted })).toBe(1)
    const ids = office.letters.map(letter => letter.email.messageId)
    expect(ids).toEqual(Array(2).fill(`<${id}@privacy.example.nl>`))
    expect((await desk.log()).filter(type => type === 'mail.sent').length).toBeGreaterThan(0)
    expect(await sendDue(desk.portal)).toBe(0)
  })

  it('waits longer after each "not now", up to eight hours, and thirteen hours in all', async () => {
    office.moods.push(...Array<'notNow'>(9).fill('notNow'))
    const id = await queue()
    const begun = desk.now
    const waits: number[] = []
    for (;;) {
      await sendDue(desk.portal)
      const mail = (await row(id))!
      if (mail.failedAt) break
      const wait = (Date.parse(mail.dueAt) - Date.parse(desk.now)) / 1000
      waits.push(wait)
      // Not a second sooner.
      desk.advance(wait - 1)
      expect(await sendDue(desk.portal)).toBe(0)
      desk.advance(1)
    }
    expect(waits).toEqual([10, 30, 120, 600, 1800, 3600, 10_800, 28_800])
    expect((Date.parse(desk.now) - Date.parse(begun)) / 3_600_000).toBeCloseTo(12.7, 1)
  })

  it('goes out once when several senders empty it at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => queue()))
    const counts = await Promise.all([1, 2, 3].map(() => sendDue(desk.portal)))
    expect(counts.reduce((a, b) => a + b)).toBe(30)
    expect(office.letters.map(letter => letter.email.messageId ?? '').toSorted()).toEqual(
      ids.map(id => `<${id}@privacy.example.nl>`).toSorted(),
    )
  })

  it('takes over from a sender that died, and what that one says later is not believed', async () => {
    const id = await queue()
    const { takeLease } = await import('#db/lease.ts')
    const dead = await takeLease(desk.portal.store, 'mail', 'dead', desk.now, 120)
    expect(dead?.id).toBe(id)
    expect(await sendDue(desk.portal)).toBe(0)
    desk.advance(121)
    expect(await sendDue(desk.portal)).toBe(1)
    const { mailFailed } = await import('#db/mail.ts')
    await record(desk.portal.store, desk.now, worker, async ledger => {
      expect(await mailFailed(ledger, id, dead!.fence, 'late')).toBe(false)
      ledger.entry('export.built')
    })
    expect((await row(id))?.failedAt).toBeNull()
  })

  it('drops a code that ran out instead of sending it', async () => {
    const code = letters(desk.portal).signInCode('nl', '123456', 'signIn')
    const id = await queue(code, eva, { expiresAt: later(desk.now, 600) })
    desk.advance(600)
    expect(await sendDue(desk.portal)).toBe(0)
    expect(office.letters).toHaveLength(0)
    expect(await row(id)).toMatchObject({ trouble: 'expired', to: '', text: '' })
  })

  it('waits for a server that is not there, and sends when it is back', async () => {
    const closed = await openPostOffice()
    await closed.close()
    const id = await queue()
    const away = {
      ...desk.portal,
      config: { ...desk.portal.config, mail: { ...desk.portal.config.mail, url: closed.url } },
    }
    expect(await sendDue(away)).toBe(0)
    expect(await row(id)).toMatchObject({ attempts: 1, sentAt: null })
    desk.advance(10)
    expect(await sendDue(desk.portal)).toBe(1)
  })

  it('is emptied by the loop until it is told to stop', async () => {
    const stop = new AbortController()
    const done = sendMail(desk.portal, stop.signal)
    await queue()
    await expect.poll(() => office.letters.length, { timeout: 5000 }).toBe(1)
    stop.abort()
    await done
    await queue()
    expect(office.letters).toHaveLength(1)
    await sendDue(desk.portal)
  })

  it('refuses what could put something else into the header', async () => {
    for (const to of [
      'a@b.nl, c@d.nl',
      'a@b.nl\r\nBcc: c@d.nl',
      'A <a@b.nl>',
      'a@b.nl c@d.nl',
      '',
      'a',
      '"a b"@c.nl',
    ]) {
      expect(isAddress(to)).toBe(false)
      await expect(queue(ready(), to)).rejects.toThrow('one plain address')
    }
    for (const subject of ['Hallo\r\nBcc: c@d.nl', 'Hallo\nX', 'a\u0000b', 'x'.repeat(201)]) {
      await expect(queue({ ...ready(), subject })).rejects.toThrow('one short line')
    }
  })

  it('carries every sign as it is: diacritics, emoji, a dot alone on a line', async () => {
    const letter = { ...ready(), subject: 'Één kopie voor Zoë 🎉', text: "Hé Zoë,\n.\n't is klaar 🎉\n" }
    await queue(letter)
    await sendDue(desk.portal)
    expect(office.letters[0]?.email.subject).toBe(letter.subject)
    expect(office.letters[0]?.email.text?.replace(/\r/g, '').trim()).toBe(letter.text.trim())
  })
})
