/** Somebody without an account asks: the same pages, bytes, time and mail for a known and an unknown address; once; never signed in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identityChecksOf } from '#db/identity.ts'
import type { Answer, Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { multipart, pdf } from '#test/multipart.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'
const stranger = 'wie@elders.example'

describe.each(engines)('a request without an account on $name', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ engine })
  })
  afterAll(() => world.close())

  /** A page without what differs each time: tokens, nonces, and the address itself. */
  const plain = (answer: Answer, address: string) =>
    answer.text
      .replaceAll(address, 'ADRES')
      .replace(/name="csrf" value="[^"]*"/g, 'csrf')
      .replace(/nonce="[^"]*"/g, 'nonce')
      .replace(/\b[2-79BCDFHJKMNPRTVWXY]{3}-[2-79BCDFHJKMNPRTVWXY]{3}-[2-79BCDFHJKMNPRTVWXY]{3}\b/g, 'REF')

  async function prove(address: string): Promise<Client> {
    const client = world.browser()
    await client.get('/verzoek-doen')
    await client.follow(await client.post('/verzoek-doen', { email: address }))
    const code = await world.codeFor(address)
    const answer = await client.post('/verzoek-doen/code', { code })
    expect(answer.location).toBe('/verzoek-doen/formulier')
    await client.get('/verzoek-doen/formulier')
    return client
  }
  const asked = { name: 'E. Jansen', text: '', address: '', rights: ['access', 'erasure'] }
  const filed = async () => {
    const { read, t } = world.portal.store
    return (await read.select().from(t.subjectRequest)).filter(row => row.channel === 'form')
  }

  it('answers a known and an unknown address with the same bytes, the same number of entries and of letters', async () => {
    const seen: string[][] = []
    for (const address of [eva, stranger]) {
      const { read, t } = world.portal.store
      const before = { entries: await read.$count(t.auditEntry), mails: await read.$count(t.mail) }
      const client = world.browser()
      const pages = [await client.get('/verzoek-doen')]
      const posted = await client.post('/verzoek-doen', { email: address })
      pages.push(await client.follow(posted))
      pages.push(await client.post('/verzoek-doen/code', { code: '000000' }))
      const letters = await world.letters()
      const last = letters.at(-1)!
      seen.push([
        ...pages.map(page => plain(page, address)),
        `${posted.status} ${posted.location} ${pages.map(page => page.status).join()}`,
        String((await read.$count(t.mail)) - before.mails),
        last.subject,
        last.text.replace(/\b\d{6}\b/, 'CODE'),
        last.to === address ? 'to the address' : last.to,
      ])
      expect((await read.$count(t.auditEntry)) - before.entries).toBe(3)
    }
    expect(seen[0]).toEqual(seen[1])
  })

  it('files the rights that were chosen, of this moment, and confirms in the same way for both', async () => {
    const pages: string[] = []
    for (const address of [eva, stranger]) {
      const client = await prove(address)
      const before = { rows: (await filed()).length, letters: (await world.letters()).length }
      const answer = await multipart(client, '/verzoek-doen/formulier', asked, [{ name: 'brief.pdf', content: pdf }])
      expect(answer.location).toBe('/verzoek-doen/klaar')
      const done = await client.follow(answer)
      expect(done.text).toContain('dinsdag 22 december 2026')
      pages.push(plain(done, address))
      const rows = (await filed()).slice(-2)
      expect((await filed()).length - before.rows).toBe(2)
      for (const row of rows) expect(done.text).toContain(row.reference)
      const letters = (await world.letters()).slice(before.letters)
      expect(letters.map(each => [each.to, each.subject])).toEqual([
        [address, 'We hebben je verzoek'],
        [address, 'We hebben je verzoek'],
      ])
      // Nobody is signed in by it.
      expect((await client.get('/verzoeken')).status).toBe(303)
    }
    expect(pages[0]).toBe(pages[1])
  })

  it('knows who asks by a code to an address on file, and not by one to an address that was given', async () => {
    const { read, t } = world.portal.store
    const subjects = await read.select().from(t.subject)
    const of = async (source: string) => {
      const ids = subjects.filter(each => each.source === source).map(each => each.id)
      const row = (await filed()).find(each => ids.includes(each.subjectId) && each.right === 'access')!
      const checks = await identityChecksOf(read, t, row.id)
      return [row.need, ...checks.map(each => [each.method, each.sure, each.by, each.note])]
    }
    expect(await of('platform')).toEqual(['collect', ['codeOnFile', true, null, '']])
    expect(await of('portal')).toEqual(['identity', ['codeGiven', true, null, '']])
  })

  it('is sent once: going back and sending again files nothing more', async () => {
    const client = await prove(stranger)
    const jar = new Map(client.jar)
    await client.post('/verzoek-doen/formulier', asked)
    const before = (await filed()).length
    client.jar.clear()
    for (const [name, value] of jar) client.jar.set(name, value)
    const again = await client.post('/verzoek-doen/formulier', asked)
    expect(again.status).toBe(303)
    expect(await filed()).toHaveLength(before)
  })

  it('keeps what was typed when something is missing, and asks for the files once more', async () => {
    const client = await prove('ander@elders.example')
    const answer = await multipart(
      client,
      '/verzoek-doen/formulier',
      { ...asked, name: ' ', text: 'Mijn <b>reden</b>' },
      [{ name: 'brief.pdf', content: pdf }],
    )
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Vul je naam in.')
    expect(answer.text).toContain('Mijn &lt;b&gt;reden&lt;/b&gt;')
    expect(answer.text).toContain('Kies je bestanden nog een keer.')
    expect(answer.text).toMatch(/value="erasure"[^>]*checked|checked=""[^>]*value="erasure"/)
  })

  it('needs the code, in the browser that asked for it, and five tries are enough', async () => {
    expect((await world.browser().get('/verzoek-doen/formulier')).location).toBe('/verzoek-doen')
    const client = world.browser()
    await client.get('/verzoek-doen')
    await client.post('/verzoek-doen', { email: 'vijf@elders.example' })
    const code = await world.codeFor('vijf@elders.example')
    const other = world.browser()
    await other.get('/verzoek-doen')
    expect((await other.post('/verzoek-doen/code', { code })).location).toBe('/verzoek-doen')
    const wrong = code === '111111' ? '222222' : '111111'
    for (let n = 0; n < 5; n++) expect((await client.post('/verzoek-doen/code', { code: wrong })).status).toBe(422)
    expect((await client.post('/verzoek-doen/code', { code })).text).toContain('te vaak een verkeerde code')
    expect((await client.post('/verzoek-doen/formulier', asked)).location).toBe('/verzoek-doen')
  })

  it('a code of the form signs nobody in, and a code to sign in opens no form', async () => {
    const client = world.browser()
    await client.get('/verzoek-doen')
    await client.post('/verzoek-doen', { email: eva })
    const code = await world.codeFor(eva)
    expect((await client.post('/inloggen/code', { code })).location).toMatch(/^\/inloggen/)
    await client.get('/inloggen')
    await client.post('/inloggen', { email: eva })
    const signIn = await world.codeFor(eva)
    const answer = await client.post('/verzoek-doen/code', { code: signIn })
    expect([answer.status, answer.location]).toEqual([422, ''])
  })

  it('is asked no more often than the limits allow, each address alike', async () => {
    const client = world.browser()
    await client.get('/verzoek-doen')
    const ask = (email: string) => client.post('/verzoek-doen', { email })
    const statuses: number[] = []
    for (let n = 0; n < 11; n++) statuses.push((await ask('vaak@elders.example')).status)
    expect(statuses.slice(-1)).toEqual([429])
    expect(statuses.slice(0, 10).every(status => status === 303)).toBe(true)
  })

  it('a second request of the same person is filed, and suggested as a repeat', async () => {
    world.clock.forward(1800)
    const client = await prove(eva)
    await client.post('/verzoek-doen/formulier', { ...asked, rights: ['access'] })
    const rows = (await filed()).filter(row => row.right === 'access')
    const newest = rows.at(-1)!
    const staff = await world.signInStaff('handler')
    const page = await staff.get(`/werkvoorraad/bericht/${newest.letterId}`)
    expect(page.text).toContain('Misschien dubbel')
    expect(page.text).toContain('dezelfde persoon')
  })
})
