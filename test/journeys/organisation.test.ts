/** Signing in through the organisation's own provider, against a real one: staff and members, and everything that is wrong. */
import { createHash, randomBytes } from 'node:crypto'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disableStaff } from '#app/sign-in/staff-account.ts'
import { staffByEmail } from '#db/staff.ts'
import { openProvider, type TestProvider } from '#test/app/sign-in/provider.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { freePort, openWorld, staffAddress, staffSecret, type World } from '#test/world.ts'

const staffIn = '/medewerkers/inloggen/organisatie'
const memberIn = '/inloggen/organisatie'
const eva = 'eva@voorbeeld.example'

describe.each(engines)("the organisation's own sign-in ($name)", engine => {
  let provider: TestProvider
  let world: World
  beforeAll(async () => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    provider = await openProvider([`${url}${staffIn}/terug`, `${url}${memberIn}/terug`])
    world = await openWorld({
      engine,
      members: 14,
      settings: {
        PORT: String(port),
        ...provider.settings('STAFF'),
        ...provider.settings('MEMBER'),
        OIDC_STAFF_ROLE_CLAIM: 'groups',
        OIDC_STAFF_ROLE_MAP: 'privacy=officer,tweede=approver,team=handler',
      },
    })
  })
  afterAll(async () => {
    await world?.close()
    await provider?.close()
  })

  /** Presses the button; gives the address that the page leads to. */
  async function leave(client: Client, start: string, fields: Record<string, string> = {}): Promise<string> {
    const page = await client.post(start, fields)
    expect(page.status).toBe(200)
    const to = String(page.headers.refresh).replace('0; url=', '')
    expect(page.text).toContain(`href="${to.replaceAll('&', '&amp;')}"`)
    expect(page.headers['content-security-policy']).toContain("form-action 'self';")
    return to
  }
  const fresh = async () => {
    const client = world.browser()
    await client.get('/medewerkers/inloggen')
    return client
  }
  /** The whole way, as a browser goes it: there, through, and back. */
  async function enter(client: Client, start: string, fields: Record<string, string> = {}) {
    const back = await provider.walk(await leave(client, start, fields))
    return client.get(back, {
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Dest': 'document',
    })
  }
  const refusals = async () => {
    const { read, t } = world.portal.store
    const payloads = await read.select({ payload: t.auditPayload.payload }).from(t.auditPayload)
    return payloads.map(row => row.payload).filter(text => text.includes('organisation.'))
  }
  const staffAt = (email: string) => staffByEmail(world.portal.store.read, world.portal.store.t, email)

  it('lets staff in with the role of their claim, and comes to where they were going', async () => {
    provider.is({ sub: 'n1', email: 'Nieuw@example.nl', email_verified: true, name: 'Nieuw Iemand', groups: ['team'] })
    const client = await fresh()
    expect((await client.get('/medewerkers/inloggen')).text).toContain('Log in via 127.0.0.1')
    const entered = await enter(client, staffIn, { naar: '/medewerkers/instellingen' })
    expect([entered.status, entered.location]).toEqual([303, '/medewerkers/instellingen'])
    const page = await client.get('/medewerkers/instellingen')
    expect(page.text).toContain('Nieuw Iemand')
    expect(page.text).toContain('behandelaar')
    expect(await staffAt('nieuw@example.nl')).toMatchObject({ role: 'handler', oidcSubject: `${provider.issuer} n1` })
    expect((await world.letters()).at(-1)).toMatchObject({ to: 'nieuw@example.nl' })
  })

  it('gives another role at the next sign-in, and ends the sessions of the older one', async () => {
    provider.is({ sub: 'n1', email: 'nieuw@example.nl', email_verified: true, groups: ['team'] })
    const older = await fresh()
    await enter(older, staffIn)
    provider.is({ sub: 'n1', email: 'nieuw@example.nl', email_verified: true, groups: ['anders', 'privacy'] })
    const client = await fresh()
    expect((await enter(client, staffIn)).location).toBe('/werkvoorraad')
    expect((await client.get('/medewerkers/instellingen')).text).toContain('privacyfunctionaris')
    expect((await older.get('/werkvoorraad')).location).toContain('/medewerkers/inloggen')
  })

  it('ends all access of who has no role any more, whatever else they could sign in with', async () => {
    provider.is({ sub: 'n1', email: 'nieuw@example.nl', email_verified: true, groups: ['privacy'] })
    const before = await fresh()
    await enter(before, staffIn)
    provider.is({ sub: 'n1', email: 'nieuw@example.nl', email_verified: true, groups: ['kantine'] })
    const client = await fresh()
    const refused = await enter(client, staffIn)
    expect(refused.location).toBe('/medewerkers/inloggen?organisatie=geweigerd')
    expect((await client.get(refused.location)).text).toContain('Je kunt hier niet inloggen met dit account')
    expect((await before.get('/werkvoorraad')).location).toContain('/medewerkers/inloggen')
    expect(await refusals()).toContainEqual(expect.stringContaining('organisation.noRole'))
    // A role again: in again.
    provider.is({ sub: 'n1', email: 'nieuw@example.nl', email_verified: true, groups: ['team'] })
    expect((await enter(await fresh(), staffIn)).location).toBe('/werkvoorraad')
  })

  it('links an account that is there by its checked address, once; and never opens a closed one', async () => {
    await world.signInStaff('approver')
    const email = staffAddress('approver')
    provider.is({ sub: 'a1', email, email_verified: false, groups: ['tweede'] })
    expect((await enter(await fresh(), staffIn)).location).toContain('geweigerd')
    provider.is({ sub: 'a1', email, email_verified: true, groups: ['tweede'] })
    expect((await enter(await fresh(), staffIn)).location).toBe('/werkvoorraad')
    expect((await world.letters()).at(-1)?.text).toContain('gekoppeld aan het inloggen')
    // Somebody else at the provider who was given that address later.
    provider.is({ sub: 'a2', email, email_verified: true, groups: ['tweede'] })
    expect((await enter(await fresh(), staffIn)).location).toContain('geweigerd')
    await disableStaff(world.portal, email, world.clock.now)
    provider.is({ sub: 'a1', email, email_verified: true, groups: ['tweede'] })
    expect((await enter(await fresh(), staffIn)).location).toContain('geweigerd')
    expect((await staffAt(email))?.disabledAt).not.toBeNull()
  })

  it('lets a member in by the checked address, and says the same to who is not known', async () => {
    provider.is({ sub: 'm1', email: eva, email_verified: true })
    const client = world.browser()
    await client.get('/inloggen')
    const entered = await enter(client, memberIn, { naar: '/gegevens' })
    expect([entered.status, entered.location]).toEqual([303, '/gegevens'])
    expect((await client.get('/gegevens')).status).toBe(200)

    const strangers = [
      { sub: 'm2', email: 'niemand@elders.example', email_verified: true },
      { sub: 'm3', email: eva, email_verified: false },
      { sub: 'm4' },
    ]
    for (const account of strangers) {
      provider.is(account)
      const other = world.browser()
      await other.get('/inloggen')
      expect((await enter(other, memberIn)).location).toBe('/inloggen?organisatie=geweigerd')
      expect((await other.get('/gegevens')).location).toContain('/inloggen')
    }
  })

  it('is no way to another site', async () => {
    provider.is({ sub: 'm1', email: eva, email_verified: true })
    for (const naar of ['https://kwaad.example', '//kwaad.example', '/\\kwaad.example']) {
      const client = world.browser()
      await client.get('/inloggen')
      expect((await enter(client, memberIn, { naar })).location).toBe('/')
    }
  })

  it('refuses a wrong state, another browser, a second use and a late return', async () => {
    provider.is({ sub: 'm1', email: eva, email_verified: true })
    const begin = async () => {
      const client = world.browser()
      await client.get('/inloggen')
      return { client, back: await provider.walk(await leave(client, memberIn)) }
    }
    const late = '/inloggen?organisatie=verlopen'
    const one = await begin()
    const two = await begin()
    // Another round's code and state in this browser: its state does not match, and the challenge is spent.
    expect((await one.client.get(two.back)).location).toBe('/inloggen?organisatie=geweigerd')
    expect((await one.client.get(one.back)).location).toBe(late)
    expect((await world.browser().get(two.back)).location).toBe(late)
    expect((await two.client.get(two.back)).location).toBe('/')
    // Whoever is in already gets nothing new from it, and is led on.
    const again = await two.client.get(two.back)
    expect(again.location).toBe('/bevestigen?organisatie=verlopen')
    expect((await two.client.get(again.location)).location).toBe('/')
    const three = await begin()
    world.clock.forward(601)
    expect((await three.client.get(three.back)).location).toBe(late)
    // A right state with a code that was used: a fresh round, the older code.
    const four = await begin()
    const code = new URLSearchParams(two.back.split('?')[1]).get('code') ?? ''
    const replayed = four.back.replace(/code=[^&]*/, `code=${code}`)
    expect((await four.client.get(replayed)).location).toBe('/inloggen?organisatie=geweigerd')
  })

  it('refuses a token of another round (nonce), of another client (audience), and one that was changed', async () => {
    provider.is({ sub: 'm1', email: eva, email_verified: true })
    const attempt = async () => {
      const client = world.browser()
      await client.get('/inloggen')
      return (await enter(client, memberIn)).location
    }
    expect(await attempt()).toBe('/')
    const older = provider.state.last?.id_token
    provider.state.tamper = body => ({ ...body, id_token: older })
    expect(await attempt()).toContain('geweigerd')
    const [head = '', body = '', sign = ''] = String(older).split('.')
    const changed = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
    const forged = (claims: Record<string, unknown>) =>
      [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), sign].join('.')
    provider.state.tamper = answer => {
      const own = JSON.parse(Buffer.from(String(answer.id_token).split('.')[1]!, 'base64url').toString()) as object
      return { ...answer, id_token: forged({ ...changed, ...own, email: 'sam@voorbeeld.example' }) }
    }
    expect(await attempt()).toContain('geweigerd')
    // The same person, signed by the same provider, for another client.
    provider.state.tamper = null
    const foreign = await tokenForAnother(provider, `${world.url}${memberIn}/terug`)
    provider.state.tamper = answer => ({ ...answer, id_token: foreign })
    expect(await attempt()).toContain('geweigerd')
    provider.state.tamper = null
    expect(await attempt()).toBe('/')
  })

  it('proves again within a session, and the form that waits goes on with one press', async () => {
    provider.is({ sub: 'p1', email: 'proef@example.nl', email_verified: true, name: 'Proef', groups: ['team'] })
    const client = await fresh()
    await client.follow(await enter(client, staffIn))
    await client.get('/medewerkers/instellingen')
    world.clock.forward(301)
    const held = await client.post('/medewerkers/instellingen', { intent: 'recovery', extra: 'blijft staan' })
    expect(held.status).toBe(403)
    expect(held.text).toContain('Bevestig via 127.0.0.1')
    // Nothing weaker for who has something stronger.
    expect(held.text).not.toContain('proof.code')
    const fields = { intent: 'recovery', extra: 'blijft staan', 'proof.to': '/medewerkers/instellingen' }
    // Somebody else signs in at the provider: refused.
    provider.is({ sub: 'p2', email: 'ander@example.nl', email_verified: true, groups: ['team'] })
    expect((await enter(client, staffIn, fields)).location).toBe('/bevestigen?organisatie=geweigerd')
    provider.is({ sub: 'p1', email: 'proef@example.nl', email_verified: true, name: 'Proef', groups: ['team'] })
    await client.get('/bevestigen')
    const to = await leave(client, staffIn, fields)
    expect(new URL(to).searchParams.get('prompt')).toBe('login')
    const { read, t } = world.portal.store
    expect(JSON.stringify(await read.select().from(t.signInChallenge))).not.toContain('blijft')
    const proven = await client.get(await provider.walk(to))
    expect(proven.status).toBe(200)
    expect(proven.text).toContain('Je bent bevestigd')
    expect(proven.text).toContain('value="blijft staan"')
    const done = await client.post('/medewerkers/instellingen', { intent: 'recovery', extra: 'blijft staan' })
    expect(done.text).toContain('Je nieuwe herstelcodes')
  })

  it('leaves the other door open, and says calmly that the provider is away', async () => {
    await provider.close()
    const staff = await fresh()
    // What it said of itself is remembered for a while; coming back is where it shows.
    const page = await staff.post(memberIn)
    expect(page.status).toBeLessThan(400)
    const back = await staff.get(`${memberIn}/terug?code=x&state=y`)
    expect(back.location).toMatch(/\?organisatie=(weg|geweigerd)/)
    const handler = await world.signInStaff('handler')
    world.clock.forward(301)
    const code = generateSync({ secret: staffSecret, epoch: Math.floor(Date.parse(world.clock.now) / 1000) })
    expect((await handler.post('/bevestigen', { code })).status).toBe(303)
  })
})

describe('a provider that is away', () => {
  it('is a calm page, and the code by mail works', async () => {
    const gone = await freePort()
    const world = await openWorld({
      members: 14,
      settings: {
        OIDC_MEMBER_ISSUER: `http://127.0.0.1:${gone}`,
        OIDC_MEMBER_CLIENT_ID: 'x',
        OIDC_MEMBER_CLIENT_SECRET: 'y',
      },
    })
    try {
      const client = world.browser()
      await client.get('/inloggen')
      const answer = await client.post(memberIn)
      expect(answer.location).toBe('/inloggen?organisatie=weg')
      const page = await client.get(answer.location)
      expect(page.text).toContain('Inloggen via je organisatie lukt nu niet')
      expect((await client.post(staffIn)).status).toBe(404)
      expect((await world.signInMember(eva)).jar.size).toBeGreaterThan(0)
    } finally {
      await world.close()
    }
  })
})

/** A token that this provider signed for its other client. */
async function tokenForAnother(provider: TestProvider, redirect: string): Promise<unknown> {
  const verifier = randomBytes(32).toString('base64url')
  const ask = new URLSearchParams({
    client_id: 'another',
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: redirect,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const back = await provider.walk(`${provider.issuer}/auth?${ask}`)
  const code = new URLSearchParams(back.split('?')[1]).get('code') ?? ''
  const answer = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
      client_id: 'another',
      client_secret: provider.settings('STAFF').OIDC_STAFF_CLIENT_SECRET ?? '',
    }),
  })
  const { id_token } = (await answer.json()) as Record<string, unknown>
  return id_token
}
