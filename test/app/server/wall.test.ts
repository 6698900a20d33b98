/** What the wall lets through, and what every answer carries. Effects are looked at, not only status codes. */
import { readdirSync, readFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, ownForm } from '#test/client.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const asset = () => `/assets/${readdirSync('build/client/assets').find(name => name.endsWith('.css'))}`

/** How many rows the tables hold that a form without a session could change. */
async function effects(): Promise<Record<string, number>> {
  const { read, t } = world.portal.store
  const tables = {
    attempts: t.signInAttempt,
    mail: t.mail,
    entries: t.auditEntry,
    sessions: t.session,
    limits: t.rateLimit,
  }
  const counts = await Promise.all(
    Object.entries(tables).map(async ([name, table]) => [name, await read.$count(table)] as const),
  )
  return Object.fromEntries(counts)
}

describe('every answer', () => {
  const asked: [string, number, () => Promise<Answer>][] = [
    ['a page', 200, () => world.browser().get('/hulp')],
    ['a redirect', 303, () => world.browser().get('/')],
    ['a missing page', 404, () => world.browser().get('/bestaat-niet')],
    ['a page asked for as a file', 404, () => world.browser().get('/instellingen/x.css')],
    ['a missing file', 404, () => world.browser().get('/assets/nothing.js')],
    ['a file', 200, () => world.browser().get(asset())],
    ['health', 200, () => world.browser().get('/healthz')],
    ['readiness', 200, () => world.browser().get('/readyz')],
    ['keys', 200, () => world.browser().get('/.well-known/inzage-keys.json')],
    ['a refused method', 405, () => world.browser().send('/hulp', { method: 'TRACE' })],
    ['a refused form', 403, () => world.browser().send('/inloggen', { method: 'POST', body: 'a=b', headers: form })],
    ['a form that is too large', 413, () => world.browser().post('/inloggen', { email: 'a'.repeat(70_000) })],
    ['another host name', 421, () => world.browser().get('/hulp', { Host: 'evil.example' })],
  ]
  it.each(asked)('carries the hardening headers: %s', async (_, status, ask) => {
    const { headers, ...answer } = await ask()
    expect(answer.status).toBe(status)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(headers['permissions-policy']).toContain('camera=()')
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  it('at an address that nobody knows has the same frame, in the language of who asks', async () => {
    const client = await world.enter('sam@voorbeeld.example')
    await client.post('/voorkeuren', { language: 'en' })
    for (const address of ['/bestaat-niet', '/verzoeken/AAA-AAA-AAA', '/gegevens/x.css']) {
      const { status, text } = await client.get(address)
      expect([address, status]).toEqual([address, 404])
      expect(text).toContain('<html lang="en"')
      expect(text).toContain('We Do Better')
      expect(text).toContain('class="skip"')
    }
    await client.post('/voorkeuren', { language: 'nl' })
  })

  it('is not stored, unless it is a file whose name holds a hash', async () => {
    for (const page of ['/hulp', '/', '/bestaat-niet', '/healthz']) {
      expect((await world.browser().get(page)).headers['cache-control']).toBe('no-store')
    }
    const file = await world.browser().get(asset(), { 'Accept-Encoding': 'gzip, br' })
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(file.headers['content-encoding']).toBe('br')
  })

  it('has a nonce of its own, and scripts carry it', async () => {
    const [one, two] = [await world.browser().get('/inloggen'), await world.browser().get('/inloggen')]
    const nonces = [one, two].map(each => /'nonce-([^']+)'/.exec(String(each.headers['content-security-policy']))?.[1])
    expect(nonces[0]).not.toBe(nonces[1])
    for (const [tag] of one.text.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonces[0]}"`)
    expect(one.text).not.toMatch(/<style|\sstyle="|\son[a-z]+="/)
  })

  it('names no other host, in pages, styles and scripts', async () => {
    const served = readdirSync('build/client', { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(css|js|html)$/.test(name))
      .map(name => readFileSync(path.join('build/client', name), 'utf8'))
    for (const page of ['/hulp', '/inloggen', '/medewerkers/inloggen'])
      served.push((await world.browser().get(page)).text)
    const own = new URL(world.url).host
    for (const text of served) {
      const loaded = [
        ...text.matchAll(
          /(?:src|href|action)="(https?:)?\/\/([^"/]+)|url\(['"]?(?:https?:)?\/\/([^)/]+)|@import\s+['"](?:https?:)?\/\/([^'"/]+)/g,
        ),
      ]
      const hosts = loaded.map(match => match[2] ?? match[3] ?? match[4])
      // Links that a person may follow go to the supervisory authority; nothing is loaded from there.
      expect(
        hosts.filter(
          host =>
            host !== own && host !== 'www.autoriteitpersoonsgegevens.nl' && host !== 'autoriteitpersoonsgegevens.nl',
        ),
      ).toEqual([])
    }
  })
})

describe('a form', () => {
  let client: Client
  let other: Client
  beforeAll(async () => {
    ;[client, other] = [world.browser(), world.browser()]
    await client.get('/hulp')
    await other.get('/hulp')
  })

  const transports = [
    '/inloggen',
    '/inloggen?index',
    '/inloggen?_data=routes%2Finloggen._index',
    '/voorkeuren',
    '/uitloggen',
    '/aanmelden/x',
  ]
  const table: [string, (client: Client) => Record<string, string>][] = [
    ['no Origin', () => ({ Origin: '' })],
    ['Origin null', () => ({ Origin: 'null' })],
    ['a foreign Origin', () => ({ Origin: 'https://evil.example' })],
    ['our host under another scheme', client => ({ Origin: client.origin.replace('http:', 'https:') })],
    ['our host on another port', client => ({ Origin: client.origin.replace(/:\d+$/, ':1') })],
    ['our name as a part of another', client => ({ Origin: `${client.origin}.evil.example` })],
    [
      'a foreign Origin that Host and X-Forwarded-Host agree with',
      () => ({ Origin: 'http://evil.example', 'X-Forwarded-Host': 'evil.example' }),
    ],
    ['Sec-Fetch-Site cross-site', () => ({ 'Sec-Fetch-Site': 'cross-site' })],
    ['Sec-Fetch-Site same-site', () => ({ 'Sec-Fetch-Site': 'same-site' })],
    ['Sec-Fetch-Site none', () => ({ 'Sec-Fetch-Site': 'none' })],
  ]
  it.each(transports.flatMap(to => table.map(([name, headers]) => [name, to, headers] as const)))(
    'from %s is refused at %s, without effect',
    async (_, to, headers) => {
      const before = await effects()
      const answer = await client.post(to, { email: 'eva@voorbeeld.example', language: 'en' }, headers(client))
      expect(answer.status).toBe(403)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(await effects()).toEqual(before)
    },
  )

  const tokens: [string, (own: string, other: string) => string | string[]][] = [
    ['no token', () => []],
    ['an empty token', () => ''],
    ['a wrong token', own => own.replace(/^./, sign => (sign === 'A' ? 'B' : 'A'))],
    ['a shortened token', own => own.slice(0, -1)],
    ["another browser's token", (_, other) => other],
    ['two tokens', own => [own, own]],
  ]
  it.each(transports.flatMap(to => tokens.map(([name, token]) => [name, to, token] as const)))(
    'with %s is refused at %s, without effect',
    async (_, to, token) => {
      const before = await effects()
      const answer = await client.post(to, { email: 'eva@voorbeeld.example', csrf: token(client.csrf, other.csrf) })
      expect(answer.status).toBe(403)
      expect(await effects()).toEqual(before)
    },
  )

  it('from a browser without our cookie is refused', async () => {
    const bare = world.browser()
    await bare.get('/hulp')
    bare.jar.clear()
    expect((await bare.post('/voorkeuren', { language: 'en' })).status).toBe(403)
  })

  it('from our own page passes, also under the demo’s other name for loopback', async () => {
    expect((await client.post('/voorkeuren', { language: 'en', naar: '/hulp' })).status).toBe(303)
    const local = {
      Origin: client.origin.replace('127.0.0.1', 'localhost'),
      Host: new URL(client.origin).host.replace('127.0.0.1', 'localhost'),
    }
    expect((await client.post('/voorkeuren', { language: 'nl', naar: '/hulp' }, local)).status).toBe(303)
  })

  it('never leads to another site', async () => {
    for (const naar of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      expect((await client.post('/voorkeuren', { language: 'nl', naar })).location).toBe('/')
    }
  })

  it('of 64 kB at most is read, with or without its length told', async () => {
    const body = `csrf=${client.csrf}&email=${'a'.repeat(65_536)}`
    const headers = { ...form, ...ownForm(client.origin) }
    expect((await client.send('/inloggen', { method: 'POST', body, headers })).status).toBe(413)
    const chunked = { ...headers, 'Transfer-Encoding': 'chunked' }
    expect((await client.send('/inloggen', { method: 'POST', body, headers: chunked })).status).toBe(413)
    expect(
      (
        await client
          .send('/inloggen', { method: 'POST', headers: { ...headers, 'Content-Length': '50000000' } })
          .catch(() => ({ status: 413 }))
      ).status,
    ).toBe(413)
  })

  it('that goes on and on is cut off with an answer, not with a broken line', async () => {
    const body = Buffer.alloc(4 * 1024 * 1024, 'a')
    const headers = { ...form, ...ownForm(client.origin), 'Transfer-Encoding': 'chunked' }
    expect((await client.send('/inloggen', { method: 'POST', body, headers })).status).toBe(413)
  })

  it('of another kind than a form is refused', async () => {
    for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain']) {
      const headers = { ...ownForm(client.origin), 'Content-Type': type }
      expect((await client.send('/voorkeuren', { method: 'POST', body: '{"csrf":"x"}', headers })).status).toBe(415)
    }
  })
})

describe('methods and readers', () => {
  it.each(['TRACE', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])(
    '%s is refused with the list of methods',
    async method => {
      for (const to of ['/hulp', '/inloggen?_data=routes%2Finloggen._index', '/healthz', '/voorkeuren']) {
        const answer = await world.browser().send(to, { method, headers: { Origin: world.url } })
        expect(answer.status).toBe(405)
        expect(answer.headers.allow).toBe('GET, HEAD, POST')
      }
    },
  )

  it('another site may link to a page, not load it', async () => {
    const client = world.browser()
    const cross = { 'Sec-Fetch-Site': 'cross-site' }
    expect(
      (await client.get('/hulp', { ...cross, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' })).status,
    ).toBe(200)
    expect(
      (await client.get('/hulp', { ...cross, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' })).status,
    ).toBe(403)
    expect(
      (await client.get('/hulp', { ...cross, 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' })).status,
    ).toBe(403)
    expect((await client.get('/hulp', { ...cross, 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' })).status).toBe(
      403,
    )
  })

  it('HEAD answers as GET does, without a body', async () => {
    const answer = await world.browser().send('/hulp', { method: 'HEAD' })
    expect([answer.status, answer.text]).toEqual([200, ''])
  })
})

describe('the log', () => {
  it('holds no query, no token, no address', async () => {
    const client = world.browser()
    await client.get('/aanmelden/geheim-token?naar=%2Fgeheim-query')
    await client.get('/werkvoorraad?zoek=geheim-query')
    const lines = JSON.stringify(world.logged)
    expect(lines).toContain('/aanmelden')
    expect(lines).not.toMatch(/geheim|127\.0\.0\.1/)
  })
})

describe('slow clients', () => {
  it('who never finish their headers do not keep others out, and are hung up on', async () => {
    const sockets = Array.from({ length: 200 }, () => net.connect(world.running.port, '127.0.0.1'))
    const closed = sockets.map(
      socket => new Promise<void>(done => socket.on('close', () => done()).on('error', () => done())),
    )
    for (const socket of sockets) socket.write('GET /hulp HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    const started = performance.now()
    expect((await world.browser().get('/healthz')).status).toBe(200)
    expect((await world.browser().get('/hulp')).status).toBe(200)
    expect(performance.now() - started).toBeLessThan(2000)
    for (const socket of sockets) socket.resume()
    await Promise.all(closed)
    expect(performance.now() - started).toBeLessThan(20_000)
  }, 30_000)
})
