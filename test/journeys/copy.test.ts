/** "Take my data", from signing in to a bundle that proves itself, and what staff and the log know of it. Over HTTP, both engines. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signCheckpoint, verifierKey } from '#db/audit/checkpoint.ts'
import { readKnownFile } from '#db/audit/known.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { verifyLog } from '#db/audit/verify.ts'
import { requestByReference } from '#db/subject-request.ts'
import { signingOf } from '#app/server/checkpoints.ts'
import { readKeys } from '#exports/keys.ts'
import { verifyBundle } from '#exports/verify.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const address = 'eva@voorbeeld.example'

/** What a person reads of a page. */
const seen = (html: string): string =>
  html
    .replace(/<(script|style)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, ' ')

describe.each(engines)('take my data, on $name', engine => {
  let world: World
  let eva: Client
  let reference: string

  beforeAll(async () => {
    world = await openWorld({ engine })
  })
  afterAll(() => world.close())

  /** Fetches the newest copy that the request's page offers, and checks it with the published keys. */
  async function fetchCopy(): Promise<{ verdict: string; known: boolean; request: string | null; bytes: Buffer }> {
    const page = await eva.get(`/verzoeken/${reference}`)
    const copy = await eva.get(/\/kopie\/[\w-]{22}/.exec(page.text)![0])
    expect(copy.status).toBe(200)
    const file = path.join(world.folder, `fetched-${copy.bytes.length}.zip`)
    await writeFile(file, copy.bytes)
    const keys = readKeys((await world.browser().get('/.well-known/inzage-keys.json')).text)
    const { verdict, known, request } = await verifyBundle(file, keys)
    return { verdict, known, request, bytes: copy.bytes }
  }

  it('signs in with a code from the mail, and sees what is held with its reason and its last day', async () => {
    eva = await world.signInMember(address)
    expect(seen((await eva.get('/')).text)).toContain('Hallo Eva Jansen')
    const data = await eva.get('/gegevens')
    for (const category of world.portal.register.categories) expect(seen(data.text)).toContain(category.label.nl)
    const one = await eva.get(/\/gegevens\/[\w-]+/.exec(data.text)![0])
    expect(one.status).toBe(200)
  })

  it('asks for everything with one click; the last day stands there at once, with its reason', async () => {
    const asked = await eva.post('/downloaden')
    expect([asked.status, asked.location]).toEqual([303, expect.stringMatching(/^\/verzoeken\/[\w-]{11}$/)])
    reference = asked.location.split('/')[2]!
    const page = seen((await eva.get(asked.location)).text)
    expect(page).toContain('Antwoord uiterlijk op dinsdag 22 december 2026, omdat')
    const again = await eva.post('/downloaden')
    expect(again.location).toBe('/downloaden')
    expect(seen((await eva.get('/downloaden')).text)).toContain('kopie')
  })

  it('gets what needs no person at once: a letter, and a bundle that the published key proves', async () => {
    expect(await world.makeCopies()).toBe(1)
    const letter = (await world.letters()).at(-1)!
    expect(letter.to).toBe(address)
    expect(letter.text).toContain(reference)
    expect(letter.text + letter.html).not.toMatch(/\/kopie\//)
    const copy = await fetchCopy()
    expect(copy).toMatchObject({ verdict: 'ok', known: true, request: reference })
    expect(seen((await eva.get(`/verzoeken/${reference}`)).text)).toContain('niet alles zit erin')
  })

  it('a bundle in which one bit was changed is found out', async () => {
    const { bytes } = await fetchCopy()
    const changed = Buffer.from(bytes)
    changed[Math.floor(bytes.length / 2)]! ^= 1
    const file = path.join(world.folder, 'changed.zip')
    await writeFile(file, changed)
    const found = await verifyBundle(file).then(
      verdict => verdict.verdict,
      () => 'notAZip',
    )
    expect(found).not.toBe('ok')
  })

  it('staff look at what waited, after saying why, and let it go', async () => {
    world.clock.forward(60)
    const staff = await world.signInStaff('handler')
    expect(seen((await staff.get('/werkvoorraad')).text)).toContain(reference)
    const page = `/werkvoorraad/${reference}`
    const review = `${page}/controle`
    await staff.post(review, { intent: 'look', purpose: 'review' })
    const waiting = world.portal.register.categories.filter(category => category.review === 'always')
    for (const { id } of waiting) {
      await staff.get(`${review}?deel=${id}`)
      await staff.post(review, { intent: 'release', category: id })
    }
    await world.makeCopies()
    const letter = (await world.letters()).at(-1)!
    expect([letter.to, letter.subject]).toEqual([address, expect.any(String)])
  })

  it('gets the whole copy, and sees who looked', async () => {
    const page = seen((await eva.get(`/verzoeken/${reference}`)).text)
    expect(page).not.toContain('niet alles zit erin')
    expect(await fetchCopy()).toMatchObject({ verdict: 'ok', known: true, request: reference })
    const looks = seen((await eva.get('/wie-heeft-gekeken')).text)
    expect(looks).toContain(
      'Vandaag, 10:01 Medewerker verzoeken Meldingen over veiligheid Nakijken wat er in je kopie komt',
    )
    expect(looks).not.toContain('Medewerker handler')
  })

  it('every step stands in the trail, in order, and the log proves itself', async () => {
    const { store, keys, config } = world.portal
    const request = await requestByReference(store.read, store.t, reference)
    const types = (await auditTrail(store.read, store.t, request!.id)).map(told => told.type)
    const wanted = [
      'request.received',
      'export.wanted',
      'export.started',
      'mail.sent',
      'export.downloaded',
      'request.reviewReleased',
      'request.answered',
    ]
    expect(wanted.filter(type => !types.includes(type as never))).toEqual([])
    const places = [
      'request.received',
      'export.wanted',
      'export.started',
      'export.downloaded',
      'request.reviewReleased',
    ].map(type => types.indexOf(type as never))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    await signCheckpoint(store, signingOf(world.portal))
    const key = verifierKey(keys.log.origin, keys.log.privateKey)
    const verdict = await verifyLog(store, { key, known: readKnownFile(config.checkpointFile, key) })
    expect(verdict.result).toBe('OK')
    const published = (await world.browser().get('/log/checkpoint')).text
    expect(published.split('\n')[0]).toBe(keys.log.origin)
  })

  it('says all of it in English too', async () => {
    await eva.post('/voorkeuren', { language: 'en', naar: '/' })
    const english: [string, string][] = [
      ['/', 'Hello Eva Jansen'],
      [`/verzoeken/${reference}`, 'Your copy is ready'],
    ]
    for (const [to, words] of english) expect(seen((await eva.get(to)).text)).toContain(words)
  })
})
