import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { handle, isHandle } from '#domain/handle.ts'
import { makeReference, readReference } from '#domain/reference.ts'

const random = fc.uint8Array({ minLength: 12, maxLength: 32 })

describe('a reference', () => {
  it('is nine signs in groups of three, none of which look alike', () => {
    fc.assert(
      fc.property(random, bytes => {
        expect(makeReference(bytes)).toMatch(/^[2-79BCDFHJKMNPRTVWXY]{3}(-[2-79BCDFHJKMNPRTVWXY]{3}){2}$/)
      }),
    )
  })

  it('is read back in any case, with or without spaces and dashes', () => {
    fc.assert(
      fc.property(random, bytes => {
        const reference = makeReference(bytes)
        const bare = reference.replaceAll('-', '')
        for (const typed of [
          reference,
          reference.toLowerCase(),
          bare,
          ` ${reference.replaceAll('-', ' ')} `,
          reference.replaceAll('-', '–'),
          bare.split('').join(' '),
        ]) {
          expect(readReference(typed)).toBe(reference)
        }
      }),
    )
  })

  test.each([
    ['7kf 2mx 9tb', '7KF-2MX-9TB'],
    ['7KF-2MX-9T8', '7KF-2MX-9TB'],
    ['7kf-zmx-9tb', '7KF-2MX-9TB'],
    ['７ＫＦ２ＭＸ９ＴＢ', '7KF-2MX-9TB'],
    ['7KF-2MX-9T', null],
    ['7KF-2MX-9TB2', null],
    ['7KF-2MX-9TA', null],
    ['', null],
    ['7KF-2MX-9TB'.repeat(100), null],
  ])('typed as "%s" is read as %s', (typed, reference) => {
    expect(readReference(typed)).toBe(reference)
  })

  it('uses every sign about as often', () => {
    const counts = new Map<string, number>()
    let seed = 1
    for (let i = 0; i < 4000; i++) {
      const bytes = Uint8Array.from({ length: 16 }, () => (seed = (seed * 48271) % 2147483647) >> 8)
      for (const sign of makeReference(bytes).replaceAll('-', '')) counts.set(sign, (counts.get(sign) ?? 0) + 1)
    }
    const mean = (4000 * 9) / 23
    expect(counts.size).toBe(23)
    for (const count of counts.values()) expect(Math.abs(count - mean) / mean).toBeLessThan(0.2)
  })

  it('refuses too little chance', () => {
    expect(() => makeReference(new Uint8Array(11))).toThrow(RangeError)
  })
})

describe('a handle', () => {
  it('is 22 signs from exactly 16 bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        bytes => isHandle(handle(bytes)) && handle(bytes).length === 22,
      ),
    )
    expect(() => handle(new Uint8Array(15))).toThrow(RangeError)
  })

  it('is recognised by its shape', () => {
    expect(isHandle('AAAAAAAAAAAAAAAAAAAAAA')).toBe(true)
    for (const text of [
      '',
      'AAAAAAAAAAAAAAAAAAAAAB',
      'AAAAAAAAAAAAAAAAAAAAA',
      '../../../../etc/passwd',
      'AAAAAAAAAAAAAAAAAAAAAA\n',
    ])
      expect(isHandle(text)).toBe(false)
  })
})
