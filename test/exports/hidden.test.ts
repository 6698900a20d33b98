/**
 * What staff hide is nowhere in the bundle, and the bundle is made from exactly what a person saw: on both engines, also
 * when the data changed meanwhile or the job starts again in the middle.
 */
import { Readable } from 'node:stream'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decide } from '#db/decision.ts'
import { exportsOf, wantExport } from '#db/export.ts'
import { hideValues, showValue, hiddenOf } from '#db/hidden-value.ts'
import { lettersOf } from '#db/mail.ts'
import { newHandle } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { releaseReview, reviewsWithNames } from '#db/request-review.ts'
import { noteAllReviewed } from '#db/reviewed-item.ts'
import { requestById, type SubjectRequest } from '#db/subject-request.ts'
import type { Decision } from '#domain/decision.ts'
import { itemDigest } from '#domain/hidden-value.ts'
import type { Item } from '#domain/item.ts'
import { withContents } from '#sources/contents.ts'
import type { Source } from '#sources/source.ts'
import { attempt } from '#exports/attempt.ts'
import { placeOf } from '#exports/vault.ts'
import { takeLease } from '#db/lease.ts'
import { engines } from '../engines.ts'
import { everything, type Office, openOffice } from './office.ts'
import { jsonOf, unzipped } from './unzipped.ts'

const handler = newHandle()
const staff = { kind: 'staff', ref: handler } as const
const secret = 'kanarie-7b3f-Geheimenburg'
type Redaction = {
  category: string
  table: string | null
  column: string | null
  reason: string
  article: string
  count: number
}
type Manifest = {
  complete: boolean
  sources: { categories: { category: string; expected: number; found: number; leftOut: string | null }[] }[]
  leftOut: { redactions: Redaction[]; review: { category: string; found: number }[] }
}

describe.each(engines)('on $name', engine => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ engine })
    const platform = new Database(office.platform)
    // A value that exists once, and can be found again in every byte.
    platform.prepare(`update member set city = ? where email = 'noor@voorbeeld.example'`).run(secret)
    platform.close()
  })
  afterAll(() => office.close())

  const items = async (email: string, category: string): Promise<Item[]> => {
    const source = office.desk.sources.get(office.register.subject.source)!
    const who = (await source.locate({ email }))!
    const found: Item[] = []
    for await (const batch of source.collect(who, { categories: [category] })) found.push(...batch)
    return found
  }
  /** A change by a colleague, a little later: what happens in one moment has no order. */
  const change = <T>(body: (ledger: Ledger) => Promise<T>) => {
    office.clock.forward(1)
    return record<T>(office.store, office.clock.now, staff, body)
  }
  const hide = (request: SubjectRequest, item: Item, columns: (string | null)[]) =>
    change(ledger =>
      hideValues(ledger, office.register.controller, request, {
        category: item.category,
        source: item.source,
        table: item.table,
        key: item.key,
        columns,
        reason: 'otherPerson',
        staffId: handler,
        found: 1,
      }),
    )
  const release = async (request: SubjectRequest, category: string, seen: readonly Item[]) => {
    await noteAllReviewed(office.store, request.id, category, stream(seen))
    return change(ledger =>
      releaseReview(ledger, office.register.controller, request, { category, staffId: handler, language: 'nl' }),
    )
  }
  const bundle = async (requestId: string) => {
    const [job] = await exportsOf(office.store.read, office.store.t, requestId)
    const files = await unzipped(placeOf(office.folder, job!.file!).final)
    return { job: job!, files, manifest: jsonOf<Manifest>(files, 'manifest.json') }
  }
  const holds = (files: Map<string, Buffer>, text: string) =>
    [...files].filter(([name, bytes]) => name.includes(text) || bytes.includes(text)).map(([name]) => name)
  const row = async (id: string) => (await requestById(office.store.read, office.store.t, id))!

  it('a hidden value is in no byte of the bundle; it is counted, with reason and article, and a person answers', async () => {
    const { request } = await office.ask('noor@voorbeeld.example')
    await office.work()
    expect(holds((await bundle(request.id)).files, secret).length, 'it is there before').toBeGreaterThan(0)
    const all = await items('noor@voorbeeld.example', 'location')
    const item = all.find(each => Object.values(each.values).includes(secret))!
    const column = Object.keys(item.values).find(each => item.values[each] === secret)!
    // Answered by the machine: it can only change again by a second look.
    expect(await hide(request, item, [column])).toBe('answered')
    expect((await row(request.id)).answeredAt).not.toBeNull()
  })

  it('hides before the copy is made, in every form of it', async () => {
    const { request } = await office.ask('noor@voorbeeld.example')
    const all = await items('noor@voorbeeld.example', 'location')
    const item = all.find(each => Object.values(each.values).includes(secret))!
    const columns = Object.keys(item.values).filter(each => String(item.values[each]).includes(secret))
    await hide(request, item, columns)
    // Its wish was let go; the kind waits for release.
    expect(await office.work()).toBe(0)
    expect((await row(request.id)).need).toBe('review')
    await release(request, 'location', all)
    await office.work()
    const { files, manifest, job } = await bundle(request.id)
    expect(job.failedParts).toBe(0)
    const inOthers = holds(files, secret)
    expect(inOthers).toEqual([])
    expect(manifest.leftOut.redactions).toContainEqual({
      source: item.source,
      category: 'location',
      table: item.table,
      column: columns[0],
      reason: 'otherPerson',
      article: '15(4)',
      count: 1,
    })
    expect(manifest.complete).toBe(true)
    // Something is kept back: nobody is answered by a machine, and no mail says that all is ready (REF-02, REF-03).
    const now = await row(request.id)
    expect(now).toMatchObject({ answeredAt: null, need: 'decide' })
    expect((await lettersOf(office.store.read, office.store.t, request.id)).map(each => each.kind)).toEqual([])
    // Shown again: the copy is let go, and the kind waits once more.
    const [hidden] = await hiddenOf(office.store.read, office.store.t, request.id)
    const gone = await change(ledger =>
      showValue(ledger, office.register.controller, request, { id: hidden!.id, staffId: handler }),
    )
    expect(gone).toEqual([job.file])
    expect((await row(request.id)).need).toBe('review')
  })

  it('a hidden record leaves nothing but its count', async () => {
    const { request } = await office.ask('eva@voorbeeld.example')
    const all = await items('eva@voorbeeld.example', 'fraud_abuse')
    const [item] = all.filter(each => each.table === 'abuse_report')
    await hide(request, item!, [null])
    await release(request, 'fraud_abuse', all)
    await office.work()
    const { files, manifest } = await bundle(request.id)
    const data = jsonOf<{ tables: { id: string; records: { key: string }[] }[] }>(files, 'inzage/fraud_abuse.json')
    const keys = data.tables.find(each => each.id === 'abuse_report')!.records.map(each => each.key)
    expect(keys).toEqual(all.filter(each => each.table === 'abuse_report' && each !== item).map(each => each.key))
    expect(manifest.leftOut.redactions.filter(each => each.column === null)).toEqual([
      {
        source: item!.source,
        category: 'fraud_abuse',
        table: 'abuse_report',
        column: null,
        reason: 'otherPerson',
        article: '15(4)',
        count: 1,
      },
    ])
    expect(holds(files, String(item!.values.report_text))).toEqual([])
  })

  it('what changed or came after the release is left out, and is put up for review again', async () => {
    const { request } = await office.ask('ruud@voorbeeld.example')
    await office.work()
    const all = await items('ruud@voorbeeld.example', 'fraud_abuse')
    expect(all.length).toBeGreaterThan(0)
    await release(request, 'fraud_abuse', all)
    const changed = `${secret}-veranderd`
    const desk = office.withSources(sources => {
      const source = sources.get(office.register.subject.source)!
      sources.set(source.id, altered(source, all[0]!.key, changed))
    })
    await office.work(desk)
    const { files, manifest } = await bundle(request.id)
    expect(holds(files, changed)).toEqual([])
    expect(manifest.leftOut.review).toEqual([{ category: 'fraud_abuse', found: 1 }])
    expect(manifest.complete).toBe(false)
    const [review] = await reviewsWithNames(office.store.read, office.store.t, request.id)
    expect(review).toMatchObject({ category: 'fraud_abuse', found: 1, released: null })
    expect(await row(request.id)).toMatchObject({ answeredAt: null, need: 'review' })
    // Seen as it is now, and released: all of it goes.
    const now: Item[] = []
    const source = desk.sources.get(office.register.subject.source)!
    const who = (await source.locate({ email: 'ruud@voorbeeld.example' }))!
    for await (const batch of source.collect(who, { categories: ['fraud_abuse'] })) now.push(...batch)
    await release(request, 'fraud_abuse', now)
    await office.work(desk)
    expect(holds((await bundle(request.id)).files, changed).length).toBeGreaterThan(0)
    expect((await row(request.id)).answeredAt).not.toBeNull()
  })

  it('the set holds when the job dies in the middle and the data change before it starts again', async () => {
    const { request } = await office.ask('eva@voorbeeld.example')
    await office.work()
    const all = await items('eva@voorbeeld.example', 'fraud_abuse')
    await release(request, 'fraud_abuse', all)
    const stop = new AbortController()
    const slow = office.withSources(sources => {
      const source = sources.get(office.register.subject.source)!
      sources.set(source.id, {
        ...source,
        collect: async function* (who, wanted, signal) {
          for await (const batch of source.collect(who, wanted, signal)) {
            yield batch
            stop.abort()
          }
        },
      })
    })
    const lease = (await takeLease(office.store, 'export', 'one', office.clock.now, 20))!
    await attempt(slow, lease, stop.signal)
    const text = `${secret}-herstart`
    const desk = office.withSources(sources => {
      const source = sources.get(office.register.subject.source)!
      sources.set(source.id, altered(source, all[0]!.key, text))
    })
    office.clock.forward(60)
    expect(await office.work(desk)).toBe(1)
    const { files, manifest } = await bundle(request.id)
    expect(holds(files, text)).toEqual([])
    expect(manifest.leftOut.review).toEqual([{ category: 'fraud_abuse', found: 1 }])
    const data = jsonOf<{ tables: { records: unknown[] }[] }>(files, 'inzage/fraud_abuse.json')
    expect(data.tables.flatMap(each => each.records)).toHaveLength(all.length - 1)
  })

  it('a kind that is refused is not collected; the account says how many, on which ground', async () => {
    const { request } = await office.ask('eva@voorbeeld.example')
    await office.work()
    const refusal: Decision = {
      category: 'fraud_abuse',
      item: null,
      outcome: 'refuse',
      ground: 'uavg41',
      reason: 'Er loopt een onderzoek.',
      wouldChange: '',
      until: '2027-03-01',
    }
    const files = await change(ledger => decide(ledger, office.register.controller, request, refusal, handler))
    expect(files).toHaveLength(1)
    await office.work()
    const made = await bundle(request.id)
    const count = (await items('eva@voorbeeld.example', 'fraud_abuse')).length
    expect([...made.files.keys()].filter(name => name.includes('fraud'))).toEqual([])
    expect(made.manifest.leftOut.redactions).toContainEqual({
      source: office.register.subject.source,
      category: 'fraud_abuse',
      table: null,
      column: null,
      reason: 'uavg41',
      article: 'UAVG 41(1)',
      count,
    })
    expect(made.manifest.leftOut.review).toEqual([])
    // Nothing waits for release any more, and a machine does not answer.
    expect(await row(request.id)).toMatchObject({ answeredAt: null, need: 'write' })
  })

  it('one record can be refused, and the rest of its kind goes out', async () => {
    const { request } = await office.ask('kees@voorbeeld.example', everything)
    const all = await items('kees@voorbeeld.example', 'identity_contact')
    const one: Decision = {
      category: 'identity_contact',
      item: `${all[0]!.table}/${all[0]!.key}`,
      outcome: 'refuse',
      ground: 'rightsOfOthers',
      reason: 'Het gaat over een ander.',
      wouldChange: '',
      until: null,
    }
    await change(ledger => decide(ledger, office.register.controller, request, one, handler))
    await office.work()
    const { manifest } = await bundle(request.id)
    expect(manifest.leftOut.redactions.filter(each => each.reason === 'rightsOfOthers')).toMatchObject([
      { category: 'identity_contact', column: null, count: 1, article: '15(4)' },
    ])
  })

  it('a file that was replaced under the same name and size since the review is seen as changed, and waits', async () => {
    const email = 'eva@voorbeeld.example'
    const { request } = await office.ask(email)
    const found = await Promise.all(office.register.categories.map(({ id }) => items(email, id)))
    const [category, all] = found
      .map(each => [each[0]?.category ?? '', each] as const)
      .find(([, each]) => each.some(item => item.attachments.length > 0) && each.length > 1)!
    const item = all.find(each => each.attachments.length > 0)!
    const other = all.find(each => each.attachments.length === 0) ?? all.find(each => each !== item)!
    await hide(request, other, [null])
    await release(request, category, await withContents(office.desk.sources, all))
    const [attached] = item.attachments
    const replaced = office.withSources(sources => {
      const source = sources.get(attached!.source)!
      sources.set(source.id, {
        ...source,
        open: async file => {
          const opened = await source.open(file)
          if (file.path !== attached!.path) return opened
          opened.stream.destroy()
          return { ...opened, stream: Readable.from([Buffer.alloc(opened.bytes, 'x')]) }
        },
      })
    })
    await office.work(replaced)
    const waits = async () =>
      (await bundle(request.id)).manifest.leftOut.review.filter(each => each.category === category)
    expect(await waits()).toEqual([{ category, found: 1 }])
    expect((await row(request.id)).need).toBe('review')
    // As it was seen, all of it goes.
    await release(request, category, await withContents(office.desk.sources, all))
    const { id: requestId, subjectId } = request
    await change(ledger => wantExport(ledger, { requestId, subjectId, scope: everything, language: 'nl' }))
    await office.work()
    expect(await waits()).toEqual([])
  })

  it('the digest says whether a record changed, and under another salt nothing', async () => {
    const [item] = await items('eva@voorbeeld.example', 'identity_contact')
    const salt = Buffer.alloc(32, 1)
    const digest = itemDigest(item!, salt)
    expect(itemDigest({ ...item!, values: { ...item!.values } }, salt)).toBe(digest)
    expect(itemDigest(item!, Buffer.alloc(32, 2))).not.toBe(digest)
    for (const column of Object.keys(item!.values)) {
      expect(itemDigest({ ...item!, values: { ...item!.values, [column]: 'anders' } }, salt), column).not.toBe(digest)
    }
  })
})

async function* stream(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  yield items
}

/** The source as it is after one report was written anew. */
function altered(source: Source, key: string, text: string): Source {
  return {
    ...source,
    collect: async function* (who, wanted, signal) {
      for await (const batch of source.collect(who, wanted, signal)) {
        yield batch.map(item =>
          item.category === 'fraud_abuse' && item.key === key && 'report_text' in item.values
            ? { ...item, values: { ...item.values, report_text: text } }
            : item,
        )
      }
    },
  }
}
