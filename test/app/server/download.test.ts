/** Fetching a copy: whose, after which proof, in parts, recorded once, and given up when the client leaves. */
import { readdirSync, readlinkSync } from 'node:fs'
import { truncate } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportsOf } from '#db/export.ts'
import { requestByReference } from '#db/subject-request.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

describe.each(engines)('a copy on $name', engine => {
  let world: World
  let eva: Client
  let sam: Client
  let address: string
  let reference: string
  let whole: Buffer
  let tag: string

  beforeAll(async () => {
    world = await openWorld({ engine })
    eva = await world.signInMember('eva@voorbeeld.example')
    sam = await world.enter('sam@voorbeeld.example')
    const asked = await eva.post('/downloaden', { what: 'all', as: 'both' })
    reference = asked.location.split('/')[2]!
    await world.makeCopies()
    address = /\/kopie\/[\w-]{22}/.exec((await eva.get(`/verzoeken/${reference}`)).text)![0]
  })
  afterAll(() => world.close())

  const downloads = async () => {
    const { read, t } = world.portal.store
    return (await read.select({ type: t.auditEntry.type }).from(t.auditEntry)).filter(
      ({ type }) => type === 'export.downloaded',
    ).length
  }

  it('that is only looked at (HEAD) is not recorded as fetched', async () => {
    const answer = await eva.send(address, { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(10_000)
    expect(answer.bytes).toHaveLength(0)
    expect(await downloads()).toBe(0)
  })

  it('is given whole to its owner, under our own name, never to be stored', async () => {
    const answer = await eva.get(address)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/zip')
    expect(answer.headers['content-disposition']).toBe('attachment; filename="inzage-2026-11-22.zip"')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['accept-ranges']).toBe('bytes')
    whole = answer.bytes
    tag = String(answer.headers.etag)
    const { store } = world.portal
    const found = await requestByReference(store.read, store.t, reference)
    const [job] = await exportsOf(store.read, store.t, found!.id)
    expect(createHash('sha256').update(whole).digest('hex')).toBe(job!.sha256)
    expect(tag).toMatch(/^"[\w-]{43}"$/)
    expect(tag).not.toContain(job!.sha256!)
  })

  it('is recorded once, however often and in how many parts it is fetched', async () => {
    await Promise.all([eva.get(address), eva.get(address), eva.get(address, { Range: 'bytes=0-99' })])
    expect(await downloads()).toBe(1)
  })

  it('is given in parts that make the whole', async () => {
    const size = whole.length
    const parts = await Promise.all(
      [`bytes=0-999`, `bytes=1000-${size - 11}`, 'bytes=-10'].map(Range =>
        eva.get(address, { Range, 'If-Range': tag }),
      ),
    )
    expect(parts.map(part => part.status)).toEqual([206, 206, 206])
    expect(parts[0]!.headers['content-range']).toBe(`bytes 0-999/${size}`)
    expect(Buffer.concat(parts.map(part => part.bytes)).equals(whole)).toBe(true)
  })

  it('is given whole when the bytes are others than the client began with', async () => {
    const answer = await eva.get(address, { Range: 'bytes=1000-', 'If-Range': '"another"' })
    expect([answer.status, answer.bytes.length]).toEqual([200, whole.length])
  })

  it('refuses a part behind its end', async () => {
    const answer = await eva.get(address, { Range: `bytes=${whole.length}-` })
    expect([answer.status, answer.headers['content-range']]).toEqual([416, `bytes */${whole.length}`])
  })

  it('is not there for another member, for staff, under another name, or with a suffix', async () => {
    const staff = await world.signInStaff('officer')
    for (const client of [sam, staff]) expect((await client.get(address)).status).toBe(404)
    for (const other of ['/kopie/x', `/kopie/${'A'.repeat(22)}`, `${address}.zip`, '/kopie/..%2f..%2fkeys']) {
      expect((await eva.get(other)).status, other).toBe(404)
    }
    const nobody = await world.browser().get(address)
    expect([nobody.status, nobody.location]).toEqual([303, `/inloggen?naar=${encodeURIComponent(address)}`])
  })

  it('asks for a fresh code when the proof is older than five minutes, except for the rest of a download begun', async () => {
    world.clock.forward(301)
    const answer = await eva.get(address)
    expect([answer.status, answer.location]).toEqual([303, `/bevestigen?naar=${encodeURIComponent(address)}`])
    expect((await eva.get(address, { Range: 'bytes=0-', 'If-Range': tag })).status).toBe(303)
    expect((await eva.get(address, { Range: 'bytes=1000-', 'If-Range': '"guessed"' })).status).toBe(303)
    const rest = await eva.get(address, { Range: 'bytes=1000-', 'If-Range': tag })
    expect([rest.status, rest.bytes.equals(whole.subarray(1000))]).toEqual([206, true])

    const page = await eva.follow(answer)
    expect(page.status).toBe(200)
    await eva.follow(await eva.post(answer.location, { intent: 'send' }))
    const letter = (await world.letters()).at(-1)!
    const code = /\b\d{3}[ \u00a0]?\d{3}\b/.exec(letter.text)![0]
    const proven = await eva.post(answer.location, { code })
    expect([proven.status, proven.location]).toEqual([303, address])
    expect((await eva.get(address)).status).toBe(200)
  })

  it.skipIf(process.platform !== 'linux')(
    'is read no faster than the client takes it, and let go of when the client leaves',
    async () => {
      const folder = path.join(world.folder, 'bundles')
      const [name] = readdirSync(folder)
      // Sparse: as large as a copy with many attachments, without the wait.
      await truncate(path.join(folder, name!), 512 * 1024 * 1024)
      const cookie = [...eva.jar].map(([key, value]) => `${key}=${value}`).join('; ')
      const { port, host } = new URL(world.url)
      const before = process.memoryUsage.rss()
      const leavers = await Promise.all(
        Array.from(
          { length: 5 },
          () =>
            new Promise<ClientRequest>((resolve, reject) => {
              const sent = request({ port, path: address, headers: { Host: host, Cookie: cookie } }, response => {
                // One look, and then nothing is taken any more.
                response.once('data', () => {
                  response.pause()
                  resolve(sent)
                })
              })
              sent.on('error', reject)
              sent.end()
            }),
        ),
      )
      await pause(1000)
      expect(openBundles()).toBe(5)
      expect((process.memoryUsage.rss() - before) / 1024 / 1024).toBeLessThan(120)
      for (const sent of leavers) sent.on('error', () => {}).destroy()
      for (let n = 0; n < 60 && openBundles() > 0; n++) await pause(50)
      expect(openBundles()).toBe(0)
    },
  )

  it('is gone on its last day, also before anything was swept', async () => {
    world.clock.forward(15 * 86_400)
    const again = await world.enter('eva@voorbeeld.example')
    expect((await again.get(address)).status).toBe(404)
  })
})

/** How many bundle files this process holds open. */
function openBundles(): number {
  return readdirSync('/proc/self/fd').filter(fd => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).includes('/bundles/')
    } catch {
      return false
    }
  }).length
}
