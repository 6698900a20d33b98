import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical, type Json, refuseUnsafeNumbers } from '#domain/audit/canonical.ts'
import { publishedVectors } from '#test/vectors.ts'

describe('canonical JSON (RFC 8785)', () => {
  test('reading it back gives the same value and the same text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = canonical(value as Json)
        expect(canonical(JSON.parse(text) as Json)).toBe(text)
      }),
    )
  })

  test('what JSON would lose is refused', () => {
    const wrong: unknown[] = [
      undefined,
      { a: undefined },
      [undefined],
      Number.NaN,
      Infinity,
      '\ud800',
      { '\udc00': 1 },
      new Date(0),
      new Map(),
      1n,
      Symbol('x'),
      () => 1,
    ]
    for (const value of wrong) expect(() => canonical(value as Json)).toThrow(TypeError)
    let deep: Json = 1
    for (let i = 0; i < 100; i++) deep = [deep]
    expect(() => canonical(deep)).toThrow('deeper')
  })

  test('a hole in a list is refused', () => {
    const holed: number[] = []
    holed[2] = 1
    expect(() => canonical(holed)).toThrow(TypeError)
  })

  test('whole numbers beyond 2^53 are refused in what we write', () => {
    expect(() => refuseUnsafeNumbers({ a: [2 ** 53] })).toThrow('2^53')
    expect(() => refuseUnsafeNumbers({ a: [2 ** 53 - 1, 0.1, '9007199254740993', null, true] })).not.toThrow()
  })
})

const published = publishedVectors('audit')

describe.skipIf(!published)('the six published vectors', () => {
  const folder = join(published ?? '', 'jcs/testdata')
  test.each(published ? readdirSync(join(folder, 'input')) : [])('%s', name => {
    const value = JSON.parse(readFileSync(join(folder, 'input', name), 'utf8')) as Json
    const bytes = readFileSync(join(folder, 'outhex', name.replace('.json', '.txt')), 'utf8').replace(/\s/g, '')
    expect(Buffer.from(canonical(value)).toString('hex')).toBe(bytes)
    expect(canonical(value)).toBe(readFileSync(join(folder, 'output', name), 'utf8'))
  })
})
