/** From a wish to a bundle: what the store, the vault and the outbox hold after each step, on both engines. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditTrail } from '#db/audit/trail.ts'
import { cancelExport, downloadedExport, exportOf, exportsOf, isReady, prolongExport } from '#db/export.ts'
import { lettersOf } from '#db/mail.ts'
import { record } from '#db/record.ts'
import { requestOf, reviewsOf } from '#db/subject-request.ts'
import { isThere, openBundle, placeOf, removeExpired, sweep } from '#exports/vault.ts'
import { verifyBundle } from '#exports/verify.ts'
import type { Source } from '#sources/source.ts'
import { engines } from '../engines.ts'
import { key, type Office, openOffice } from './office.ts'

const day = 86_400
const broken = (source: Source): Source => ({
  ...source,
  count: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })),
})

describe.each(engines)('on $name', engine => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ engine })
  })
  afterAll(() => office.close())

  const steps = async (requestId: string) =>
    (await auditTrail(office.store.read, office.store.t, requestId)).map(step => step.type)

  it('a wish becomes a bundle, an answer and a letter, each with its entry', async () => {
    const { exportId, subjectId, request } = await office.ask('sam@voorbeeld.example')
    expect(await office.work()).toBe(1)
    const { store } = office
    const found = await exportOf(store.read, store.t, exportId, subjectId)
    expect(found?.job).toMatchObject({ failedParts: 0, trouble: null, leaseOwner: null })
    expect(found && isReady(found.job, office.clock.now)).toBe(true)
    expect(found?.job.expiresAt).toBe('2026-12-06T23:00:00.000Z')
    expect(found?.parts.every(part => part.doneAt && !part.error)).toBe(true)
    expect(await steps(request.id)).toEqual([
      'request.received',
      'export.wanted',
      'export.started',
      'export.built',
      'request.answered',
    ])
    expect(await requestOf(store.read, store.t, request.reference, subjectId)).toMatchObject({
      open: false,
      need: 'nothing',
    })
    expect((await lettersOf(store.read, store.t, request.id)).map(letter => letter.kind)).toEqual(['copyReady'])
    const place = placeOf(office.folder, found!.job.file!)
    expect((await stat(place.final)).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(place.final))).mode & 0o777).toBe(0o700)
    expect(await verifyBundle(place.final, [key.publicKey])).toMatchObject({ verdict: 'ok', known: true })
    expect(await office.vault()).toHaveLength(1)
  })

  it('an export is found by its owner only', async () => {
    const { exportId } = await office.ask('priya@voorbeeld.example')
    expect(await exportOf(office.store.read, office.store.t, exportId, 'somebody-else')).toBeNull()
    await office.work()
  })

  it('a bundle can be read in parts, and its first bytes are recorded once', async () => {
    const { exportId, subjectId, request } = await office.ask('zoe@voorbeeld.example')
    await office.work()
    const { store } = office
    const { job } = (await exportOf(store.read, store.t, exportId, subjectId))!
    const whole = await readFile(placeOf(office.folder, job.file!).final)
    expect(whole.length).toBe(job.bytes)
    const bundle = (await openBundle(office.folder, job.file!))!
    const chunks: Buffer[] = []
    for await (const chunk of bundle.read(1000, 4999)) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks)).toEqual(whole.subarray(1000, 5000))
    const actor = { kind: 'member', ref: subjectId } as const
    const twice = await Promise.all(
      [1, 2].map(() => downloadedExport(store, office.clock.now, actor, exportId, subjectId)),
    )
    expect(twice.filter(Boolean)).toHaveLength(1)
    expect(await downloadedExport(store, office.clock.now, actor, exportId, subjectId)).toBe(false)
    expect((await steps(request.id)).filter(step => step === 'export.downloaded')).toHaveLength(1)
  })

  it('a bundle goes on its day, and is kept as long again once', async () => {
    const { exportId, subjectId } = await office.ask('kees@voorbeeld.example')
    await office.work()
    const { store } = office
    const prolong = () =>
      record(store, office.clock.now, { kind: 'member', ref: subjectId }, async ledger => {
        if (!(await prolongExport(ledger, exportId, subjectId, 'Europe/Amsterdam'))) throw new Error('no')
      })
    office.clock.forward(10 * day)
    await prolong()
    await expect(prolong()).rejects.toThrow('no')
    const before = (await exportOf(store.read, store.t, exportId, subjectId))!.job
    expect(before.expiresAt).toBe('2026-12-16T23:00:00.000Z')
    office.clock.now = '2026-12-16T22:59:59.000Z'
    await removeExpired(office.desk)
    expect(await isThere(office.folder, before.file!)).toBe(true)
    office.clock.now = '2026-12-16T23:00:00.000Z'
    expect(isReady(before, office.clock.now)).toBe(false)
    await removeExpired(office.desk)
    const after = (await exportOf(store.read, store.t, exportId, subjectId))!.job
    expect(after).toMatchObject({ removedAt: office.clock.now, file: null })
    expect(await openBundle(office.folder, before.file!)).toBeNull()
  })

  it('a category that a person must see first is left out, counted, and keeps the request open', async () => {
    const { exportId, subjectId, request } = await office.ask('eva@voorbeeld.example')
    await office.work()
    const { store } = office
    const { job, parts } = (await exportOf(store.read, store.t, exportId, subjectId))!
    expect(parts.find(part => part.leftOut === 'review')).toMatchObject({ category: 'fraud_abuse', found: 0 })
    const [review] = await reviewsOf(store.read, store.t, request.id)
    expect(review).toMatchObject({ category: 'fraud_abuse', releasedAt: null })
    expect(review!.found).toBeGreaterThan(0)
    expect(await requestOf(store.read, store.t, request.reference, subjectId)).toMatchObject({
      open: true,
      need: 'review',
      answeredAt: null,
    })
    expect(job.builtAt).not.toBeNull()
    expect((await lettersOf(store.read, store.t, request.id)).map(letter => letter.kind)).toEqual(['copyPartlyReady'])
  })

  it('a source that fails does not sink the rest; it is tried again, and the whole bundle takes the place', async () => {
    const { exportId, subjectId, request } = await office.ask('anouk@voorbeeld.example', {
      categories: ['identity_contact', 'request_file'],
      from: null,
      until: null,
      forms: ['access'],
    })
    const { store } = office
    const sick = office.withSources(sources => sources.set('platform', broken(sources.get('platform')!)))
    await office.work(sick)
    const partial = (await exportOf(store.read, store.t, exportId, subjectId))!
    expect(partial.job).toMatchObject({ failedParts: 1 })
    expect(isReady(partial.job, office.clock.now)).toBe(true)
    expect(partial.parts.find(part => part.category === 'identity_contact')).toMatchObject({
      error: 'ECONNREFUSED',
      leftOut: 'failed',
    })
    expect(await requestOf(store.read, store.t, request.reference, subjectId)).toMatchObject({
      open: true,
      need: 'sourceFailed',
    })
    // Still failing: the incomplete bundle stays, and the wait grows.
    office.clock.forward(60)
    expect(await office.work(sick)).toBe(1)
    expect(await office.work(sick)).toBe(0)
    expect((await exportOf(store.read, store.t, exportId, subjectId))!.job.removedAt).toBeNull()
    office.clock.forward(600)
    await office.work()
    const [newest] = await exportsOf(store.read, store.t, request.id)
    expect(newest).toMatchObject({ failedParts: 0, replaces: exportId })
    expect((await exportOf(store.read, store.t, exportId, subjectId))!.job).toMatchObject({
      file: null,
      removedAt: office.clock.now,
    })
    expect(await openBundle(office.folder, partial.job.file!)).toBeNull()
    expect(await requestOf(store.read, store.t, request.reference, subjectId)).toMatchObject({
      open: false,
      answeredAt: office.clock.now,
    })
    expect(await steps(request.id)).toEqual([
      'request.received',
      'export.wanted',
      'export.started',
      'export.partial',
      'export.retried',
      'export.started',
      'export.retried',
      'export.started',
      'export.built',
      'export.removed',
      'request.answered',
    ])
  })

  it('a cancelled export is never built, and two of one person never run at once', async () => {
    const first = await office.ask('leeg@voorbeeld.example')
    const { store } = office
    await record(store, office.clock.now, { kind: 'member', ref: first.subjectId }, async ledger => {
      await cancelExport(ledger, first.exportId, first.subjectId)
    })
    expect(await office.work()).toBe(0)
    const two = [await office.ask('leeg@voorbeeld.example'), await office.ask('leeg@voorbeeld.example')]
    let running = 0
    let most = 0
    const counted = office.withSources(sources => {
      const platform = sources.get('platform')!
      sources.set('platform', {
        ...platform,
        async count(who, wanted) {
          most = Math.max(most, ++running)
          await new Promise(resolve => setTimeout(resolve, 300))
          running--
          return platform.count(who, wanted)
        },
      })
    })
    await Promise.all([office.work(counted), office.work(counted)])
    office.clock.forward(5)
    await office.work(counted)
    expect(most).toBe(1)
    for (const { exportId, subjectId } of two) {
      expect((await exportOf(store.read, store.t, exportId, subjectId))!.job.builtAt).not.toBeNull()
    }
    expect((await exportsOf(store.read, store.t, first.request.id))[0]).toMatchObject({ builtAt: null })
  })

  it('what no row names is swept from the vault, and nothing else', async () => {
    const before = await office.vault()
    const stray = placeOf(office.folder, `${'x'.repeat(22)}.zip`)
    await writeFile(stray.part, 'half')
    await writeFile(stray.final, 'orphan')
    await mkdir(stray.scratch)
    expect(await sweep(office.desk)).toBe(1)
    expect((await office.vault()).sort()).toEqual(before.sort())
  })
})
