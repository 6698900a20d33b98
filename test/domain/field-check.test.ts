/** What people type for a stored value: kept as typed, or refused with a reason. */
import { describe, expect, test } from 'vitest'
import { canBeTyped, readField, typedOf } from '#domain/field-check.ts'
import type { Value } from '#domain/item.ts'
import type { Column } from '#domain/register.ts'

type Kind = Pick<Column, 'type' | 'optional' | 'check' | 'legend'>
const text: Kind = { type: 'text', optional: false }
const read = (column: Partial<Kind>, typed: string, now: Value = 'old') =>
  readField({ ...text, ...column }, typed, now, each => each.replace(/\D/g, '').length === 10)
const because = (column: Partial<Kind>, typed: string, now?: Value) => {
  const found = read(column, typed, now)
  return 'fault' in found ? found.fault.because : found.value
}

describe('text', () => {
  test('hostile text is stored as typed', () => {
    for (const typed of [
      '<script>alert(1)</script>',
      '=HYPERLINK("http://x.example")',
      '@SUM(A1)',
      '__proto__',
      'constructor',
      "'; drop table member; --",
      '{{7*7}}',
      'Ünïcödé 👩‍👩‍👧‍👦 العربية',
      '\u202eabc',
    ])
      expect(because({}, typed)).toBe(typed)
  })
  test('what cannot be stored or shown is refused', () => {
    expect(because({}, 'a\u0000b')).toBe('signs')
    expect(because({}, 'a\ud800b')).toBe('signs')
    expect(because({}, 'a\u001b[31mb')).toBe('signs')
    expect(because({}, 'a\r\nBcc: x@y.example')).toBe('oneLine')
    expect(because({ type: 'longText' }, 'a\r\nb')).toBe('a\nb')
    expect(because({}, 'x'.repeat(1_000_000))).toBe('long')
    expect(because({}, 'a\u0301'.repeat(1_000_000))).toBe('long')
    expect(because({}, `a${'\u0301'.repeat(1_000_000)}`)).toBe('long')
  })
  test('length counts characters as people do', () => {
    expect(because({ check: { longest: 2 } }, '👩‍👩‍👧‍👦👩‍👩‍👧‍👦')).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦')
    expect(because({ check: { longest: 2 } }, 'abc')).toBe('long')
  })
  test('empty empties only what may be empty', () => {
    expect(because({}, ' ')).toBe('needed')
    expect(because({ optional: true }, '  ')).toBeNull()
    expect(because({ optional: true }, '', null)).toBe('same')
    expect(because({}, ' old ')).toBe('same')
  })
  test('a pattern says what it means', () => {
    const pattern = { expression: '[A-Z]{3}', means: { nl: 'drie letters', en: 'three letters' } }
    expect(because({ check: { pattern } }, 'ABC')).toBe('ABC')
    expect(read({ check: { pattern } }, 'xABC')).toEqual({ fault: { because: 'pattern', means: pattern.means } })
  })
})

describe('kinds', () => {
  test.each([
    ['postcode', '1234ab', '1234 AB'],
    ['postcode', '0234 AB', 'postcode'],
    ['postcode', '1234 SS', 'postcode'],
    ['phone', '06 12 34 56 78', '06 12 34 56 78'],
    ['phone', 'bel 0612345678', 'phone'],
    ['phone', '12', 'phone'],
    ['chamberOfCommerce', '12 34 56 78', '12345678'],
    ['chamberOfCommerce', '1234567', 'chamberOfCommerce'],
    ['url', 'www.voorbeeld.nl', 'https://www.voorbeeld.nl'],
    ['url', 'https://voorbeeld.nl/a?b', 'https://voorbeeld.nl/a?b'],
    ['url', 'javascript:alert(1)', 'url'],
    ['url', 'https://a:b@voorbeeld.nl', 'url'],
    ['url', 'voorbeeld', 'url'],
    ['email', 'a@b.nl', 'a@b.nl'],
    ['email', 'A <a@b.nl>', 'email'],
  ] as const)('%s: %s', (format, typed, outcome) => {
    expect(because({ check: { format } }, typed)).toBe(outcome)
  })
  test('numbers', () => {
    const number = { type: 'number', check: { least: 0, most: 80 } } as const
    expect(because(number, '7,5', 1)).toBe(7.5)
    expect(because(number, '-1', 1)).toBe('least')
    expect(because(number, '81', 1)).toBe('most')
    expect(because(number, '1e3', 1)).toBe('notNumber')
    expect(because(number, 'NaN', 1)).toBe('notNumber')
    expect(because(number, '7', 7)).toBe('same')
    expect(because(number, '7,0', 7)).toBe('same')
  })
  test('days, choices, yes and no, lists', () => {
    expect(because({ type: 'day' }, '3-12-2026')).toBe('2026-12-03')
    expect(because({ type: 'day' }, '2026-02-30')).toBe('notDay')
    const legend = { nl: { nl: 'Nederlands', en: 'Dutch' } }
    expect(because({ type: 'enum', legend }, 'nl')).toBe('nl')
    expect(because({ type: 'enum', legend }, '__proto__')).toBe('choose')
    expect(because({ type: 'boolean' }, 'no', 1)).toBe(0)
    expect(because({ type: 'boolean' }, 'yes', 1)).toBe('same')
    expect(because({ type: 'json' }, ' a \n\n"b"', '["x"]')).toBe('["a","\\"b\\""]')
    expect(because({ type: 'json' }, 'x', '["x"]')).toBe('same')
    expect(canBeTyped({ type: 'json' }, '{"a":1}')).toBe(false)
    expect(typedOf('["a","b"]', { type: 'json' })).toBe('a\nb')
  })
})
