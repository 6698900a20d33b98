import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { mask, maskIdentifiers } from '#domain/redaction.ts'

const pattern = 'WDB-\\d{6}'
const masked = (text: string, own: readonly string[] = []) => maskIdentifiers(text, own, pattern)

describe('identifiers of somebody else are blanked', () => {
  test.each([
    ['mail jan@voorbeeld.nl.', `mail ${mask}.`],
    ['JAN.de-Vries+werk@mail.voorbeeld.co.uk', mask],
    ['<josé@bücher.example>', `<${mask}>`],
    ["'o'brien@voorbeeld.ie'", `'${mask}'`],
    ['GET /inloggen?e=jan%40voorbeeld.nl', `GET /inloggen?e=${mask}`],
    ['jan@voorbeeld.nl,piet@voorbeeld.nl', `${mask},${mask}`],
    ['jan＠voorbeeld.nl', mask],
    ['bel 06-12345678', `bel ${mask}`],
    ['bel 0612345678!', `bel ${mask}!`],
    ['06 12 34 56 78', mask],
    ['06-12 34 56 78', mask],
    ['06.12.34.56.78', mask],
    ['(06) 1234 5678', mask],
    ['(020) 123 45 67', mask],
    ['020-1234567', mask],
    ['0570 – 12 34 56', mask],
    ['+31612345678', mask],
    ['+31 6 1234 5678', mask],
    ['+31 (0)6 1234 5678', mask],
    ['+31(0)20-1234567', mask],
    ['0031 6 12345678', mask],
    ['+49 30 1234567', mask],
    ['+1 (212) 555-0123', mask],
    ['tel0612345678', `tel${mask}`],
    ['tel:+31612345678', `tel:${mask}`],
    ['2026-11-22 0612345678', `2026-11-22 ${mask}`],
    ['om 14:30 0612345678', `om 14:30 ${mask}`],
    ['06-12345678/06-87654321', `${mask}/${mask}`],
    ['06-12345678 of 020-1234567', `${mask} of ${mask}`],
    ['WDB-123456 en wdb-654321', `${mask} en ${mask}`],
    ['👩‍🦰 jan@voorbeeld.nl 𝒶', `👩‍🦰 ${mask} 𝒶`],
  ])('%s', (text, result) => {
    expect(masked(text).text).toBe(result)
  })
})

describe('what only looks like one is left alone', () => {
  test.each([
    '06-12-2025',
    '6-12-2025 om 14 uur',
    '06-12-2025 14 stuks',
    '2026-11-22 14:30:00',
    '22/11/2026 en 05.05.2026',
    '€ 1.234.567,89 en 0,99',
    '€ 1.234,00 1234567890',
    'van 12:00 1234567890 keer',
    '1234 AB Amsterdam',
    '2025, 2026 en 2027',
    'NL91 ABNA 0417 1643 00',
    'NL91ABNA0417164300',
    'INV0612345678',
    '51.9225 4.47917 0.0612345678',
    'verzoek 7KF-2MX-9TB',
    '0612345678901234',
    'KvK 12345678, BTW 123456789B01',
    'nummer 0612345',
    '@jan en jan@kantoor',
    'WDB-1234567',
    'xWDB-123456',
    '',
  ])('%s', text => {
    expect(masked(text)).toEqual({ text, count: 0 })
  })
})

describe('the subject’s own', () => {
  const own = ['Eva.Jansen@voorbeeld.nl', '+31 6 1234 5678', 'WDB-123456']
  test.each([
    'eva.jansen@voorbeeld.nl',
    'EVA.JANSEN%40VOORBEELD.NL',
    '06-12345678',
    '0031612345678',
    '(06) 12345678',
    '+31(0)612345678',
    'wdb-123456',
  ])('%s stays', text => {
    expect(masked(text, own)).toEqual({ text, count: 0 })
  })

  it('stays beside what goes', () => {
    expect(masked('06-12345678 of 06-87654321, eva.jansen@voorbeeld.nl of jan@voorbeeld.nl', own)).toEqual({
      text: `06-12345678 of ${mask}, eva.jansen@voorbeeld.nl of ${mask}`,
      count: 2,
    })
  })

  it('does not protect a longer address that contains it', () => {
    expect(masked('niet-eva.jansen@voorbeeld.nl', own).count).toBe(1)
    expect(masked('eva.jansen@voorbeeld.nl.example.org', own).count).toBe(1)
  })
})

describe('any text', () => {
  const word = fc.constantFrom(
    'jan@voorbeeld.nl',
    '0612345678',
    '+31 6 12345678',
    'WDB-123456',
    '06-12-2025',
    'hallo',
    '😀',
    '\u202E',
    'é',
    '=1+1',
    '\u0000',
  )
  it('comes back whole around what is blanked, and a second pass finds nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 }), words => {
        const text = words.join(' ')
        const once = masked(text)
        expect(once.text.split(mask).length - 1).toBeGreaterThanOrEqual(once.count)
        expect(once.text.isWellFormed()).toBe(text.isWellFormed())
        expect(masked(once.text).count).toBe(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('hides every address and number that stands between spaces', () => {
    const hidden = fc.constantFrom(
      'jan@voorbeeld.nl',
      '0612345678',
      '06-12345678',
      '+31612345678',
      '020 1234567',
      'WDB-123456',
    )
    fc.assert(
      fc.property(fc.lorem({ maxCount: 6 }), hidden, fc.lorem({ maxCount: 6 }), (before, secret, after) => {
        expect(masked(`${before} ${secret} ${after}`).text).toBe(`${before} ${mask} ${after}`)
      }),
    )
  })

  it('takes time in proportion to its length', () => {
    for (const unit of [
      'a',
      'a@',
      'a.',
      'a@b.',
      '@a.',
      "'",
      '1',
      '0',
      '1 ',
      '+1',
      '06 ',
      '0 ',
      '1.',
      '1.000',
      '20-',
      '1:',
      '%40',
      'WDB-',
      'NL91 ABNA ',
    ]) {
      const text = unit.repeat(Math.ceil(300_000 / unit.length))
      const before = performance.now()
      masked(text)
      expect({ unit, slow: performance.now() - before > 2000 }).toEqual({ unit, slow: false })
    }
  })
})
