/** Each list, filter and search of the queue is answered from an index: neither engine reads the table from end to end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lastLateDay, queueCounts, queuePage } from '#db/queue.ts'
import type { QueueFilter } from '#db/queue-filter.ts'
import { rarestFirst } from '#db/search-word.ts'
import type { Reader } from '#db/store.ts'
import { engines, type TestStore } from '#test/engines.ts'
import { asked } from './queue-asked.ts'
import { overheard, seedRows } from './queue-plan.ts'

const lists: Readonly<Record<string, Partial<QueueFilter>>> = {
  open: {},
  mine: { owners: ['staff-1'] },
  nobody: { owners: [null] },
  'one of two': { owners: ['staff-1', 'staff-2'] },
  week: { nominalUntil: '2026-11-29' },
  waiting: { needs: ['person', 'machine'] },
  late: { late: true },
  'not late': { late: false },
  answered: { among: 'answered' },
  'answered late': { among: 'answered', late: true },
  'a right': { rights: ['erasure'] },
  'rights and channels': { rights: ['erasure', 'access'], channels: ['letter'] },
  'a label': { labels: ['spoed'] },
  'days left': { lastDay: [{ than: '<', day: '2026-11-25' }] },
  references: { among: 'all', references: ['7KF-2MX-9TB', '7KF-2MX-9TC'] },
}

describe.each(engines)('the queue on $name', engine => {
  let store: TestStore
  beforeAll(async () => {
    store = await engine.open()
    await seedRows(store, 20_000, 600)
  })
  afterAll(() => store.dispose())

  /** The plans of whatever `ask` asks of the store. */
  const plans = (ask: (reader: Reader) => Promise<unknown>) => overheard(store, ask)

  /** Steps that go through the table, or through all of an index that also holds what is closed. */
  function readThrough(told: readonly string[]): readonly string[] {
    const steps = told.flatMap(plan => plan.split('\n')).map(step => step.trim())
    return steps.filter(
      step =>
        /Seq Scan on (?:subject_request|search_word)/.test(step) ||
        (/\bSCAN (?:subject_request|search_word)\b/.test(step) &&
          !/USING (?:COVERING )?INDEX subject_request_(?:open|owner|late)/.test(step)),
    )
  }

  it.each(Object.entries(lists))('list: %s, its next page, the page before and its count', async (_, part) => {
    const at = part.among === 'answered' ? '2026-11-20T10:00:00.000Z' : '2026-12-01'
    const told = await plans(async reader => {
      await queuePage(reader, store.t, asked(part), { from: null, size: 50 })
      await queuePage(reader, store.t, asked(part), { from: `>${at}~x`, size: 50 })
      await queuePage(reader, store.t, asked(part), { from: `<${at}~x`, size: 50 })
      await queueCounts(reader, store.t, [{ filter: asked(part) }, { filter: asked(part), most: 100 }])
    })
    expect(told.length).toBeGreaterThan(3)
    expect(readThrough(told)).toEqual([])
  })

  it('words, one or several, with or without a filter', async () => {
    const [jan, jansen] = ['j'.repeat(22), 'k'.repeat(22)] as const
    const place = { from: '>2026-11-20T10:00:00.000Z~x', size: 50 }
    const told = await plans(async reader => {
      await rarestFirst(reader, store.t, [jan, jansen])
      await queuePage(reader, store.t, asked({ among: 'all', words: [jan] }), { from: null, size: 50 })
      await queuePage(reader, store.t, asked({ among: 'all', words: [jan, jansen] }), place)
      await queuePage(reader, store.t, asked({ words: [jan], rights: ['access'], late: true }), place)
    })
    expect(told.length).toBeGreaterThan(3)
    expect(readThrough(told)).toEqual([])
  })

  it('the last day that something was late', async () => {
    expect(readThrough(await plans(reader => lastLateDay(reader, store.t)))).toEqual([])
  })

  it('sees a table that is read from end to end', async () => {
    const told = await plans(reader =>
      reader.select({ id: store.t.subjectRequest.channel }).from(store.t.subjectRequest).limit(10),
    )
    expect(readThrough(told)).not.toEqual([])
  })
})
