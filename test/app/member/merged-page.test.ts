/** Two lists that come newest first are read as one, page by page, without losing or repeating anything. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Feed, mergedPage } from '#app/member/merged-page.ts'
import { instantOf } from '#domain/day.ts'
import type { Instant } from '#domain/day.ts'

type One = { id: string; at: Instant }

/** A list with pages of its own; its cursor is a position. */
const feedOf =
  (items: readonly One[]): Feed<One> =>
  async (from, count) => {
    const start = Number(from ?? 0)
    const end = start + count
    return { items: items.slice(start, end), next: end < items.length ? String(end) : null }
  }

const listOf = (name: string, minutes: readonly number[]): One[] =>
  minutes.toSorted((a, b) => b - a).map((minute, index) => ({ id: `${name}${index}`, at: instantOf(minute * 60_000) }))

async function readAll(feeds: readonly Feed<One>[], size: number): Promise<One[]> {
  const read: One[] = []
  let after: string | null = null
  for (let page = 0; page < 500; page++) {
    const { items, next }: { items: readonly One[]; next: string | null } = await mergedPage(feeds, after, size)
    read.push(...items)
    if (next === null) return read
    expect(items.length).toBe(size)
    after = next
  }
  throw new Error('the pages do not end')
}

test('every item of both lists is shown once, newest first, whatever the page size', async () => {
  const minutes = fc.array(fc.nat(50), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(minutes, minutes, fc.integer({ min: 1, max: 12 }), async (one, other, size) => {
      const [a, b] = [listOf('a', one), listOf('b', other)]
      const read = await readAll([feedOf(a), feedOf(b)], size)
      expect(read.map(each => each.id).toSorted()).toEqual([...a, ...b].map(each => each.id).toSorted())
      expect(read.map(each => each.at)).toEqual(
        read
          .map(each => each.at)
          .toSorted()
          .toReversed(),
      )
    }),
  )
})

test.each(['', 'x', '[]', '[["0",-1],null]', '{"a":1}', '[["",99999],["",0]]'])(
  'a broken cursor (%s) begins at the start',
  async cursor => {
    const list = listOf('a', [1, 2, 3])
    const { items } = await mergedPage([feedOf(list), feedOf([])], cursor, 2)
    expect(items.map(each => each.id)).toEqual(['a0', 'a1'])
  },
)
