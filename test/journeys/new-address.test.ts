/** Changing an e-mail address: confirmed by the new one, stopped by the old one; copies wait meanwhile (T3, T15). */
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askCopy } from '#app/member/ask-copy.ts'
import { sealPlace } from '#app/member/correct-place.ts'
import { subjectByKey } from '#db/subject.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'
const sam = 'sam@voorbeeld.example'

for (const engine of engines) {
  describe(`a new address, on ${engine.name}`, () => {
    let world: World
    let platform: Database.Database
    let client: Client
    let subjectId: string
    let key: string
    let page: string
    beforeAll(async () => {
      world = await openWorld({ engine })
      platform = new Database(world.portal.config.sources.PLATFORM_DATABASE)
      client = await world.enter(eva)
      key = String(platform.prepare('select id from member where email = ?').pluck().get(eva))
      const { store, register } = world.portal
      subjectId = (await subjectByKey(store.read, store.t, register.subject.source, key))!.id
      page = `/verander/${sealPlace(world.portal, subjectId, { source: 'platform', table: 'member', key, column: 'email' })}`
    })
    afterAll(async () => {
      platform.close()
      await world.close()
    })

    const stored = () => platform.prepare('select email from member where id = ?').pluck().get(key)
    const stopIn = (text: string) => /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(text)?.[0] ?? ''
    const ask = async (value: string) => {
      await client.get(`${page}?ander`)
      return client.post(page, { value })
    }

    it('an address of another member is refused without saying so: the same page, the same letters', async () => {
      const before = (await world.letters()).length
      const taken = await ask(sam)
      const shown = (await client.follow(taken)).text
      const letters = (await world.letters()).slice(before)
      expect(letters.map(each => each.to).toSorted()).toEqual([eva, sam].toSorted())
      const wrong = await client.post(page, { confirm: await world.codeFor(sam) })
      expect(wrong.status).toBe(422)
      expect(stored()).toBe(eva)
      const free = await ask('eva.nieuw@voorbeeld.example')
      expect(free.status).toBe(taken.status)
      const other = (await client.follow(free)).text
      // What happened before is one line longer by now.
      const still = (html: string) =>
        html
          .replaceAll(/<details class="more[\s\S]*?<\/details>/g, '')
          .replaceAll(/sam@voorbeeld\.example|eva\.nieuw@voorbeeld\.example/g, 'X')
          .replaceAll(/nonce="[^"]*"|[\w-]{22,}/g, '')
      expect(still(other)).toBe(still(shown))
    })

    it('the right code changes it, signs others out, and makes copies wait; the old address stops it', async () => {
      const second = await world.enter(eva)
      expect((await client.post(page, { confirm: '000000' })).status).toBe(422)
      const right = await client.post(page, { confirm: await world.codeFor('eva.nieuw@voorbeeld.example') })
      expect(right.location).toContain('gedaan=newAddress')
      expect(stored()).toBe('eva.nieuw@voorbeeld.example')
      expect((await second.get('/')).location).toContain('/inloggen')
      expect((await client.get('/downloaden')).text).toContain('Downloaden kan nu even niet')
      const scope = { categories: null, from: null, until: null, forms: ['access' as const] }
      expect(await askCopy(world.portal, { subjectId, scope, language: 'nl', now: world.clock.now })).toBeNull()
      // While it can be stopped, it cannot be changed on.
      expect((await client.get(page)).status).toBe(404)
      const letters = (await world.letters()).filter(each => each.to === eva && stopIn(each.text))
      const stop = stopIn(letters.at(-1)!.text)
      const anybody = world.browser()
      expect((await anybody.post('/stoppen', { stop: 'AAAA-BBBB-CCCC' })).status).toBe(422)
      const stopped = await anybody.post('/stoppen', { stop: stop.toLowerCase().replaceAll('-', ' ') })
      expect(stopped.status).toBe(303)
      expect((await anybody.follow(stopped)).text).toContain('De verandering is gestopt.')
      expect(stored()).toBe(eva)
      expect((await client.get('/')).location).toContain('/inloggen')
      expect((await anybody.post('/stoppen', { stop })).status).toBe(422)
      const rows = await world.portal.store.read.select().from(world.portal.store.t.correction)
      const last = rows.find(row => row.stoppedAt)
      expect(last).toMatchObject({ was: null, wanted: null, mode: 'confirm' })
      const log = await world.portal.store.read.select().from(world.portal.store.t.auditEntry)
      const told = log.map(each => each.type).filter(type => /^(correction|subject\.frozen)/.test(type))
      expect(told.slice(-5)).toEqual([
        'correction.confirmed',
        'subject.frozen',
        'correction.applied',
        'correction.stopped',
        'correction.undone',
      ])
    })

    it('a change that was never confirmed is stopped too; after three days a code is nothing', async () => {
      world.clock.forward(73 * 3600)
      client = await world.enter(eva)
      await client.get('/gegevens')
      await ask('eva.derde@voorbeeld.example')
      const stop = stopIn((await world.letters()).findLast(each => each.to === eva)!.text)
      expect((await client.post('/stoppen', { stop })).status).toBe(303)
      client = await world.enter(eva)
      const late = await client.post(page, { confirm: await world.codeFor('eva.derde@voorbeeld.example') })
      expect(late.status).toBe(422)
      expect(stored()).toBe(eva)
      await ask('eva.vierde@voorbeeld.example')
      const old = stopIn((await world.letters()).findLast(each => each.to === eva)!.text)
      world.clock.forward(73 * 3600)
      expect((await world.browser().post('/stoppen', { stop: old })).status).toBe(422)
    })

    it('asks for a fresh proof first, and keeps what was typed', async () => {
      client = await world.enter(eva)
      await client.get(page)
      world.clock.forward(400)
      const held = await ask('eva.vijfde@voorbeeld.example')
      expect(held.status).toBe(403)
      expect(held.text).toContain('eva.vijfde@voorbeeld.example')
      expect((await world.letters()).some(each => each.to === 'eva.vijfde@voorbeeld.example')).toBe(false)
    })
  })
}
