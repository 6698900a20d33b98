/** The hot path: other work gets its turn while a heavy member is read, and memory stays flat. Times are for the bench. */
import { expect, test } from 'vitest'
import { demoPlatform } from './demo-platform.ts'

test('while 60,000 records are read others get their turn, and memory does not grow with what was read', async () => {
  const demo = await demoPlatform({ members: 20, records: 60_000 })
  const who = (await demo.platform.locate({ email: 'veel@voorbeeld.example' }))!
  const counted = await demo.platform.count(who, { categories: demo.categories })
  const expected = Object.values(counted).reduce((sum, each) => sum + each, 0)
  let turns = 0
  const ticking = setInterval(() => turns++, 1)
  let items = 0
  let batches = 0
  let highest = 0
  let start = 0
  for await (const batch of demo.platform.collect(who, { categories: demo.categories })) {
    items += batch.length
    batches++
    if (batches === 20) {
      globalThis.gc?.()
      start = process.memoryUsage.rss()
    }
    highest = Math.max(highest, process.memoryUsage.rss())
  }
  clearInterval(ticking)
  expect(items).toBe(expected)
  expect(items).toBeGreaterThan(60_000)
  expect(turns).toBeGreaterThan(batches / 4)
  expect(highest - start).toBeLessThan(60 * 1024 * 1024)
  await demo.dispose()
})
