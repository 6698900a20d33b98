/** What could not be delivered: kept in sight without what it said, and written anew when staff send it again. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Portal } from '#app/portal.ts'
import { addressOf } from '#app/post/address.ts'
import { resend } from '#app/post/resend.ts'
import { sendDue } from '#app/post/sender.ts'
import { tellPerson, type Tidings, warnPerson } from '#app/post/tell.ts'
import { mailById, queueMail } from '#db/mail.ts'
import { hurryMail, outboxCounts, outboxPage, putAsideMail } from '#db/outbox.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { knowStranger, knowSubject } from '#db/subject.ts'
import { answerRequest, receiveRequest } from '#db/subject-request.ts'
import type { Right } from '#domain/right.ts'
import { letters } from '#app/post/letters.ts'
import { later } from '#domain/moment.ts'
import { engines } from '#test/engines.ts'
import { type Desk, eva, openDesk } from '../sign-in/desk.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'

const machine = { kind: 'system', ref: 'worker' } as const
const officer = { kind: 'staff', ref: newHandle() } as const
const counting = { timeZone: 'Europe/Amsterdam', holidays: 'nl-strict' } as const
const scope = { categories: null, from: null, until: null, forms: ['access'] } as const

describe.each(engines)('a letter that was given up ($name)', engine => {
  let office: PostOffice
  let desk: Desk
  let portal: Portal
  beforeAll(async () => {
    office = await openPostOffice()
    desk = await openDesk(engine, { mailUrl: office.url })
    portal = desk.portal
  })
  afterEach(async () => {
    office.moods.length = 0
    await sendDue(portal)
    office.letters.length = 0
    desk.advance(3600)
  })
  afterAll(async () => {
    await desk.dispose()
    await office.close()
  })

  const request = (right: Right = 'erasure') =>
    record(portal.store, desk.now, machine, async ledger => {
      const subject = await knowSubject(ledger, { source: 'platform', key: '1', language: 'nl' })
      return receiveRequest(ledger, counting, { right, subjectId: subject.id, channel: 'letter', scope })
    })
  const change = <T>(body: Parameters<typeof record<T>>[3]) => record(portal.store, desk.now, machine, body)
  /** Tells, and gives the id of the letter. */
  async function tell(about: { id: string; subjectId: string; letterId: string | null }, tidings: Tidings) {
    const to = await addressOf(portal, about)
    await change(async ledger => {
      await tellPerson(ledger, portal, about.id, to, tidings)
      ledger.entry('request.messageSent', { request: about.id })
    })
    const { rows } = await list('waiting')
    return rows.at(-1)!.id
  }
  const list = (which: 'failed' | 'waiting', more = {}) =>
    outboxPage(portal.store.read, portal.store.t, desk.now, { list: which, kind: null, from: null, size: 50, ...more })
  const row = (id: string) => mailById(portal.store.read, portal.store.t, id)
  const refuse = async (id: string) => {
    office.moods.push('never')
    await sendDue(portal)
    expect((await row(id))?.failedAt).toBe(desk.now)
  }

  it('stays in sight with its code and moment, and holds neither address nor text', async () => {
    const asked = await request()
    const id = await tell(asked, { kind: 'message' })
    await refuse(id)
    const [line] = (await list('failed')).rows
    expect(line).toEqual({
      id,
      kind: 'message',
      requestId: asked.id,
      reference: asked.reference,
      createdAt: desk.now,
      at: desk.now,
      attempts: 0,
      trouble: '550',
    })
    expect(await row(id)).toMatchObject({ to: '', subject: '', text: '', html: '' })
    const counts = await outboxCounts(portal.store.read, portal.store.t, desk.now)
    expect(counts.failed).toEqual({ message: 1 })
  })

  it('goes to the address of today, says what holds today, and has an id of its own', async () => {
    const [old] = (await list('failed')).rows
    const was = desk.people.get('1')!
    desk.people.set('1', { ...was, email: 'eva.nieuw@voorbeeld.nl' })
    try {
      await change(async ledger => {
        ledger.entry('request.extended', { request: old!.requestId! })
        await ledger.db.insert(ledger.t.requestExtension).values({
          requestId: old!.requestId!,
          noticeDay: '2026-11-22',
          months: 2,
          ground: 'complexity',
          reason: '',
          by: 'staff',
          at: ledger.at,
        })
      })
      expect(await resend(portal, old!.id, officer, desk.now)).toBeNull()
      await sendDue(portal)
      const [letter] = office.letters
      expect(letter?.to).toBe('eva.nieuw@voorbeeld.nl')
      expect(letter?.email.text).toContain('Antwoord uiterlijk: maandag 22 februari 2027')
      const { resentAs, settledAt } = (await row(old!.id))!
      expect(settledAt).toBe(desk.now)
      expect(letter?.email.messageId).toBe(`<${resentAs}@privacy.example.nl>`)
      expect(resentAs).not.toBe(old!.id)
    } finally {
      desk.people.set('1', was)
    }
    expect((await list('failed')).rows).toEqual([])
    expect((await desk.log()).slice(-2)).toEqual(['mail.resent', 'mail.sent'])
  })

  it('goes once, also when two people send it again at the same moment', async () => {
    const id = await tell(await request(), { kind: 'message' })
    await refuse(id)
    const outcomes = await Promise.all([1, 2, 3].map(() => resend(portal, id, officer, desk.now)))
    expect(outcomes.filter(each => each === null)).toHaveLength(1)
    expect(outcomes.filter(each => each === 'settled')).toHaveLength(2)
    expect(await sendDue(portal)).toBe(1)
  })

  it('is not sent again when it is no longer so, when nobody can be mailed, or when it held a code', async () => {
    const asked = await request()
    const over = await tell(asked, { kind: 'answerIn' })
    await refuse(over)
    await change(ledger => answerRequest(ledger, counting, asked.id))
    expect(await resend(portal, over, officer, desk.now)).toBe('over')

    const nobody = await tell(await request(), { kind: 'message' })
    await refuse(nobody)
    const was = desk.people.get('1')!
    desk.people.delete('1')
    expect(await resend(portal, nobody, officer, desk.now)).toBe('nobody')
    desk.people.set('1', was)

    const code = await change(async ledger => {
      ledger.entry('signIn.codeSent')
      return queueMail(ledger, letters(portal).signInCode('nl', '123456', 'signIn'), eva)
    })
    await refuse(code)
    expect(await resend(portal, code, officer, desk.now)).toBe('oneTime')
    expect(await resend(portal, 'nothing', officer, desk.now)).toBe('settled')

    for (const id of [over, nobody, code]) {
      expect(await change(ledger => putAsideMail(ledger, id))).toBe(true)
      expect(await change(async ledger => (await putAsideMail(ledger, id)) || ledger.decline(false))).toBe(false)
    }
    expect((await list('failed')).rows).toEqual([])
  })

  it('leaves the list by itself after two weeks when it held a code, and never otherwise', async () => {
    const message = await tell(await request(), { kind: 'message' })
    await refuse(message)
    const code = await change(async ledger => {
      ledger.entry('signIn.codeSent')
      return queueMail(ledger, letters(portal).proveAddress('nl', '123456'), eva)
    })
    await refuse(code)
    const at = (days: number) =>
      outboxPage(portal.store.read, portal.store.t, later(desk.now, days * 86_400), {
        list: 'failed',
        kind: null,
        from: null,
        size: 50,
      })
    expect((await at(13)).rows.map(each => each.id)).toContain(code)
    expect((await at(15)).rows.map(each => each.id)).toEqual([message])
    expect((await at(1000)).rows.map(each => each.id)).toEqual([message])
    await change(ledger => putAsideMail(ledger, message))
    await change(ledger => putAsideMail(ledger, code))
  })

  it('is paged by key, each letter once, also while others come and go', async () => {
    const asked = await request()
    const to = await addressOf(portal, asked)
    await change(async ledger => {
      for (let n = 0; n < 23; n++)
        await tellPerson(ledger, portal, asked.id, to, { kind: n % 3 ? 'message' : 'decided' })
      ledger.entry('request.messageSent', { request: asked.id })
    })
    office.moods.push(...Array<'never'>(23).fill('never'))
    await sendDue(portal)
    const seen: string[] = []
    let from: string | null = null
    do {
      const page = await list('failed', { from, size: 7 })
      seen.push(...page.rows.map(each => each.id))
      from = page.next
    } while (from)
    expect(seen).toHaveLength(23)
    expect(new Set(seen).size).toBe(23)
    expect((await list('failed', { kind: 'decided' })).rows).toHaveLength(8)
    expect((await list('failed', { from: 'broken' })).rows).toHaveLength(23)
    for (const id of seen) await change(ledger => putAsideMail(ledger, id))
  })

  it('that waits for its next try can be tried now, under its own Message-ID', async () => {
    office.moods.push('notNow', 'notNow', 'notNow')
    const id = await tell(await request(), { kind: 'message' })
    for (const wait of [0, 10, 30]) {
      desk.advance(wait)
      await sendDue(portal)
    }
    expect(await row(id)).toMatchObject({ attempts: 3, trouble: '451', dueAt: later(desk.now, 120) })
    expect(await sendDue(portal)).toBe(0)
    expect(await change(ledger => hurryMail(ledger, id))).toBe(true)
    expect(await sendDue(portal)).toBe(1)
    expect(office.letters[0]?.email.messageId).toBe(`<${id}@privacy.example.nl>`)
    expect(await change(async ledger => (await hurryMail(ledger, id)) || ledger.decline(false))).toBe(false)
  })

  it('warns at every address once, in the words of the request and without its number', async () => {
    const asked = await request('access')
    await change(async ledger => {
      const emails = [eva, 'oud@voorbeeld.nl', eva]
      await warnPerson(ledger, portal, asked.id, { language: 'nl', emails }, ledger.at)
      ledger.entry('letter.filed', { request: asked.id })
    })
    await sendDue(portal)
    expect(office.letters.map(letter => letter.to).toSorted()).toEqual([eva, 'oud@voorbeeld.nl'])
    for (const { email } of office.letters) {
      expect(email.subject).toBe('Iemand deed een verzoek over jouw gegevens')
      expect(email.text).not.toContain(asked.reference)
      expect(email.text).toContain('Soort: Kopie van je gegevens')
    }
  })

  it('reaches somebody whom no source knows at the address that they gave, with another way than signing in', async () => {
    const made = await change(async ledger => {
      const subject = await knowStranger(ledger, 'en')
      await ledger.db.insert(ledger.t.letter).values({
        id: 'letter-1',
        channel: 'letter',
        arrivedAt: ledger.at,
        filedAt: ledger.at,
        filedBy: 'staff',
        subjectId: subject.id,
        name: 'Ada',
        email: 'ada@elders.example',
        address: '',
        language: 'en',
        onBehalf: null,
        behalfName: null,
        authority: null,
        text: '',
      })
      const asked = { right: 'access', subjectId: subject.id, channel: 'letter', scope, letterId: 'letter-1' } as const
      return receiveRequest(ledger, counting, asked)
    })
    expect(await addressOf(portal, made)).toEqual({
      email: 'ada@elders.example',
      language: 'en',
      name: 'Ada',
      account: false,
    })
    await tell(made, { kind: 'question', asks: 'identity' })
    await sendDue(portal)
    expect(office.letters[0]?.email.text).toContain('choose Help')
    expect(office.letters[0]?.email.text).not.toContain('sign in')
  })
})
