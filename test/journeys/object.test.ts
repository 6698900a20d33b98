/** Objecting, setting still, and how matching works, on the member's own pages; and the platform's views that follow at once. */
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { settleOverdue } from '#app/bar/settle.ts'
import { draftLetter } from '#app/letter/draft.ts'
import { letterOf } from '#app/letter/facts.ts'
import { sendDueAnswers } from '#app/letter/send.ts'
import { queueAnswer } from '#db/answer.ts'
import { decide } from '#db/decision.ts'
import { saveDraft } from '#db/letter-draft.ts'
import { objectionsIn, saveBalancing } from '#db/objection.ts'
import { newHandle } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { words } from '#app/text/words.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { requestByReference } from '#db/subject-request.ts'
import { checkDecision } from '#domain/decision-check.ts'
import { planHash } from '#domain/decision.ts'
import { readReference } from '#domain/reference.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'

describe.each(engines)('a member says no on $name', engine => {
  let world: World
  let member: Client
  let platform: Database.Database
  let key: string
  beforeAll(async () => {
    world = await openWorld({ engine })
    platform = new Database(`${world.folder}/platform.sqlite`)
    key = (await world.portal.people.locate({ email: eva }))!.key
  })
  beforeEach(async () => {
    world.clock.forward(60)
    member = await world.enter(eva)
  })
  afterAll(async () => {
    platform.close()
    await world.close()
  })
  const listed = (view: string) =>
    platform.prepare(`select count(*) from ${view} where member_id = ?`).pluck().get(key) as number
  const barred = () =>
    platform.prepare("select what from suppression where member_id = ? and kind = 'purpose'").pluck().all(key)
  const hidden = (page: string, name: string) => new RegExp(`name="${name}" value="([\\w-]{22})"`).exec(page)?.[1] ?? ''
  const change = <T>(body: (ledger: Ledger) => Promise<T>) =>
    record(world.portal.store, world.clock.now, { kind: 'system', ref: 'test' }, body)
  const requestIn = async (page: string) => {
    const reference = readReference(/\/verzoeken\/([\w-]{11})/.exec(page)?.[1] ?? '')!
    return (await requestByReference(world.portal.store.read, world.portal.store.t, reference))!
  }

  it('stops marketing with one click and without a request, and takes it back', async () => {
    const requests = () => world.portal.store.read.$count(world.portal.store.t.subjectRequest)
    const before = await requests()
    expect(listed('mailing_list')).toBe(1)
    expect((await member.get('/gegevens')).text).toContain('href="/bezwaar"')
    await member.get('/bezwaar')
    const answer = await member.post('/bezwaar', { do: 'stop', purpose: 'idc_marketing' })
    expect(answer.location).toBe('/bezwaar?gedaan=stopped')
    expect(listed('mailing_list')).toBe(0)
    const page = await member.follow(answer)
    expect(page.text).toContain('Onze systemen weten het al')
    expect(await requests()).toBe(before)
    expect((await member.post('/bezwaar', { do: 'stop', purpose: 'idc_marketing' })).location).toContain('nothing')
    expect((await member.post('/bezwaar', { do: 'stop', purpose: 'idc_improve' })).status).toBe(404)
    const sam = await world.enter('sam@voorbeeld.example')
    const objection = hidden(page.text, 'objection')
    await sam.get('/bezwaar')
    expect((await sam.post('/bezwaar', { do: 'back', objection })).location).toContain('nothing')
    expect(listed('mailing_list')).toBe(0)
    expect((await member.post('/bezwaar', { do: 'back', objection })).location).toBe('/bezwaar?gedaan=back')
    expect(listed('mailing_list')).toBe(1)
  })

  it('objects with a situation: the use stands still meanwhile, and for good when nobody decides in time', async () => {
    await member.get('/bezwaar')
    const empty = await member.post('/bezwaar', { do: 'object', purpose: ['idc_improve'], situation: ' ' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Schrijf op wat jouw situatie is')
    expect(empty.text).toMatch(/value="idc_improve"[^>]*checked|checked[^>]*value="idc_improve"/)
    const strange = { do: 'object', purpose: ['idc_improve', 'idc_matching'], situation: 'Nee.' }
    expect((await member.post('/bezwaar', strange)).status).toBe(404)
    const situation = 'Ik word <b>gevolgd</b>.'
    const sent = await member.post('/bezwaar', { do: 'object', purpose: ['idc_improve', 'idc_incident'], situation })
    expect(sent.location).toBe('/bezwaar?gedaan=stopped')
    expect(barred()).toEqual(expect.arrayContaining(['idc_improve', 'idc_incident']))
    const page = await member.follow(sent)
    expect(page.text).toContain('Tot dan staat het stil')
    const request = await requestIn(page.text)
    expect(request).toMatchObject({ right: 'objection', scope: { categories: ['identity_contact'] } })
    expect(await settleOverdue(world.portal)).toBe(0)
    world.clock.forward(45 * 86_400)
    expect(await settleOverdue(world.portal)).toBe(1)
    expect(await settleOverdue(world.portal)).toBe(0)
    expect(barred()).toEqual(expect.arrayContaining(['idc_improve', 'idc_incident']))
    member = await world.enter(eva)
    expect((await member.get('/bezwaar')).text).toContain('We waren te laat')
    expect((await member.get(`/verzoeken/${request.reference}`)).text).toContain('niet op tijd over je bezwaar beslist')
    expect((await world.letters()).at(-1)?.to).toBe(eva)
    const { store } = world.portal
    expect(await objectionsIn(store.read, store.t, request.id)).toMatchObject([
      { outcome: 'default' },
      { outcome: 'default' },
    ])
  })

  it('is refused only on compelling grounds that were weighed; the use goes on when the letter is there', async () => {
    await member.get('/bezwaar')
    await member.post('/bezwaar', { do: 'object', purpose: 'idn_incident', situation: 'Ik wil dit niet.' })
    const page = await member.get('/bezwaar')
    const { store, register } = world.portal
    const all = [...page.text.matchAll(/\/verzoeken\/([\w-]{11})/g)].map(([, found]) => readReference(found!)!)
    const request = (await requestByReference(store.read, store.t, all.at(-1)!))!
    const refusal = checkDecision(
      'objection',
      {
        category: null,
        item: null,
        outcome: 'refuse',
        ground: 'compellingGrounds',
        reason: 'Zonder dit kunnen we een aanval niet vinden.',
        wouldChange: '',
        until: null,
      },
      '2027-01-10',
    )
    if ('faults' in refusal) throw new Error(JSON.stringify(refusal))
    const staffId = newHandle()
    const refuse = () => change(ledger => decide(ledger, register.controller, request, refusal.decision, staffId))
    expect(await refuse()).toBe('notWeighed')
    const [objection] = await objectionsIn(store.read, store.t, request.id)
    const balancing = { grounds: 'a', necessity: 'b', impact: 'c', conclusion: 'd' }
    await change(async ledger => {
      ledger.entry('request.noted', { request: request.id })
      return saveBalancing(ledger, objection!.id, balancing)
    })
    expect(await refuse()).toEqual([])
    expect(barred()).toContain('idn_incident')
    const letter = await letterOf(world.portal, request, { now: world.clock.now, language: 'nl' })
    const { text } = await draftLetter(world.portal, letter!, 'nl')
    const draft = { requestId: request.id, language: 'nl', text, staffId } as const
    await change(ledger => saveDraft(ledger, register.controller, draft))
    const hash = planHash(await answerPlanOf(store.read, store.t, request.id))
    const sending = {
      requestId: request.id,
      planHash: hash,
      partsMissing: 0,
      language: 'nl',
      way: 'page',
      staffId,
    } as const
    expect(await change(ledger => queueAnswer(ledger, register.controller, sending))).toHaveProperty('goesAt')
    world.clock.forward(31)
    await sendDueAnswers(world.portal)
    const [after] = await objectionsIn(store.read, store.t, request.id)
    expect(after).toMatchObject({ outcome: 'rejected', decidedBy: staffId })
    expect(barred()).not.toContain('idn_incident')
  })

  it('sets a category still: matching no longer sees it, until the member ends it', async () => {
    await member.get('/stilzetten')
    const empty = await member.post('/stilzetten', { do: 'still', what: 'c:nowhere', ground: 'a' })
    expect([empty.status, empty.text.includes('Kies wat er stil moet staan')]).toEqual([422, true])
    expect(listed('matchable_member')).toBe(1)
    const set = await member.post('/stilzetten', { do: 'still', what: 'c:location', ground: 'a' })
    expect(set.location).toBe('/stilzetten?gedaan=still')
    expect(listed('matchable_member')).toBe(0)
    expect((await member.post('/stilzetten', { do: 'still', what: 'c:location', ground: 'a' })).location).toContain(
      'nothing',
    )
    expect((await member.get('/zo-koppelen-we')).text).toContain('De computer ziet het niet')
    // Everywhere the data stand: with the data themselves too (recital 67).
    const data = await member.get('/gegevens/location')
    expect(data.text).toContain(words('nl').object.barrier.restricted)
    expect((await member.get('/gegevens/phone')).text).not.toContain(words('nl').object.barrier.restricted)
    const page = await member.get('/stilzetten')
    expect(page.text).toContain('staat stil')
    const restriction = hidden(page.text, 'restriction')
    const sam = await world.enter('sam@voorbeeld.example')
    await sam.get('/stilzetten')
    expect((await sam.post('/stilzetten', { do: 'lift', restriction })).location).toContain('nothing')
    expect(listed('matchable_member')).toBe(0)
    const request = await requestIn(page.text)
    expect((await member.post('/stilzetten', { do: 'lift', restriction })).location).toBe('/stilzetten?gedaan=lifted')
    expect(listed('matchable_member')).toBe(1)
    const { store } = world.portal
    expect((await requestByReference(store.read, store.t, request.reference))?.closedAt).not.toBeNull()
  })

  it('shows what matching uses of this member, and lets a person look', async () => {
    const postcode = platform.prepare('select postcode from member where id = ?').pluck().get(key) as string
    const page = await member.get('/zo-koppelen-we')
    expect(page.text).toContain(postcode)
    const empty = await member.post('/zo-koppelen-we', { text: '' })
    expect([empty.status, empty.text.includes('Schrijf op wat er aan de hand is')]).toEqual([422, true])
    const asked = await member.post('/zo-koppelen-we', { text: 'Ik word nooit gekoppeld.' })
    const request = await requestIn(asked.location)
    expect(request.right).toBe('humanReview')
    expect((await member.get(asked.location)).text).toContain('Ik word nooit gekoppeld.')
  })
})
