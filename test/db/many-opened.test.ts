import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordLook } from '#db/look.ts'
import { alarmsSince } from '#db/many-opened.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { addStaff } from '#db/staff.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { engines, type TestStore } from '#test/engines.ts'

const begin: Instant = '2026-11-22T09:00:00.000Z'

describe.each(engines)('the alarm about many people ($name)', engine => {
  let store: TestStore
  beforeAll(async () => {
    store = await engine.open()
  })
  afterAll(() => store.dispose())

  const look = (staffId: string, at: Instant, subjectId = newHandle(), most = 5) =>
    record(store, at, { kind: 'staff', ref: staffId }, ledger =>
      recordLook(
        ledger,
        { subjectId, requestId: null, staffId, role: 'handler', purpose: 'handleRequest', parts: ['identity', 'x'] },
        most,
      ),
    )
  const entries = async (ref: string) => {
    const { read, t } = store
    const rows = await read.select({ type: t.auditEntry.type, entry: t.auditEntry.entry }).from(t.auditEntry)
    return rows.filter(row => row.type === 'data.manyOpened' && row.entry.includes(ref)).length
  }

  it('is raised by the look that is one too many, in the same change, once an hour', async () => {
    const [noor, subject] = [newHandle(), newHandle()]
    for (let n = 0; n < 5; n++) expect(await look(noor, later(begin, n))).toBeNull()
    for (let n = 0; n < 5; n++)
      expect(await look(noor, later(begin, 6 + n), subject)).toEqual(n === 0 ? { window: 'hour', people: 6 } : null)
    expect(await look(noor, later(begin, 3599))).toBeNull()
    expect(await entries(noor)).toBe(1)
    for (let n = 0; n < 6; n++) await look(noor, later(begin, 3700 + n))
    expect(await entries(noor)).toBe(2)
  })

  it('does not come from opening the same person again, nor from what colleagues open', async () => {
    const [noor, sam, subject] = [newHandle(), newHandle(), newHandle()]
    for (let n = 0; n < 20; n++) expect(await look(noor, later(begin, n), subject)).toBeNull()
    for (let n = 0; n < 4; n++) expect(await look(noor, later(begin, n))).toBeNull()
    for (let n = 0; n < 5; n++) expect(await look(sam, later(begin, n))).toBeNull()
  })

  it('is raised once by two looks at the same moment', async () => {
    const noor = newHandle()
    for (let n = 0; n < 5; n++) await look(noor, later(begin, n))
    await Promise.all(Array.from({ length: 6 }, () => look(noor, later(begin, 10))))
    expect(await entries(noor)).toBe(1)
  })

  it('knows what is usual for this person, and tells the officer who it was', async () => {
    const id = await record(store, begin, { kind: 'system', ref: 'operator' }, ledger =>
      addStaff(ledger, { email: 'noor@example.nl', name: 'Noor', role: 'handler', language: 'nl' }),
    )
    for (let days = 6; days >= 1; days--)
      for (let n = 0; n < 4; n++) await look(id, later(begin, -days * 86_400 - n), undefined, 99)
    for (let n = 0; n < 12; n++) expect(await look(id, later(begin, n * 1800), undefined, 99)).toBeNull()
    expect(await look(id, later(begin, 12 * 1800), undefined, 99)).toEqual({ window: 'day', people: 13 })
    expect(await look(id, later(begin, 13 * 1800), undefined, 99)).toBeNull()
    expect(await alarmsSince(store.read, store.t, later(begin, 12 * 1800 - 1))).toEqual([
      { name: 'Noor', window: 'day', people: 13, at: later(begin, 12 * 1800) },
    ])
  })
})
