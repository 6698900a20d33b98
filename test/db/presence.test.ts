/** Who looks at a request at the same time: seen for a minute, and forgotten after it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepStale } from '#app/sign-in/sweep.ts'
import { presentBeside } from '#db/presence.ts'
import { newHandle } from '#db/random.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { engines, type TestStore } from '#test/engines.ts'

const at: Instant = '2026-11-22T09:00:00.000Z'

describe.each(engines)('colleagues at one request on $name', engine => {
  let store: TestStore
  beforeAll(async () => {
    store = await engine.open()
  })
  afterAll(() => store.dispose())

  it('leave nothing behind once they are gone', async () => {
    const request = newHandle()
    await presentBeside(store, request, newHandle(), at)
    await presentBeside(store, request, newHandle(), later(at, 50))
    await sweepStale({ store, now: () => later(at, 70) })
    expect(await store.read.$count(store.t.presence)).toBe(1)
    await sweepStale({ store, now: () => later(at, 200) })
    expect(await store.read.$count(store.t.presence)).toBe(0)
  })
})
