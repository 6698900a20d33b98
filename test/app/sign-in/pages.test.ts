import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateSync } from 'otplib'
import { addStaff } from '#app/sign-in/staff-account.ts'
import { openWorld, staffAddress, staffSecret, type World } from '#test/world.ts'
import { firefox, iphone } from './agents.ts'

const unknown = 'niemand@elders.example'

describe('the pages of signing in', () => {
  let world: World
  let email: string
  beforeAll(async () => {
    world = await openWorld()
    const { PLATFORM_DATABASE } = world.config.sources
    const { default: Database } = await import('better-sqlite3')
    const platform = new Database(PLATFORM_DATABASE, { readonly: true })
    const { table, email: column } = world.portal.register.subject
    const row: unknown = platform
      .prepare(`select "${column}" as email from "${table}" where "${column}" like '%@%' limit 1`)
      .get()
    platform.close()
    email = row instanceof Object && 'email' in row ? String(row.email) : ''
  })
  afterAll(() => world.close())

  const codeFor = async (to: string) =>
    (await world.letters()).flatMap(each => (each.to === to ? /\b\d{6}\b/.exec(each.text) : null) ?? []).at(-1) ?? ''

  /** What differs for every browser and every answer, by design. */
  const plain = (html: string, address: string) =>
    html
      .replaceAll(address, 'ADDRESS')
      .replace(/name="csrf" value="[^"]*"/g, 'name="csrf"')
      .replace(/nonce="[^"]*"/g, 'nonce')

  it('are the same page and the same letters for a known and an unknown address', async () => {
    const seen = []
    for (const address of [email, unknown]) {
      const before = (await world.letters()).length
      const browser = world.browser()
      await browser.get('/inloggen')
      const sent = await browser.post('/inloggen', { email: address })
      const page = await browser.follow(sent)
      const wrong = await browser.post('/inloggen/code', { code: '000 000' })
      seen.push({
        status: [sent.status, page.status, wrong.status],
        location: sent.location,
        cookies: (sent.headers['set-cookie'] ?? []).map(line => line.replace(/=[^;]*/, '')),
        headers: Object.keys(page.headers).toSorted(),
        page: plain(page.text, address),
        wrong: plain(wrong.text, address),
        letters: (await world.letters()).length - before,
      })
    }
    expect(seen[1]).toEqual(seen[0])
    expect(seen[0]).toMatchObject({ status: [303, 200, 422], location: '/inloggen/code', letters: 1 })
  })

  it('keep what was typed and say at the field what is not right', async () => {
    const browser = world.browser()
    for (const [typed, sentence] of [
      ['', 'Vul je e-mailadres in.'],
      ['eva at voorbeeld', 'Dit is geen e-mailadres.'],
      ['<script>alert(1)</script>', 'Dit is geen e-mailadres.'],
    ] as const) {
      const answer = await browser.post('/inloggen', { email: typed })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('<title>Fout: ')
      expect(answer.text).toMatch(new RegExp(`id="email-error"[^>]*>${sentence.slice(0, 20)}`))
      expect(answer.text).toContain('aria-describedby="email-hint email-error"')
      expect(answer.text).not.toContain('<script>alert')
      if (typed && !typed.includes('<')) expect(answer.text).toContain(`value="${typed}"`)
    }
  })

  it('take a code pasted with spaces, offer to fill it in, and lead back to where somebody was going', async () => {
    const browser = world.browser({ 'User-Agent': firefox })
    const first = await browser.get('/instellingen')
    expect([first.status, first.location]).toEqual([303, '/inloggen?naar=%2Finstellingen'])
    await browser.get(first.location)
    const sent = await browser.post(first.location, { email: ` ${email.toUpperCase()} ` })
    const page = await browser.follow(sent)
    expect(page.text).toMatch(/<input[^>]*autoComplete="one-time-code"/i)
    expect(page.text).toMatch(/<input[^>]*inputMode="numeric"/i)
    const code = await codeFor(email)
    const entered = await browser.post(sent.location, { code: ` ${code.slice(0, 3)} ${code.slice(3)} ` })
    expect([entered.status, entered.location]).toEqual([303, '/instellingen'])
    const settings = await browser.follow(entered)
    expect(settings.text).toContain('Firefox op Windows')
    expect(settings.headers['cache-control']).toContain('no-store')
    // Somebody who is in has no business on the sign-in page.
    expect((await browser.get('/inloggen')).status).toBe(303)
  })

  it('never follow ?naar= to another place', async () => {
    for (const naar of ['https://kwaad.example/', '//kwaad.example', '/\\kwaad.example']) {
      const browser = world.browser()
      const query = `?naar=${encodeURIComponent(naar)}`
      await browser.get(`/inloggen${query}`)
      const sent = await browser.post(`/inloggen${query}`, { email })
      expect(sent.location).toBe('/inloggen/code')
      const entered = await browser.post(`/inloggen/code${query}`, { code: await codeFor(email) })
      expect(entered.location).toBe('/')
    }
  })

  it('send a new code on request, and then only the newest works', async () => {
    world.clock.forward(901)
    const browser = world.browser()
    await browser.get('/inloggen')
    await browser.post('/inloggen', { email })
    const old = await codeFor(email)
    const again = await browser.post('/inloggen/code', { intent: 'again' })
    const page = await browser.follow(again)
    expect(page.text).toContain('We hebben een nieuwe code gestuurd.')
    expect((await browser.post('/inloggen/code', { code: old })).status).toBe(422)
    expect((await browser.post('/inloggen/code', { code: await codeFor(email) })).status).toBe(303)
  })

  it('say that a code ran out, and offer a new one', async () => {
    const browser = world.browser()
    await browser.get('/inloggen')
    await browser.post('/inloggen', { email })
    const code = await codeFor(email)
    world.clock.forward(601)
    const answer = await browser.post('/inloggen/code', { code })
    expect(answer.text).toContain('Deze code werkt niet meer. Vraag een nieuwe code.')
    expect(answer.text).toContain('value="again"')
  })

  it('send whoever has no attempt back to the first step', async () => {
    const browser = world.browser()
    expect((await browser.get('/inloggen/code')).location).toBe('/inloggen')
    expect((await browser.post('/inloggen/code', { code: '123456' })).location).toBe('/inloggen')
    expect((await browser.get('/medewerkers/inloggen/code')).location).toBe('/medewerkers/inloggen')
    expect((await browser.get('/bevestigen?naar=%2Fdownloaden')).location).toBe('/inloggen?naar=%2Fdownloaden')
  })

  it('do not take a sign-in attempt of a member for one of staff', async () => {
    const browser = world.browser()
    await browser.get('/inloggen')
    await browser.post('/inloggen', { email })
    expect((await browser.post('/medewerkers/inloggen/code', { code: await codeFor(email) })).location).toBe(
      '/medewerkers/inloggen',
    )
  })

  it('say too many with status 429', async () => {
    world.clock.forward(901)
    const browser = world.browser()
    await browser.get('/inloggen')
    for (let n = 0; n < 10; n++) await browser.post('/inloggen', { email: unknown })
    const answer = await browser.post('/inloggen', { email: unknown })
    expect(answer.status).toBe(429)
    expect(answer.text).toContain('Er zijn te veel pogingen gedaan.')
    world.clock.forward(901)
  })

  it('ask for a fresh code after five minutes, change the cookie, and go back', async () => {
    const browser = await world.signInMember(email)
    expect((await browser.get('/bevestigen?naar=%2Fdownloaden')).location).toBe('/downloaden')
    world.clock.forward(301)
    const page = await browser.get('/bevestigen?naar=%2Fdownloaden')
    expect(page.status).toBe(200)
    const before = (await world.letters()).length
    await browser.get('/bevestigen?naar=%2Fdownloaden')
    expect((await world.letters()).length).toBe(before)
    const sent = await browser.post('/bevestigen?naar=%2Fdownloaden', { intent: 'send' })
    expect(sent.location).toBe('/bevestigen?naar=%2Fdownloaden')
    const held = new Map(browser.jar)
    expect((await browser.post(sent.location, { code: '12' })).text).toContain('Een code heeft zes cijfers.')
    const entered = await browser.post(sent.location, { code: await codeFor(email) })
    expect([entered.status, entered.location]).toEqual([303, '/downloaden'])
    const [name] = [...held.keys()].filter(key => key.endsWith('session'))
    expect(browser.jar.get(name!)).not.toBe(held.get(name!))
    const old = world.browser()
    for (const [key, value] of held) old.jar.set(key, value)
    expect((await old.get('/instellingen')).status).toBe(303)
  })

  it('let a member end one device, and sign out everywhere', async () => {
    world.clock.forward(901)
    const laptop = await world.signInMember(email)
    const phone = world.browser({ 'User-Agent': iphone })
    await phone.get('/inloggen')
    await phone.post('/inloggen', { email })
    await phone.post('/inloggen/code', { code: await codeFor(email) })
    const settings = await laptop.get('/instellingen')
    expect(settings.text).toContain('Safari op iPhone')
    const session = /name="session" value="([\w-]{22})"/.exec(settings.text)?.[1] ?? ''
    const ended = await laptop.follow(await laptop.post('/instellingen', { intent: 'end', session }))
    expect(ended.text).toContain('Dat apparaat is uitgelogd.')
    expect((await phone.get('/instellingen')).status).toBe(303)
    const out = await laptop.post('/instellingen', { intent: 'everywhere' })
    expect(out.location).toBe('/inloggen')
    expect((await laptop.get('/instellingen')).status).toBe(303)
  })

  it('show settings in the language that was chosen', async () => {
    const browser = await world.signInMember(email)
    await browser.get('/instellingen')
    const saved = await browser.post('/voorkeuren', {
      naar: '/instellingen?gedaan=opgeslagen',
      language: 'en',
      theme: 'dark',
    })
    const page = await browser.follow(saved)
    expect(page.text).toContain('Saved.')
    expect(page.text).toContain('Where you are signed in')
    expect(page.text).toMatch(/<html lang="en" data-theme="dark"/)
    await browser.post('/voorkeuren', { naar: '/', language: 'nl', theme: 'auto' })
  })

  it('let staff set up through their link, once, and then sign in with two codes', async () => {
    const added = await addStaff(
      world.portal,
      { email: 'ilse@staff.example', role: 'handler', name: 'Ilse' },
      world.clock.now,
    )
    const path = 'url' in added ? new URL(added.url).pathname : ''
    const browser = world.browser()
    const page = await browser.get(path)
    expect(page.text).toContain('Welkom Ilse.')
    expect(page.text).toMatch(/<svg role="img" aria-label="QR-code[^>]*>/)
    const secret = /([A-Z2-7]{4}(?: [A-Z2-7]{4}){7})/.exec(page.text)?.[1]?.replaceAll(' ', '') ?? ''
    const app = () => generateSync({ secret, epoch: Math.floor(Date.parse(world.clock.now) / 1000) })
    expect((await browser.post(path, { code: 'abc' })).status).toBe(422)
    const done = await browser.post(path, { code: app() })
    expect([done.status, done.location]).toEqual([303, '/werkvoorraad'])
    const settings = await browser.get('/medewerkers/instellingen')
    expect(settings.text).toContain('behandelaar')
    expect((await world.browser().get(path)).status).toBe(410)

    world.clock.forward(60)
    const other = world.browser()
    await other.get('/medewerkers/inloggen')
    await other.post('/medewerkers/inloggen', { email: 'ilse@staff.example' })
    const first = await other.follow(
      await other.post('/medewerkers/inloggen/code', { code: await codeFor('ilse@staff.example') }),
    )
    expect(first.text).toContain('Code uit je app')
    expect((await other.get('/medewerkers/instellingen')).status).toBe(303)
    const second = await other.post('/medewerkers/inloggen/code', { code: app() })
    expect([second.status, second.location]).toEqual([303, '/werkvoorraad'])
  })

  it('ask staff for the code of their app when a fresh proof is needed', async () => {
    const browser = await world.signInStaff('handler')
    world.clock.forward(301)
    const page = await browser.get('/bevestigen?naar=%2Fwerkvoorraad')
    expect(page.text).toContain('Code uit je app')
    const code = generateSync({ secret: staffSecret, epoch: Math.floor(Date.parse(world.clock.now) / 1000) })
    expect((await browser.post('/bevestigen?naar=%2Fwerkvoorraad', { code })).location).toBe('/werkvoorraad')
    expect(staffAddress('handler')).toContain('@')
  })

  it('let nobody see the settings of the other side', async () => {
    const member = await world.signInMember(email)
    const staff = await world.signInStaff('officer')
    expect((await member.get('/medewerkers/instellingen')).location).toMatch(/^\/medewerkers\/inloggen/)
    expect((await staff.get('/instellingen')).location).toMatch(/^\/inloggen/)
    const stranger = await world.browser().post('/instellingen', { intent: 'everywhere' })
    expect(stranger.location).toMatch(/^\/inloggen/)
    expect((await member.get('/instellingen')).status).toBe(200)
  })
})
