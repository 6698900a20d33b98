/** Consent on its page: yes and no per purpose, felt at once by the sources, the living record and what goes along (7(3)). */
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tellDueChoices } from '#app/choice/tell.ts'
import { choicesOf, keptText, textIdOf } from '#db/consent-choice.ts'
import { subjectByKey } from '#db/subject.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const email = 'eva@voorbeeld.example'
const marketing = 'purpose-idc_marketing'
const phone = 'purpose-pho_contact'

describe.each(engines)('consent on $name', engine => {
  let world: World
  let eva: Client
  let platform: Database.Database
  let key: string
  beforeAll(async () => {
    world = await openWorld({ engine })
    eva = await world.enter(email)
    platform = new Database(world.portal.config.sources.PLATFORM_DATABASE)
    key = String(platform.prepare('select id from member where email = ?').pluck().get(email))
  })
  afterAll(async () => {
    platform.close()
    await world.close()
  })

  const subject = async () => {
    const { store, register } = world.portal
    return (await subjectByKey(store.read, store.t, register.subject.source, key))!.id
  }
  const ours = async () => choicesOf(world.portal.store.read, world.portal.store.t, await subject())
  const theirs = (purpose: string) =>
    platform
      .prepare('select given from consent where member_id = ? and purpose = ? order by at desc')
      .pluck()
      .get(key, purpose)
  const mailed = () => platform.prepare('select count(*) from mailing_list where member_id = ?').pluck().get(key)
  const textOn = (page: string) => /name="text" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? ''
  async function save(given: Record<string, string>, headers = {}) {
    world.clock.now = new Date(Date.parse(world.clock.now) + 60_000).toISOString() as typeof world.clock.now
    const page = await eva.get('/toestemming')
    return eva.post('/toestemming', { text: textOn(page.text), ...given }, headers)
  }

  it('shows yes and no side by side, and what would stop and go on', async () => {
    const page = await eva.get('/toestemming')
    expect(page.status).toBe(200)
    expect(page.text.match(/type="radio"/g)).toHaveLength(4)
    expect(page.text).toContain('Je nieuws sturen')
    expect(page.text).toContain('Dit gaat wel door: je aanspreken en koppelen aan anderen')
    expect(page.text).toContain('halen we het overal weg')
    expect(page.text).not.toContain('Je browser vraagt')
    expect((await eva.get('/toestemming', { 'Sec-GPC': '1' })).text).toContain('Dat doen we dus niet.')
    const english = await world.browser({ 'Accept-Language': 'en' }).get('/toestemming')
    expect(english.status).toBe(303)
  })

  it('a yes and a no reach the source in the same request, with the text that was shown', async () => {
    await save({ [marketing]: 'no', [phone]: 'yes' })
    expect(mailed()).toBe(0)
    const yes = await save({ [marketing]: 'yes', [phone]: 'yes' }, { 'Sec-GPC': '1' })
    expect([yes.status, yes.location]).toEqual([303, '/toestemming?gedaan=saved'])
    expect(theirs('marketing')).toBe(1)
    expect(mailed()).toBe(1)
    expect((await eva.follow(yes)).text).toContain('Je keuzes zijn opgeslagen')
    const no = await save({ [marketing]: 'no', [phone]: 'yes' })
    expect(no.location).toBe('/toestemming?gedaan=saved')
    expect(theirs('marketing')).toBe(0)
    expect(mailed()).toBe(0)
    const [newest] = await ours()
    expect(newest).toMatchObject({ purpose: 'idc_marketing', given: false, way: 'page', gpc: false, trouble: null })
    expect(newest!.sourceDoneAt).not.toBeNull()
    const { read, t } = world.portal.store
    const text = await keptText(read, t, newest!.textId)
    expect(textIdOf(text!.shown)).toBe(newest!.textId)
    expect(text!.shown.purposes.map(({ id }) => id)).toContain('idc_marketing')
  })

  it('the same once more is no new choice', async () => {
    const before = (await ours()).length
    expect((await save({ [marketing]: 'no', [phone]: 'yes' })).location).toBe('/toestemming?gedaan=same')
    expect(await ours()).toHaveLength(before)
  })

  it('what was not answered, or chosen on another text, is not kept; what was chosen stays on the page', async () => {
    const before = (await ours()).length
    const page = await eva.get('/toestemming')
    const half = await eva.post('/toestemming', { text: textOn(page.text), [marketing]: 'yes' })
    expect(half.status).toBe(422)
    expect(half.text).toContain('Kies ja of nee.')
    expect(half.text).toMatch(/id="purpose-idc_marketing-yes"[^>]*checked/)
    const stale = await eva.post('/toestemming', { text: '0'.repeat(64), [marketing]: 'yes', [phone]: 'yes' })
    expect(stale.status).toBe(422)
    expect(stale.text).toContain('De tekst is intussen veranderd')
    for (const hostile of ['<b>yes</b>', '__proto__', 'YES', '\ud800', 'x'.repeat(5000)]) {
      const answer = await eva.post('/toestemming', { text: textOn(page.text), [marketing]: hostile, [phone]: hostile })
      expect(answer.status).toBe(422)
    }
    expect(await ours()).toHaveLength(before)
  })

  it('withdrawing for the phone empties the number everywhere, copies too, also when the source was down (E4)', async () => {
    const stored = () => platform.prepare('select phone from member where id = ?').pluck().get(key)
    platform.prepare('update member set phone = ? where id = ?').run('0612345678', key)
    platform
      .prepare(`insert into debug_copy (member_id, ticket, phone, copied_at) values (?, 'T-1', '0612345678', ?)`)
      .run(key, world.clock.now)
    const source = world.portal.sources.get('platform')!
    const { rectify } = source
    source.rectify = () => Promise.reject(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }))
    const down = await save({ [marketing]: 'no', [phone]: 'no' })
    source.rectify = rectify
    expect(down.location).toBe('/toestemming?gedaan=later')
    expect(stored()).toBe('0612345678')
    world.clock.now = new Date(Date.parse(world.clock.now) + 5000).toISOString() as typeof world.clock.now
    expect(await tellDueChoices(world.portal)).toBe(true)
    expect(stored()).toBeNull()
    expect(
      platform.prepare('select count(*) from debug_copy where member_id = ? and phone is not null').pluck().get(key),
    ).toBe(0)
    expect((await eva.get('/gegevens?open=alles')).text).not.toContain('0612345678')
    expect(theirs('phone')).toBe(0)
  })

  it('every choice stands in one list, once', async () => {
    const page = await eva.get('/toestemming')
    const rows = platform.prepare('select count(*) from consent where member_id = ?').pluck().get(key)
    expect(page.text).toContain(`Bekijk eerdere keuzes (${String(rows)})`)
  })
})
