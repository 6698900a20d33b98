/** The table of rules leads somewhere: every file and test that it names is there, and every rule has both. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const law = readFileSync(path.join(root, 'docs/law.md'), 'utf8')
const rows = law
  .split('\n')
  .filter(line => /^\|(?! rule| ---)/.test(line))
  .map(line => line.split('|').map(cell => cell.trim()))

test('each row has what it says, a source, a file and a test that exist', () => {
  expect(rows.length).toBeGreaterThan(20)
  const faults = rows.flatMap(([, , what, source, file, by]) => {
    const paths = [file, by].map(cell => /`([^`]+)`/.exec(cell ?? '')?.[1] ?? 'nothing')
    const missing = paths.filter(name => !existsSync(path.join(root, name)))
    return [...(what && source ? [] : [`${what}: without a source`]), ...missing.map(name => `${what}: ${name}`)]
  })
  expect(faults).toEqual([])
})

test('a rule stands in one row', () => {
  const ids = rows.flatMap(([, id]) => (id ? id.split(', ') : []))
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})
