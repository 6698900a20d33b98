/** A step that needs a fresh proof, and the form that waits for it: over HTTP, on both engines. */
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { addStaff } from '#app/sign-in/staff-account.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, staffSecret, type World } from '#test/world.ts'

const settings = '/medewerkers/instellingen'

describe.each(engines)('a form that waits for a fresh proof ($name)', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ engine, members: 14 })
  })
  afterAll(() => world.close())

  const app = () => generateSync({ secret: staffSecret, epoch: Math.floor(Date.parse(world.clock.now) / 1000) })
  const events = async () => {
    const { read, t } = world.portal.store
    return (await read.select({ type: t.auditEntry.type }).from(t.auditEntry).orderBy(t.auditEntry.seq)).map(
      row => row.type,
    )
  }
  /** The hidden fields of the page's only form with a code in it, as a browser would send them. */
  const hidden = (html: string): Record<string, string> =>
    Object.fromEntries(
      [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
        .map(([, name = '', value = '']) => [name, value])
        .filter(([name]) => name !== 'naar' && name !== 'csrf'),
    )
  const stale = async (client: Client) => {
    await client.get(settings)
    world.clock.forward(301)
    return client.post(settings, { intent: 'recovery', extra: 'a "quoted" & <b>' })
  }

  it('comes back in a page that asks for the proof; nothing is done yet, and nothing of it is stored', async () => {
    const client = await world.signInStaff('handler')
    const before = await events()
    const page = await stale(client)
    expect(page.status).toBe(403)
    expect(page.text).toContain('Bevestig dat jij het bent')
    expect(hidden(page.text)).toMatchObject({ intent: 'recovery', extra: 'a &quot;quoted&quot; &amp; &lt;b&gt;' })
    expect(page.text).toContain(`action="${settings}"`)
    expect(await events()).toEqual(before)
  })

  it('goes on with one right code, in the same answer, with a renewed session', async () => {
    const client = await world.signInStaff('handler')
    const session = client.jar.get('inzage-session')
    const page = await stale(client)
    const wrong = await client.post(settings, { ...hidden(page.text), 'proof.code': '12' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Een code heeft zes cijfers.')
    expect(wrong.text).toContain('<title>Fout:')
    expect(hidden(wrong.text)).toMatchObject({ intent: 'recovery' })
    const done = await client.post(settings, { ...hidden(wrong.text), 'proof.code': app() })
    expect(done.status).toBe(200)
    expect(done.text.match(/class="mono">[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}</g)).toHaveLength(10)
    expect(client.jar.get('inzage-session')).not.toBe(session)
    // The page's next form belongs to the renewed session.
    expect((await client.post(settings, { intent: 'recovery' })).status).toBe(200)
  })

  it('is not done with a wrong or used code, nor without the token of its page', async () => {
    const client = await world.signInStaff('approver')
    const other = await world.signInStaff('approver')
    const page = await stale(client)
    await other.get(settings)
    const code = app()
    const made = (await events()).filter(type => type === 'staff.recoveryCodesMade').length
    const fields = { ...hidden(page.text), 'proof.code': code }
    expect((await client.post(settings, { ...fields, csrf: 'x' })).status).toBe(403)
    expect((await client.post(settings, fields, { Origin: 'https://kwaad.example' })).status).toBe(403)
    expect((await client.post(settings, { ...fields, 'proof.code': '000000' })).status).toBe(422)
    expect((await client.post(settings, { ...fields, 'proof.passkey': '{}', 'proof.code': '' })).status).toBe(422)
    expect((await other.post('/bevestigen', { code })).status).toBe(303)
    expect((await client.post(settings, fields)).text).toContain('klopt niet of is al gebruikt')
    expect((await events()).filter(type => type === 'staff.recoveryCodesMade')).toHaveLength(made)
  })

  it('waits for a mailed code when somebody has nothing else', async () => {
    const email = 'zonder@staff.example'
    await addStaff(world.portal, { email, role: 'admin' }, world.clock.now)
    const link = await makeSignInLink(world.portal, { audience: 'staff', email }, world.clock.now)
    const client = world.browser()
    await client.get(new URL(link!).pathname)
    await client.follow(await client.post(new URL(link!).pathname))
    const page = await stale(client)
    const sent = await client.post(settings, { ...hidden(page.text), 'proof.send': 'send' })
    expect(sent.text).toContain('Stuur een nieuwe code')
    const done = await client.post(settings, { ...hidden(sent.text), 'proof.code': await world.codeFor(email) })
    expect(done.status).toBe(200)
    expect(done.text).toContain('Je nieuwe herstelcodes')
  })

  it('stands before every step that decides, approves or sends; what was typed waits, and nothing happens', async () => {
    const member = await world.enter('eva@voorbeeld.example')
    const asked = await member.post('/downloaden', { what: 'all', as: 'both' })
    const here = `/werkvoorraad/${asked.location.split('/').at(-1)}`
    const steps: readonly (readonly [page: string, fields: Record<string, string>])[] = [
      [here, { intent: 'release', category: 'messages' }],
      [here, { intent: 'extend', note: 'mijn uitleg' }],
      [`${here}/controle`, { intent: 'release', category: 'messages' }],
      [`${here}/besluit`, { intent: 'decide', because: 'mijn uitleg' }],
      [`${here}/besluit`, { intent: 'ask', plan: 'x' }],
      [`${here}/besluit`, { intent: 'answer', plan: 'x', say: 'yes' }],
      [`${here}/brief`, { intent: 'send', text: 'mijn uitleg' }],
    ]
    const client = await world.signInStaff('approver')
    world.clock.forward(301)
    await client.get(here)
    const before = await events()
    for (const [page, fields] of steps) {
      const answer = await client.post(page, fields)
      expect(`${page} ${fields.intent} ${answer.status}`).toBe(`${page} ${fields.intent} 403`)
      expect(hidden(answer.text)).toMatchObject(fields)
    }
    expect(await events()).toEqual(before)
  })

  it('asked for by a link is a detour and back', async () => {
    const client = await world.signInStaff('officer')
    world.clock.forward(301)
    expect((await client.get('/bevestigen?naar=%2Fwerkvoorraad')).status).toBe(200)
    const entered = await client.post('/bevestigen?naar=%2Fwerkvoorraad', { code: app() })
    expect([entered.status, entered.location]).toEqual([303, '/werkvoorraad'])
  })
})
