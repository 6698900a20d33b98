/** A letter from decision to mailbox: drafted, measured, checked, sent, taken back, printed; on page, in mail and as PDF. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendDueAnswers } from '#app/letter/send.ts'
import { decide } from '#db/decision.ts'
import { looksOf } from '#db/look.ts'
import { record } from '#db/record.ts'
import { receiveRequest, requestById, type SubjectRequest } from '#db/subject-request.ts'
import { knowSubject } from '#db/subject.ts'
import type { Decision } from '#domain/decision.ts'
import { poppler, textOf } from '#test/app/letter/pdf-reader.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const scope = { categories: null, from: null, until: null, forms: ['access'] as const }
const system = { kind: 'system', ref: 'operator' } as const
const eva = 'eva@voorbeeld.example'
const whole = {
  category: null,
  item: null,
  outcome: 'give',
  ground: null,
  reason: '',
  wouldChange: '',
  until: null,
} as const

/** What stands in a field of a page. */
const unescape = (html: string) =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
const textIn = (html: string) =>
  unescape(/<textarea[^>]*name="text"[^>]*>([\s\S]*?)<\/textarea>/.exec(html)?.[1] ?? '').replace(/^\n/, '')
const fieldIn = (html: string, name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? ''

describe.each(engines)('a letter on $name', engine => {
  let world: World
  let staff: Client
  beforeAll(async () => {
    world = await openWorld({ engine })
    staff = await world.signInStaff('handler')
  })
  afterAll(() => world.close())

  async function decided(decision: Partial<Decision>, receivedAt = world.clock.now): Promise<SubjectRequest> {
    const { store, register, people } = world.portal
    const person = await people.locate({ email: eva })
    return record(store, world.clock.now, system, async ledger => {
      const subject = await knowSubject(ledger, { source: people.id, key: person!.key, language: 'nl' })
      const asked = { right: 'rectification', subjectId: subject.id, channel: 'portal', scope, receivedAt } as const
      const request = await receiveRequest(ledger, register.controller, asked)
      await decide(ledger, register.controller, request, { ...whole, ...decision }, 'x'.repeat(22))
      return request
    })
  }
  const at = (request: SubjectRequest) => `/werkvoorraad/${request.reference}/brief`
  const forms = async (request: SubjectRequest) => {
    const { text: page, status } = await staff.get(at(request))
    return { page, status, text: textIn(page), seen: fieldIn(page, 'seen'), plan: fieldIn(page, 'plan') }
  }
  const refusal = {
    outcome: 'refuse',
    ground: 'accurate',
    reason: 'Wat er staat, klopt volgens ons.',
    wouldChange: 'Stuur ons een bewijs.',
  } as const

  it('is drafted from the decision, without the name, and says what the law asks', async () => {
    const request = await decided(refusal)
    const { page, status, text } = await forms(request)
    expect(status).toBe(200)
    expect(text).toMatch(/^Beste \{\{ name \}\},/)
    expect(text).toContain('Wat er staat, klopt volgens ons. Dit staat in artikel 16 van de AVG. Stuur ons een bewijs.')
    expect(text).toContain('Autoriteit Persoonsgegevens')
    expect(text).toContain('Doe dat binnen 6 weken na dit antwoord. Dat is uiterlijk op {{ court_until }}.')
    expect(page).toContain('Alles wat de wet vraagt, staat erin.')
    expect(page).toContain('Goed te lezen (B1)')
    expect(page).toContain('Dat is uiterlijk op zondag 3 januari 2027.')
    expect(page).not.toContain('Eva')
  })

  it('shows the name only after somebody said why, and that look is in the log', async () => {
    const request = await decided(refusal)
    await staff.post(`/werkvoorraad/${request.reference}`, { intent: 'look', purpose: 'handleRequest', seen: '999999' })
    const before = (await looksOf(world.portal.store.read, world.portal.store.t, request.subjectId, null, 100)).looks
      .length
    expect((await forms(request)).page).toContain('Beste Eva Jansen')
    const after = (await looksOf(world.portal.store.read, world.portal.store.t, request.subjectId, null, 100)).looks
      .length
    expect(after).toBe(before + 1)
  })

  it('that lacks a part is not sent, and the part can be put back with one press', async () => {
    const request = await decided(refusal)
    const first = await forms(request)
    const short = first.text.replace('Je hebt geen advocaat nodig.', '')
    const saved = await staff.post(at(request), { intent: 'save', text: short, language: 'nl', seen: first.seen })
    expect(saved.location).toBe(`${at(request)}?gedaan=saved`)
    const lacking = await forms(request)
    expect(lacking.page).toContain('Er ontbreekt 1 ding')
    const overview = await staff.get(`/werkvoorraad/${request.reference}`)
    expect(overview.text).toContain('Nog 1 ding voor je kunt versturen')
    const refused = await staff.post(at(request), {
      intent: 'send',
      way: 'page',
      text: lacking.text,
      language: 'nl',
      plan: lacking.plan,
      seen: lacking.seen,
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Er is nog iets te doen. Er is niets verstuurd.')
    const added = await staff.post(at(request), {
      intent: 'add:noLawyer',
      text: lacking.text,
      language: 'nl',
      seen: lacking.seen,
    })
    expect(added.location).toBe(`${at(request)}?gedaan=added`)
    const full = await forms(request)
    expect(full.text).toMatch(/Je hebt geen advocaat nodig\.$/)
    expect(full.page).toContain('Alles wat de wet vraagt, staat erin.')
  })

  it('that a colleague changed meanwhile is not overwritten, and nothing typed is lost', async () => {
    const request = await decided(refusal)
    const mine = await forms(request)
    await staff.post(at(request), {
      intent: 'save',
      text: `${mine.text} Van een collega.`,
      language: 'nl',
      seen: mine.seen,
    })
    const stale = await staff.post(at(request), {
      intent: 'save',
      text: `${mine.text} Van mij.`,
      language: 'nl',
      seen: mine.seen,
    })
    expect(stale.status).toBe(422)
    expect(textIn(stale.text)).toContain('Van mij.')
    expect((await forms(request)).text).toContain('Van een collega.')
  })

  it('that was changed and not saved is saved first, and then sent as it was read', async () => {
    const request = await decided({ reason: 'Je naam staat nu goed.' })
    const { text, seen, plan } = await forms(request)
    const answer = await staff.post(at(request), {
      intent: 'send',
      way: 'page',
      text: `${text} PS.`,
      language: 'nl',
      plan,
      seen,
    })
    expect(answer.location).toBe(`${at(request)}?gedaan=savedFirst`)
    expect((await staff.follow(answer)).text).toContain('Dat is nu bewaard')
  })

  it('goes after thirty seconds, can be taken back before, and is the same on page, in mail and as PDF', async () => {
    const request = await decided(refusal)
    const first = await forms(request)
    await staff.post(at(request), { intent: 'save', text: first.text, language: 'nl', seen: first.seen })
    const send = async () => {
      const { text, seen, plan } = await forms(request)
      return staff.post(at(request), { intent: 'send', way: 'page', text, language: 'nl', plan, seen })
    }
    expect((await send()).location).toBe(`${at(request)}?gedaan=queued`)
    expect((await forms(request)).page).toContain('Nog 30 seconden.')
    const back = await staff.post(at(request), { intent: 'takeBack' })
    expect((await staff.follow(back)).text).toContain('De brief is teruggehaald. Er is niets verstuurd.')
    await send()
    world.clock.forward(31)
    expect((await staff.post(at(request), { intent: 'takeBack' })).location).toBe(`${at(request)}?gedaan=tooLate`)
    const mailsBefore = (await world.letters()).length
    expect(await sendDueAnswers(world.portal)).toBe(1)
    expect(await sendDueAnswers(world.portal)).toBe(0)
    expect(await requestById(world.portal.store.read, world.portal.store.t, request.id)).toMatchObject({
      answeredAt: world.clock.now,
    })

    const mails = (await world.letters()).slice(mailsBefore)
    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatchObject({ to: eva })
    expect(mails[0]!.text).not.toContain('klopt volgens ons')

    const member = await world.enter(eva)
    const { text: page } = await member.get(`/verzoeken/${request.reference}`)
    const pdf = await member.get(`/verzoeken/${request.reference}/brief.pdf`)
    expect(pdf.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store' })
    const facts = [
      'Beste Eva Jansen,',
      'Wat er staat, klopt volgens ons.',
      'artikel 16 van de AVG',
      'zondag 3 januari 2027',
      'Je hebt geen advocaat nodig.',
    ]
    for (const fact of facts) expect(page).toContain(fact)
    if (poppler) {
      const printed = textOf(pdf.bytes).replace(/\s+/g, ' ')
      for (const fact of facts) expect(printed).toContain(fact)
    }
    const stranger = await world.enter('sam@voorbeeld.example')
    expect((await stranger.get(`/verzoeken/${request.reference}/brief.pdf`)).status).toBe(404)
    expect((await staff.get(`/werkvoorraad/${request.reference}/brief.pdf`)).status).toBe(404)
  })

  it('that comes too late says that no term runs, and that we are sorry', async () => {
    const request = await decided(refusal, '2026-10-01T09:00:00.000Z')
    const { text, page } = await forms(request)
    expect(text).toContain('Dit antwoord komt te laat. Het moest er zijn op maandag 2 november 2026. Dat spijt ons.')
    expect(text).toContain('Daarvoor is geen termijn')
    expect(text).not.toContain('court_until')
    expect(page).toContain('Alles wat de wet vraagt, staat erin.')
  })

  it('is written in English when asked, from the same decision', async () => {
    const request = await decided(refusal)
    const { seen } = await forms(request)
    await staff.post(at(request), { intent: 'redraft', language: 'en', seen })
    const { text, page } = await forms(request)
    expect(text).toContain('This is in article 16 of the GDPR.')
    expect(text).toContain('You need no lawyer.')
    expect(page).toContain('Alles wat de wet vraagt, staat erin.')
  })

  it('is not sent, and a second look not decided, without a fresh proof', async () => {
    const request = await decided(refusal)
    const colleague = await world.signInStaff('handler')
    await colleague.get(at(request))
    world.clock.forward(301)
    for (const intent of ['send', 'decideLook']) {
      const asked = await colleague.post(at(request), { intent })
      expect([asked.status, asked.text.includes('Bevestig dat jij het bent')]).toEqual([403, true])
    }
  })
})
