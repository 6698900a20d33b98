import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedPlatform } from '#sources/we-do-better/seed/platform.ts'
import { inzage as run, platformIn, settingsIn } from './inzage.ts'

describe('inzage staff and inzage sign-in', { timeout: 180_000 }, () => {
  let folder: string
  let settings: Record<string, string>
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'inzage-staff-'))
    settings = settingsIn(folder)
    const now = '2026-11-22T09:00:00.000Z'
    await seedPlatform({ ...platformIn(folder), members: 14, records: 20, seed: 1, now })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const inzage = (...words: string[]) => run(words, settings)

  it('add, list, change and close an account, with exit codes that scripts can use', async () => {
    const added = await inzage('staff', 'add', 'Noor@Example.nl', '--role', 'handler', '--name', 'Noor')
    expect(added.code).toBe(0)
    expect(added.out).toMatch(/^https:\/\/privacy\.example\.nl\/medewerkers\/inrichten\/[\w-]{43}\n$/)
    expect(await inzage('staff', 'add', 'noor@example.nl', '--role', 'admin')).toMatchObject({ code: 10, out: '' })
    expect(await inzage('staff', 'role', 'noor@example.nl', '--role', 'officer')).toMatchObject({ code: 0 })
    expect(await inzage('staff', 'list')).toMatchObject({
      code: 0,
      out: 'noor@example.nl\tNoor\tofficer\tinvited\t-\tnever\n',
    })
    expect((await inzage('sign-in', 'noor@example.nl', '--staff')).out).toMatch(/\/aanmelden\/[\w-]{43}\n$/)
    expect(await inzage('staff', 'disable', 'noor@example.nl')).toMatchObject({ code: 0 })
    expect(await inzage('sign-in', 'noor@example.nl', '--staff')).toMatchObject({ code: 11, out: '' })
    expect(JSON.parse((await inzage('staff', 'list', '--json')).out)).toEqual([
      {
        email: 'noor@example.nl',
        name: 'Noor',
        role: 'officer',
        state: 'closed',
        app: false,
        passkeys: 0,
        recoveryCodes: 0,
        organisation: false,
        lastSeen: null,
      },
    ])
  })

  it('say what was wrong with the call before anything is opened', async () => {
    expect(await inzage('staff', 'add', 'noor@example.nl', '--role', 'boss')).toMatchObject({ code: 2, out: '' })
    expect(await inzage('staff', 'add', 'noor@example.nl')).toMatchObject({ code: 2, out: '' })
    expect((await inzage('staff', 'add', '--help')).out).toContain('set-up link')
    expect(await inzage('sign-in', 'niemand@elders.example')).toMatchObject({ code: 11, out: '' })
  })
})
