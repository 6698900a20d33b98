/** When something breaks: a calm page without details, headers as always, a log without what people typed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultOf, isPassing } from '#app/fault.ts'
import type { Client } from '#test/client.ts'
import { openWorld, type World } from '#test/world.ts'

describe('a fault', () => {
  const query = Object.assign(new Error('Failed query: insert … params: eva@voorbeeld.example'), {
    cause: Object.assign(new Error('duplicate key (email)=(eva@voorbeeld.example)'), { code: '23505' }),
  })

  it('is logged by kind, code and place, never by its message', () => {
    const told = faultOf(query)
    expect(told).toMatchObject({ fault: 'Error', cause: '23505' })
    expect(told.at?.[0]).toContain('trouble.test.ts')
    expect(JSON.stringify(told)).not.toContain('eva')
    expect(faultOf('eva@voorbeeld.example')).toEqual({ fault: 'string' })
  })

  it('that may pass is told from a bug, also when it is wrapped', () => {
    const wrapped = (code: string) => new Error('Failed query', { cause: Object.assign(new Error('x'), { code }) })
    for (const code of [
      'SQLITE_FULL',
      'SQLITE_IOERR_WRITE',
      'SQLITE_BUSY_SNAPSHOT',
      'ENOSPC',
      'ECONNREFUSED',
      '53300',
      '57P03',
      '08006',
    ]) {
      expect(isPassing(wrapped(code)), code).toBe(true)
    }
    for (const code of ['SQLITE_CONSTRAINT_UNIQUE', '23505', '42601', 'ENOENT'])
      expect(isPassing(wrapped(code)), code).toBe(false)
    expect(isPassing(query)).toBe(false)
  })
})

describe('a store that cannot be reached', () => {
  let world: World
  let eva: Client
  beforeAll(async () => {
    world = await openWorld()
    eva = await world.enter('eva@voorbeeld.example')
    await world.portal.store.close()
  })
  afterAll(() => world.close())

  it.each(['/', '/gegevens', '/kopie/AAAAAAAAAAAAAAAAAAAAAA', '/gegevens?_data=routes%2Fgegevens._index'])(
    'gives a calm page at %s',
    async path => {
      const answer = await eva.get(path)
      expect(answer.status).toBe(500)
      expect(answer.text).toContain('Dit ging niet goed')
      expect(answer.text).not.toMatch(/sqlite|database|\.ts|node_modules|Error/i)
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
      expect(answer.headers['cache-control']).toBe('no-store')
    },
  )

  it('leaves what needs no store as it was', async () => {
    expect((await world.browser().get('/healthz')).text).toBe('ok\n')
    expect((await world.browser().get('/hulp')).status).toBe(200)
    const readiness = await world.browser().get('/readyz')
    expect(readiness.status).toBe(503)
    expect(JSON.parse(readiness.text)).toMatchObject({ ready: false, parts: { store: 'not reachable', disk: 'ok' } })
  })
})
