/** What the portal changes in a platform's own database: one value, what may not be used, a choice. Nothing else, and nobody else's. */
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barredUses, noBars } from '#domain/bar.ts'
import type { Located } from '#domain/subject.ts'
import { type DemoPlatform, demoPlatform, now } from './demo-platform.ts'

const later = '2026-11-22T10:00:00.000Z'

describe('a platform that is written to', () => {
  let world: DemoPlatform
  let db: Database.Database
  let eva: Located
  let other: Located
  beforeAll(async () => {
    world = await demoPlatform({ members: 60 })
    db = new Database(world.file)
    const [a, b] = db
      .prepare(
        `select m.id from member m where m.status = 'active' and m.phone is not null and m.postcode is not null and m.agreement_ended_at is null
         and exists (select 1 from mailing_list l where l.member_id = m.id) order by m.id limit 2`,
      )
      .pluck()
      .all() as number[]
    eva = (await world.platform.locate({ key: String(a) }))!
    other = (await world.platform.locate({ key: String(b) }))!
  })
  afterAll(async () => {
    db.close()
    await world.dispose()
  })

  const phone = (who: Located) =>
    db.prepare('select phone from member where id = ?').pluck().get(who.key) as string | null
  const listed = (view: string, who: Located) =>
    db.prepare(`select count(*) from ${view} where member_id = ?`).pluck().get(who.key)
  const told = (who: Located) =>
    db.prepare('select kind, what, since from suppression where member_id = ? order by kind, what').all(who.key)
  const change = (who: Located, was: string | null, wanted: string | null) => ({
    table: 'member',
    key: who.key,
    column: 'phone',
    was,
    wanted,
  })

  test('a value is changed while it still is what was seen, once, and can be emptied', async () => {
    const was = phone(eva)!
    expect(await world.platform.rectify(eva, change(eva, was, '0612345687'))).toBe('applied')
    expect(phone(eva)).toBe('0612345687')
    expect(await world.platform.rectify(eva, change(eva, was, '0612345687'))).toBe('already')
    expect(await world.platform.rectify(eva, change(eva, was, '0600000000'))).toBe('changedMeanwhile')
    expect(phone(eva)).toBe('0612345687')
    expect(await world.platform.rectify(eva, change(eva, '0612345687', null))).toBe('applied')
    expect(phone(eva)).toBeNull()
    expect(await world.platform.rectify(eva, change(eva, null, was))).toBe('applied')
  })

  test('nobody else is changed, whatever key is named, and nothing that is about others or was seen masked', async () => {
    const before = db.prepare('select * from member order by id').all()
    expect(await world.platform.rectify(eva, change(other, phone(other), '0699999999'))).toBe('notThere')
    for (const [table, column] of [
      ['member', 'password_hash'],
      ['message', 'body'],
      ['contact_moment', 'staff_id'],
      ['staff', 'name'],
      ['member', 'no_such_column'],
      ['member', '__proto__'],
    ] as const) {
      const asked = { table, key: eva.key, column, was: null, wanted: 'x' }
      expect(await world.platform.rectify(eva, asked), `${table}.${column}`).toBe('cannot')
    }
    expect(db.prepare('select * from member order by id').all()).toEqual(before)
  })

  test('hostile text is stored exactly as typed', async () => {
    const [row] = (await world.platform.page(eva, 'account_and_offers', null, 1, 'member')).items
    let was = row!.values.about ?? null
    for (const text of [
      "'; drop table member; --",
      '=1+1',
      '<script>x</script>',
      'a\r\nBcc: b@c.d',
      '__proto__',
      'é'.repeat(9),
    ]) {
      const asked = { table: 'member', key: eva.key, column: 'about', was, wanted: text }
      expect(await world.platform.rectify(eva, asked)).toBe('applied')
      const item = await world.platform.item(eva, 'member', eva.key, 'account_and_offers')
      expect(item?.values.about).toBe(text)
      was = text
    }
  })

  test('a value reached through another table is the person’s own too, yes and no are kept as the platform keeps them', async () => {
    const [wish] = (await world.platform.page(eva, 'account_and_offers', null, 1, 'preference')).items
    const was = wish!.values.remote ?? null
    const asked = { table: 'preference', key: wish!.key, column: 'remote', was, wanted: was !== true }
    expect(await world.platform.rectify(eva, asked)).toBe('applied')
    const kept = db.prepare('select remote, typeof(remote) as kind from preference where id = ?').get(wish!.key)
    expect(kept).toEqual({ remote: was === true ? 0 : 1, kind: 'integer' })
    expect(await world.platform.rectify(other, { ...asked, was: was !== true, wanted: was })).toBe('notThere')
  })

  test('one record is found by its key, by whom it is about, and by nobody else', async () => {
    const mine = await world.platform.item(eva, 'member', eva.key, 'phone')
    expect(mine?.values).toEqual({ phone: phone(eva) })
    expect(await world.platform.item(other, 'member', eva.key, 'phone')).toBeNull()
    expect(await world.platform.item(eva, 'member', eva.key, 'member_messages')).toBeNull()
    expect(await world.platform.item(eva, 'nowhere', eva.key, 'phone')).toBeNull()
  })

  test('what is barred leaves the platform’s mailing and matching in the same second, and comes back', async () => {
    expect([listed('mailing_list', eva), listed('matchable_member', eva)]).toEqual([1, 1])
    const facts = eva.facts
    const objection = { purpose: 'idc_marketing', at: now, withdrawn: null, outcome: null, decided: null } as const
    const stop = barredUses(world.register, 'platform', { facts, bars: { ...noBars, objections: [objection] } }, now)
    expect(stop).toContainEqual({ purpose: 'idc_marketing' })
    expect(await world.platform.obey(eva, stop, now)).toBe(true)
    expect([listed('mailing_list', eva), listed('matchable_member', eva)]).toEqual([0, 1])
    const still = [...stop, { category: 'location' }, { table: 'member', key: eva.key, column: 'postcode' }]
    expect(await world.platform.obey(eva, still, later)).toBe(true)
    expect(await world.platform.obey(eva, still, later)).toBe(true)
    expect([listed('mailing_list', eva), listed('matchable_member', eva)]).toEqual([0, 0])
    // What stood there keeps its moment; nobody else is touched.
    expect(told(eva)).toContainEqual({ kind: 'purpose', what: 'idc_marketing', since: now })
    expect(told(eva)).toContainEqual({ kind: 'value', what: `member/${eva.key}/postcode`, since: later })
    expect(told(other)).toEqual([])
    expect(await world.platform.obey(eva, [], later)).toBe(true)
    expect(told(eva)).toEqual([])
    expect([listed('mailing_list', eva), listed('matchable_member', eva)]).toEqual([1, 1])
  })

  test('a choice on consent is told once and holds from then on', async () => {
    const choice = { purpose: 'idc_marketing', given: false, at: later, text: 'text-1' } as const
    expect(await world.platform.choose(eva, choice)).toBe(true)
    expect(await world.platform.choose(eva, choice)).toBe(true)
    const rows = db.prepare('select purpose, given, channel, text_version from consent where member_id = ? and at = ?')
    expect(rows.all(eva.key, later)).toEqual([
      { purpose: 'marketing', given: 0, channel: 'portal', text_version: 'text-1' },
    ])
    expect((await world.platform.locate({ key: eva.key }))?.facts.consents.idc_marketing).toEqual({
      given: false,
      at: later,
    })
    expect(listed('mailing_list', eva)).toBe(0)
    expect(await world.platform.choose(eva, { ...choice, purpose: 'loc_matching' })).toBe(false)
  })
})
