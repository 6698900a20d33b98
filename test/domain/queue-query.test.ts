import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '#domain/language.ts'
import { queueKeys, valuesOf } from '#domain/queue-key.ts'
import { longestQuery, parseQuery, printQuery } from '#domain/queue-query.ts'
import { queueViews, viewOf, viewQuery } from '#domain/queue.ts'

const read = (text: string) => printQuery(parseQuery(text).query, 'nl')
const slipsOf = (text: string) => parseQuery(text).slips.map(({ why, at, typed }) => `${why} ${at} ${typed}`)

describe('a line of search', () => {
  it.each([
    ['soort:inzage nog:<5 door:niemand', 'soort:inzage nog:<5 door:niemand'],
    ['owner:nobody left:<5 right:access', 'soort:inzage nog:<5 door:niemand'],
    ['SOORT:Inzage,Weghalen', 'soort:inzage,weghalen'],
    ['soort:weghalen,inzage,inzage', 'soort:inzage,weghalen'],
    ['nog:=3 nog:>-2 nog:>-2', 'nog:3 nog:>-2'],
    ['te-laat:ja late:no', 'te-laat:ja'],
    ['door:"Noor de  Vries"', 'door:"noor de vries"'],
    ['label:Spoed label:"nog bellen"', 'label:nog-bellen label:spoed'],
    ['7kf2mx9tb', '7KF-2MX-9TB'],
    ['7KF 2mx 9tb', '7KF-2MX-9TB'],
    ['status:wacht 7KF-2MX-9TB 7kf2mx9tb', 'status:wacht 7KF-2MX-9TB'],
    ['Eva  Jansen eva@voorbeeld.example', 'Eva Jansen eva@voorbeeld.example'],
    ['"Eva Jansen" kanaal:brief', 'kanaal:brief "Eva Jansen"'],
    ['  ', ''],
    ['"', ''],
  ])('%s is read as %s', (typed, read_) => expect(read(typed)).toBe(read_))

  it.each([
    ['nog:<5 srt:inzage', ['unknownKey 7 srt']],
    ['soort:inzgae', ['unknownValue 0 inzgae']],
    ['soort:inzage,fiets', ['unknownValue 0 fiets']],
    ['nog:veel door:', ['unknownValue 0 veel', 'noValue 9 door:']],
    ['soort:', ['noValue 0 soort:']],
    ['te-laat:ja te-laat:nee', ['twice 11 te-laat:nee']],
    ['label:a/b', ['unknownValue 0 a/b']],
    ['nog:1234', ['unknownValue 0 1234']],
    [Array.from({ length: 14 }, (_, i) => `nog:>${i}`).join(' '), ['tooMany 86 nog:>12', 'tooMany 94 nog:>13']],
    ['x'.repeat(longestQuery + 1), [`tooLong ${longestQuery} `]],
  ])('of %s it says what is wrong, and where', (typed, slips) => expect(slipsOf(typed)).toEqual(slips))

  it('whatever is typed is read without an error, and printed in one spelling that reads the same, in both languages', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.tuple(fc.constantFrom(...queueKeys), fc.constantFrom(...languages), fc.nat()).map(([key, language, n]) => {
        const values = valuesOf(key, language)
        return `${key}:${values[n % values.length]}`
      }),
      fc.constantFrom('7kf', '2mx', '9tb', '"', ':', ',', 'door:"', '-', '7KF-2MX-9TB', 'label:ß', 'nog:-0'),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 10 }), words => {
        const { query } = parseQuery(words.join(' '))
        for (const language of languages) {
          const printed = printQuery(query, language)
          if (printed.length > longestQuery) continue
          const again = parseQuery(printed)
          expect(again).toEqual({ query, slips: [] })
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('takes no longer than its length asks, however it is built', () => {
    const worst = ['"', ':', '-', 'a:', 'a-', '":', 'nog:<', '<', ' '].map(part => part.repeat(longestQuery))
    const started = performance.now()
    for (const text of worst) for (let i = 0; i < 200; i++) parseQuery(text.slice(0, longestQuery))
    expect(performance.now() - started).toBeLessThan(4000)
  })

  it('every value that it says is possible is possible', () => {
    for (const language of languages) {
      for (const key of queueKeys) {
        for (const value of valuesOf(key, language)) expect(slipsOf(`${key}:${value}`), `${key}:${value}`).toEqual([])
      }
    }
  })

  it('a list is known by what it asks', () => {
    for (const view of queueViews) {
      for (const language of languages) {
        expect(viewOf(parseQuery(printQuery(viewQuery[view], language)).query)).toBe(view)
      }
    }
    expect(viewOf(parseQuery('soort:inzage').query)).toBeNull()
  })
})
