/** Readiness says no for the right part, and nothing but a word. */
import { rename } from 'node:fs/promises'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Portal } from '#app/portal.ts'
import { readinessOf } from '#app/server/readiness.ts'
import { auditHead } from '#db/audit/head.ts'
import { record } from '#db/record.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** Readiness of the world's portal, changed in one point; asked anew. */
const ask = (change: (portal: Portal) => Partial<Portal>) => readinessOf({ ...world.portal, ...change(world.portal) })()
const withMail = (url: string) => ask(({ config }) => ({ config: { ...config, mail: { ...config.mail, url } } }))

async function server(greet: (socket: net.Socket) => void): Promise<{ port: number; close(): void }> {
  const listening = net.createServer(greet)
  await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve))
  return { port: (listening.address() as AddressInfo).port, close: () => void listening.close() }
}

describe('a portal is not ready', () => {
  it('when its mail server is gone, refuses, or says nothing', async () => {
    expect(await withMail('smtp://127.0.0.1:9')).toMatchObject({
      ready: false,
      parts: { mail: 'not reachable', store: 'ok' },
    })
    const refusing = await server(socket => void socket.end('554 no\r\n'))
    expect((await withMail(`smtp://127.0.0.1:${refusing.port}`)).parts.mail).toBe('refuses')
    refusing.close()
    const silent = await server(() => {})
    expect((await withMail(`smtp://127.0.0.1:${silent.port}`)).parts.mail).toBe('no answer')
    silent.close()
    const greeting = await server(socket => void socket.write('220 hello\r\n'))
    expect((await withMail(`smtp://127.0.0.1:${greeting.port}`)).parts.mail).toBe('ok')
    greeting.close()
  })

  it('when letters lie too long', async () => {
    const client = world.browser()
    await client.get('/inloggen')
    await client.post('/inloggen', { email: 'eva@voorbeeld.example' })
    expect((await ask(() => ({}))).parts.outbox).toBe('ok')
    world.clock.forward(1000)
    expect(await ask(() => ({}))).toMatchObject({ ready: false, parts: { outbox: 'behind' } })
    await world.letters()
    expect((await ask(() => ({}))).parts.outbox).toMatch(/^ok/)
  })

  it('when the log is shorter than, or differs from, a checkpoint that was signed', async () => {
    const { checkpointFile } = world.config
    expect((await ask(() => ({}))).parts.audit).toBe('ok')
    const other = await engines[0]!.open()
    expect(await ask(() => ({ store: other }))).toMatchObject({ ready: false, parts: { audit: 'rolled back' } })
    const { size } = await auditHead(world.portal.store.read, world.portal.store.t)
    for (let n = 0; n <= size; n++) {
      await record(other, world.clock.now, { kind: 'system', ref: 'operator' }, async ledger =>
        ledger.entry('settings.changed'),
      )
    }
    expect((await ask(() => ({ store: other }))).parts.audit).toBe('forked')
    await other.dispose()
    await rename(checkpointFile, `${checkpointFile}.away`)
    expect((await ask(() => ({}))).parts.audit).toBe('not signed')
    await rename(`${checkpointFile}.away`, checkpointFile)
  })

  it('when a source does not answer', async () => {
    const broken = { ...world.portal.people, describe: () => Promise.reject(new Error('password of the database')) }
    const found = await ask(() => ({ sources: new Map([['platform', broken]]) }))
    expect(found).toMatchObject({ ready: false, parts: { sources: 'not reachable' } })
    expect(JSON.stringify(found)).not.toContain('password')
  })

  it('when the folder of run-time data is gone', async () => {
    const found = await ask(({ config }) => ({ config: { ...config, dataDir: path.join(world.folder, 'gone') } }))
    expect(found.parts.disk).toBe('not reachable')
  })
})
