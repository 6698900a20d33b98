import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safePath } from '#app/safe-path.ts'

describe('where to go after a step', () => {
  it('is a path of this portal, with its query', () => {
    for (const path of ['/', '/gegevens', '/gegevens/berichten?na=abc', '/verzoeken/7KF-2MX-9TB', '/a%20b']) {
      expect(safePath(path)).toBe(path)
    }
  })

  it('is never another origin, in any of the spellings that browsers accept', () => {
    const hostile = [
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      'https://evil.example',
      'https:evil.example',
      'javascript:alert(1)',
      'data:text/html,x',
      ' //evil.example',
      '/\u0000/evil',
      '/..//evil.example',
      '/.//evil.example',
      '/a/../..//evil.example',
      '@evil.example',
      '',
      `/${'a'.repeat(600)}`,
    ]
    for (const path of hostile) expect(safePath(path, '/otherwise'), JSON.stringify(path)).toBe('/otherwise')
    expect(safePath(null)).toBe('/')
    expect(safePath(undefined)).toBe('/')
  })

  it('stays on the origin for any text at all', () => {
    const signs = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      '?',
      '#',
      '\t',
      '%2f',
      '%5c',
      'evil.example',
      'http',
      'a',
      ' ',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(signs, { maxLength: 8 }).map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(text, wanted => {
        const url = new URL(safePath(wanted), 'https://privacy.example.nl')
        expect(url.origin).toBe('https://privacy.example.nl')
        expect(safePath(wanted).startsWith('//')).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})
