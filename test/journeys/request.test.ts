/**
 * One request in the hands of staff: who asks, questions that stop the clock or do not, the extension with its notice,
 * messages, two people at once, and the end. Every last day on the page is the one that the domain counts.
 */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestPage } from '#app/member/request-page.ts'
import { longDay } from '#app/text/dates.ts'
import { words } from '#app/text/words.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { wantExport } from '#db/export.ts'
import { identityChecksOf } from '#db/identity.ts'
import { messagesOf, receiveReply } from '#db/message.ts'
import { pausesOf } from '#db/pause.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { clockOf, receiveRequest, requestByReference, type SubjectRequest } from '#db/subject-request.ts'
import { knowStranger, knowSubject } from '#db/subject.ts'
import { addDays, dayOf, type Instant } from '#domain/day.ts'
import { deadline } from '#domain/deadline.ts'
import { largeFrom } from '#domain/question.ts'
import { holidays } from '#domain/holidays.ts'
import type { Right } from '#domain/right.ts'
import type { Channel } from '#domain/subject-request.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const scope = { categories: null, from: null, until: null, forms: ['access'] as const }
const system = { kind: 'system', ref: 'operator' } as const
const eva = 'eva@voorbeeld.example'
const { workbench: k, staff: w, notices } = words('nl')

describe.each(engines)('one request on $name', engine => {
  let world: World
  let staff: Client
  let colleague: Client

  beforeAll(async () => {
    world = await openWorld({ engine })
    staff = await world.signInStaff('handler')
    colleague = await world.signInStaff('approver')
  })
  afterAll(() => world.close())

  /** Eva's request, received on this day; `null` is somebody whom no source knows. */
  async function file(channel: Channel, right: Right = 'access', at: Instant = '2026-11-16T10:00:00.000Z', who = true) {
    const { store, register, people } = world.portal
    const person = await people.locate({ email: eva })
    return record(store, at, system, async ledger => {
      const subject = who
        ? await knowSubject(ledger, { source: people.id, key: person!.key, language: 'nl' })
        : await knowStranger(ledger, 'nl')
      return receiveRequest(ledger, register.controller, {
        right,
        subjectId: subject.id,
        channel,
        scope,
        receivedAt: at,
      })
    })
  }
  const at = (request: SubjectRequest) => `/werkvoorraad/${request.reference}`
  const rowOf = async ({ reference }: SubjectRequest) =>
    (await requestByReference(world.portal.store.read, world.portal.store.t, reference))!
  const events = async ({ id }: SubjectRequest) =>
    (await auditTrail(world.portal.store.read, world.portal.store.t, id)).map(each => each.type)
  const messages = ({ id }: SubjectRequest) => messagesOf(world.portal.store.read, world.portal.store.t, id)
  const pauses = ({ id }: SubjectRequest) => pausesOf(world.portal.store.read, world.portal.store.t, id)
  const today = () => dayOf(world.clock.now, 'Europe/Amsterdam')

  /** Days go by; staff sign in again each morning. */
  async function pass(days: number) {
    world.clock.forward(days * 86_400)
    staff = await world.signInStaff('handler')
    colleague = await world.signInStaff('approver')
  }

  /** Opens the page and sends one of its forms. */
  async function act(who: Client, request: SubjectRequest, fields: Record<string, string | readonly string[]>) {
    world.clock.forward(1)
    await who.get(at(request))
    return who.post(at(request), fields)
  }

  /** The copies in the row, the page and the domain agree on the last day. */
  async function agree(request: SubjectRequest) {
    const { store, register } = world.portal
    const row = await rowOf(request)
    const clock = await clockOf(store.read, store.t, register.controller, row)
    const sum = deadline(clock, holidays(register.controller.holidays))
    const last = sum.answerBy ?? sum.unsuspended!
    expect([row.answerBy, row.nominalBy]).toEqual([last, sum.nominal ?? last])
    const page = await staff.get(at(request))
    expect(page.text).toContain(longDay(last, 'nl'))
    const member = await requestPage(world.portal, row.subjectId, row.reference, {
      now: world.clock.now,
      language: 'nl',
    })
    expect(member!.request.answerBy).toBe(sum.answerBy && longDay(sum.answerBy, 'nl'))
    return sum
  }

  it('keeps how it was checked, by whom and when; there is no way to hand in a document', async () => {
    const request = await file('letter')
    const page = await staff.get(at(request))
    expect(page.text).toContain(k.identity.notYet)
    expect(page.text).toContain(k.identity.kept)
    expect(page.text).not.toContain('type="file"')
    const done = await act(staff, request, {
      intent: 'identity',
      method: 'knownFact',
      outcome: 'sure',
      identityNote: '',
    })
    expect(done.location).toContain('gedaan=checked')
    expect((await rowOf(request)).need, 'one fact is not enough').toBe('identity')
    await act(staff, request, {
      intent: 'identity',
      method: 'callBack',
      outcome: 'sure',
      identityNote: 'Maandag gebeld.',
    })
    expect((await rowOf(request)).need).toBe('collect')
    const { store } = world.portal
    expect(await identityChecksOf(store.read, store.t, request.id)).toMatchObject([
      { method: 'knownFact', sure: true, by: 'Medewerker handler' },
      { method: 'callBack', sure: true, note: 'Maandag gebeld.', by: 'Medewerker handler', at: world.clock.now },
    ])
    const after = await staff.get(at(request))
    expect(after.text).toContain(k.identity.sure)
    expect(after.text).toContain('Maandag gebeld.')
  })

  it('a doubt must be said, and a question needs it on record (ID-01)', async () => {
    const request = await file('letter')
    const empty = await act(staff, request, {
      intent: 'identity',
      method: 'callBack',
      outcome: 'doubt',
      identityNote: ' ',
    })
    expect([empty.status, empty.text.includes(k.refusal.doubtEmpty)]).toEqual([422, true])
    const question = { intent: 'askIdentity', doubtTold: 'De hand is anders.', ways: 'callBack', identityPrompt: 'yes' }
    const early = await act(staff, request, question)
    expect(early.text).toContain(k.refusal.doubtFirst)
    expect(early.text, 'what was typed stays').toContain('De hand is anders.')
    expect(await pauses(request)).toEqual([])

    await act(staff, request, {
      intent: 'identity',
      method: 'callBack',
      outcome: 'doubt',
      identityNote: 'Niemand nam op.',
    })
    const asked = await act(staff, request, question)
    expect(asked.location).toContain('gedaan=asked')
    expect(await pauses(request)).toMatchObject([
      { kind: 'identity', from: today(), until: null, reason: 'Niemand nam op.' },
    ])
    const [told] = await messages(request)
    expect(told).toMatchObject({ kind: 'identity', from: 'staff', readAt: null })
    for (const part of ['De hand is anders.', notices.ways.callBack, 'geen kopie van je paspoort', 'staat de tijd']) {
      expect(told!.text).toContain(part)
    }
    expect(await events(request)).toContain('request.identityAsked')
    const letter = (await world.letters()).at(-1)!
    expect(letter.to).toBe(eva)
    expect(letter.text).not.toContain('De hand is anders.')
    expect((await agree(request)).answerBy).toBeNull()
    expect((await staff.get(at(request))).text).toContain(k.ask.open.identity)
    expect((await rowOf(request)).need).toBe('person')

    await pass(4)
    // A check that convinces ends the question on the day its answer came.
    const answered = addDays(today(), -1)
    await act(staff, request, {
      intent: 'identity',
      method: 'callBack',
      outcome: 'sure',
      identityNote: 'Teruggebeld.',
      checkedOn: answered,
    })
    expect(await pauses(request)).toMatchObject([{ until: answered }])
    const sum = await agree(request)
    expect(sum.because.some(step => step.code === 'paused' && step.days === 3)).toBe(true)
  })

  it('asked of somebody who was signed in, without a doubt, it stops nothing, and the page says so before', async () => {
    const request = await file('portal', 'erasure')
    expect((await staff.get(at(request))).text).toContain(k.ask.effect['void-authenticated'])
    const before = await agree(request)
    const done = await act(staff, request, {
      intent: 'askIdentity',
      doubtTold: 'Ben jij dit?',
      ways: ['callBack', 'session'],
      identityPrompt: 'yes',
    })
    expect(done.location).toContain('gedaan=askedVoid')
    expect(await pauses(request)).toMatchObject([{ kind: 'void-authenticated' }])
    expect((await messages(request))[0]!.text).toContain('De tijd loopt gewoon door')
    expect((await agree(request)).answerBy).toBe(before.answerBy)
  })

  it('what is meant can be asked for access only, and stops nothing when little is held (TIME-12)', async () => {
    const erasure = await file('letter', 'erasure')
    expect((await staff.get(at(erasure))).text).not.toContain(k.ask.scopeTitle)
    const refused = await act(staff, erasure, { intent: 'askScope', scopeTold: 'Welke?', scopePrompt: 'yes' })
    expect(refused.text).toContain(k.refusal.notAccess)

    const request = await file('portal')
    expect((await staff.get(at(request))).text).toContain(k.ask.effect['void-small'])
    const unsaid = await act(staff, request, { intent: 'askScope', scopeTold: 'Welk jaar?' })
    expect(unsaid.text).toContain(k.refusal.promptMissing)
    const done = await act(staff, request, { intent: 'askScope', scopeTold: 'Welk jaar?', scopePrompt: 'yes' })
    expect(done.location).toContain('gedaan=askedVoid')
    expect(await pauses(request)).toMatchObject([{ kind: 'void-small' }])
    expect((await messages(request))[0]!.text).toContain('Je mag ook "alles" zeggen')
    await agree(request)
  })

  it('with a large quantity on record it does, from the number that the page names', async () => {
    const { store } = world.portal
    const request = await file('portal', 'access', world.clock.now)
    // What the newest search found is what counts.
    const job = { requestId: request.id, subjectId: request.subjectId, scope, language: 'nl' } as const
    await record(store, world.clock.now, system, async ledger => {
      const exportId = await wantExport(ledger, job)
      await ledger.db.update(ledger.t.export).set({ builtAt: ledger.at }).where(eq(ledger.t.export.id, exportId))
      await ledger.db.insert(ledger.t.exportPart).values({
        id: newHandle(),
        exportId,
        source: 'platform',
        category: 'member_messages',
        found: largeFrom,
        startedAt: ledger.at,
        doneAt: ledger.at,
      })
    })
    expect((await staff.get(at(request))).text).toContain(k.ask.effect.clarify)
    const done = await act(staff, request, { intent: 'askScope', scopeTold: 'Welk jaar?', scopePrompt: 'yes' })
    expect(done.location).toContain('gedaan=asked')
    expect(await pauses(request)).toMatchObject([{ kind: 'clarify', until: null }])
    expect((await messages(request))[0]!.text).toContain('2.000 gegevens')
    expect((await agree(request)).answerBy).toBeNull()
    const late = await file('portal', 'access', world.clock.now)
    await act(staff, late, { intent: 'askScope', scopeTold: 'Welk jaar?', scopePrompt: 'no' })
    expect((await pauses(late))[0]!.kind).toMatch(/^void-/)
  })

  it('the answer of the person ends the question; asked on at once the clock stands still again, later it does not', async () => {
    const { store, register } = world.portal
    const request = await file('mail')
    const doubt = { intent: 'identity', method: 'codeGiven', outcome: 'doubt', identityNote: 'Ander adres.' }
    const question = { intent: 'askIdentity', doubtTold: 'Ander adres.', ways: 'seen', identityPrompt: 'yes' }
    await act(staff, request, doubt)
    await act(staff, request, question)
    const twice = await act(staff, request, question)
    expect(twice.text).toContain(k.refusal.questionOpen)
    await pass(2)
    const reply = { requestId: request.id, text: 'Ik ben het echt.', day: today() }
    const member = { kind: 'member', ref: request.subjectId } as const
    expect(
      await record(store, world.clock.now, member, ledger => receiveReply(ledger, register.controller, reply)),
    ).toMatchObject({ resumed: true })
    expect((await pauses(request)).map(each => each.until)).toEqual([today()])
    expect((await rowOf(request)).need, 'our turn: still not known').toBe('identity')
    await act(staff, request, question)
    expect((await pauses(request)).map(each => each.kind)).toEqual(['identity', 'identity'])
    await act(staff, request, { intent: 'resume', answeredOn: today() })
    await pass(5)
    await act(staff, request, question)
    expect((await pauses(request)).at(-1)).toMatchObject({ kind: 'void-late', until: null })
    await agree(request)
  })

  it('resumes on the day that the answer came, not before the question and not tomorrow', async () => {
    const request = await file('letter', 'access', world.clock.now)
    const nothing = await act(staff, request, { intent: 'resume', answeredOn: today() })
    expect(nothing.text).toContain(k.refusal.nothingOpen)
    await act(staff, request, { intent: 'identity', method: 'callBack', outcome: 'doubt', identityNote: 'Twijfel.' })
    await act(staff, request, { intent: 'askIdentity', doubtTold: 'Twijfel.', ways: 'seen', identityPrompt: 'yes' })
    for (const answeredOn of [addDays(today(), -1), addDays(today(), 1), 'gisteren']) {
      const refused = await act(staff, request, { intent: 'resume', answeredOn })
      expect(refused.text, answeredOn).toContain(k.refusal.dayImpossible)
    }
    const before = (await world.letters()).length
    await pass(1)
    const done = await act(staff, request, { intent: 'resume', answeredOn: today() })
    expect(done.location).toContain('gedaan=resumed')
    const sum = await agree(request)
    const letter = (await world.letters()).slice(before).at(-1)!
    expect(letter.text, 'the mail says the new last day').toContain(longDay(sum.answerBy!, 'nl'))
  })

  it('extends with the notice in the same change: on the page, by mail, with the day that was shown before', async () => {
    const request = await file('letter', 'access', world.clock.now)
    const page = await staff.get(at(request))
    const form = { intent: 'extend', ground: 'complexity', months: '2', extendReason: 'Vier dossiers uit 2011.' }
    for (const [missing, sentence] of [
      [{ ground: '' }, k.refusal.groundMissing],
      [{ extendReason: '  ' }, k.refusal.reasonEmpty],
      [{ months: '3' }, k.refusal.monthsMissing],
    ] as const) {
      const refused = await act(staff, request, { ...form, ...missing })
      expect([refused.status, refused.text.includes(sentence)], sentence).toEqual([422, true])
    }
    expect((await rowOf(request)).answerBy).toBe(request.answerBy)
    const before = (await world.letters()).length
    const done = await act(staff, request, form)
    expect(done.location).toContain('gedaan=extended')
    const sum = await agree(request)
    const until = longDay(sum.answerBy!, 'nl')
    expect(page.text, 'shown before saving').toContain(k.extend.newDay(until, false))
    const notice = (await messages(request)).at(-1)!
    expect(notice.kind).toBe('extension')
    for (const part of ['Vier dossiers uit 2011.', notices.ground.complexity, until])
      expect(notice.text).toContain(part)
    const [letter] = (await world.letters()).slice(before)
    expect(letter!.text).toContain(until)
    expect(letter!.text).not.toContain('Vier dossiers')
    expect(await events(request)).toContain('request.extended')
    const after = await staff.get(at(request))
    expect(after.text, 'the day for a refusal stays').toContain(k.clock.refuseStill(longDay(sum.firstMonthEnds!, 'nl')))
    const twice = await act(staff, request, form)
    expect(twice.text).toContain(k.refusal.alreadyExtended)
  })

  it('cannot be extended after the first month, and says why; then tells the person what the law asks', async () => {
    const request = await file('letter', 'access', '2026-10-12T10:00:00.000Z')
    const last = longDay('2026-11-12', 'nl')
    const page = await staff.get(at(request))
    expect(page.text).toContain(k.extend.tooLate(last))
    expect(page.text).toContain(k.overdue.lead(last))
    expect(page.text).toContain(k.clock.refuseLate(last))
    const late = await act(staff, request, { intent: 'extend', ground: 'number', months: '1', extendReason: 'Druk.' })
    expect(late.text).toContain(k.refusal.firstMonthOver)
    expect(await messages(request)).toEqual([])

    const past = await act(staff, request, { intent: 'overdue', promisedOn: addDays(today(), -1) })
    expect(past.text).toContain(k.refusal.dayPast)
    const promised = addDays(today(), 3)
    const done = await act(staff, request, { intent: 'overdue', promisedOn: promised })
    expect(done.location).toContain('gedaan=messageSent')
    const [told] = await messages(request)
    for (const part of [
      'Het spijt ons',
      last,
      longDay(promised, 'nl'),
      'Autoriteit Persoonsgegevens',
      'naar de rechter',
    ]) {
      expect(told!.text).toContain(part)
    }
    const early = await file('letter', 'access', world.clock.now)
    expect((await act(staff, early, { intent: 'overdue', promisedOn: promised })).text).toContain(k.refusal.notLate)
  })

  it('collects only when we know who asks, once', async () => {
    const request = await file('letter', 'access', world.clock.now)
    expect((await act(staff, request, { intent: 'collect' })).text).toContain(k.refusal.identityFirst)
    await act(staff, request, { intent: 'identity', method: 'seen', outcome: 'sure', identityNote: '' })
    expect((await act(staff, request, { intent: 'collect' })).location).toContain('gedaan=collecting')
    expect((await act(staff, request, { intent: 'collect' })).text).toContain(k.refusal.collecting)
    await world.makeCopies()
    const page = await staff.get(at(request))
    expect(page.text).toContain(w.request.outcome.complete)
    expect((await rowOf(request)).answeredAt, 'a letter is answered with a letter').toBeNull()
    const erasure = await file('letter', 'erasure', world.clock.now)
    expect((await act(staff, erasure, { intent: 'collect' })).text).toContain(k.refusal.notACopy)
  })

  it('two at once see each other; who comes second is told what changed, and nothing is lost', async () => {
    const request = await file('letter', 'access', world.clock.now)
    await staff.get(at(request))
    const beside = await colleague.get(at(request))
    expect(beside.text).toContain(k.alsoHere('Medewerker handler', 1))
    expect((await staff.get(at(request))).text).toContain(k.alsoHere('Medewerker approver', 1))
    await act(colleague, request, {
      intent: 'identity',
      method: 'seen',
      outcome: 'sure',
      identityNote: 'Aan de balie.',
    })

    const form = { intent: 'identity', method: 'callBack', outcome: 'doubt', identityNote: 'Ik twijfel.' }
    const stale = await staff.post(at(request), form)
    expect(stale.status).toBe(422)
    expect(stale.text).toContain(k.stale.title)
    expect(stale.text).toContain('Medewerker approver')
    expect(stale.text).toContain(words('nl').log['request.identityChecked'])
    expect(stale.text, 'what was typed stays').toContain('Ik twijfel.')
    const { store } = world.portal
    expect(await identityChecksOf(store.read, store.t, request.id)).toHaveLength(1)
    world.clock.forward(1)
    // The page that came back knows of it: sent again, it is a choice.
    expect((await staff.post(at(request), form)).status).toBe(303)
    expect(await identityChecksOf(store.read, store.t, request.id)).toHaveLength(2)
    // A note only adds, also on an old page.
    expect((await staff.post(at(request), { intent: 'note', text: 'Gebeld.', seen: '0' })).status).toBe(303)
  })

  it('a page that stays open hears who came and what changed, without looking at anybody', async () => {
    const { store } = world.portal
    const request = await file('letter', 'access', world.clock.now)
    const looks = await store.read.$count(store.t.look)
    const [, asks] = /data-together="([^"]+)"/.exec((await staff.get(at(request))).text) ?? []
    expect((await staff.get(asks!)).text).not.toContain(k.reload)
    await act(colleague, request, { intent: 'identity', method: 'seen', outcome: 'sure', identityNote: '' })
    const heard = await staff.get(asks!)
    expect(heard.text).toContain(k.alsoHere('Medewerker approver', 1))
    expect(heard.text).toContain(k.changedSince('Medewerker approver', '').slice(0, 40))
    expect(await store.read.$count(store.t.look)).toBe(looks)
  })

  it('a form without the number of its page is as old as can be', async () => {
    const request = await file('letter', 'access', world.clock.now)
    const browser = await world.signInStaff('handler')
    for (const seen of ['', '-1', 'x', '1e9']) {
      const stale = await browser.post(at(request), { intent: 'assign', to: '', seen })
      expect([stale.status, stale.text.includes(k.stale.title)], seen).toEqual([422, true])
    }
  })

  it('messages open with the person’s data, and not before; the mail holds none of them', async () => {
    const { store, register } = world.portal
    const request = await file('portal', 'access', world.clock.now)
    const member = { kind: 'member', ref: request.subjectId } as const
    const reply = { requestId: request.id, text: 'Mijn geheime vraag.', day: today() }
    await record(store, world.clock.now, member, ledger => receiveReply(ledger, register.controller, reply))
    const closed = await staff.get(at(request))
    expect(closed.text).toContain(k.messages.closed(1))
    expect(closed.text).toContain(k.messages.unread(1))
    expect(closed.text).not.toContain('Mijn geheime vraag.')
    await act(staff, request, { intent: 'look', purpose: 'question' })
    const open = await staff.get(at(request))
    expect(open.text).toContain('Mijn geheime vraag.')
    expect((await messages(request))[0]!.readAt).toBe(world.clock.now)
    const empty = await act(staff, request, { intent: 'message', message: '' })
    expect(empty.text).toContain(k.refusal.messageEmpty)
    const before = (await world.letters()).length
    await act(staff, request, { intent: 'message', message: 'Ons antwoord op je vraag.' })
    const [letter] = (await world.letters()).slice(before)
    expect(letter!.to).toBe(eva)
    expect(letter!.text + letter!.html + letter!.subject).not.toContain('Ons antwoord')
    // A note of the team is no message and goes nowhere.
    await act(staff, request, { intent: 'note', text: 'Alleen voor ons.' })
    expect((await messages(request)).map(each => each.text)).toEqual([
      'Mijn geheime vraag.',
      'Ons antwoord op je vraag.',
    ])
    expect(await world.letters()).toHaveLength(before + 1)
  })

  it('somebody without an account gets it on paper, and the page says so', async () => {
    const request = await file('letter', 'access', world.clock.now, false)
    const page = await staff.get(at(request))
    expect(page.text).toContain(k.identity.stranger)
    const done = await act(staff, request, { intent: 'message', message: 'Dag.' })
    expect(done.location).toContain('papier=1')
    expect((await staff.follow(done)).text).toContain(k.byHand)
  })

  it('is withdrawn only with how the person said so, opened again, and closed after the answer with how long it is kept', async () => {
    const request = await file('phone', 'objection', world.clock.now)
    expect((await act(staff, request, { intent: 'withdraw', withdrawNote: '' })).text).toContain(k.refusal.withdrawHow)
    await act(staff, request, { intent: 'withdraw', withdrawNote: 'Belde op zondag.' })
    expect((await rowOf(request)).closedAt).toBe(world.clock.now)
    const page = await staff.get(at(request))
    expect(page.text).toContain(k.closing.withdrawn)
    expect(page.text).toContain(k.closing.keptUntil(longDay(`2028${today().slice(4)}` as never, 'nl')))
    expect((await events(request)).slice(-2)).toEqual(['request.noted', 'request.withdrawn'])
    await act(staff, request, { intent: 'reopen' })
    expect((await rowOf(request)).closedAt).toBeNull()
    expect((await rowOf(request)).open).toBe(true)
    expect((await act(staff, request, { intent: 'close' })).location, 'not answered: nothing to close').not.toContain(
      'gedaan',
    )
    expect((await rowOf(request)).closedAt).toBeNull()
  })
})
