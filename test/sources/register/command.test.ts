/** `inzage register check` as an operator runs it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { changed, exampleSql, exampleYaml } from './example.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const folder = mkdtempSync(path.join(os.tmpdir(), 'inzage-register-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const written = (name: string, text: string) => {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}
const database = (name: string, sql: string) => {
  const file = path.join(folder, name)
  const db = new Database(file)
  db.exec(sql)
  db.close()
  return file
}

type Answer = { code: number; out: string; err: string }
const check = (...words: string[]) =>
  new Promise<Answer>(resolve => {
    const env = { ...process.env, DATA_DIR: folder, BASE_URL: '', REGISTER: '', LIBRARY_DATABASE: '' }
    execFile(
      process.execPath,
      ['bin/inzage.js', 'register', 'check', ...words],
      { cwd: root, env },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })

describe('inzage register check', () => {
  it('a register without faults ends with 0, and names its gaps; with --strict a gap ends with 3', async () => {
    const file = written('good.yaml', exampleYaml)
    const answer = await check(file, '--set', `LIBRARY_DATABASE=${database('good.sqlite', exampleSql)}`)
    expect(answer).toMatchObject({ code: 0, out: expect.stringMatching(/^gap purpose\.req_account\.assumed: .+\n$/) })
    expect(answer.err).toContain('source "catalogue" was compared with its database')
    expect((await check(file, '--strict')).code).toBe(3)
  })

  it('faults of the file and of the database come together, in the order of the file, and end with 10', async () => {
    const file = written('bad.yaml', changed('        retention: follows others\n', ''))
    const platform = database('bad.sqlite', `${exampleSql}; alter table lid add column telefoon text`)
    const { code, out } = await check(file, '--set', `LIBRARY_DATABASE=${platform}`)
    expect(code).toBe(10)
    expect(out.split('\n').filter(line => line.startsWith(file))).toEqual([
      expect.stringMatching(/:\d+:7: purpose "tra_repair" has no term\. Add "retention:"/),
      expect.stringMatching(/:\d+:9: column "lid\.telefoon" exists and the register does not know it\. Add it/),
    ])
  })

  it('a source without an address is named as not compared; one that cannot be opened ends with 11', async () => {
    const file = written('alone.yaml', exampleYaml)
    const unset = await check(file)
    expect(unset.code).toBe(0)
    expect(unset.err).toContain('source "catalogue" was not compared: LIBRARY_DATABASE is not set')
    const gone = await check(file, '--set', `LIBRARY_DATABASE=${path.join(folder, 'nowhere.sqlite')}`)
    expect(gone.code).toBe(11)
    expect(gone.err).toContain('source "catalogue" was not compared: ')
  })

  it('prints JSON that a script can read', async () => {
    const { code, out } = await check(written('json.yaml', changed('  email: mail\n', '  email: e_mail\n')), '--json')
    expect(code).toBe(10)
    const { faults } = JSON.parse(out)
    expect(faults).toMatchObject([{ rule: 'unknownColumn', path: 'subject.email', line: expect.any(Number) }])
  })

  it('without FILE it checks the register of the demo', async () => {
    const { code, err } = await check()
    expect(code).toBe(0)
    expect(err).toContain('0 faults')
  })

  it.each([[['a.yaml', 'b.yaml']], [['--nonsense']], [['--set', 'NOTHING']], [['nowhere.yaml']]])(
    '%j is a wrong call',
    async words => {
      const { code, out, err } = await check(...words)
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toMatch(/expect|--help/)
    },
  )
})
