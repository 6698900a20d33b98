import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hmacHex } from '#domain/audit/hash.ts'
import { verifyEd25519 } from '#domain/audit/note.ts'
import { publishedVectors } from '#test/vectors.ts'

type File<T, G> = { testGroups: (G & { tests: (T & { tcId: number; msg: string; result: string })[] })[] }

const published = publishedVectors('audit')
const hex = (text: string) => Buffer.from(text, 'hex')
const read = <T>(name: string) => JSON.parse(readFileSync(join(published!, 'wycheproof', name), 'utf8')) as T

describe.skipIf(!published)('the published signatures and codes (Wycheproof)', () => {
  test('151 Ed25519 signatures', () => {
    const file = read<File<{ sig: string }, { publicKey: { pk: string } }>>('ed25519_test.json')
    let count = 0
    for (const group of file.testGroups) {
      for (const { tcId, msg, sig, result } of group.tests) {
        expect(verifyEd25519(hex(group.publicKey.pk), hex(msg), hex(sig)), `test ${tcId}`).toBe(result === 'valid')
        count++
      }
    }
    expect(count).toBe(151)
  })

  test('174 HMAC-SHA256 codes', () => {
    const file = read<File<{ key: string; tag: string }, { tagSize: number }>>('hmac_sha256_test.json')
    let count = 0
    for (const group of file.testGroups) {
      for (const { tcId, key, msg, tag, result } of group.tests) {
        const made = hmacHex(hex(key), hex(msg)).slice(0, group.tagSize / 4)
        expect(made === tag, `test ${tcId}`).toBe(result === 'valid')
        count++
      }
    }
    expect(count).toBe(174)
  })

  test('HMAC of text of every length around its own limits is that of node:crypto', () => {
    const key = Buffer.alloc(32, 7)
    for (const length of [0, 1, 63, 64, 65, 1364, 1365, 1366, 4096, 5000]) {
      const text = '\u20ac'.repeat(length)
      expect(hmacHex(key, text)).toBe(createHmac('sha256', key).update(text).digest('hex'))
    }
  })
})
