/** The domain is pure: what it says follows from what it is given, today and in ten years. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const room = path.resolve(import.meta.dirname, '../../domain')
const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
const read = (file: string) => readFileSync(path.join(room, file), 'utf8')
/** Code without comments and texts, so that a sentence about the clock is not taken for one. */
const code = (file: string) =>
  read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")

describe('each file of the domain', () => {
  test.each(files)('%s takes time, chance and settings as arguments', file => {
    const impure =
      /\b(Date\.now|performance\.now|new Date\(\)|Date\(\)|Temporal\.Now|Math\.random|crypto\.(random\w+|getRandomValues)|random(Bytes|UUID|Int)\b|process\.|import\.meta\.env|setTimeout|setInterval|fetch\()/g
    expect(code(file).match(impure) ?? []).toEqual([])
  })

  test.each(files)('%s names the day without the zone of the machine', file => {
    const local =
      /\.(getFullYear|getMonth|getDate|getDay|getHours|getMinutes|getTimezoneOffset|setMonth|setDate|toLocale\w*)\(/g
    expect(code(file).match(local) ?? []).toEqual([])
  })

  test.each(files)('%s imports its own room, the Temporal polyfill or hashing, and nothing else', file => {
    const imports = [...read(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1]!)
    expect(
      imports.filter(name => !/^\.\.?\//.test(name) && name !== 'temporal-polyfill' && name !== 'node:crypto'),
    ).toEqual([])
  })
})
