import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoRegister } from '#app/config.ts'
import { seedPlatform } from '#sources/we-do-better/seed/platform.ts'

const run = promisify(execFile)

describe('inzage staff and inzage sign-in', { timeout: 180_000 }, () => {
  let folder: string
  let env: Record<string, string>
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'inzage-staff-'))
    env = {
      DATA_DIR: folder,
      BASE_URL: 'https://privacy.example.nl',
      INZAGE_SECRET: randomBytes(32).toString('base64'),
      MAIL_URL: 'smtp://127.0.0.1:25',
      MAIL_FROM: 'privacy@example.nl',
      REGISTER: demoRegister,
      PLATFORM_DATABASE: path.join(folder, 'platform.sqlite'),
      PLATFORM_FILES: path.join(folder, 'platform-files'),
    }
    const now = '2026-11-22T09:00:00.000Z'
    await seedPlatform({
      file: env.PLATFORM_DATABASE!,
      filesRoot: env.PLATFORM_FILES!,
      members: 14,
      records: 20,
      seed: 1,
      now,
    })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** Exit code and both streams of a command. */
  async function inzage(...words: string[]) {
    const options = { env: { ...process.env, ...env } }
    try {
      const { stdout, stderr } = await run(process.execPath, ['bin/inzage.js', ...words], options)
      return { code: 0, stdout, stderr }
    } catch (error) {
      const failed = error as { code: number; stdout: string; stderr: string }
      return { code: failed.code, stdout: failed.stdout, stderr: failed.stderr }
    }
  }

  it('add, list, change and close an account, with exit codes that scripts can use', async () => {
    const added = await inzage('staff', 'add', 'Noor@Example.nl', '--role', 'handler', '--name', 'Noor')
    expect(added.code).toBe(0)
    expect(added.stdout).toMatch(/^https:\/\/privacy\.example\.nl\/medewerkers\/inrichten\/[\w-]{43}\n$/)
    expect(await inzage('staff', 'add', 'noor@example.nl', '--role', 'admin')).toMatchObject({ code: 10, stdout: '' })
    expect(await inzage('staff', 'role', 'noor@example.nl', '--role', 'officer')).toMatchObject({ code: 0 })
    expect(await inzage('staff', 'list')).toMatchObject({
      code: 0,
      stdout: 'noor@example.nl\tNoor\tofficer\tinvited\n',
    })
    expect((await inzage('sign-in', 'noor@example.nl', '--staff')).stdout).toMatch(/\/aanmelden\/[\w-]{43}\n$/)
    expect(await inzage('staff', 'disable', 'noor@example.nl')).toMatchObject({ code: 0 })
    expect(await inzage('sign-in', 'noor@example.nl', '--staff')).toMatchObject({ code: 11, stdout: '' })
    expect(JSON.parse((await inzage('staff', 'list', '--json')).stdout)).toEqual([
      { email: 'noor@example.nl', name: 'Noor', role: 'officer', state: 'closed' },
    ])
  })

  it('say what was wrong with the call before anything is opened', async () => {
    expect(await inzage('staff', 'add', 'noor@example.nl', '--role', 'boss')).toMatchObject({ code: 2, stdout: '' })
    expect(await inzage('staff', 'add', 'noor@example.nl')).toMatchObject({ code: 2, stdout: '' })
    expect((await inzage('staff', 'add', '--help')).stdout).toContain('set-up link')
    expect(await inzage('sign-in', 'niemand@elders.example')).toMatchObject({ code: 11, stdout: '' })
  })
})
