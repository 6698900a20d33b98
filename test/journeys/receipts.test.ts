/** Receipts: their owner fetches them, anybody checks them offline, and a server with two histories is found out. */
import { generateKeyPairSync } from 'node:crypto'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signCheckpoint, verifierKey } from '#db/audit/checkpoint.ts'
import { checkpointAt } from '#db/audit/cosignature.ts'
import { consistencyProof } from '#db/audit/head.ts'
import { makeReceipts, placesOf } from '#db/audit/receipt.ts'
import { openStore } from '#db/open.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { requestByReference } from '#db/subject-request.ts'
import type { Store } from '#db/store.ts'
import { readSignedCheckpoint } from '#domain/audit/checkpoint.ts'
import { writeConsistency } from '#domain/audit/consistency.ts'
import { readVkey, writeVkey } from '#domain/audit/note.ts'
import { verifyReceipt } from '#domain/audit/receipt.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { inzage } from '#test/bin/inzage.ts'
import { openWorld, type World } from '#test/world.ts'

describe.each(engines)('receipts on $name', engine => {
  let world: World
  let eva: Client
  let reference: string
  beforeAll(async () => {
    world = await openWorld({ engine })
    eva = await world.enter('eva@voorbeeld.example')
    const answer = await eva.post('/downloaden', { what: 'all', as: 'both' })
    reference = /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/.exec(answer.location)![0]
    await world.makeCopies()
  })
  afterAll(() => world.close())

  it('every step on the page has one, that the published key proves', async () => {
    const page = await eva.get(`/verzoeken/${reference}`)
    const links = [...page.text.matchAll(new RegExp(`/verzoeken/${reference}/bewijs/[\\d-]+`, 'g'))].map(
      ([link]) => link,
    )
    expect(links.length).toBeGreaterThan(3)
    const keys = JSON.parse((await eva.get('/.well-known/inzage-keys.json')).text) as { log: string }
    const key = readVkey(keys.log)!
    for (const link of links) {
      const receipt = await eva.get(link)
      expect(receipt.status).toBe(200)
      expect(verifyReceipt(receipt.text, key)).toMatchObject({ ok: true })
      expect(verifyReceipt(receipt.text.replace('index ', 'index 1'), key)).toMatchObject({ ok: false })
    }
  })

  it('are their owner’s only, and one of another request is not there', async () => {
    const request = (await requestByReference(world.portal.store.read, world.portal.store.t, reference))!
    const [place] = await placesOf(world.portal.store.read, world.portal.store.t, request.id)
    const other = await world.enter('sam@voorbeeld.example')
    const staff = await world.signInStaff('officer')
    for (const client of [other, staff, world.browser()]) {
      expect((await client.get(`/verzoeken/${reference}/bewijs/${place}`)).status).toBe(404)
      expect((await client.get(`/verzoeken/${reference}/bewijzen.zip`)).status).toBe(404)
    }
    expect((await eva.get(`/verzoeken/${reference}/bewijs/0`)).status).toBe(404)
    expect((await eva.get(`/verzoeken/${reference}/bewijs/x`)).status).toBe(404)
  })

  it('two checkpoints of one log are joined by the public proof', async () => {
    const before = readSignedCheckpoint((await eva.get('/log/checkpoint')).text)!
    const proof = await eva.get(`/log/consistency?from=1&to=${before.size}`)
    expect(proof.status).toBe(200)
    expect(proof.text.startsWith('old 1\n')).toBe(true)
    expect((await eva.get('/log/consistency?from=-1')).status).toBe(400)
    expect((await eva.get('/log/consistency?from=99999999')).status).toBe(404)
  })
})

describe('a server that shows two histories', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'inzage-fork-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is found out: the receipt of one does not go on into the checkpoint of the other', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const origin = 'privacy.example.nl/dsr-audit/1'
    const at = '2026-11-22T09:00:00.000Z'
    const request = newHandle()
    const write = (store: Store, type: 'request.received' | 'request.withdrawn', times: number) =>
      record(store, at, { kind: 'system', ref: 'operator' }, async ledger => {
        for (let i = 0; i < times; i++) ledger.entry(type, { request })
      })
    const honest = path.join(folder, 'a.sqlite')
    const lying = path.join(folder, 'b.sqlite')
    const store = await openStore({ engine: 'sqlite', file: honest })
    await store.migrate()
    await write(store, 'request.received', 5)
    await store.close()
    await copyFile(honest, lying)
    const open = async (file: string, type: 'request.received' | 'request.withdrawn') => {
      const fork = await openStore({ engine: 'sqlite', file })
      await write(fork, type, 3)
      const signing = { origin, privateKey, file: `${file}.checkpoint` }
      await signCheckpoint(fork, signing)
      return { fork, signing }
    }
    const a = await open(honest, 'request.received')
    const b = await open(lying, 'request.withdrawn')
    // The member holds a receipt of what the lying server showed; the officer a later checkpoint of the honest one.
    const [receipt] = await makeReceipts(b.fork, b.signing, request, [6])
    await write(a.fork, 'request.received', 4)
    const later = await signCheckpoint(a.fork, a.signing)
    const checkpoint = (await checkpointAt(a.fork.read, a.fork.t, later))!
    const proof = await consistencyProof(a.fork.read, a.fork.t, 8, checkpoint)
    const files = {
      receipt: path.join(folder, 'member.tlog-proof'),
      later: path.join(folder, 'officer.checkpoint'),
      proof: path.join(folder, 'officer.proof'),
      vkey: path.join(folder, 'log.vkey'),
    }
    await writeFile(files.receipt, receipt!.text)
    await writeFile(files.later, checkpoint.note)
    await writeFile(files.proof, writeConsistency({ from: '8', proof, checkpoint: checkpoint.note }))
    await writeFile(files.vkey, writeVkey(verifierKey(origin, privateKey)))
    const words = ['audit', 'verify-receipt', files.receipt, '--vkey', files.vkey]
    expect(await inzage(words, {})).toMatchObject({ code: 0 })
    const joined = await inzage([...words, '--later', files.later, '--consistency', files.proof], {})
    expect(joined).toMatchObject({ code: 12 })
    expect(joined.out).toContain('FORK')
    // The same question about the honest server is answered yes.
    const [own] = await makeReceipts(a.fork, { ...a.signing }, request, [6])
    await writeFile(files.receipt, own!.text)
    expect(await inzage(words, {})).toMatchObject({ code: 0 })
    await Promise.all([a.fork.close(), b.fork.close()])
  })
})
