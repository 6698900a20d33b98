import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deviceName, deviceOf } from '#app/sign-in/device.ts'
import { codeHash, newCode, readAddress, readCode, sameHash, tagOf } from '#app/sign-in/code.ts'
import { open, seal } from '#app/sign-in/seal.ts'
import { secretOfLink, stepOf } from '#app/sign-in/totp.ts'
import { firefox, iphone } from './agents.ts'

describe('a code', () => {
  it.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['123\u00a0456', '123456'],
    ['123-456', '123456'],
    ['1 2 3 4 5 6\n', '123456'],
    ['１２３４５６', '123456'],
    ['12345', null],
    ['1234567', null],
    ['12a456', null],
    ['', null],
    ['١٢٣٤٥٦', null],
  ])('typed as %j is read as %j', (typed, code) => {
    expect(readCode(typed)).toBe(code)
  })

  it('has six digits, also when it begins with zeros, and is kept bound to its attempt', () => {
    for (let n = 0; n < 2000; n++) expect(newCode()).toMatch(/^\d{6}$/)
    const key = randomBytes(32)
    expect(sameHash(codeHash(key, 'a', '123456'), codeHash(key, 'a', '123456'))).toBe(true)
    expect(sameHash(codeHash(key, 'a', '123456'), codeHash(key, 'b', '123456'))).toBe(false)
    expect(sameHash(codeHash(key, 'a', '123456'), codeHash(randomBytes(32), 'a', '123456'))).toBe(false)
  })
})

describe('an address', () => {
  it.each([
    ['Eva.Jansen@Voorbeeld.nl ', 'eva.jansen@voorbeeld.nl'],
    ['ｅva@voorbeeld.nl', 'eva@voorbeeld.nl'],
    ["o'brien@voorbeeld.nl", "o'brien@voorbeeld.nl"],
    ['eva@voorbeeld', null],
    ['eva@voorbeeld.nl, tom@voorbeeld.nl', null],
    ['eva@voorbeeld.nl\r\nBcc: x@y.nl', null],
    ['Eva <eva@voorbeeld.nl>', null],
    ['eva@@voorbeeld.nl', null],
    [`${'a'.repeat(250)}@b.nl`, null],
    ['', null],
  ])('typed as %j is compared as %j', (typed, address) => {
    expect(readAddress(typed)).toBe(address)
  })

  it('stands in counters under a name that cannot be guessed back without the key', () => {
    const key = randomBytes(32)
    expect(tagOf(key, 'address', 'eva@voorbeeld.nl')).toMatch(/^[0-9a-f]{32}$/)
    expect(tagOf(key, 'address', 'x')).not.toBe(tagOf(key, 'peer', 'x'))
    expect(tagOf(key, 'address', 'x')).not.toBe(tagOf(randomBytes(32), 'address', 'x'))
  })
})

describe('a seal', () => {
  const key = randomBytes(32)
  const sealed = seal(key, 'totp', Buffer.from('secret'))
  it('opens for its own purpose and key, and for nothing else', () => {
    expect(open(key, 'totp', sealed)?.toString()).toBe('secret')
    expect(open(key, 'attempt', sealed)).toBeNull()
    expect(open(randomBytes(32), 'totp', sealed)).toBeNull()
    expect(open(key, 'totp', Buffer.from('short'))).toBeNull()
  })
  it('breaks when any bit changes', () => {
    for (let n = 0; n < sealed.length; n++) {
      const changed = Buffer.from(sealed)
      changed[n]! ^= 1
      expect(open(key, 'totp', changed)).toBeNull()
    }
  })
})

describe('a second factor', () => {
  // RFC 6238, appendix B (SHA-1), shortened to the last six digits.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
  ])('at second %i has the code of the standard', (seconds, code) => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const now = new Date(seconds * 1000).toISOString() as `${string}T${string}Z`
    expect(stepOf(secret, code, now)).toBe(Math.floor(seconds / 30))
  })
  it('is the same for the same link, and unlike for another', () => {
    const key = randomBytes(32)
    expect(secretOfLink(key, 'a')).toBe(secretOfLink(key, 'a'))
    expect(secretOfLink(key, 'a')).not.toBe(secretOfLink(key, 'b'))
    expect(secretOfLink(key, 'a')).toMatch(/^[A-Z2-7]{32}$/)
  })
})

describe('a device', () => {
  it.each([
    [firefox, 'Firefox op Windows', 'Firefox on Windows'],
    [iphone, 'Safari op iPhone', 'Safari on iPhone'],
    [
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome op Android',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge op Mac',
      'Edge on Mac',
    ],
    [null, 'Browser op onbekend apparaat', 'Browser on unknown device'],
    ['curl/8.9 <script>alert(1)</script>', 'Browser op onbekend apparaat', 'Browser on unknown device'],
  ])('that says %j is called by browser and system only', (agent, nl, en) => {
    expect(deviceName(deviceOf(agent), 'nl')).toBe(nl)
    expect(deviceName(deviceOf(agent), 'en')).toBe(en)
  })
})
