/** `inzage export` as an operator types it: the same bundle, its exit codes, and that it stands in the audit log. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedPlatform } from '#sources/we-do-better/seed/platform.ts'
import { unzipped } from '#test/exports/unzipped.ts'
import { inzage as run, platformIn, settingsIn } from './inzage.ts'

describe('inzage export', { timeout: 180_000 }, () => {
  let folder: string
  let settings: Record<string, string>
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'inzage-export-'))
    settings = settingsIn(folder)
    await seedPlatform({ ...platformIn(folder), members: 24, records: 20, seed: 1, now: '2026-11-22T09:00:00.000Z' })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const inzage = (...words: string[]) => run(words, settings)
  const file = (name: string) => path.join(folder, name)
  const recorded = () => {
    const db = new Database(file('inzage.sqlite'), { readonly: true })
    const count = db.prepare("select count(*) from audit_entry where type = 'export.madeByOperator'").pluck().get()
    db.close()
    return count
  }

  it('makes a bundle that verifies, readable for its maker only, and records it', async () => {
    const made = await inzage(
      'export',
      '--member',
      'sam@voorbeeld.example',
      '--right',
      'access',
      '--out',
      file('a.zip'),
    )
    expect(made).toMatchObject({ code: 0, out: `${file('a.zip')}\n` })
    expect(made.err).toMatch(/\d+ items, \d+ bytes, SHA-256 [0-9a-f]{64}\n/)
    expect(await inzage('verify', file('a.zip'))).toMatchObject({ code: 0, out: 'OK\n' })
    const names = [...(await unzipped(file('a.zip'))).keys()]
    expect(names.some(name => name.startsWith('inzage/'))).toBe(true)
    expect(names.some(name => name.startsWith('overdracht/'))).toBe(false)
    expect((await stat(file('a.zip'))).mode & 0o777).toBe(0o600)
    expect(recorded()).toBe(1)
    // The person may know that somebody had all of it in hand.
    const db = new Database(file('inzage.sqlite'), { readonly: true })
    const seen = db.prepare('select distinct role, staff_id from look').all()
    db.close()
    expect(seen).toEqual([{ role: 'admin', staff_id: 'operator' }])
    expect(await inzage('audit', 'verify')).toMatchObject({ code: 0 })
  })

  it('leaves out what a person must see first, says so, and takes the word of who has looked', async () => {
    const held = (name: string) => name.startsWith('inzage/fraud_abuse')
    const first = await inzage('export', '--member', 'eva@voorbeeld.example', '--out', file('b.zip'))
    expect(first.code).toBe(10)
    expect(first.err).toContain('left out until a person has looked: fraud_abuse')
    expect([...(await unzipped(file('b.zip'))).keys()].filter(held)).toEqual([])
    const words = ['export', '--member', 'eva@voorbeeld.example', '--out', file('b.zip')]
    expect(await inzage(...words)).toMatchObject({ code: 12, out: '' })
    expect(await inzage(...words, '--force', '--reviewed')).toMatchObject({ code: 0 })
    expect([...(await unzipped(file('b.zip'))).keys()].filter(held)).not.toEqual([])
    expect(recorded()).toBe(3)
  })

  it('says what was wrong with the call, makes nothing and records nothing', async () => {
    const nobody = await inzage('export', '--member', 'niemand@elders.example', '--out', file('c.zip'))
    expect(nobody).toEqual({ code: 11, out: '', err: 'Nobody is known by niemand@elders.example\n' })
    const words = ['export', '--member', 'sam@voorbeeld.example', '--out', file('c.zip')]
    expect(await inzage(...words, '--right', 'alles')).toMatchObject({ code: 2, out: '' })
    expect(await inzage(...words, '--language', 'fr')).toMatchObject({ code: 2, out: '' })
    expect((await inzage('export', '--help')).out).toContain('--reviewed')
    expect((await readdir(folder)).filter(name => name.startsWith('c.') || name.endsWith('.part'))).toEqual([])
    expect(recorded()).toBe(3)
  })
})
