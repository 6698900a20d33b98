import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countWithin } from '#db/rate-limit.ts'
import { forgetStale } from '#db/sign-in.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { engines, type TestStore } from '#test/engines.ts'

const begin: Instant = '2026-11-22T09:00:00.000Z'

describe.each(engines)('a limit ($name)', engine => {
  let store: TestStore
  beforeAll(async () => {
    store = await engine.open()
  })
  afterAll(() => store.dispose())

  const count = (key: string, at = begin, most = 3) => countWithin(store, [{ key, most, seconds: 60 }], at)

  it('allows so many in its window, and begins anew afterwards', async () => {
    const answers = []
    for (let n = 0; n < 5; n++) answers.push(await count('a', later(begin, n * 10)))
    expect(answers).toEqual([true, true, true, false, false])
    expect(await count('a', later(begin, 59))).toBe(false)
    expect(await count('a', later(begin, 60))).toBe(true)
  })

  it('lets exactly so many through when they come at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => count('b', begin, 7)))
    expect(answers.filter(Boolean)).toHaveLength(7)
  })

  it('holds with others: the strictest decides, and each is counted', async () => {
    const both = (x: string, y: string) =>
      countWithin(
        store,
        [
          { key: x, most: 2, seconds: 60 },
          { key: y, most: 3, seconds: 60 },
        ],
        begin,
      )
    expect(await both('x1', 'all')).toBe(true)
    expect(await both('x1', 'all')).toBe(true)
    expect(await both('x1', 'all')).toBe(false)
    expect(await both('x2', 'all')).toBe(false)
  })

  it('does not lock up when the same limits are named in another order', async () => {
    const one = { key: 'p', most: 1000, seconds: 60 }
    const two = { key: 'q', most: 1000, seconds: 60 }
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => countWithin(store, n % 2 ? [one, two] : [two, one], begin)),
    )
    expect(answers.every(Boolean)).toBe(true)
  })

  it('is forgotten when it is long over', async () => {
    await count('old')
    await forgetStale(store, later(begin, 3600 + 121))
    expect(await store.read.select().from(store.t.rateLimit)).toEqual([])
  })
})
