/** The command as an operator types it: what it prints, and the exit codes that scripts rely on. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSignedCheckpoint } from '#domain/audit/checkpoint.ts'
import { writeVkey } from '#domain/audit/note.ts'
import { engines, type TestStore } from '#test/engines.ts'
import { grow, signingIn } from '#test/db/audit/world.ts'
import { inzage as run } from './inzage.ts'

const inzage = (words: readonly string[], settings: Record<string, string> = {}) => run(['audit', ...words], settings)

describe('inzage audit', () => {
  const { signing, key, remove } = signingIn()
  let store: TestStore
  let dataDir: string
  const own = () => ({ DATA_DIR: dataDir })
  beforeAll(async () => {
    store = await engines[0]!.open()
    dataDir = dirname(fileOf(store))
    mkdirSync(join(dataDir, 'keys'))
    writeFileSync(join(dataDir, 'keys', 'log.name'), `${signing.origin}\n`)
    writeFileSync(join(dataDir, 'keys', 'log.pem'), signing.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await grow(store, 9)
  })
  afterAll(async () => {
    await store.dispose()
    remove()
  })

  test('checkpoint signs what was added, and prints the same note when nothing was', async () => {
    const first = await inzage(['checkpoint'], own())
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(readSignedCheckpoint(first.out)).toMatchObject({ origin: signing.origin, size: '9' })
    expect(await inzage(['checkpoint'], own())).toEqual(first)
    expect(readFileSync(join(dataDir, 'checkpoint'), 'utf8')).toBe(first.out)
  })

  test('verify says OK with the number of entries, by the settings and by a path', async () => {
    const verdict = await inzage(['verify'], own())
    expect(verdict).toMatchObject({ code: 0, err: '' })
    expect(verdict.out).toMatch(/^OK 9 entries, root [\w+/=]{44} \(1 checkpoints, 1 known outside the database\)\n$/)
    const words = ['verify', '--db', fileOf(store), '--vkey', writeVkey(key), '--known', join(dataDir, 'checkpoint')]
    expect(await inzage(words)).toEqual(verdict)
    expect((await inzage(['verify', '--db', fileOf(store)])).err).toContain('signatures were not checked')
  })

  test('a changed entry, a payload that is gone, another key: each has its own exit code', async () => {
    const copy = join(dataDir, 'copy.sqlite')
    const original = new Database(fileOf(store))
    original.exec(`vacuum into '${copy}'`)
    original.close()
    const spoilt = new Database(copy)
    spoilt.exec('drop trigger audit_entry_no_update; delete from audit_payload where seq = 4')
    expect(await inzage(['verify', '--db', copy])).toMatchObject({
      code: 11,
      out: expect.stringMatching(/^PAYLOAD_MISSING 4: /),
    })
    spoilt.exec(`update audit_entry set entry = replace(entry, 'worker', 'walker') where seq = 2`)
    expect(await inzage(['verify', '--db', copy])).toMatchObject({
      code: 10,
      out: expect.stringMatching(/^TAMPERED 2: /),
    })
    spoilt.close()
    const stranger = signingIn()
    const words = ['verify', '--db', fileOf(store), '--vkey', writeVkey(stranger.key)]
    expect(await inzage(words)).toMatchObject({ code: 14, out: expect.stringMatching(/^SIGNATURE at 9 entries: /) })
    stranger.remove()
  })

  test('an old copy of the database: verify and checkpoint both say ROLLBACK', async () => {
    const other = await engines[0]!.open()
    await grow(other, 3)
    const env = { DATA_DIR: dirname(fileOf(other)), CHECKPOINT_FILE: join(dataDir, 'checkpoint') }
    mkdirSync(join(env.DATA_DIR, 'keys'))
    for (const file of ['log.name', 'log.pem'])
      writeFileSync(join(env.DATA_DIR, 'keys', file), readFileSync(join(dataDir, 'keys', file)))
    expect(await inzage(['verify'], env)).toMatchObject({
      code: 13,
      out: expect.stringMatching(/^ROLLBACK at 9 entries: /),
    })
    expect(await inzage(['checkpoint'], env)).toMatchObject({ code: 13, out: '' })
    await other.dispose()
  })

  test('a wrong call is exit code 2, and help tells the codes', async () => {
    expect(await inzage(['verify', '--db', join(dataDir, 'nothing.sqlite')])).toMatchObject({ code: 2, out: '' })
    expect(await inzage(['verify', '--db', fileOf(store), '--vkey', 'no key'])).toMatchObject({ code: 2, out: '' })
    expect((await inzage(['verify', '--help'])).out).toContain('13 ROLLBACK')
  })
})

function fileOf(store: TestStore): string {
  if (store.where.engine !== 'sqlite') throw new Error('this test is about a file')
  return store.where.file
}
