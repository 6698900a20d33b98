/** Reports agree with a plain count over random stores, on both engines (REC-03). */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answeredIn, openNow, receivedIn } from '#db/report.ts'
import { record } from '#db/record.ts'
import { answerRequest, receiveRequest } from '#db/subject-request.ts'
import { newHandle } from '#db/random.ts'
import { addDays, dayOf, daysBetween, type Instant, startOfDay } from '#domain/day.ts'
import { holidays } from '#domain/holidays.ts'
import { later } from '#domain/moment.ts'
import { ageFigures, answerFigures, median, percent, readPeriod } from '#domain/report.ts'
import { rights } from '#domain/right.ts'
import { engines, type TestStore } from '#test/engines.ts'

const zone = 'Europe/Amsterdam'
const counting = { timeZone: zone, holidays: 'nl-strict' } as const
const actor = { kind: 'system', ref: 'operator' } as const
const start: Instant = '2026-08-31T21:30:00.000Z'
const scope = { categories: null, from: null, until: null, forms: ['access'] } as const

const request = fc.record({
  right: fc.constantFrom(...rights),
  hours: fc.integer({ min: 0, max: 24 * 90 }),
  answeredAfter: fc.option(fc.integer({ min: 0, max: 24 * 70 })),
})

describe.each(engines)('reports on $name', engine => {
  let store: TestStore
  beforeAll(async () => {
    store = await engine.open()
  })
  afterAll(() => store.dispose())

  it('count what a plain count counts, month after month, and nothing twice', async () => {
    const [made] = fc.sample(fc.array(request, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 7 })
    for (const { right, hours, answeredAfter } of made!) {
      const at = later(start, hours * 3600)
      const asked = { right, subjectId: newHandle(), channel: 'letter', scope } as const
      const row = await record(store, at, actor, ledger => receiveRequest(ledger, counting, asked))
      if (answeredAfter === null) continue
      await record(store, later(at, answeredAfter * 3600), actor, ledger => answerRequest(ledger, counting, row.id))
    }
    const rows = await store.read.select().from(store.t.subjectRequest)
    for (const month of ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2026', '2027']) {
      const period = readPeriod(month)!
      const stretch = { from: startOfDay(period.from, zone), until: startOfDay(addDays(period.until, 1), zone) }
      const figures = answerFigures(holidays('nl-strict'))
      for await (const each of answeredIn(store.read, store.t, stretch, zone)) figures.add(each)
      for (const { right, count } of await receivedIn(store.read, store.t, stretch)) figures.received(right, count)
      const inMonth = (at: Instant | null) =>
        at !== null && dayOf(at, zone) >= period.from && dayOf(at, zone) <= period.until
      const answered = rows.filter(row => inMonth(row.answeredAt))
      const days = answered
        .map(row => daysBetween(dayOf(row.receivedAt, zone), dayOf(row.answeredAt!, zone)))
        .toSorted((a, b) => a - b)
      const middle = days.length === 0 ? null : (days[(days.length - 1) >> 1]! + days[days.length >> 1]!) / 2
      expect(figures.figures().whole, month).toMatchObject({
        received: rows.filter(row => inMonth(row.receivedAt)).length,
        answered: answered.length,
        onTime: answered.filter(row => dayOf(row.answeredAt!, zone) <= row.answerBy).length,
        medianDays: middle,
      })
    }
    const today = dayOf(later(start, 86_400 * 60), zone)
    const ages = ageFigures(today)
    for await (const each of openNow(store.read, store.t, zone)) ages.add(each)
    const open = rows.filter(row => row.open)
    expect(ages.figures().reduce((sum, each) => sum + each.open, 0)).toBe(open.length)
    expect(ages.figures().reduce((sum, each) => sum + each.late, 0)).toBe(
      open.filter(row => row.answerBy < today).length,
    )
  })
})

describe('figures', () => {
  it.each([
    [[], null],
    [[[3, 1]], 3],
    [
      [
        [1, 1],
        [4, 1],
      ],
      2.5,
    ],
    [
      [
        [0, 2],
        [9, 1],
      ],
      0,
    ],
    [
      [
        [31, 1],
        [5, 1],
        [7, 2],
      ],
      7,
    ],
  ] as const)('the middle of %j is %s', (counts, middle) => {
    expect(median(new Map(counts as readonly (readonly [number, number])[]))).toBe(middle)
  })

  it('never says all when one is missing, and nothing of nothing', () => {
    expect([percent(999, 1000), percent(1000, 1000), percent(0, 0)]).toEqual([99, 100, null])
  })

  it.each(['2026-13', '2026-1', '26', '2026-11-01', '', '0001', '9999'])('%j is no period', text => {
    expect(readPeriod(text)).toBeNull()
  })
})
