/** A person corrects a value at once and takes it back; nobody else's, nothing that is not theirs to change (RECT-01). */
import Database from 'better-sqlite3'
import { desc } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doDueCorrections } from '#app/member/carry-out.ts'
import { sealPlace } from '#app/member/correct-place.ts'
import { askCorrection, takeCorrection } from '#db/correction.ts'
import { record } from '#db/record.ts'
import { subjectByKey } from '#db/subject.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'

for (const engine of engines) {
  describe(`correcting at once, on ${engine.name}`, () => {
    let world: World
    let platform: Database.Database
    let client: Client
    let key: string
    let subjectId: string
    beforeAll(async () => {
      world = await openWorld({ engine })
      platform = new Database(world.portal.config.sources.PLATFORM_DATABASE)
      client = await world.enter(eva)
      key = String(platform.prepare('select id from member where email = ?').pluck().get(eva))
      const { store, register } = world.portal
      subjectId = (await subjectByKey(store.read, store.t, register.subject.source, key))!.id
    })
    afterAll(async () => {
      platform.close()
      await world.close()
    })

    const stored = (column: string, table = 'member') =>
      platform
        .prepare(`select ${column} from ${table} where ${table === 'member' ? 'id' : 'member_id'} = ?`)
        .pluck()
        .get(key)
    const address = (column: string, table = 'member', of = key) =>
      `/verander/${sealPlace(world.portal, subjectId, { source: 'platform', table, key: of, column })}`
    const change = async (column: string, value: string) => {
      const to = address(column)
      await client.get(to)
      return client.post(to, { value })
    }
    const rows = () => world.portal.store.read.select().from(world.portal.store.t.correction)
    const undoOf = (html: string) => /name="undo" value="([\w-]{22})"/.exec(html)?.[1] ?? ''

    it('a phone number is changed, shown with its way back, and put back', async () => {
      const was = stored('phone')
      const page = await client.get('/gegevens?open=alles')
      const href = /href="(\/verander\/[\w-]+)">Verander<span class="sr-only"> Telefoonnummer/.exec(
        page.text.replaceAll('<!-- -->', ''),
      )?.[1]
      expect(href).toBeTruthy()
      expect(page.text).not.toMatch(/verander\/[^"]*member/)
      const form = await client.get(href!)
      expect(form.text).toContain('Wat moet het zijn?')
      const saved = await client.post(href!, { value: '06 12 34 56 78' })
      expect(saved.status).toBe(303)
      expect(stored('phone')).toBe('06 12 34 56 78')
      const after = await client.follow(saved)
      expect(after.text).toContain('Opgeslagen om 10:00.')
      expect(after.text).toContain('nog 30 minuten')
      world.clock.forward(70)
      expect((await client.get('/gegevens?open=phone')).text).toContain('nog 28 minuten')
      const undone = await client.post(href!, { undo: undoOf(after.text) })
      expect(undone.location).toContain('gedaan=undone')
      expect(stored('phone')).toBe(was)
      const [row] = await rows()
      expect(row).toMatchObject({ was: null, wanted: null, mode: 'edit' })
      const log = await world.portal.store.read.select().from(world.portal.store.t.auditEntry)
      const told = log.map(each => each.type).filter(type => type.startsWith('correction.'))
      expect(told).toEqual(['correction.asked', 'correction.applied', 'correction.asked', 'correction.undone'])
      expect((await client.get(href!)).text).toContain('Ongedaan gemaakt')
    })

    it('is not put back over a newer value, and not after half an hour; then the old value is gone', async () => {
      await change('city', 'Assen')
      const undo = undoOf((await client.get('/gegevens?open=location')).text)
      platform.prepare('update member set city = ? where id = ?').run('Emmen', key)
      expect((await client.post(address('city'), { undo })).location).toContain('gedaan=notSaved')
      expect(stored('city')).toBe('Emmen')
      world.clock.forward(1)
      await change('city', 'Hoogeveen')
      const late = undoOf((await client.get('/gegevens?open=location')).text)
      world.clock.forward(901)
      await client.get('/hulp')
      world.clock.forward(900)
      await doDueCorrections(world.portal)
      expect((await client.post(address('city'), { undo: late })).location).toContain('gedaan=undoLate')
      expect(stored('city')).toBe('Hoogeveen')
      expect((await rows()).every(row => row.was === null && row.wanted === null)).toBe(true)
    })

    it('says what is wrong beside the field, and keeps what was typed', async () => {
      const wrong = await change('phone', '06 12<b>')
      expect(wrong.status).toBe(422)
      expect(wrong.text).toContain('Dit is geen telefoonnummer.')
      expect(wrong.text).toContain('06 12&lt;b&gt;')
      expect((await change('postcode', '12 AB')).text).toContain('1234 AB')
      expect((await change('display_name', ' ')).text).toContain('Dit mag niet leeg zijn.')
      const emptied = await change('phone', '')
      expect(emptied.location).toContain('gedaan=withdrawn')
      expect(stored('phone')).toBeNull()
      // With the number went the consent that it rested on, here and on the platform (AMB-04).
      const { read, t } = world.portal.store
      const [choice] = await read.select().from(t.consentChoice).orderBy(desc(t.consentChoice.at))
      expect(choice).toMatchObject({ purpose: 'pho_contact', given: false, way: 'emptied' })
      const newest = 'select given from consent where member_id = ? and purpose = ? order by at desc, id desc limit 1'
      expect(platform.prepare(newest).pluck().get(key, 'phone')).toBe(0)
    })

    it('a form that is older than the value changes nothing', async () => {
      await client.get(address('job_title'))
      const { seen } = client
      platform.prepare('update member set job_title = ? where id = ?').run('Kok', key)
      const answer = await client.post(address('job_title'), { value: 'Bakker', seen })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('Dit is net veranderd.')
      expect(stored('job_title')).toBe('Kok')
    })

    it('takes no field that the form does not have, and no value twice', async () => {
      const to = address('job_title')
      await client.get(to)
      expect((await client.post(to, { value: 'Bakker', status: 'ended' })).status).toBe(400)
      expect((await client.post(to, { value: 'Bakker', __proto__x: 'y' })).status).toBe(400)
      expect((await client.post(to, { value: ['Bakker', 'Smid'] })).status).toBe(400)
      expect((await client.post(to, { value: 'x'.repeat(1_000_000) })).status).toBe(413)
      expect(stored('job_title')).toBe('Kok')
      const hostile = '=1+1 <img src=x onerror=alert(1)> __proto__'
      await client.get(to)
      expect((await client.post(to, { value: hostile })).status).toBe(303)
      expect(stored('job_title')).toBe(hostile)
      expect((await client.get('/gegevens?open=alles')).text).not.toContain('<img src=x')
    })

    it('offers nothing that is not theirs to change, and no record of anybody else', async () => {
      const other = String(platform.prepare('select id from member where id <> ? limit 1').pluck().get(key))
      for (const to of [
        address('member_number'),
        address('status'),
        address('password_hash'),
        address('nothing'),
        address('phone', 'nowhere'),
        address('phone', 'member', other),
        '/verander/x',
        `/verander/${'A'.repeat(80)}`,
      ])
        expect((await client.get(to)).status, to).toBe(404)
      const sam = await world.enter('sam@voorbeeld.example')
      expect((await sam.get(address('phone'))).status).toBe(404)
    })

    it('what a stopped process left is carried out by the next, once', async () => {
      const { store, now } = world.portal
      const was = stored('about') as string | null
      const place = { source: 'platform', table: 'member', key, column: 'about' }
      const asked = await record(store, now(), { kind: 'member', ref: subjectId }, ledger =>
        askCorrection(ledger, { ...place, subjectId, mode: 'edit', was, wanted: 'Nieuw', dueAt: now() }),
      )
      // Taken, told the source, and then the process stopped.
      await takeCorrection(store, asked.id, now())
      platform.prepare('update member set about = ? where id = ?').run('Nieuw', key)
      expect(await doDueCorrections(world.portal)).toBe(0)
      world.clock.forward(61)
      expect(await doDueCorrections(world.portal)).toBe(1)
      const row = (await rows()).find(each => each.id === asked.id)
      expect(row?.appliedAt).not.toBeNull()
      expect(stored('about')).toBe('Nieuw')
    })
  })
}
