import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factsOf } from '#db/request-facts.ts'
import { assignRequest } from '#db/assignment.ts'
import { lastLateDay, type QueuePage, queueCounts, queuePage } from '#db/queue.ts'
import type { QueueFilter } from '#db/queue-filter.ts'
import { labelRequests, labelsOf } from '#db/label.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { releaseReview, reviewsWithNames } from '#db/request-review.ts'
import { exportsOf, wantExport } from '#db/export.ts'
import { forgetSearchWords, saveSearchWords, withoutSearchWords } from '#db/search-word.ts'
import { addStaff } from '#db/staff.ts'
import {
  answerRequest,
  deadlineOf,
  receiveRequest,
  requestById,
  refreshQueueCopy,
  type SubjectRequest,
} from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import { need } from '#domain/standing.ts'
import { engines, type TestStore } from '#test/engines.ts'
import { asked } from './queue-asked.ts'

const counting = { timeZone: 'Europe/Amsterdam', holidays: 'nl-strict' } as const
const scope = { categories: null, from: null, until: null, forms: ['access'] as const }
const now: Instant = '2026-11-22T09:00:00.000Z'
const system = { kind: 'system', ref: 'operator' } as const

describe.each(engines)('the queue on $name', engine => {
  let store: TestStore
  const all: SubjectRequest[] = []
  let staffId = ''

  beforeAll(async () => {
    store = await engine.open()
    await record(store, now, system, async ledger => {
      staffId = await addStaff(ledger, { email: 'noor@staff.example', name: 'Noor', role: 'handler', language: 'nl' })
      // Seven requests a day for thirty days: many share a last day, so that pages break inside one.
      for (let index = 0; index < 210; index++) {
        const day = String(1 + (index % 30)).padStart(2, '0')
        const receivedAt = `2026-10-${day}T08:00:00.000Z` as Instant
        const right = index % 3 === 0 ? 'erasure' : 'access'
        const asked = { right, subjectId: newHandle(), channel: 'portal', scope, receivedAt } as const
        const request = await receiveRequest(ledger, counting, asked)
        if (right === 'access') {
          await wantExport(ledger, { requestId: request.id, subjectId: request.subjectId, scope, language: 'nl' })
        }
        all.push(request)
      }
      for (const request of all.slice(0, 20)) await assignRequest(ledger, request.id, staffId)
      const access = all.filter(request => request.right === 'access').slice(0, 3)
      await labelRequests(
        ledger,
        access.map(request => request.id),
        'spoed',
        true,
      )
    })
    await record(store, now, system, async ledger => {
      for (const request of all.slice(100, 130)) await answerRequest(ledger, counting, request.id)
    })
  })
  afterAll(() => store.dispose())

  type Part = Partial<QueueFilter> & { from?: string | null; size?: number }
  const page = ({ from = null, size = 13, ...part }: Part): Promise<QueuePage> =>
    queuePage(store.read, store.t, asked(part), { from, size })
  const lists = (): Record<string, Partial<QueueFilter>> => ({
    open: {},
    mine: { owners: [staffId] },
    nobody: { owners: [null] },
    either: { owners: [null, staffId] },
    week: { nominalUntil: '2026-11-29' },
    waiting: { needs: ['person', 'machine'] },
    late: { late: true },
    onTime: { late: false },
    answered: { among: 'answered' },
    soon: {
      lastDay: [
        { than: '<', day: '2026-11-25' },
        { than: '>=', day: '2026-11-20' },
      ],
    },
    labelled: { labels: ['spoed'], rights: ['access'], channels: ['portal'] },
  })

  async function walk(part: Part): Promise<QueuePage[]> {
    const pages = [await page(part)]
    while (pages.at(-1)!.next) pages.push(await page({ ...part, from: pages.at(-1)!.next }))
    return pages
  }

  it('walking forward shows every open request once, by its legal last day', async () => {
    const rows = (await walk({})).flatMap(each => each.rows)
    expect(rows).toHaveLength(180)
    expect(new Set(rows.map(row => row.id)).size).toBe(180)
    expect(rows.map(row => row.answerBy)).toEqual(rows.map(row => row.answerBy).toSorted())
  })

  it('walking back from the last page shows the same pages, in each list', async () => {
    for (const part of Object.values(lists())) {
      const forward = await walk(part)
      let back = forward.at(-1)!
      for (const expected of forward.slice(0, -1).toReversed()) {
        back = await page({ ...part, from: back.previous })
        expect(back.rows.map(row => row.id)).toEqual(expected.rows.map(row => row.id))
      }
      expect(back.previous).toBeNull()
    }
  })

  it('each list holds what its name says, and its count is its length', async () => {
    const rows: Record<string, QueuePage['rows']> = {}
    for (const [name, part] of Object.entries(lists())) {
      rows[name] = (await walk({ ...part, size: 50 })).flatMap(each => each.rows)
      const counted = await queueCounts(store.read, store.t, [
        { filter: asked(part) },
        { filter: asked(part), most: 7 },
      ])
      expect(counted, name).toEqual([rows[name].length, Math.min(rows[name].length, 7)])
    }
    expect(rows).toMatchObject({ open: { length: 180 }, mine: { length: 20 }, nobody: { length: 160 } })
    expect(rows).toMatchObject({ either: { length: 180 }, answered: { length: 30 }, labelled: { length: 3 } })
    expect(rows.late!.length).toBeGreaterThan(0)
    expect(rows.late!.every(row => row.answerBy < '2026-11-22')).toBe(true)
    expect(rows.late!.length + rows.onTime!.length).toBe(180)
    expect(rows.soon!.every(row => row.answerBy < '2026-11-25' && row.answerBy >= '2026-11-20')).toBe(true)
    const answered = rows.answered!.map(row => row.answeredAt!)
    expect(answered).toEqual(answered.toSorted().toReversed())
  })

  it('a label is in the row of its request, off again as well, and each change has an entry', async () => {
    const { id } = all[150]!
    const label = (on: boolean) =>
      record(store, now, system, async ledger => {
        const changed = await labelRequests(ledger, [id, all[151]!.id], 'bellen', on)
        return changed || ledger.decline(0)
      })
    expect([await label(true), await label(true)]).toEqual([2, 0])
    const row = async () => (await requestById(store.read, store.t, id))!
    expect((await row()).labels).toBe('|bellen|')
    expect(await labelsOf(store.read, store.t, id)).toEqual(['bellen'])
    expect(await label(false)).toBe(2)
    expect((await row()).labels).toBe('')
  })

  it('words find their requests, newest first, all of them together, page by page and back', async () => {
    const [jan, jansen, de] = ['jan', 'jansen', 'de'].map(word => word.padEnd(22, 'x')) as [string, string, string]
    await store.tx(async db => {
      for (const [index, request] of all.entries()) {
        const words = [de, ...(index % 2 === 0 ? [jan] : []), ...(index % 5 === 0 ? [jansen] : [])]
        await saveSearchWords({ db, t: store.t }, request, words)
        await saveSearchWords({ db, t: store.t }, request, words)
      }
    })
    const found = async (words: readonly string[], part: Partial<QueueFilter> = {}) =>
      (await walk({ among: 'all', words, ...part })).flatMap(each => each.rows)
    expect(await found([de])).toHaveLength(210)
    const both = await found([jan, jansen])
    expect(both).toHaveLength(21)
    expect(both.map(row => row.receivedAt)).toEqual(
      both
        .map(row => row.receivedAt)
        .toSorted()
        .toReversed(),
    )
    expect(await found([jansen, de, jan])).toEqual(both)
    expect((await found([jan], { among: 'open' })).length).toBe(90)
    expect(await found([jan, 'nobody'.padEnd(22, 'x')])).toEqual([])
    const forward = await walk({ among: 'all', words: [jan, de] })
    let back = forward.at(-1)!
    for (const expected of forward.slice(0, -1).toReversed()) {
      back = await page({ among: 'all', words: [jan, de], from: back.previous })
      expect(back.rows).toEqual(expected.rows)
    }
    const [whole] = await withoutSearchWords(store.read, store.t, '', 1, true)
    expect(whole).toBeDefined()
    expect(await withoutSearchWords(store.read, store.t, '', 10, false)).toEqual([])
    await store.tx(async db => forgetSearchWords({ db, t: store.t }, whole!.id))
    expect((await withoutSearchWords(store.read, store.t, '', 10, false)).map(each => each.id)).toEqual([whole!.id])
  })

  it('an answer that came too late is remembered by its day', async () => {
    const late = await lastLateDay(store.read, store.t)
    const rows = (await walk({ among: 'answered', late: true, size: 50 })).flatMap(each => each.rows)
    expect(rows.every(row => row.answerBy < '2026-11-22')).toBe(true)
    expect(late).toBe(rows.length > 0 ? '2026-11-22' : null)
  })

  it('a filter by right leaves out the others', async () => {
    const rows = (await walk({ rights: ['erasure'], size: 50 })).flatMap(each => each.rows)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(row => row.right === 'erasure')).toBe(true)
  })

  it('a broken cursor begins at the start', async () => {
    const start = await page({})
    expect((await page({ from: "'; drop table subject_request; --" })).rows).toEqual(start.rows)
  })

  it('the copies in the row agree with what the domain computes from the facts', async () => {
    for (const { id } of all) {
      const row = await requestById(store.read, store.t, id)
      const clock = await deadlineOf(store.read, store.t, counting, row!)
      expect(row).toMatchObject({
        answerBy: clock.answerBy,
        nominalBy: clock.nominal,
        need: need(await factsOf(store.read, store.t, row!)),
        open: row!.answeredAt === null && row!.closedAt === null,
      })
    }
  })

  it('nobody is given a request who is not there; nothing is written then', async () => {
    const { id } = all[150]!
    expect(await record(store, now, system, ledger => assignRequest(ledger, id, 'nobody'))).toBe(false)
    expect((await requestById(store.read, store.t, id))!.assignedTo).toBeNull()
  })

  it('releasing the last waiting category asks for a complete bundle, and only once', async () => {
    const request = all[151]!
    await record(store, now, system, async ledger => {
      const review = { requestId: request.id, found: 2, since: now, releasedBy: null, releasedAt: null }
      await ledger.db.insert(ledger.t.requestReview).values([
        { id: newHandle(), category: 'fraud_abuse', ...review },
        { id: newHandle(), category: 'contact_moments', ...review },
      ])
      await refreshQueueCopy(ledger, counting, request.id)
      ledger.entry('export.partial', { request: request.id })
    })
    expect((await requestById(store.read, store.t, request.id))!.need).toBe('review')
    const release = (category: string) =>
      record(store, now, system, ledger =>
        releaseReview(ledger, counting, request, { category, staffId, language: 'nl' }),
      )
    expect(await release('fraud_abuse')).toBe(true)
    const before = (await exportsOf(store.read, store.t, request.id)).length
    const racing = await Promise.all([release('contact_moments'), release('contact_moments')])
    expect(racing.filter(Boolean)).toHaveLength(1)
    expect(await exportsOf(store.read, store.t, request.id)).toHaveLength(before + 1)
    expect((await reviewsWithNames(store.read, store.t, request.id)).map(each => each.released?.name)).toEqual([
      'Noor',
      'Noor',
    ])
  })
})
