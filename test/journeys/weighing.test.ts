/** Staff weigh an objection, and end what is set still only after the person was told and the day has come. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { objectionsOf } from '#db/objection.ts'
import { restrictionsOf } from '#db/restriction.ts'
import { requestByReference } from '#db/subject-request.ts'
import { readReference } from '#domain/reference.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'

describe.each(engines)('weighing on $name', engine => {
  let world: World
  let member: Client
  let staff: Client
  beforeAll(async () => {
    world = await openWorld({ engine })
    member = await world.enter(eva)
    staff = await world.signInStaff('handler')
  })
  afterAll(() => world.close())
  const store = () => world.portal.store
  const requestOn = async (page: string) => {
    const reference = readReference(/\/verzoeken\/([\w-]{11})/.exec((await member.get(page)).text)?.[1] ?? '')!
    return (await requestByReference(store().read, store().t, reference))!
  }

  it('the situation is read after saying why; the record is kept whole or not at all; upholding stops the use', async () => {
    await member.get('/bezwaar')
    await member.post('/bezwaar', { do: 'object', purpose: 'idc_improve', situation: 'Ik word gevolgd.' })
    const request = await requestOn('/bezwaar')
    const at = `/werkvoorraad/${request.reference}/afweging`
    expect((await staff.get(at)).text).not.toContain('Ik word gevolgd.')
    await staff.get(`/werkvoorraad/${request.reference}`)
    await staff.post(`/werkvoorraad/${request.reference}`, { intent: 'look', purpose: 'handleRequest' })
    expect((await staff.get(at)).text).toContain('Ik word gevolgd.')
    const [objection] = await objectionsOf(store().read, store().t, request.subjectId)
    const fields = { objection: objection!.id, grounds: 'Veilig <b>blijven</b>.', necessity: 'b', impact: 'c' }
    const partly = await staff.post(at, { intent: 'balance', ...fields, conclusion: '' })
    expect([partly.status, partly.text.includes('Vul dit in.')]).toEqual([422, true])
    expect(partly.text).toContain('Veilig &lt;b&gt;blijven&lt;/b&gt;.')
    await staff.get(at)
    const kept = await staff.post(at, { intent: 'balance', ...fields, conclusion: 'd' })
    expect(kept.location).toBe(`${at}?gedaan=saved`)
    await staff.get(at)
    expect((await staff.post(at, { intent: 'uphold', objection: objection!.id })).location).toBe(`${at}?gedaan=upheld`)
    expect((await member.get('/bezwaar')).text).toContain('Je kreeg gelijk')
  })

  it('what is set still ends after notice, on its day', async () => {
    await member.get('/stilzetten')
    await member.post('/stilzetten', { do: 'still', what: 'c:location', ground: 'c' })
    const request = await requestOn('/stilzetten')
    const at = `/werkvoorraad/${request.reference}/afweging`
    await staff.get(`/werkvoorraad/${request.reference}`)
    await staff.post(`/werkvoorraad/${request.reference}`, { intent: 'look', purpose: 'handleRequest' })
    const [row] = await restrictionsOf(store().read, store().t, request.subjectId)
    const restriction = row!.id
    const send = async (fields: Record<string, string>) => {
      await staff.get(at)
      return staff.post(at, { restriction, ...fields })
    }
    expect((await send({ intent: 'lift' })).status).toBe(422)
    expect((await send({ intent: 'tell', day: '2026-11-22', reason: 'Klaar.' })).status).toBe(422)
    expect((await send({ intent: 'tell', day: '2026-11-25', reason: 'Klaar.' })).location).toBe(`${at}?gedaan=told`)
    expect((await member.get(`/verzoeken/${request.reference}`)).text).toContain('Vanaf woensdag 25 november 2026')
    expect((await send({ intent: 'lift' })).text).toContain('Die dag is nog niet gekomen.')
    world.clock.forward(3 * 86_400)
    staff = await world.signInStaff('handler')
    await staff.get(`/werkvoorraad/${request.reference}`)
    await staff.post(`/werkvoorraad/${request.reference}`, { intent: 'look', purpose: 'handleRequest' })
    expect((await send({ intent: 'lift' })).location).toBe(`${at}?gedaan=lifted`)
  })
})
