/** A person gets one handle; somebody whom no source knows gets one that leads nowhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { record } from '#db/record.ts'
import { isStranger, knowStranger, knowSubject } from '#db/subject.ts'
import { engines, type TestStore } from '#test/engines.ts'

const operator = { kind: 'system', ref: 'operator' } as const

describe.each(engines)('subjects on $name', engine => {
  let store: TestStore
  beforeAll(async () => {
    store = await engine.open()
  })
  afterAll(() => store.dispose())

  it('are strangers when no source knows them, each with a handle of their own', async () => {
    const [one, two, known] = await record(store, '2026-11-22T09:00:00.000Z', operator, async ledger => [
      await knowStranger(ledger, 'nl'),
      await knowStranger(ledger, 'en'),
      await knowSubject(ledger, { source: 'platform', key: '1042', language: 'nl' }),
    ])
    expect([one, two, known].map(isStranger)).toEqual([true, true, false])
    expect(one.id).not.toBe(two.id)
    expect(one.key).not.toBe(one.id)
  })
})
