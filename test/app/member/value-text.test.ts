/** Stored values as people read them. */
import { describe, expect, test } from 'vitest'
import { durationText, termText } from '#app/member/term-text.ts'
import { valueText } from '#app/member/value-text.ts'
import type { Column } from '#domain/register.ts'

const column = (type: Column['type'], more: Partial<Column> = {}) => ({ type, ...more })
const nl = (value: string | number | boolean | null, of: ReturnType<typeof column>) => valueText(value, of, 'nl').text

describe('a value', () => {
  test('that is empty is said to be', () => {
    expect(valueText(null, column('text'), 'nl')).toMatchObject({ text: 'niet ingevuld', empty: true })
    expect(valueText('', column('text'), 'en')).toMatchObject({ text: 'not filled in', empty: true })
    expect(valueText(0, column('number'), 'nl')).toMatchObject({ text: '0', empty: false })
  })
  test('that is a code reads as its words, and as itself where the legend is silent', () => {
    const legend = { a: { nl: 'actief', en: 'active' } }
    expect(nl('a', column('enum', { legend }))).toBe('actief')
    expect(nl('b', column('enum', { legend }))).toBe('b')
  })
  test('that is a moment reads in the time of the Netherlands, also when the clock changes', () => {
    expect(nl('2026-10-25T00:30:00.000Z', column('instant'))).toBe('25 oktober 2026, 02:30')
    expect(nl('2026-10-25T01:30:00.000Z', column('instant'))).toBe('25 oktober 2026, 02:30')
    expect(nl('2026-12-31T23:30:00.000Z', column('instant'))).toBe('1 januari 2027, 00:30')
    expect(nl('not a moment', column('instant'))).toBe('not a moment')
  })
  test('that is a day, a number, a yes or a no reads as people write it', () => {
    expect(nl('2024-02-29', column('day'))).toBe('29 februari 2024')
    expect(nl(2904.5, column('number', { unit: 'km' }))).toBe('2.904,5 km')
    expect(nl('9007199254740993', column('number'))).toBe('9007199254740993')
    expect([nl(1, column('boolean')), nl(0, column('boolean')), nl(false, column('boolean'))]).toEqual([
      'ja',
      'nee',
      'nee',
    ])
  })
  test('that is JSON reads in lines', () => {
    expect(nl('{"soort":["huis","tuin"],"vanaf":3}', column('json'))).toBe('soort: huis, tuin\nvanaf: 3')
    expect(nl('{broken', column('json'))).toBe('{broken')
  })
  test('with control characters shows them and obeys none', () => {
    expect(nl('a\u0000b\u001b[31mc\u007f\td\r\ne', column('text'))).toBe('a\u2400b\u241b[31mc\u2421\td\ne')
  })
  test('that is too long is cut between whole characters, and says so', () => {
    const cut = valueText('😀'.repeat(10), column('text'), 'nl', 5)
    expect(cut).toMatchObject({ text: '😀😀…', cut: true })
  })
})

describe('a term', () => {
  test.each([
    [{ kind: 'until', day: '2028-05-04' }, 'Gaat weg op 4 mei 2028'],
    [{ kind: 'whileAgreement', afterwards: 'P2Y' }, 'Zolang je meedoet, daarna nog 2 jaar'],
    [{ kind: 'whileConsent', afterwards: 'P6M' }, 'Tot je je toestemming intrekt, uiterlijk 6 maanden na je vertrek'],
    [{ kind: 'event', until: 'reportClosed' }, 'Tot we klaar zijn met de melding'],
    [{ kind: 'host' }, 'Zolang we het om een andere reden hebben'],
    [{ kind: 'ended', day: '2026-01-31' }, 'Mocht blijven tot 31 januari 2026'],
    [null, 'Geen doel meer. Het gaat binnenkort weg.'],
  ] as const)('%o reads as "%s"', (term, text) => {
    expect(termText(term, 'nl')).toBe(text)
  })
  test('a duration of several parts reads whole', () => {
    expect(durationText('P1Y6M', 'nl')).toBe('1 jaar en 6 maanden')
    expect(durationText('P14D', 'en')).toBe('14 days')
  })
})
