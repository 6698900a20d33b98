/** Of ten who save at the same moment from the same page one is first; the others hear so, and nothing is done twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { words } from '#app/text/words.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { identityChecksOf } from '#db/identity.ts'
import { record } from '#db/record.ts'
import { receiveRequest } from '#db/subject-request.ts'
import { knowStranger } from '#db/subject.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const { workbench: k } = words('nl')
const scope = { categories: null, from: null, until: null, forms: ['access'] as const }

describe.each(engines)('ten at the same moment on $name', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ engine })
  })
  afterAll(() => world.close())

  it('one check is kept, nine are refused as stale with what they typed', async () => {
    const { store, register } = world.portal
    const { now } = world.clock
    const request = await record(store, now, { kind: 'system', ref: 'operator' }, async ledger => {
      const { id } = await knowStranger(ledger, 'nl')
      const asked = { right: 'access', subjectId: id, channel: 'letter', scope, receivedAt: now } as const
      return receiveRequest(ledger, register.controller, asked)
    })
    const page = `/werkvoorraad/${request.reference}`
    const staff = await world.signInStaff('handler')
    world.clock.forward(1)
    await staff.get(page)
    const before = (await auditTrail(store.read, store.t, request.id)).length
    const { csrf, seen } = staff
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        staff.post(page, {
          csrf,
          seen,
          intent: 'identity',
          method: 'callBack',
          outcome: 'sure',
          identityNote: `Gebeld, nummer ${n}.`,
        }),
      ),
    )
    expect(answers.map(each => each.status).toSorted((a, b) => a - b)).toEqual([
      303,
      ...Array.from({ length: 9 }, () => 422),
    ])
    for (const [n, { status, text }] of answers.entries()) {
      if (status === 303) continue
      expect(text).toContain(k.stale.title)
      expect(text).toContain(`Gebeld, nummer ${n}.`)
    }
    const first = answers.findIndex(each => each.status === 303)
    expect((await identityChecksOf(store.read, store.t, request.id)).map(each => each.note)).toEqual([
      `Gebeld, nummer ${first}.`,
    ])
    expect(await auditTrail(store.read, store.t, request.id)).toHaveLength(before + 1)
  })
})
