import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factsOf } from '#db/request-facts.ts'
import { assignRequest } from '#db/assignment.ts'
import { type QueuePage, type QueueQuestion, queueCounts, queuePage } from '#db/queue.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { releaseReview, reviewsWithNames } from '#db/request-review.ts'
import { exportsOf, wantExport } from '#db/export.ts'
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
import { queueViews } from '#domain/queue.ts'
import { need } from '#domain/standing.ts'
import { engines, type TestStore } from '#test/engines.ts'

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
    })
    await record(store, now, system, async ledger => {
      for (const request of all.slice(100, 130)) await answerRequest(ledger, counting, request.id)
    })
  })
  afterAll(() => store.dispose())

  const question = (part: Partial<QueueQuestion> = {}): QueueQuestion => ({
    view: 'open',
    right: null,
    staffId,
    today: '2026-11-22',
    weekEnds: '2026-11-29',
    answeredSince: '2026-11-08T00:00:00.000Z',
    from: null,
    size: 13,
    ...part,
  })
  const page = (part: Partial<QueueQuestion>): Promise<QueuePage> => queuePage(store.read, store.t, question(part))

  async function walk(part: Partial<QueueQuestion>): Promise<QueuePage[]> {
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

  it('walking back from the last page shows the same pages', async () => {
    const forward = await walk({})
    let back = forward.at(-1)!
    for (const expected of forward.slice(0, -1).toReversed()) {
      back = await page({ from: back.previous })
      expect(back.rows.map(row => row.id)).toEqual(expected.rows.map(row => row.id))
    }
    expect(back.previous).toBeNull()
  })

  it('each list holds what its name says, and its count is its length', async () => {
    const counts = await queueCounts(store.read, store.t, question(), 1_000)
    for (const view of queueViews) {
      const rows = (await walk({ view, size: 50 })).flatMap(each => each.rows)
      expect(rows.length, view).toBe(counts[view])
    }
    expect(counts).toMatchObject({ open: 180, mine: 20, nobody: 160, answered: 30 })
    const late = (await walk({ view: 'late', size: 50 })).flatMap(each => each.rows)
    expect(late.every(row => row.answerBy < '2026-11-22')).toBe(true)
    expect(late.length).toBeGreaterThan(0)
  })

  it('a filter by right leaves out the others', async () => {
    const rows = (await walk({ right: 'erasure', size: 50 })).flatMap(each => each.rows)
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
