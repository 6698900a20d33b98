/** What may not be used is told to the sources within the request that changed it, and again when that did not work (REST-02). */
import Database from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { obeyDue, obeyNow, toldSources } from '#app/bar/obey.ts'
import { barsOf } from '#db/bars.ts'
import { untoldSources } from '#db/obedience.ts'
import { objectionsOf, objectTo, settleObjections, takeBackObjection } from '#db/objection.ts'
import { type Ledger, record } from '#db/record.ts'
import { announceLift, lift, liftCause, restrict, restrictionsOf } from '#db/restriction.ts'
import { knowSubject } from '#db/subject.ts'
import type { Day } from '#domain/day.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'

describe.each(engines)('bars and the sources that obey them on $name', engine => {
  let world: World
  let platform: Database.Database
  let subjectId: string
  let key: string
  const change = <T>(body: (ledger: Ledger) => Promise<T>) =>
    record(world.portal.store, world.clock.now, { kind: 'system', ref: 'test' }, body)
  const sources = () => toldSources(world.portal)
  const listed = (view: string) =>
    platform.prepare(`select count(*) from ${view} where member_id = ?`).pluck().get(key) as number
  const purpose = (id: string) => world.portal.register.purposes.find(each => each.id === id)!
  const store = () => world.portal.store

  beforeAll(async () => {
    world = await openWorld({ engine })
    platform = new Database(`${world.folder}/platform.sqlite`)
    const self = (await world.portal.people.locate({ email: eva }))!
    key = self.key
    const { source } = world.portal.register.subject
    subjectId = await change(async ledger => {
      const { id } = await knowSubject(ledger, { source, key, language: 'nl' })
      ledger.entry('subject.known', { payload: { subject: id } })
      return id
    })
  })
  beforeEach(() => world.clock.forward(60))
  afterAll(async () => {
    platform.close()
    await world.close()
  })

  it('direct marketing stops in the same second without a request, once, stays stopped, and can be taken back', async () => {
    expect(listed('mailing_list')).toBe(1)
    const make = () =>
      change(async ledger => {
        const id = await objectTo(ledger, sources(), purpose('idc_marketing'), {
          subjectId,
          requestId: null,
          situation: '',
        })
        return id ?? ledger.decline(null)
      })
    const id = await make()
    expect(await obeyNow(world.portal, subjectId)).toBe(true)
    expect(listed('mailing_list')).toBe(0)
    expect(await make()).toBeNull()
    expect(await objectionsOf(store().read, store().t, subjectId)).toMatchObject([{ outcome: 'upheld' }])
    expect(await change(ledger => takeBackObjection(ledger, sources(), id!, 'somebody-else-somebody'))).toBeNull()
    expect(await change(ledger => takeBackObjection(ledger, sources(), id!, subjectId))).toEqual({ requestId: null })
    expect(await obeyNow(world.portal, subjectId)).toBe(true)
    expect(listed('mailing_list')).toBe(1)
    const { auditEntry } = store().t
    expect(await store().read.$count(auditEntry, eq(auditEntry.type, 'sources.told'))).toBe(2 * sources().length)
  })

  it('what is set still leaves matching at once; a source that is down is told later, with what is newest then', async () => {
    const { people } = world.portal
    const down = vi.spyOn(people, 'obey').mockRejectedValue(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }))
    const set = (category: string) =>
      change(ledger => restrict(ledger, sources(), { subjectId, ground: 'a', scope: { category } }))
    const id = (await set('location'))!
    expect(await obeyNow(world.portal, subjectId)).toBe(false)
    expect(await untoldSources(store().read, store().t, subjectId)).toEqual([people.id])
    expect(listed('matchable_member')).toBe(1)
    down.mockRestore()
    // Not before its wait is over.
    await obeyDue(world.portal)
    expect(listed('matchable_member')).toBe(1)
    world.clock.forward(2)
    expect(await obeyDue(world.portal)).toBe(true)
    expect(listed('matchable_member')).toBe(0)
    expect(await untoldSources(store().read, store().t, subjectId)).toEqual([])
    expect(
      await change(
        async ledger =>
          (await restrict(ledger, sources(), { subjectId, ground: 'a', scope: { category: 'location' } })) ??
          ledger.decline(null),
      ),
    ).toBeNull()
    await change(ledger => lift(ledger, sources(), { id, subjectId, by: null, today: '2026-11-22' }))
    await obeyNow(world.portal, subjectId)
    expect(listed('matchable_member')).toBe(1)
  })

  it('a change while a source is being told is carried out after it, whichever answer comes last', async () => {
    const { people } = world.portal
    const obey = people.obey.bind(people)
    let id: string | null = null
    const slow = vi.spyOn(people, 'obey').mockImplementationOnce(async (who, barred, at) => {
      await change(ledger => lift(ledger, sources(), { id: id!, subjectId, by: null, today: '2026-11-22' }))
      return obey(who, barred, at)
    })
    id = await change(ledger =>
      restrict(ledger, sources(), { subjectId, ground: 'b', scope: { category: 'location' } }),
    )
    await obeyNow(world.portal, subjectId)
    slow.mockRestore()
    expect(listed('matchable_member')).toBe(1)
    expect(await untoldSources(store().read, store().t, subjectId)).toEqual([])
  })

  it('nobody but the person ends it before they were told and the day has come (18(3))', async () => {
    const scope = { purpose: 'loc_matching' }
    const id = (await change(ledger => restrict(ledger, sources(), { subjectId, ground: 'c', scope })))!
    const end = (today: Day) =>
      change(ledger => lift(ledger, sources(), { id, subjectId, by: 'colleague-0123456789ab', today }))
    expect(await end('2026-12-01')).toBe('notTold')
    const tell = () => change(ledger => announceLift(ledger, id, { liftsOn: '2026-12-01', reason: 'Klaar.' }))
    expect([await tell(), await tell()]).toEqual([true, false])
    expect(await end('2026-11-30')).toBe('tooEarly')
    expect(await end('2026-12-01')).toBe('lifted')
    expect(await end('2026-12-01')).toBe('notThere')
    expect((await restrictionsOf(store().read, store().t, subjectId)).at(-1)).toMatchObject({ scope, ground: 'c' })
  })

  it('what was set for a correction ends with it; an objection nobody decides holds', async () => {
    const causeId = 'correction-0123456789ab'
    const scope = { source: 'platform', table: 'member', key, column: 'postcode' }
    await change(ledger => restrict(ledger, sources(), { subjectId, ground: 'a', scope, causeId }))
    expect((await barsOf(store().read, store().t, subjectId)).restrictions.at(-1)).toMatchObject({
      scope,
      lifted: null,
    })
    expect(await change(ledger => liftCause(ledger, sources(), causeId))).toBe(1)
    const made = { subjectId, requestId: 'request-0123456789abcd', situation: 'Ik word lastiggevallen.' }
    await change(ledger => objectTo(ledger, sources(), purpose('idc_improve'), made))
    await obeyNow(world.portal, subjectId)
    const told = platform.prepare('select kind, what from suppression where member_id = ?')
    expect(told.all(key)).toContainEqual({ kind: 'purpose', what: 'idc_improve' })
    await change(ledger => settleObjections(ledger, sources(), made.requestId, 'rejected', 'colleague-0123456789ab'))
    await obeyNow(world.portal, subjectId)
    expect(told.all(key)).not.toContainEqual({ kind: 'purpose', what: 'idc_improve' })
  })
})
