/** What differs when it is real: https, cookies bound to the host, no mailbox, and a Host header that means nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SMTPServer } from 'smtp-server'
import type { AddressInfo } from 'node:net'
import { openWorld, type World } from '#test/world.ts'

const site = 'https://privacy.example.nl'
let world: World
let mail: SMTPServer

beforeAll(async () => {
  mail = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] })
  await new Promise<void>(resolve => mail.listen(0, '127.0.0.1', resolve))
  const { port } = mail.server.address() as AddressInfo
  world = await openWorld({
    mode: 'production',
    settings: {
      BASE_URL: site,
      MAIL_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'Privacy <privacy@example.nl>',
      REGISTER: 'sources/we-do-better/register.yaml',
      PROXIES: '1',
    },
  })
})
afterAll(async () => {
  await world.close()
  await new Promise<void>(resolve => mail.close(resolve))
})

describe('in production', () => {
  it('answers demand https from now on', async () => {
    const { headers } = await world.browser().get('/hulp')
    expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
  })

  it('cookies are bound to this host, over https only, unreachable for script and other sites', async () => {
    const client = await world.enter('eva@voorbeeld.example')
    expect([...client.jar.keys()].toSorted()).toEqual(['__Host-inzage-session', '__Host-inzage-visitor'])
    const [line] = (await world.browser().get('/hulp')).headers['set-cookie']!
    for (const part of ['Path=/', 'HttpOnly', 'SameSite=Lax', 'Secure']) expect(line!.split('; ')).toContain(part)
    expect(line).not.toContain('Domain')
  })

  it('there is no mailbox to look into', async () => {
    expect((await world.browser().get('/dev/mail')).status).toBe(404)
    expect((await (await world.enter('eva@voorbeeld.example')).get('/dev/mail')).status).toBe(404)
  })

  it('no page says DEMO', async () => {
    for (const page of ['/hulp', '/inloggen', '/bestaat-niet'])
      expect((await world.browser().get(page)).text).not.toContain('DEMO')
  })

  it('Host and X-Forwarded-Host change nothing and are never repeated', async () => {
    const hostile = {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'http',
      Forwarded: 'host=evil.example',
    }
    for (const page of [
      '/hulp',
      '/',
      '/werkvoorraad',
      '/kopie/AAAAAAAAAAAAAAAAAAAAAA',
      '/verzoeken?_data=routes%2Fverzoeken._index',
    ]) {
      const answer = await world.browser(hostile).get(page)
      expect(JSON.stringify(answer.headers) + answer.text).not.toContain('evil.example')
      expect(answer.location.startsWith('/') || answer.location === '').toBe(true)
    }
    const client = world.browser(hostile)
    await client.get('/hulp')
    expect((await client.post('/voorkeuren', { language: 'en' })).status).toBe(303)
    expect((await client.post('/voorkeuren', { language: 'en' }, { Origin: 'https://evil.example' })).status).toBe(403)
  })

  it('signing out ends the session in the store, not only the cookie', async () => {
    const client = await world.enter('eva@voorbeeld.example')
    const kept = new Map(client.jar)
    const left = await client.post('/uitloggen')
    expect([left.status, left.location, left.headers['clear-site-data']]).toEqual([303, '/inloggen', '"cache"'])
    expect(client.jar.has('__Host-inzage-session')).toBe(false)
    for (const [name, value] of kept) client.jar.set(name, value)
    expect((await client.get('/')).location).toBe('/inloggen')
  })

  it('a language that is chosen while signed in is kept with the person, otherwise with the browser', async () => {
    const client = await world.enter('eva@voorbeeld.example')
    await client.post('/voorkeuren', { language: 'en', theme: 'dark', naar: '/instellingen' })
    const elsewhere = await world.enter('eva@voorbeeld.example')
    expect((await elsewhere.get('/')).text).toContain('<html lang="en" data-theme="dark"')
    await elsewhere.post('/voorkeuren', { language: 'nl', theme: 'auto' })
    const guest = world.browser()
    await guest.post('/voorkeuren', { language: 'en' })
    expect((await guest.get('/hulp')).text).toContain('<html lang="en"')
    expect((await world.browser({ 'Accept-Language': 'de, en-GB;q=0.8, nl;q=0.7' }).get('/hulp')).text).toContain(
      '<html lang="en"',
    )
    expect((await world.browser({ 'Accept-Language': 'fr' }).get('/hulp')).text).toContain('<html lang="nl"')
  })
})

describe('readiness', () => {
  it('is told with a word for each part', async () => {
    const answer = await world.browser().get('/readyz')
    const parts = { store: 'ok', migrations: 'ok', disk: 'ok', mail: 'ok', outbox: 'ok', audit: 'ok', sources: 'ok' }
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { ready: true, parts }])
  })
})
