/** An old database was put back: nothing is signed over it, a new epoch begins, and all of it can still be proven. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareWithKnown, signCheckpoint } from '#db/audit/checkpoint.ts'
import { auditHead, inclusionProof } from '#db/audit/head.ts'
import { addKnown, newestKnown, readKnownFile } from '#db/audit/known.ts'
import { openEpoch } from '#db/audit/open-epoch.ts'
import { makeReceipts } from '#db/audit/receipt.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { verifyLog } from '#db/audit/verify.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { changesSince, seenUpTo } from '#db/request-facts.ts'
import { entryName, epochOf, placeOf, readEntryName } from '#domain/audit/epoch.ts'
import { verifyReceipt } from '#domain/audit/receipt.ts'
import { engines, type TestStore } from '#test/engines.ts'
import { at, grow, signingIn, worker } from './world.ts'

describe('places', () => {
  test('keep the numbers of epochs apart, by their names', () => {
    for (const [epoch, seq, name] of [
      [1, 0, '0'],
      [1, 1204, '1204'],
      [2, 0, '2-0'],
      [31, 7, '31-7'],
    ] as const) {
      expect(entryName(placeOf(epoch, seq))).toBe(name)
      expect(readEntryName(name)).toBe(placeOf(epoch, seq))
    }
    for (const wrong of ['', '-1', '1-0', '0-3', '01', '2-', 'x', '2-00', '1e3'])
      expect(readEntryName(wrong)).toBeNull()
  })
})

for (const engine of engines) {
  describe(`a new epoch on ${engine.name}`, () => {
    const { signing, key, remove } = signingIn()
    const request = newHandle()
    let store: TestStore
    const verify = () => verifyLog(store, { key, known: readKnownFile(signing.file, key) })
    const say = (times: number) =>
      record(store, at, worker, async ledger => {
        for (let i = 0; i < times; i++) ledger.entry('request.assigned', { request, payload: { i } })
      })

    beforeAll(async () => {
      // The log that was lost: 12 entries, of which the store that comes back has the first 5, signed and all.
      store = await engine.open()
      await say(5)
      await signCheckpoint(store, signing)
    })
    afterAll(async () => (await store.dispose(), remove()))

    test('nothing is done as long as the log agrees with what was signed', async () => {
      expect(await openEpoch(store, signing, at, 'restored')).toBe('agrees')
      await compareWithKnown(store, signing)
    })

    test('a log shorter than what is known outside is refused, with what to do', async () => {
      // Somebody else's later log under our key is what the lost one looked like from outside.
      const lost = await engine.open()
      const { signing: elsewhere } = signingIn()
      await grow(lost, 12)
      const signed = await signCheckpoint(lost, { ...signing, file: elsewhere.file })
      await lost.dispose()
      addKnown(signing.file, signed.note)
      for (const refused of [compareWithKnown, signCheckpoint])
        await expect(refused(store, signing)).rejects.toMatchObject({
          reason: 'ROLLBACK',
          message: expect.stringContaining('audit epoch'),
        })
      expect(await verify()).toMatchObject({ result: 'ROLLBACK' })
    })

    test('the old one is closed as it is; the new one begins with what came before', async () => {
      const made = await openEpoch(store, signing, at, 'restored')
      expect(made).toMatchObject({
        opened: { epoch: 2, size: 1 },
        before: { reason: 'restored', previous: { size: 12 }, kept: { epoch: 1, size: 5 }, agreed: 5 },
      })
      await compareWithKnown(store, signing)
      expect(await signCheckpoint(store, signing)).toMatchObject({ epoch: 2, size: 1 })
      expect(newestKnown(signing.file, key)).toMatchObject({ epoch: 2, origin: 'dsr.example/dsr-audit/2' })
      expect(await openEpoch(store, signing, at, 'restored')).toBe('agrees')
    })

    test('writing goes on from 0 under the new name, and a story runs on over both', async () => {
      const seen = await seenUpTo(store.read, store.t, request)
      expect(epochOf(seen)).toBe(1)
      await say(3)
      expect(await auditHead(store.read, store.t)).toEqual({ epoch: 2, size: 4 })
      expect((await changesSince(store.read, store.t, request, seen)).length).toBe(3)
      const trail = await auditTrail(store.read, store.t, request)
      expect(trail.map(({ place }) => entryName(place))).toEqual(['0', '1', '2', '3', '4', '2-1', '2-2', '2-3'])
    })

    test('many changes at once, at every shape of the tree', async () => {
      await Promise.all(Array.from({ length: 30 }, () => say(1)))
      await signCheckpoint(store, signing)
      const head = await auditHead(store.read, store.t)
      expect(head.size).toBe(34)
      for (const index of [0, 17, 33]) await inclusionProof(store.read, store.t, index, head)
    })

    test('a payload of the old epoch can be erased, and the log says so', async () => {
      await store.tx(async (_, raw) => raw('delete from audit_payload where seq = 2'))
      expect(await verify()).toMatchObject({ result: 'PAYLOAD_MISSING', seq: 2 })
      await record(store, at, worker, async ledger => void ledger.entry('payload.erased', { erased: [[2, 2]] }))
      await signCheckpoint(store, signing)
    })

    test('all of it verifies, and it says what was lost', async () => {
      expect(await verify()).toMatchObject({
        result: 'OK',
        epoch: 2,
        size: 35,
        closed: [{ epoch: 1, size: 5, signed: 12, lost: 7 }],
      })
    })

    test('receipts of both epochs are proven by the one key', async () => {
      const places = (await auditTrail(store.read, store.t, request)).map(({ place }) => place)
      const receipts = await makeReceipts(store, signing, request, places)
      expect(receipts.length).toBe(38)
      for (const { place, text } of receipts) {
        const verdict = verifyReceipt(text, key)
        expect(verdict).toMatchObject({
          ok: true,
          checkpoint: { origin: `dsr.example/dsr-audit/${epochOf(place)}` },
        })
      }
      const moved = receipts.at(-1)!.text.replace('/dsr-audit/2', '/dsr-audit/1')
      expect(verifyReceipt(moved, key)).toMatchObject({ ok: false })
    })

    test('the database of the old epoch, put back once more, is found out; the next epoch leaves none out', async () => {
      const older = await engine.open()
      await grow(older, 4)
      await expect(compareWithKnown(older, signing)).rejects.toMatchObject({ reason: 'ROLLBACK' })
      expect(await openEpoch(older, signing, at, 'restored')).toMatchObject({
        opened: { epoch: 3, size: 1 },
        before: { previous: { origin: 'dsr.example/dsr-audit/2', size: 35 }, kept: { epoch: 1, size: 4 }, agreed: 0 },
      })
      await signCheckpoint(older, signing)
      expect(await verifyLog(older, { key, known: readKnownFile(signing.file, key) })).toMatchObject({
        result: 'OK',
        epoch: 3,
        closed: [
          { epoch: 1, size: 4, lost: 0 },
          { epoch: 2, size: 0, signed: 35, lost: 35 },
        ],
      })
      await older.dispose()
    })

    test('a closed epoch that is added to, shortened or contradicted is found out', async () => {
      // Without what the copy before this signed: a later epoch that is known outside is the first thing to say.
      const known = readKnownFile(signing.file, key).filter(each => each.epoch <= 2)
      const verify = () => verifyLog(store, { key, known })
      expect(await verify()).toMatchObject({ result: 'OK', epoch: 2 })
      const off = (table: string, name: string) =>
        engine.name === 'sqlite' ? `drop trigger ${table}_${name}` : `alter table ${table} disable trigger all`
      await store.tx(async (_, raw) => {
        await raw(off('audit_entry', 'no_delete'))
        await raw(`insert into audit_entry select 5, entry, type, request, ts, nodes from audit_entry where seq = 4`)
      })
      expect(await verify()).toMatchObject({ result: 'TAMPERED' })
      await store.tx(async (_, raw) => raw('delete from audit_entry where seq = 5'))
      // Shortened: the next epoch says how long it was.
      await store.tx(async (_, raw) => raw('delete from audit_entry where seq = 4'))
      expect(await verify()).toMatchObject({ result: expect.stringMatching(/TAMPERED|ROLLBACK/) })
    })
  })
}
