/** Staff find, list, label and hand out requests, over HTTP and without script. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { indexRequests, searchWords } from '#app/search-words.ts'
import { record } from '#db/record.ts'
import { receiveRequest } from '#db/subject-request.ts'
import { knowSubject } from '#db/subject.ts'
import { later } from '#domain/moment.ts'
import type { Answer, Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const scope = { categories: null, from: null, until: null, forms: ['access'] as const }
const system = { kind: 'system', ref: 'operator' } as const
const eva = 'eva@voorbeeld.example'
const sam = 'sam@voorbeeld.example'
const queue = '/werkvoorraad'

/** What a page says, without its tags. */
const said = (answer: Answer) => answer.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
/** The numbers in the table of a page. */
const listed = (answer: Answer) =>
  [...answer.text.matchAll(/<a class="mono" href="\/werkvoorraad\/([^"]+)"/g)].flatMap(match => match[1] ?? [])
/** What a list says it holds. */
const counted = (answer: Answer, name: string) =>
  new RegExp(`${name}[\\s\\S]*?view-count">([^<]+)`).exec(answer.text)?.[1]

describe.each(engines)('the queue over HTTP on $name', engine => {
  let world: World
  let staff: Client
  let evas: string[] = []
  let sams: string[] = []
  let me = ''
  const send = (fields: Record<string, string | readonly string[]>) => staff.post(`${queue}?index`, fields)
  const search = async (zoek: string) => staff.follow(await send({ zoek }))
  const entries = async (type: string) =>
    (await world.portal.store.read.select().from(world.portal.store.t.auditEntry)).filter(each => each.type === type)
      .length

  beforeAll(async () => {
    world = await openWorld({ engine })
    staff = await world.signInStaff('handler')
    await world.signInStaff('approver')
    const { store, register, people } = world.portal
    me = (await store.read.select().from(store.t.staff)).find(each => each.role === 'handler')!.id
    const receive = (email: string, days: readonly number[], right: 'access' | 'erasure') =>
      record(store, world.clock.now, system, async ledger => {
        const person = (await people.locate({ email }))!
        const subject = await knowSubject(ledger, { source: people.id, key: person.key, language: 'nl' })
        const words = searchWords(world.portal, { name: person.displayName, email })
        const references: string[] = []
        for (const day of days) {
          const receivedAt = later(world.clock.now, -86_400 * day)
          const asked = { right, subjectId: subject.id, channel: 'letter', scope, receivedAt, words } as const
          references.push((await receiveRequest(ledger, register.controller, asked)).reference)
        }
        return references
      })
    evas = await receive(eva, [1, 3, 28], 'access')
    sams = await receive(sam, [2, 40], 'erasure')
  })
  afterAll(() => world.close())

  it('finds people by name and by address, however they are spelled, and never puts either in an address', async () => {
    const sent = await send({ zoek: 'JANSEN  éva' })
    expect(sent.status).toBe(303)
    expect(decodeURIComponent(sent.location)).toMatch(/^\/werkvoorraad\?woord=[\w-]{22}\.[\w-]{22}$/)
    const found = await staff.follow(sent)
    expect(listed(found).toSorted()).toEqual(evas.toSorted())
    expect(found.text).not.toMatch(/jansen/i)
    expect(said(found)).toContain('Verborgen')
    expect(said(found)).toContain('2 woorden van een naam of adres')
    expect(listed(await search(` ${sam.toUpperCase()} `)).toSorted()).toEqual(sams.toSorted())
    expect(listed(await search(`eva ${sam}`))).toEqual([])
    expect(said(await search('Niemandhiervandaan'))).toContain('Niets gevonden.')
    expect(said(await search('van der'))).toContain('te algemeen')
    const typedIn = await staff.get(`${queue}?q=Jansen%20soort:inzage`)
    expect(typedIn.location).toMatch(/^\/werkvoorraad\?q=soort:inzage&woord=[\w-]{22}$/)
    expect(JSON.stringify(world.logged)).not.toMatch(/jansen|sam@/i)
  })

  it('narrows down by the grammar, and says what it does not know next to the field, with what was typed', async () => {
    expect(listed(await search('soort:weghalen'))).toEqual([sams[1], sams[0]])
    expect(listed(await search('right:erasure late:yes'))).toEqual([sams[1]])
    expect(listed(await search('left:<10 kanaal:brief'))).toEqual([sams[1], evas[2]])
    const wrong = await send({ zoek: 'soort:fiets nog:<5' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="soort:fiets nog:&lt;5"')
    expect(said(wrong)).toContain('“fiets” kan niet achter soort:. Wel bijvoorbeeld: inzage, overdragen')
    expect(said(await send({ zoek: 'door:zwaantje' }))).toContain('geen collega wiens naam begint met “zwaantje”')
    expect((await staff.get(`${queue}?q=fiets:rood`)).text).toContain('id="zoek-error"')
  })

  it('goes to a number, and to what should be done with it', async () => {
    const [number = ''] = evas
    const loose = number.toLowerCase().replaceAll('-', ' ')
    expect((await send({ zoek: loose })).location).toBe(`${queue}/${number}`)
    expect((await send({ zoek: `verleng ${loose}` })).location).toBe(`${queue}/${number}#verlengen`)
    expect((await send({ zoek: `decide about ${number}` })).location).toBe(`${queue}/${number}/besluit`)
    expect((await send({ zoek: 'open', kies: number })).location).toBe(`${queue}/${number}`)
    expect((await send({ zoek: `verleng 7KF-2MX-9TB` })).status).toBe(422)
  })

  it('hands out many at once: each with its entry, and the counts follow', async () => {
    const before = await entries('request.assigned')
    expect(counted(await staff.get(queue), 'Van mij')).toBe('0')
    const sent = await send({ intent: 'assign', to: me, kies: [...evas, ...sams], naar: `${queue}?lijst=nobody` })
    expect(sent.location).toBe(`${queue}?lijst=nobody&gedaan=assigned-5`)
    const after = await staff.follow(sent)
    expect(said(after)).toContain('Toegewezen: 5 verzoeken.')
    expect([counted(after, 'Van mij'), counted(after, 'Niemand')]).toEqual(['5', '0'])
    expect((await entries('request.assigned')) - before).toBe(5)
    expect((await send({ intent: 'assign', to: me, kies: evas })).location).toBe(`${queue}?gedaan=assigned-0`)
    expect((await entries('request.assigned')) - before).toBe(5)
    expect((await send({ zoek: 'loslaten', kies: evas[0]! })).location).toBe(`${queue}?gedaan=assigned-1`)
    expect(counted(await staff.get(queue), 'Niemand')).toBe('1')
    expect(said(await send({ intent: 'assign', to: me }))).toContain('Kies eerst een of meer verzoeken.')
    expect(said(await send({ intent: 'assign', to: 'gone', kies: evas }))).toContain('Kies een collega uit de lijst.')
    expect((await send({ intent: 'assign', to: me, kies: evas[0]!, naar: 'https://evil.example/' })).location).toBe(
      `${queue}?gedaan=assigned-1`,
    )
  })

  it('puts a label on and takes it off, in bulk, by a command and on the page of a request', async () => {
    await send({ intent: 'labelOn', label: 'Nog Bellen', kies: evas })
    expect(listed(await search('label:nog-bellen'))).toHaveLength(3)
    await send({ intent: 'labelOff', label: 'nog-bellen', kies: [evas[0]!, evas[1]!] })
    expect(listed(await staff.get(`${queue}?q=label:nog-bellen`))).toEqual([evas[2]])
    await send({ zoek: `label spoed ${sams[0]}` })
    expect(listed(await search('label:spoed'))).toEqual([sams[0]])
    expect(said(await send({ intent: 'labelOn', label: '<b>', kies: evas }))).toContain('Een label is een kort woord')
    const page = `${queue}/${sams[0]}`
    expect((await staff.post(page, { intent: 'labelOn', label: 'vip' })).status).toBe(303)
    expect(said(await staff.get(page))).toContain('Haal label vip eraf')
    expect((await staff.post(page, { intent: 'labelOn', label: '/' })).status).toBe(422)
    await staff.post(page, { intent: 'labelOff', label: 'vip' })
    expect(said(await staff.get(page))).not.toContain('vip')
  })

  it('keeps a list for its owner alone, with its count, another name, and an end', async () => {
    const kept = await staff.follow(await send({ intent: 'saveView', name: 'Weg ermee', query: 'right:erasure' }))
    expect(said(kept)).toContain('De lijst is bewaard.')
    expect(counted(kept, 'Weg ermee')).toBe('2')
    expect(kept.text).toContain('href="/werkvoorraad?q=soort:weghalen" aria-current="page"')
    const colleague = await world.signInStaff('approver')
    expect((await colleague.get(queue)).text).not.toContain('Weg ermee')
    const renamed = await staff.follow(await send({ intent: 'saveView', name: 'Opruimen', query: 'soort:weghalen' }))
    expect(renamed.text).toContain('Opruimen')
    expect(renamed.text).not.toContain('Weg ermee')
    expect(said(await send({ intent: 'saveView', name: ' ', query: 'soort:inzage' }))).toContain(
      'Geef de lijst een naam.',
    )
    const id = /name="list" value="([^"]+)"/.exec((await staff.get(`${queue}?q=soort:weghalen`)).text)?.[1]
    expect((await colleague.post(`${queue}?index`, { intent: 'removeView', list: id! })).status).toBe(404)
    expect(said(await staff.follow(await send({ intent: 'removeView', list: id! })))).toContain('De lijst is weg.')
    for (let n = 0; n < 8; n++) await send({ intent: 'saveView', name: `Lijst ${n}`, query: `nog:<${n}` })
    expect(said(await send({ intent: 'saveView', name: 'Nog een', query: 'nog:>9' }))).toContain('al 8 eigen lijsten')
  })

  it('says how long nothing was late, or how much is', async () => {
    expect(said(await staff.get(queue))).toContain('1 te laat.')
  })

  it('finds requests from before again, once their words were made', async () => {
    const { store } = world.portal
    await store.tx(async db => void (await db.delete(store.t.searchWord)))
    expect(said(await search('jansen'))).toContain('Niets gevonden.')
    await indexRequests(world.portal, false, () => {})
    expect(listed(await search('jansen')).toSorted()).toEqual(evas.toSorted())
    expect(await indexRequests(world.portal, false, () => {})).toBe(0)
  })

  it('the keys can be switched off, and on again', async () => {
    expect((await staff.get(queue)).text).toContain('data-keys="on"')
    await staff.post('/voorkeuren', { keys: 'off', naar: queue })
    const off = await staff.get(queue)
    expect(off.text).toContain('data-keys="off"')
    expect(said(off)).toContain('Zet de toetsen aan')
    expect(said(await staff.get('/medewerkers/instellingen'))).toContain('De toetsen staan uit.')
    await staff.post('/voorkeuren', { keys: 'on', naar: queue })
    expect((await staff.get(queue)).text).toContain('data-keys="on"')
  })
})
