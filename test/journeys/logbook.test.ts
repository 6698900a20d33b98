/** The logbook as the officer and the administrator have it: reading, narrowing down, proving, checking, taking along. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askCopy } from '#app/member/ask-copy.ts'
import { vkeyOf } from '#app/receipt/vkey.ts'
import { searchLog } from '#db/audit/search.ts'
import { record } from '#db/record.ts'
import { knowSubject } from '#db/subject.ts'
import { readReceipt, verifyReceipt } from '#domain/audit/receipt.ts'
import { readVkey } from '#domain/audit/note.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'
const everything = { actors: null, kind: null, types: null, request: null, from: null, until: null }

describe.each(engines)('the logbook on $name', engine => {
  let world: World
  let officer: Client
  let admin: Client
  let reference: string
  beforeAll(async () => {
    world = await openWorld({ engine })
    const { store, people } = world.portal
    const person = await people.locate({ email: eva })
    const who = { source: people.id, key: person!.key, language: 'nl' } as const
    const operator = { kind: 'system', ref: 'operator' } as const
    const subject = await record(store, world.clock.now, operator, ledger => knowSubject(ledger, who))
    const scope = { categories: null, from: null, until: null, forms: ['access'] as const }
    reference = (await askCopy(world.portal, { subjectId: subject.id, scope, language: 'nl', now: world.clock.now }))!
    await world.makeCopies()
    officer = await world.signInStaff('officer')
    admin = await world.signInStaff('admin')
  })
  afterAll(() => world.close())

  const newest = async () => (await searchLog(world.portal.store, everything, { from: null, size: 1 })).lines[0]!

  it('is in the menu of who may see it, and tells in sentences who did what', async () => {
    const page = await officer.get('/logboek')
    expect(page.status).toBe(200)
    expect(page.text).toContain('href="/logboek"')
    expect(page.text).toContain('Verzoek ingediend. De termijn start.')
    expect(page.text).toContain(`href="/werkvoorraad/${reference}"`)
    expect(page.text).toContain('Medewerker officer')
    expect(page.text).not.toContain('Eva')
    const handler = await world.signInStaff('handler')
    expect((await handler.get('/werkvoorraad')).text).not.toContain('href="/logboek"')
    expect((await handler.get('/logboek')).status).toBe(404)
  })

  it('narrows down by one line, with an address of its own', async () => {
    const answer = await officer.post('/logboek?index', {
      q: `verzoek:${reference.toLowerCase()} actie:kopie`,
      intent: 'search',
    })
    expect(answer).toMatchObject({ status: 303, location: `/logboek?q=actie:kopie%20verzoek:${reference}` })
    const page = await officer.get(answer.location)
    expect(page.text).toContain('Kopie gevraagd.')
    expect(page.text).not.toContain('Verzoek ingediend.')
    const mine = await officer.get('/logboek?q=actor:operator')
    expect(mine.text).toContain('Ingelogd.')
    expect(mine.text).not.toContain('Kopie gevraagd.')
  })

  it('says next to the field what it did not understand, and keeps what was typed', async () => {
    for (const typed of ['fiets:rood actie:besluit', 'jansen', 'verzoek:7KF-2MX-9TB', 'actor:niemandheetzo']) {
      const answer = await officer.post('/logboek?index', { q: typed })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('q-error')
      expect(answer.text).toContain(`value="${typed}"`)
    }
  })

  it('opens an entry: number, hash, and its details for the officer only', async () => {
    const { lines } = await searchLog(
      world.portal.store,
      { ...everything, types: ['request.received'] },
      { from: null, size: 1 },
    )
    const place = lines[0]!.place
    const page = await officer.get(`/logboek/${place}`)
    expect(page.text).toContain(`Regel ${place}`)
    expect(page.text).toContain(lines[0]!.shortHash)
    expect(page.text).toContain('&quot;channel&quot;')
    const closed = await admin.get(`/logboek/${place}`)
    expect(closed.text).toContain(lines[0]!.shortHash)
    expect(closed.text).not.toContain('&quot;channel&quot;')
    for (const path of ['/logboek/999999', '/logboek/x', '/logboek/2-0', '/logboek/-1'])
      expect((await officer.get(path)).status, path).toBe(404)
  })

  it('gives a receipt that anybody can check; without the details to who may not see them', async () => {
    const { lines } = await searchLog(
      world.portal.store,
      { ...everything, types: ['request.received'] },
      { from: null, size: 1 },
    )
    const key = readVkey(vkeyOf(world.portal, 1))!
    for (const [client, discloses] of [
      [officer, true],
      [admin, false],
    ] as const) {
      const answer = await client.get(`/logboek/${lines[0]!.place}/bewijs`)
      expect(answer.status).toBe(200)
      expect(verifyReceipt(answer.text, key)).toMatchObject({ ok: true })
      expect(readReceipt(answer.text)!.disclosed !== null).toBe(discloses)
      expect((await newest()).type).toBe('log.exported')
    }
  })

  it('is taken along as CSV and JSON, after a fresh proof and in the log first', async () => {
    const csv = await officer.post('/logboek/uitvoer', { q: `verzoek:${reference}`, form: 'csv' })
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.text).toContain('Verzoek ingediend. De termijn start.')
    const rows = csv.text.trim().split('\r\n')
    expect(await newest()).toMatchObject({ type: 'log.exported', actor: { kind: 'staff' } })
    const json = await officer.post('/logboek/uitvoer', { q: `verzoek:${reference}`, form: 'json' })
    const told = JSON.parse(json.text) as { action: string; request: string }[]
    // One more than the first file: that the first was made.
    expect(told).toHaveLength(rows.length)
    expect(told.every(each => each.request === reference)).toBe(true)
    const all = JSON.parse((await officer.post('/logboek/uitvoer', { q: '', form: 'json' })).text) as unknown[]
    expect(all).toHaveLength(await world.portal.store.read.$count(world.portal.store.t.auditEntry))
    const nothing = await officer.post('/logboek/uitvoer', { q: 'actie:sjabloon', form: 'json' })
    expect(JSON.parse(nothing.text)).toEqual([])

    world.clock.forward(301)
    const before = await newest()
    const asks = await officer.post('/logboek/uitvoer', { q: '', form: 'csv' })
    expect(asks.status).toBe(403)
    expect(asks.text).not.toContain('Verzoek ingediend.')
    expect(await newest()).toEqual(before)
    officer = await world.signInStaff('officer')
  })

  it('is checked as a whole: begun by a form, seen by everybody, ended with OK in the log', async () => {
    const answer = await admin.post('/logboek?index', { intent: 'check' })
    expect(answer).toMatchObject({ status: 303, location: '/logboek#controle' })
    await world.portal.check.ended
    const page = await officer.get('/logboek')
    expect(page.text).toMatch(/OK: [\d.]+ regels, alles klopt/)
    expect(page.text).toContain('Medewerker admin')
    expect(await newest()).toMatchObject({ type: 'log.verified', actor: { kind: 'staff' } })
  })
})
