import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { looksOf, openedInSession, recordLook, statePurpose, statedPurpose } from '#db/look.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { engines, type TestStore } from '#test/engines.ts'

const begin: Instant = '2026-11-22T09:00:00.000Z'

describe.each(engines)('looks ($name)', engine => {
  let store: TestStore
  beforeAll(async () => {
    store = await engine.open()
  })
  afterAll(() => store.dispose())

  const [subjectId, requestId, staffId] = [newHandle(), newHandle(), newHandle()]
  const staff = { kind: 'staff', ref: staffId } as const
  const look = (parts: string[], at: Instant, of = subjectId) =>
    record(store, at, staff, ledger =>
      recordLook(ledger, { subjectId: of, requestId, staffId, role: 'handler', purpose: 'handleRequest', parts }),
    )

  it('are paged newest first, also when many were at the same moment, and miss or repeat none', async () => {
    for (let n = 0; n < 7; n++) await look(['messages', 'contact', 'identity'], later(begin, Math.floor(n / 3)))
    await look(['messages'], begin, newHandle())
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof looksOf>> = await looksOf(store.read, store.t, subjectId, after, 4)
      expect(page.looks.length).toBeLessThanOrEqual(4)
      seen.push(...page.looks.map(one => `${one.at} ${one.id}`))
      after = page.next
    } while (after)
    expect(seen).toHaveLength(21)
    expect(new Set(seen).size).toBe(21)
    expect(seen.map(line => line.slice(0, 24))).toEqual(
      seen
        .map(line => line.slice(0, 24))
        .toSorted()
        .toReversed(),
    )
  })

  it('tell their subject the role, the part and the purpose, and never who it was', async () => {
    const { looks } = await looksOf(store.read, store.t, subjectId, null, 1)
    expect(looks[0]).toMatchObject({ role: 'handler', purpose: 'handleRequest', requestId })
    expect(JSON.stringify(looks)).not.toContain(staffId)
  })

  it('begin at the start when the cursor is broken', async () => {
    for (const broken of ['', 'x', '2026~', "'; drop table look; --"]) {
      expect((await looksOf(store.read, store.t, subjectId, broken, 2)).looks).toHaveLength(2)
    }
  })

  it('leave no trace when the change around them fails', async () => {
    const before = (await looksOf(store.read, store.t, subjectId, null, 100)).looks.length
    await expect(
      record(store, begin, staff, async ledger => {
        await recordLook(ledger, { subjectId, requestId, staffId, role: 'handler', purpose: 'review', parts: ['x'] })
        throw new Error('the page could not be made')
      }),
    ).rejects.toThrow('could not be made')
    expect((await looksOf(store.read, store.t, subjectId, null, 100)).looks).toHaveLength(before)
    await expect(look([], begin)).rejects.toThrow('at least one part')
  })

  it('ask for a purpose once per session and request; the first one holds', async () => {
    const [session, other] = [newHandle(), newHandle()]
    const state = (sessionId: string, purpose: string) =>
      record(store, begin, staff, ledger => statePurpose(ledger, { sessionId, requestId, purpose }))
    expect(await statedPurpose(store.read, store.t, session, requestId)).toBeNull()
    await state(session, 'handleRequest')
    await state(session, 'supervision')
    expect(await statedPurpose(store.read, store.t, session, requestId)).toBe('handleRequest')
    expect(await statedPurpose(store.read, store.t, other, requestId)).toBeNull()
    expect([...(await openedInSession(store.read, store.t, session, [requestId, newHandle()]))]).toEqual([requestId])
  })
})
