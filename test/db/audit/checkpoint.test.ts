import { readFileSync, writeFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signCheckpoint } from '#db/audit/checkpoint.ts'
import { consistencyProof, inclusionProof, rootAt } from '#db/audit/head.ts'
import { addKnown, newestKnown, readKnownFile } from '#db/audit/known.ts'
import { auditTrail, newestCheckpoint } from '#db/audit/trail.ts'
import { verifyLog } from '#db/audit/verify.ts'
import { openStore } from '#db/open.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import type { Store } from '#db/store.ts'
import { leafHash } from '#domain/audit/merkle.ts'
import { verifyConsistency, verifyInclusion } from '#domain/audit/proof.ts'
import { engines, type TestStore } from '#test/engines.ts'
import { at, grow, signingIn, worker } from './world.ts'

for (const engine of engines) {
  describe(`checkpoints on ${engine.name}`, () => {
    const { signing, key, remove } = signingIn()
    let store: TestStore
    beforeAll(async () => void (store = await engine.open()))
    afterAll(async () => (await store.dispose(), remove()))
    const verify = () => verifyLog(store, { key, known: readKnownFile(signing.file, key) })

    test('an empty log is OK, and can be signed', async () => {
      expect(await verify()).toMatchObject({ result: 'OK', size: 0 })
      expect((await signCheckpoint(store, signing)).size).toBe(0)
      expect(await verify()).toMatchObject({ result: 'OK', size: 0, checkpoints: 1, known: 1 })
    })

    test('signing again without news gives the same checkpoint', async () => {
      await grow(store, 5)
      const first = await signCheckpoint(store, signing)
      expect(await signCheckpoint(store, signing)).toEqual(first)
      expect(await newestCheckpoint(store.read, store.t)).toEqual(first)
      expect(newestKnown(signing.file, key)?.text).toBe(first.note)
    })

    test('entries after the last checkpoint lose nothing: the next one covers them', async () => {
      await grow(store, 37, 6)
      expect(await verify()).toMatchObject({ result: 'OK', size: 42, checkpoints: 2 })
      await signCheckpoint(store, signing)
      expect(await verify()).toMatchObject({ result: 'OK', size: 42, checkpoints: 3, known: 3 })
    })

    test('a crash between file and database is made good at the next signing', async () => {
      await store.tx(async (_, raw) => {
        await raw(
          store.engine === 'sqlite'
            ? 'drop trigger audit_checkpoint_no_delete'
            : 'alter table audit_checkpoint disable trigger all',
        )
        await raw('delete from audit_checkpoint where size = 42')
      })
      expect(await verify()).toMatchObject({ result: 'OK', checkpoints: 2, known: 3 })
      await grow(store, 1)
      await signCheckpoint(store, signing)
      expect(await verify()).toMatchObject({ result: 'OK', checkpoints: 4, known: 4 })
    })

    test('two crashes in a row between file and database are made good as well', async () => {
      for (const crash of [1, 2]) {
        await grow(store, 1)
        // The file is written and the transaction is not: what a kill in that moment leaves behind.
        const failing: Store = {
          ...store,
          tx: (body, opening) =>
            store.tx(async (...given) => {
              const result = await body(...given)
              if (result && typeof result === 'object' && 'note' in result) throw new Error(`crash ${crash}`)
              return result
            }, opening),
        }
        await expect(signCheckpoint(failing, signing)).rejects.toThrow('crash')
        expect(await verify()).toMatchObject({ result: 'OK', checkpoints: 3 + crash, known: 4 + crash })
      }
      await signCheckpoint(store, signing)
      expect(await verify()).toMatchObject({ result: 'OK', checkpoints: 6, known: 6 })
    })

    test('what a power cut left half written in the file does no harm', async () => {
      writeFileSync(signing.file, `${readFileSync(signing.file, 'utf8')}dsr.example/dsr-audit/1\n44\nabc`)
      await grow(store, 1)
      const made = await signCheckpoint(store, signing)
      expect(newestKnown(signing.file, key)).toMatchObject({ size: String(made.size), text: made.note })
    })

    test('the newest is found at the end of a long file', async () => {
      const { signing: other, key: otherKey, remove: away } = signingIn()
      const own = await engine.open()
      await signCheckpoint(own, other)
      const [one] = readKnownFile(other.file, otherKey)
      for (let i = 0; i < 700; i++) addKnown(other.file, one!.text)
      await grow(own, 3)
      const made = await signCheckpoint(own, other)
      expect(newestKnown(other.file, otherKey)?.text).toBe(made.note)
      await own.dispose()
      away()
    })

    test('many signers at once take turns', async () => {
      const more = await openStore(store.where)
      const made = await Promise.all(
        Array.from({ length: 8 }, async (_, i) => {
          await grow(i % 2 ? store : more, 3)
          return signCheckpoint(i % 2 ? store : more, signing)
        }),
      )
      expect(made.length).toBe(8)
      await more.close()
      const sizes = readKnownFile(signing.file, key).map(known => Number(known.size))
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
      expect(await verify()).toMatchObject({ result: 'OK' })
    })

    test('proofs out of the database hold', async () => {
      const size = 64
      const root = await rootAt(store.read, store.t, { epoch: 1, size })
      const rows = await store.read.select().from(store.t.auditEntry).orderBy(store.t.auditEntry.seq)
      for (const index of [0, 1, 31, 32, 62, 63]) {
        const proof = await inclusionProof(store.read, store.t, index, { epoch: 1, size })
        expect(
          verifyInclusion({ index: `${index}`, size: `${size}`, leaf: leafHash(rows[index]!.entry), root, proof }),
        ).toBe(true)
      }
      for (const from of [1, 7, 32, 63, 64]) {
        const proof = await consistencyProof(store.read, store.t, from, { epoch: 1, size })
        const fromRoot = await rootAt(store.read, store.t, { epoch: 1, size: from })
        expect(verifyConsistency({ from: `${from}`, to: `${size}`, fromRoot, toRoot: root, proof })).toBe(true)
      }
    })

    test('the trail of one request, oldest first, with its payloads', async () => {
      const request = newHandle()
      await record(store, at, worker, async ledger => {
        ledger.entry('request.received', { request, payload: { right: 'access' } })
        ledger.entry('export.wanted', { request })
      })
      await grow(store, 2)
      const trail = await auditTrail(store.read, store.t, request)
      expect(trail.map(({ type, payload, actor, at: moment }) => ({ type, payload, actor, moment }))).toEqual([
        { type: 'request.received', payload: { right: 'access' }, actor: worker, moment: '2026-11-22T09:00:00Z' },
        { type: 'export.wanted', payload: null, actor: worker, moment: '2026-11-22T09:00:00Z' },
      ])
      expect(trail[0]!.shortHash).toMatch(/^[0-9a-f]{8}$/)
    })

    test('without the file, or with an older one, nothing is signed', async () => {
      await signCheckpoint(store, signing)
      await grow(store, 1)
      const all = readFileSync(signing.file, 'utf8')
      writeFileSync(signing.file, all.slice(0, all.length / 2))
      await expect(signCheckpoint(store, signing)).rejects.toMatchObject({ reason: 'KNOWN_MISSING' })
      writeFileSync(signing.file, all)
      await signCheckpoint(store, signing)
    })

    test('an old copy of the database is found out, by verifying and before signing', async () => {
      const other = await engine.open()
      await grow(other, 3)
      await expect(signCheckpoint(other, signing)).rejects.toMatchObject({ reason: 'ROLLBACK' })
      const known = readKnownFile(signing.file, key)
      expect(await verifyLog(other, { key, known })).toMatchObject({ result: 'ROLLBACK' })
      await other.dispose()
    })

    test('a database with another history is found out, by verifying and before signing', async () => {
      const other = await engine.open()
      await grow(other, 200, 50)
      await expect(signCheckpoint(other, signing)).rejects.toMatchObject({ reason: 'FORK' })
      expect(await verifyLog(other, { key, known: readKnownFile(signing.file, key) })).toMatchObject({ result: 'FORK' })
      await other.dispose()
    })

    test('a checkpoint in our name by another key is found out', async () => {
      const stranger = signingIn()
      expect(await verifyLog(store, { key: stranger.key, known: [] })).toMatchObject({ result: 'SIGNATURE' })
      writeFileSync(stranger.signing.file, readFileSync(signing.file))
      await expect(signCheckpoint(store, stranger.signing)).rejects.toThrow('not signed by')
      stranger.remove()
    })

    test('the log cannot be changed or emptied, whoever asks', async () => {
      for (const text of [
        `update audit_entry set entry = 'x' where seq = 0`,
        'delete from audit_entry where seq = 0',
        'update audit_entry set nodes = nodes',
        `update audit_payload set payload = '{}'`,
        'delete from audit_head',
        'update audit_head set size = size - 1',
        ...(store.engine === 'sqlite'
          ? [`insert or replace into audit_entry values (0, 'x', 'x', null, 'x', x'00')`]
          : ['truncate audit_entry', 'truncate audit_payload', 'truncate audit_head']),
      ]) {
        await expect(
          store.tx(async (_, raw) => raw(text)),
          text,
        ).rejects.toThrow(/append-only|cannot change|forward|stays/)
      }
      expect(await store.read.select({ one: sql`1` }).from(store.t.auditHead)).toHaveLength(1)
      expect(await verify()).toMatchObject({ result: 'OK' })
    })
  })
}
