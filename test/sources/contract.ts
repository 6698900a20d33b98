/** What every source must keep to, run against each real one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Item } from '#domain/item.ts'
import type { Located } from '#domain/subject.ts'
import type { Source, Wanted } from '#sources/source.ts'

export type Subjects = {
  source: Source
  /** Two people the source may know things about; where it cannot find people itself, as another source located them. */
  people: readonly Located[]
  categories: readonly string[]
  /** Whether it can find people itself. */
  finds: boolean
  dispose(): Promise<void>
}

export async function all(source: Source, who: Located, wanted: Wanted): Promise<Item[]> {
  const items: Item[] = []
  for await (const batch of source.collect(who, wanted)) items.push(...batch)
  return items
}

const idOf = (item: Item) => `${item.table} ${item.category} ${item.key}`

export function contract(name: string, open: () => Promise<Subjects>): void {
  describe(`${name} keeps the contract of a source`, () => {
    let world: Subjects
    beforeAll(async () => {
      world = await open()
    })
    afterAll(() => world?.dispose())
    const everything = () => ({ categories: world.categories })

    test('nobody is found by what nobody has', async () => {
      for (const who of [
        { email: 'niemand@nergens.example' },
        { email: '' },
        { email: '%' },
        { email: "' or 1=1 --" },
        { email: `${'a'.repeat(5000)}@x.example` },
        { number: 'WDB-0000-0000' },
        { number: '' },
        { number: ' ' },
        { key: '-1' },
        { key: '' },
        { key: 'x' },
      ]) {
        expect(await world.source.locate(who), JSON.stringify(who)).toBeNull()
      }
    })

    test('a person who is found is found again by address, number and key', async () => {
      for (const who of world.people) {
        for (const by of [{ email: who.email }, { number: who.number }, { key: who.key }]) {
          expect(await world.source.locate(by)).toEqual(world.finds ? who : null)
        }
      }
    })

    test('as many items are collected as are counted, per category, with and without a period', async () => {
      const periods: Wanted['period'][] = [
        undefined,
        { from: '2026-01-01T00:00:00.000Z', until: '2026-07-01T00:00:00.000Z' },
        { until: '2026-03-01T00:00:00.000Z' },
      ]
      for (const period of periods) {
        for (const who of world.people) {
          const wanted: Wanted = { categories: world.categories, ...(period && { period }) }
          const counted = await world.source.count(who, wanted)
          const collected: Record<string, number> = Object.fromEntries(
            Object.keys(counted).map(category => [category, 0]),
          )
          for (const item of await all(world.source, who, wanted)) {
            collected[item.category] = (collected[item.category] ?? 0) + 1
            if (item.at && period?.from) expect(item.at >= period.from).toBe(true)
            if (item.at && period?.until) expect(item.at < period.until).toBe(true)
          }
          expect(collected).toEqual(counted)
        }
      }
    })

    test('a batch holds 1 to 512 items, and no item comes twice', async () => {
      for (const who of world.people) {
        const seen = new Set<string>()
        for await (const batch of world.source.collect(who, everything())) {
          expect(batch.length).toBeGreaterThan(0)
          expect(batch.length).toBeLessThanOrEqual(512)
          for (const item of batch) {
            expect(seen.has(idOf(item)), idOf(item)).toBe(false)
            seen.add(idOf(item))
            expect(item.source).toBe(world.source.id)
          }
        }
      }
    })

    test('only the categories asked for are collected; none asked, nothing collected', async () => {
      for (const who of world.people) {
        expect(await all(world.source, who, { categories: [] })).toEqual([])
        expect(await all(world.source, who, { categories: ['no_such_category'] })).toEqual([])
        const whole = await all(world.source, who, everything())
        for (const category of world.categories) {
          const some = await all(world.source, who, { categories: [category] })
          expect(some).toEqual(whole.filter(item => item.category === category))
        }
      }
    })

    test('pages of any size hold the same items as collecting, each once, newest first within a table', async () => {
      for (const who of world.people) {
        for (const category of world.categories) {
          const collected = (await all(world.source, who, { categories: [category] }))
            .map(item => JSON.stringify(item))
            .sort()
          for (const size of [1, 7, 100]) {
            const paged: Item[] = []
            let after: string | null = null
            do {
              const page = await world.source.page(who, category, after, size)
              expect(page.items.length).toBeLessThanOrEqual(size)
              if (page.next !== null) expect(page.items).toHaveLength(size)
              paged.push(...page.items)
              after = page.next
            } while (after !== null)
            expect(paged.map(item => JSON.stringify(item)).sort()).toEqual(collected)
            for (const [i, item] of paged.entries()) {
              const before = paged[i - 1]
              if (before?.table === item.table && before.at && item.at) expect(before.at >= item.at).toBe(true)
            }
          }
        }
      }
    })

    test('a cursor that is not ours starts at the first page', async () => {
      const who = world.people[0]!
      for (const category of world.categories) {
        const first = await world.source.page(who, category, null, 5)
        for (const cursor of [
          '',
          'x',
          '../../etc/passwd',
          Buffer.from('{"part":99,"at":null,"key":1}').toString('base64url'),
        ]) {
          expect(await world.source.page(who, category, cursor, 5)).toEqual(first)
        }
      }
    })

    test('every item is plain JSON, well-formed, and reads back the same', async () => {
      for (const who of world.people) {
        for (const item of await all(world.source, who, everything())) {
          expect(JSON.parse(JSON.stringify(item))).toEqual(item)
          expect(JSON.stringify(item).isWellFormed()).toBe(true)
        }
      }
    })

    test('collecting stops when it is told to, and a reader that leaves early does no harm', async () => {
      const who = world.people[0]!
      const stop = new AbortController()
      stop.abort(new Error('enough'))
      const collected = (async () => {
        let batches = 0
        for await (const _ of world.source.collect(who, everything(), stop.signal)) batches++
        return batches
      })()
      await expect(collected.catch((error: Error) => error.message)).resolves.toSatisfy(
        end => end === 'enough' || end === 0,
      )
      for await (const _ of world.source.collect(who, everything())) break
      expect(await world.source.count(who, everything())).toBeDefined()
    })

    test('a file that it does not have is refused', async () => {
      const file = {
        source: world.source.id,
        path: 'no/such/file.pdf',
        name: 'x',
        mediaType: 'application/pdf',
        bytes: 1,
      }
      await expect(world.source.open(file)).rejects.toThrow()
    })
  })
}
