/** Whoever loses a role or an account is out at once, also where another process holds the session. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines } from '#test/engines.ts'
import { openWorld, staffAddress, type World } from '#test/world.ts'

const run = promisify(execFile)

describe.each(engines)('an operator in another process ($name)', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ engine, members: 14 })
  })
  afterAll(() => world.close())

  /** A command as an operator types it, on the store that the running server uses. */
  const inzage = (...words: string[]) => {
    const { config } = world
    const settings = {
      BASE_URL: 'https://privacy.example.nl',
      INZAGE_SECRET: config.secret.toString('base64'),
      DATA_DIR: config.dataDir,
      REGISTER: config.registerFile,
      MAIL_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'Privacy <privacy@example.nl>',
      ...config.sources,
      ...(config.databaseUrl && { DATABASE_URL: config.databaseUrl }),
    }
    return run(process.execPath, ['bin/inzage.js', ...words], { env: { ...process.env, ...settings } })
  }

  it('ends the session with the role: the very next request is refused, of reading and of changing', async () => {
    const client = await world.signInStaff('handler')
    expect((await client.get('/werkvoorraad')).status).toBe(200)
    await inzage('staff', 'role', staffAddress('handler'), '--role', 'admin')
    expect((await client.get('/werkvoorraad')).location).toContain('/medewerkers/inloggen')
    const posted = await client.post('/medewerkers/instellingen', { intent: 'recovery' })
    expect([303, 403]).toContain(posted.status)
    const { read, t } = world.portal.store
    const entries = await read.select({ type: t.auditEntry.type }).from(t.auditEntry).orderBy(t.auditEntry.seq)
    expect(entries.filter(({ type }) => type === 'staff.recoveryCodesMade')).toEqual([])
    expect(entries.at(-1)?.type).toBe('staff.roleChanged')
    expect((await read.select().from(t.session)).filter(each => each.endedAt === null)).toEqual([])
  })

  it('ends the session with the account, and its list says who is there and how they sign in', async () => {
    const client = await world.signInStaff('officer')
    expect((await client.get('/werkvoorraad')).status).toBe(200)
    const listed = await inzage('staff', 'list')
    expect(listed.stdout).toMatch(
      /^officer@staff\.example\tMedewerker officer\tofficer\tactive\tapp\t2026-11-22T09:00:00/m,
    )
    await inzage('staff', 'disable', staffAddress('officer'))
    expect((await client.get('/werkvoorraad')).location).toContain('/medewerkers/inloggen')
    expect((await inzage('staff', 'list')).stdout).toMatch(/^officer@staff\.example\t.*\tclosed\t-\t/m)
  })
})
