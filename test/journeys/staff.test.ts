/** A staff member finds a request, opens the person's data after saying why, and lets go out what waited for a person. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wantExport } from '#db/export.ts'
import { looksOf } from '#db/look.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { receiveRequest, refreshQueueCopy, type SubjectRequest } from '#db/subject-request.ts'
import { knowSubject } from '#db/subject.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const scope = { categories: null, from: null, until: null, forms: ['access', 'portability'] as const }
const system = { kind: 'system', ref: 'operator' } as const
const eva = 'eva@voorbeeld.example'

describe.each(engines)('staff on $name', engine => {
  let world: World
  let staff: Client
  let request: SubjectRequest
  const page = () => staff.get(`/werkvoorraad/${request.reference}`)
  const looks = async () =>
    (await looksOf(world.portal.store.read, world.portal.store.t, request.subjectId, null, 100)).looks

  beforeAll(async () => {
    world = await openWorld({ engine })
    const { store, register, people } = world.portal
    const person = await people.locate({ email: eva })
    request = await record(store, '2026-11-02T09:00:00.000Z', system, async ledger => {
      const subject = await knowSubject(ledger, { source: people.id, key: person!.key, language: 'nl' })
      const asked = { right: 'access', subjectId: subject.id, channel: 'portal', scope } as const
      const made = await receiveRequest(ledger, register.controller, asked)
      await wantExport(ledger, { requestId: made.id, subjectId: subject.id, scope, language: 'nl' })
      await ledger.db.insert(ledger.t.requestReview).values({
        id: newHandle(),
        requestId: made.id,
        category: 'fraud_abuse',
        found: 1,
        since: ledger.at,
        releasedBy: null,
        releasedAt: null,
      })
      await refreshQueueCopy(ledger, register.controller, made.id)
      return made
    })
    staff = await world.signInStaff('handler')
  })
  afterAll(() => world.close())

  it('finds the request in the queue by its last day, without the person’s name', async () => {
    const queue = await staff.get('/werkvoorraad')
    expect(queue.status).toBe(200)
    expect(queue.text).toContain(request.reference)
    expect(queue.text).toContain('2 dec')
    expect(queue.text).toContain('Klaar voor controle')
    expect(queue.text).not.toContain('Eva')
  })

  it('finds it by its number, also when it is typed carelessly', async () => {
    const found = await staff.post('/werkvoorraad?index', {
      zoek: ` ${request.reference.toLowerCase().replaceAll('-', ' ')}`,
    })
    expect(found.location).toBe(`/werkvoorraad/${request.reference}`)
    const unknown = await staff.post('/werkvoorraad?index', { zoek: '7KF-2MX-9TB' })
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain('Er is geen verzoek met nummer 7KF-2MX-9TB.')
    expect(unknown.text).toContain('value="7KF-2MX-9TB"')
  })

  it('shows the clock with its sum and the log, and still nothing of the person', async () => {
    const { status, text } = await page()
    expect(status).toBe(200)
    expect(text).toContain('woensdag 2 december 2026')
    expect(text).toContain('Ingediend op maandag 2 november 2026')
    expect(text).toContain('Verzoek ingediend. De termijn start.')
    expect(text).not.toContain(eva)
    expect(await looks()).toHaveLength(0)
  })

  it('asks why before it opens the data', async () => {
    const refused = await staff.post(`/werkvoorraad/${request.reference}`, { intent: 'look' })
    expect(refused.text).toContain('Kies waarom je de gegevens opent.')
    expect(await looks()).toHaveLength(0)
  })

  it('does not release what was not looked at', async () => {
    const refused = await staff.post(`/werkvoorraad/${request.reference}/controle`, {
      intent: 'release',
      category: 'fraud_abuse',
    })
    expect(refused.text).toContain('Bekijk de gegevens voordat je ze vrijgeeft.')
  })

  it('opens the data after a purpose, and every look is there for the member to see', async () => {
    const done = await staff.post(`/werkvoorraad/${request.reference}`, { intent: 'look', purpose: 'review' })
    expect(done.status).toBe(303)
    const opened = await page()
    expect(opened.text).toContain(eva)
    expect(await looks()).toMatchObject([{ part: 'identity', purpose: 'review', role: 'handler' }])
    await staff.get(`/werkvoorraad/${request.reference}?deel=fraud_abuse`)
    expect((await looks()).map(look => look.part)).toContain('fraud_abuse')
  })

  it('shows the name in the queue only to who opened it', async () => {
    expect((await staff.get('/werkvoorraad')).text).toContain('Eva')
    const colleague = await world.signInStaff('approver')
    expect((await colleague.get('/werkvoorraad')).text).not.toContain('Eva')
  })

  it('releases what waited; a complete copy is then wanted', async () => {
    const review = `/werkvoorraad/${request.reference}/controle?deel=fraud_abuse`
    await staff.get(review)
    const done = await staff.post(review, { intent: 'release', category: 'fraud_abuse' })
    expect(done.status).toBe(303)
    const { text } = await page()
    expect(text).toContain('Vrijgegeven door')
    expect(text).toContain('De kopie wordt nu gemaakt')
  })

  it('keeps a note for the team, and what was typed when it is too long', async () => {
    await staff.post(`/werkvoorraad/${request.reference}`, { intent: 'note', text: 'Archief nagekeken. Niets.' })
    expect((await page()).text).toContain('Archief nagekeken. Niets.')
    const long = 'x'.repeat(4_001)
    const refused = await staff.post(`/werkvoorraad/${request.reference}`, { intent: 'note', text: long })
    expect(refused.text).toContain('te lang')
    expect(refused.text).toContain(long)
  })

  it('is assigned to a colleague who exists', async () => {
    const [, id] = /<option value="([\w-]{22})"/.exec((await page()).text) ?? []
    const done = await staff.post(`/werkvoorraad/${request.reference}`, { intent: 'assign', to: id! })
    expect(done.status).toBe(303)
    await page()
    const refused = await staff.post(`/werkvoorraad/${request.reference}`, { intent: 'assign', to: newHandle() })
    expect(refused.text).toContain('Kies een collega uit de lijst.')
  })

  it('an administrator sees the request and nobody’s data; what their role may not do is not there', async () => {
    const admin = await world.signInStaff('admin')
    const { text } = await admin.get(`/werkvoorraad/${request.reference}`)
    expect(text).toContain('Jouw rol mag geen gegevens van deelnemers openen.')
    const refused = await admin.post(`/werkvoorraad/${request.reference}`, { intent: 'look', purpose: 'review' })
    expect(refused.status).toBe(404)
    expect((await admin.post(`/werkvoorraad/${request.reference}`, { intent: 'note', text: 'x' })).status).toBe(404)
  })

  it('speaks English when asked', async () => {
    const english = await world.signInStaff('handler')
    await english.get('/werkvoorraad')
    await english.post('/voorkeuren', { language: 'en', naar: '/werkvoorraad' })
    const { text } = await english.get(`/werkvoorraad/${request.reference}`)
    expect(text).toContain('Show the sum')
    expect(text).toContain('Answer by')
  })
})
