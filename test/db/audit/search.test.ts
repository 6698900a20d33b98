/** Searching the log: every filter, pages both ways without a gap or a repeat, at a bounded cost, from an index. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Actor, AuditEvent } from '#domain/audit-entry.ts'
import { later } from '#domain/moment.ts'
import { entryAt, type LogFilter, type LogLine, searchLog } from '#db/audit/search.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { engines, type TestStore } from '#test/engines.ts'
import { overheard } from '../queue-plan.ts'
import { analyze, fillLog } from './many.ts'
import { at } from './world.ts'

const asked = (part: Partial<LogFilter> = {}): LogFilter => ({
  actors: null,
  kind: null,
  types: null,
  request: null,
  from: null,
  until: null,
  ...part,
})

const [noor, ali, eva] = [newHandle(), newHandle(), newHandle()]
const [kopie, brief] = [newHandle(), newHandle()]
const actors: readonly Actor[] = [
  { kind: 'staff', ref: noor },
  { kind: 'staff', ref: ali },
  { kind: 'member', ref: eva },
  { kind: 'system', ref: 'worker' },
]
const events: readonly AuditEvent[] = [
  'request.received',
  'data.looked',
  'request.decided',
  'export.built',
  'mail.sent',
]

describe.each(engines)('the log on $name', engine => {
  let store: TestStore
  let all: readonly LogLine[]
  beforeAll(async () => {
    store = await engine.open()
    // The clock goes back now and then: the order is that of time, and within a second that of writing.
    for (let i = 0; i < 240; i++) {
      const when = later(at, Math.floor(i / 3) * 3600 - (i % 50 === 0 ? 86_400 : 0))
      await record(store, when, actors[i % actors.length]!, async ledger => {
        ledger.entry(events[i % events.length]!, { request: i % 7 === 0 ? kopie : i % 7 === 1 ? brief : newHandle() })
      })
    }
    all = (await searchLog(store, asked(), { from: null, size: 1000 })).lines
  })
  afterAll(() => store.dispose())

  /** Everything that a filter finds, page after page; then back again. */
  async function walk(filter: LogFilter, size: number): Promise<{ down: number[]; up: number[] }> {
    const down: number[] = []
    const up: number[] = []
    let from: string | null = null
    let last: string | null = null
    do {
      const page = await searchLog(store, filter, { from, size })
      down.push(...page.lines.map(line => line.place))
      last = page.lines.length > 0 ? `<${page.lines.at(-1)!.at}~${page.lines.at(-1)!.place}` : last
      from = page.next
    } while (from)
    if (down.length > 0) up.push(down.at(-1)!)
    while (last) {
      const page = await searchLog(store, filter, { from: last, size })
      up.unshift(...page.lines.map(line => line.place))
      last = page.previous
    }
    return { down, up }
  }

  it('is told newest first', () => {
    expect(all).toHaveLength(240)
    const sorted = all.toSorted((a, b) => (a.at === b.at ? b.place - a.place : a.at < b.at ? 1 : -1))
    expect(all).toEqual(sorted)
  })

  test.each<[string, Partial<LogFilter>, (line: LogLine) => boolean]>([
    ['everything', {}, () => true],
    ['a colleague', { actors: [noor] }, line => line.actor.ref === noor],
    ['two colleagues', { actors: [noor, ali] }, line => [noor, ali].includes(line.actor.ref)],
    ['a part of the program', { actors: ['worker'] }, line => line.actor.ref === 'worker'],
    ['a kind of actor', { kind: 'member' }, line => line.actor.kind === 'member'],
    ['an action', { types: ['data.looked'] }, line => line.type === 'data.looked'],
    ['actions', { types: ['data.looked', 'mail.sent', 'mail.failed'] }, line => /looked|mail/.test(line.type)],
    ['a request', { request: kopie }, line => line.request === kopie],
    [
      'days',
      { from: '2026-11-23T00:00:00Z', until: '2026-11-24T12:00:00Z' },
      line => line.at >= '2026-11-23' && line.at < '2026-11-24T12',
    ],
    [
      'all of it together',
      { actors: [noor, ali], types: ['data.looked', 'request.decided'], kind: 'staff', from: '2026-11-22T12:00:00Z' },
      line => [noor, ali].includes(line.actor.ref) && /looked|decided/.test(line.type) && line.at >= '2026-11-22T12',
    ],
    [
      'a request and an actor',
      { request: brief, actors: [eva] },
      line => line.request === brief && line.actor.ref === eva,
    ],
    ['nobody', { actors: [] }, () => false],
  ])('finds %s, all of it, both ways', async (_, part, fits) => {
    const wanted = all.filter(fits).map(line => line.place)
    for (const size of [7, 50, 1000]) {
      const { down, up } = await walk(asked(part), size)
      expect(down).toEqual(wanted)
      expect(up).toEqual(wanted)
    }
  })

  it('begins with the newest for a cursor that is none', async () => {
    for (const from of ['', 'x', '>2026~1', "<2026-11-22T09:00:00Z~1'"])
      expect((await searchLog(store, asked(), { from, size: 3 })).lines).toEqual(all.slice(0, 3))
  })

  it('gives one entry whole, or null', async () => {
    const line = all[5]!
    expect(await entryAt(store, line.place)).toMatchObject({ ...line, promised: false, payload: null })
    expect(await entryAt(store, 999_999)).toBeNull()
  })
})

describe.each(engines)('a long log on $name', engine => {
  let store: TestStore
  beforeAll(async () => {
    store = await engine.open()
    await fillLog(store, 60_000)
    await analyze(store)
  }, 300_000)
  afterAll(() => store.dispose())

  test.each<[string, Partial<LogFilter>]>([
    ['everything', {}],
    ['an actor', { actors: ['worker'] }],
    ['a kind', { kind: 'member' }],
    ['an action', { types: ['data.manyOpened'] }],
    ['many actions', { types: ['request.decided', 'export.built', 'data.looked', 'mail.sent', 'signIn.refused'] }],
    ['actions of a kind', { types: ['export.built', 'mail.sent', 'mail.failed'], kind: 'anon' }],
    ['an actor and an action', { actors: ['worker'], types: ['signIn.refused'] }],
    ['a request', { request: 'A'.repeat(22) }],
    ['days', { from: '2026-11-23T00:00:00Z', until: '2026-11-24T00:00:00Z' }],
  ])('%s: no page reads it from end to end', async (_, part) => {
    const told = await overheard(store, async reader => {
      for (const from of [null, '>2026-11-25T00:00:00Z~30000', '<2026-11-25T00:00:00Z~30000'])
        await searchLog({ ...store, read: reader }, asked(part), { from, size: 50 })
    })
    expect(told.length).toBeGreaterThan(2)
    const steps = told.flatMap(plan => plan.split('\n'))
    const throughAll = steps.filter(
      step =>
        /Seq Scan on audit_entry/.test(step) ||
        /SCAN audit_entry(?! USING (?:COVERING )?INDEX audit_entry_ts)/.test(step),
    )
    expect(throughAll).toEqual([])
    const sorted = steps.filter(step => /USE TEMP B-TREE/.test(step))
    expect(sorted.length, steps.join('\n')).toBeLessThanOrEqual(told.length * 3)
  })

  it('sees a log that is read from end to end', async () => {
    const told = await overheard(store, reader => reader.select().from(store.t.auditEntry).limit(5))
    expect(told.join('\n')).toMatch(/Seq Scan on audit_entry|SCAN audit_entry/)
  })

  it('stops looking, says how far it came, and goes on from there to everything that fits', async () => {
    const filter = asked({ actors: ['worker'], types: ['data.manyOpened'] })
    const first = await searchLog(store, filter, { from: null, size: 50 })
    expect(first.lookedUntil).not.toBeNull()
    expect(first.next).not.toBeNull()
    const found: number[] = []
    let pages = 0
    let from: string | null = null
    do {
      const page = await searchLog(store, filter, { from, size: 50 })
      found.push(...page.lines.map(line => line.place))
      from = page.next
      pages++
    } while (from)
    expect(pages).toBeLessThan(6)
    expect(found).toEqual([2])
    const back = await searchLog(store, filter, { from: '<2026-11-22T09:00:00Z~1', size: 50 })
    expect(back.lines.map(line => line.place)).toEqual([2])
  })
})
