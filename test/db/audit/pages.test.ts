/** A log of several pages, and what could look the same when the database joins its rows: each is found, and where. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PAGE } from '#db/audit/pages.ts'
import { verifyLog } from '#db/audit/verify.ts'
import { engines, type TestStore } from '#test/engines.ts'
import { grow } from './world.ts'

const SIZE = 2 * PAGE + 77

for (const engine of engines) {
  describe(`a log of three pages on ${engine.name}`, () => {
    let store: TestStore
    const run = (...texts: string[]) =>
      store.tx(async (_, raw) => {
        for (const text of texts) await raw(text)
      })
    const verify = () => verifyLog(store, { key: null, known: [] })
    const bytes = (column: string, from: string) =>
      engine.name === 'sqlite' ? `cast(substr(${column}, ${from}) as blob)` : `substr(${column}, ${from})`
    const joined = (...parts: string[]) =>
      engine.name === 'sqlite' ? `cast(${parts.join(' || ')} as blob)` : parts.join(' || ')
    const newline = engine.name === 'sqlite' ? 'char(10)' : 'chr(10)'

    beforeAll(async () => {
      store = await engine.open()
      await grow(store, SIZE, 100)
      const tables = ['audit_entry', 'audit_payload']
      if (engine.name === 'postgres') await run(...tables.map(table => `alter table ${table} disable trigger all`))
      else await run(...tables.map(table => `drop trigger ${table}_no_update`))
    })
    afterAll(() => store.dispose())

    test('is OK before anything is done to it', async () => {
      expect(await verify()).toMatchObject({ result: 'OK', size: SIZE })
    })

    // From the end to the beginning: the first that is wrong is the answer, so each stays as it is.
    const spoilt: readonly [what: string, seq: number, texts: readonly string[]][] = [
      [
        'the last byte of a hash moved to the next one',
        2 * PAGE + 2,
        [
          `update audit_entry set nodes = ${joined(bytes(`(select nodes from audit_entry where seq = ${2 * PAGE + 2})`, '32, 1'), 'nodes')} where seq = ${2 * PAGE + 3}`,
          `update audit_entry set nodes = ${bytes('nodes', '1, 31')} where seq = ${2 * PAGE + 2}`,
        ],
      ],
      [
        'a node of the second page with the hash of another',
        PAGE + 9,
        [
          `update audit_entry set nodes = ${joined(bytes('nodes', '1, 32'), bytes('(select nodes from audit_entry where seq = 5)', '33, 32'))} where seq = ${PAGE + 9}`,
        ],
      ],
      [
        'the last node of an entry moved to the next one',
        PAGE + 5,
        [
          `update audit_entry set nodes = ${joined(bytes(`(select nodes from audit_entry where seq = ${PAGE + 5})`, '33, 32'), 'nodes')} where seq = ${PAGE + 6}`,
          `update audit_entry set nodes = ${bytes('nodes', '1, 32')} where seq = ${PAGE + 5}`,
        ],
      ],
      [
        'the nodes of an entry taken away',
        PAGE + 3,
        [`update audit_entry set nodes = ${engine.name === 'sqlite' ? `x''` : `''::bytea`} where seq = ${PAGE + 3}`],
      ],
      [
        'a line break at the end of a payload',
        PAGE,
        [`update audit_payload set payload = payload || ${newline} where seq = ${PAGE}`],
      ],
      [
        'the last byte of a salt moved to the next one',
        PAGE - 4,
        [
          `update audit_payload set salt = ${bytes(`(select salt from audit_payload where seq = ${PAGE - 4})`, '32, 1')} || salt where seq = ${PAGE - 3}`,
          `update audit_payload set salt = ${bytes('salt', '1, 31')} where seq = ${PAGE - 4}`,
        ],
      ],
    ]
    test.each(spoilt)('%s', async (_, seq, texts) => {
      await run(...texts)
      const found = await verify()
      expect(found.result).toBe('TAMPERED')
      expect('seq' in found && found.seq, JSON.stringify(found)).toBe(seq)
    })
  })
}
