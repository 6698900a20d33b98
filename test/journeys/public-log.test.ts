/** Where the log stands, for anybody: free of personal data, not too often, with witnesses' lines, and each epoch's key. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { vkeyOf } from '#app/receipt/vkey.ts'
import { signingOf } from '#app/server/checkpoints.ts'
import { signCheckpoint } from '#db/audit/checkpoint.ts'
import { keepCosignature } from '#db/audit/cosignature.ts'
import { openEpoch } from '#db/audit/open-epoch.ts'
import { record } from '#db/record.ts'
import { readSignedCheckpoint } from '#domain/audit/checkpoint.ts'
import { readVkey } from '#domain/audit/note.ts'
import { inzage } from '#test/bin/inzage.ts'
import { openWorld, type World } from '#test/world.ts'

const operator = { kind: 'system', ref: 'operator' } as const

describe('the public log', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())

  it('is witnessed from outside: key, checkpoint, line, and the checkpoint with the line', async () => {
    const { folder, portal } = world
    const browser = world.browser()
    expect((await browser.get('/log/checkpoint/witnessed')).status).toBe(404)
    const key = path.join(folder, 'witness.key')
    const state = path.join(folder, 'witness.state')
    const made = await inzage(['audit', 'witness', 'init', '--name', 'voorbeeld.example/officer', '--key', key])
    expect(made).toMatchObject({ code: 0, err: '' })
    const note = await browser.get('/log/checkpoint')
    expect(note.text).not.toContain('@')
    writeFileSync(path.join(folder, 'note'), note.text)
    const published = JSON.parse((await browser.get('/.well-known/inzage-keys.json')).text) as {
      log: string
      logs: string[]
    }
    expect(published.logs).toEqual([published.log])
    const words = ['audit', 'witness', 'cosign', '--key', key, '--state', state, '--vkey', published.log]
    const line = await inzage([...words, '--checkpoint', path.join(folder, 'note')])
    expect(line).toMatchObject({ code: 0, err: '' })
    expect(line.out).toMatch(/^— voorbeeld\.example\/officer /)
    writeFileSync(path.join(folder, 'line'), line.out)
    const settings = { DATA_DIR: folder }
    const kept = await inzage(['audit', 'cosign', path.join(folder, 'line'), '--vkey', made.out.trim()], settings)
    expect(kept).toMatchObject({ code: 0, err: '' })
    const witnessed = await browser.get('/log/checkpoint/witnessed')
    expect(witnessed.status).toBe(200)
    expect(witnessed.text).toBe(note.text + line.out)

    // The log went on: without the proof of that the witness signs nothing, with it the next one.
    await record(portal.store, world.clock.now, operator, async ledger => void ledger.entry('settings.changed'))
    const later = await signCheckpoint(portal.store, signingOf(portal))
    writeFileSync(path.join(folder, 'later'), later.note)
    const next = [...words, '--checkpoint', path.join(folder, 'later')]
    expect(await inzage(next)).toMatchObject({ code: 2, out: '' })
    const from = readSignedCheckpoint(note.text)!.size
    const proof = await browser.get(`/log/consistency?from=${from}&to=${later.size}`)
    expect(proof.status).toBe(200)
    writeFileSync(path.join(folder, 'proof'), proof.text)
    expect(await inzage([...next, '--consistency', path.join(folder, 'proof')])).toMatchObject({ code: 0 })
    // The old one again, after the new one: this log is shorter than what was seen.
    expect(await inzage([...words, '--checkpoint', path.join(folder, 'note')])).toMatchObject({ code: 13, out: '' })
    expect(
      await inzage(['audit', 'cosign', path.join(folder, 'later'), '--vkey', made.out.trim()], settings),
    ).toMatchObject({
      code: 14,
    })
    expect(readFileSync(state, 'utf8')).toContain(later.note)
  })

  it('refuses to sign a log that was forked, and a note of another log', async () => {
    const { folder, portal } = world
    const key = path.join(folder, 'second.key')
    const state = path.join(folder, 'second.state')
    await inzage(['audit', 'witness', 'init', '--name', 'tweede.example/w', '--key', key])
    expect(await inzage(['audit', 'witness', 'init', '--name', 'tweede.example/w', '--key', key])).toMatchObject({
      code: 12,
    })
    const honest = await signCheckpoint(portal.store, signingOf(portal))
    writeFileSync(path.join(folder, 'honest'), honest.note)
    const words = ['audit', 'witness', 'cosign', '--key', key, '--state', state]
    const ours = [...words, '--vkey', vkeyOf(portal, 1), '--checkpoint']
    expect(await inzage([...ours, path.join(folder, 'honest')])).toMatchObject({ code: 0 })
    const [origin, size] = honest.note.split('\n')
    const text = `${origin}\n${size}\n${Buffer.alloc(32, 1).toString('base64')}\n`
    const { id } = readVkey(vkeyOf(portal, 1))!
    const signature = Buffer.concat([Buffer.from(id, 'hex'), sign(null, Buffer.from(text), portal.keys.log.privateKey)])
    writeFileSync(path.join(folder, 'forked'), `${text}\n— ${origin} ${signature.toString('base64')}\n`)
    expect(await inzage([...ours, path.join(folder, 'forked')])).toMatchObject({ code: 12, out: '' })
    const stranger = generateKeyPairSync('ed25519').privateKey
    const other = vkeyOf({ keys: { ...portal.keys, log: { ...portal.keys.log, privateKey: stranger } } }, 1)
    expect(await inzage([...words, '--vkey', other, '--checkpoint', path.join(folder, 'honest')])).toMatchObject({
      code: 14,
    })
  })

  it('answers one address so often and no more, and another address still', async () => {
    world.clock.forward(61)
    const answers = []
    for (let i = 0; i < 62; i++) answers.push((await world.browser().get('/log/checkpoint')).status)
    expect(answers.slice(0, 60)).toEqual(Array(60).fill(200))
    expect(answers.slice(60)).toEqual([429, 429])
    const often = await world.browser().get('/log/consistency?from=1')
    expect(often.status).toBe(429)
    expect(often.headers['retry-after']).toBe('60')
    world.clock.forward(61)
    expect((await world.browser().get('/log/consistency?from=1')).status).toBe(200)
  })

  it('names the key of each epoch rightly after a new one began', async () => {
    const { portal } = world
    const { store } = portal
    // As after a restore: something was signed outside that the store does not have.
    const signing = signingOf(portal)
    const log = await signCheckpoint(store, signing)
    const [origin] = log.note.split('\n')
    const text = `${origin}\n${log.size + 5}\n${Buffer.alloc(32, 7).toString('base64')}\n`
    const { id } = readVkey(vkeyOf(portal, 1))!
    const signature = Buffer.concat([Buffer.from(id, 'hex'), sign(null, Buffer.from(text), signing.privateKey)])
    const lost = `${text}\n— ${origin} ${signature.toString('base64')}\n`
    writeFileSync(signing.file, `${readFileSync(signing.file, 'utf8')}\n${lost}`)
    expect(await openEpoch(store, signing, world.clock.now, 'restored')).toMatchObject({
      opened: { epoch: 2, size: 1 },
    })
    await signCheckpoint(store, signing)
    const published = JSON.parse((await world.browser().get('/.well-known/inzage-keys.json')).text) as {
      log: string
      logs: string[]
    }
    const keys = published.logs.map(each => readVkey(each)!)
    expect(keys.map(each => each.name.split('/').at(-1))).toEqual(['1', '2'])
    expect(published.log).toBe(published.logs[1])
    const note = (await world.browser().get('/log/checkpoint')).text
    expect(readSignedCheckpoint(note)!.origin).toBe(keys[1]!.name)
    // Another's reader looks for the name and the key's own number under the note.
    const line = note.split('\n').find(each => each.startsWith('— '))!
    expect(Buffer.from(line.split(' ')[2]!, 'base64').subarray(0, 4)).toEqual(Buffer.from(keys[1]!.id, 'hex'))
    expect((await world.browser().get('/log/checkpoint/witnessed')).status).toBe(200)
    const kept = await record(store, world.clock.now, operator, ledger =>
      keepCosignature(ledger, { epoch: 2, size: 1 }, 'x', 'y'),
    )
    expect(kept).toBe(true)
  })
})
