/** The line of search of the logbook: what it means, its one spelling, and what it says it does not understand. */
import { describe, expect, it, test } from 'vitest'
import { daysAsked, parseLogQuery, printLogQuery } from '#domain/log-query.ts'
import { actionWord, eventsOf, logKeys, logValuesOf } from '#domain/log-key.ts'
import { languages } from '#domain/language.ts'

const terms = (text: string) => parseLogQuery(text).query.terms
const slips = (text: string) => parseLogQuery(text).slips.map(({ why, typed, key }) => ({ why, typed, key }))

describe('the search of the logbook', () => {
  test.each([
    ['actor:mij', [{ key: 'actor', who: 'me' }]],
    ['actor:Systeem', [{ key: 'actor', who: { kind: 'system' } }]],
    ['actor:"Noor de"', [{ key: 'actor', who: { name: 'noor de' } }]],
    ['actor:AAAAAAAAAAAAAAAAAAAAAA', [{ key: 'actor', who: { ref: 'AAAAAAAAAAAAAAAAAAAAAA' } }]],
    ['request:7kf2mx9tb', [{ key: 'request', reference: '7KF-2MX-9TB' }]],
    ['7KF-2MX-9TB', [{ key: 'request', reference: '7KF-2MX-9TB' }]],
    ['actie:besluit', [{ key: 'action', words: ['besluit'], events: ['request.decided'] }]],
    ['action:data.manyopened', [{ key: 'action', words: ['data.manyopened'], events: ['data.manyOpened'] }]],
  ])('%s', (text, meant) => {
    expect(terms(text)).toEqual(meant)
    expect(slips(text)).toEqual([])
  })

  test.each([
    ['fiets:rood', { why: 'unknownKey', typed: 'fiets', key: null }],
    ['jansen', { why: 'noKey', typed: 'jansen', key: null }],
    ['eva@voorbeeld.example', { why: 'noKey', typed: 'eva@voorbeeld.example', key: null }],
    ['actie:besluit,fietsen', { why: 'unknownValue', typed: 'fietsen', key: 'action' }],
    ['actie:', { why: 'noValue', typed: 'actie:', key: 'action' }],
    ['actie:,', { why: 'unknownValue', typed: ',', key: 'action' }],
    ['actor:mij actor:noor', { why: 'twice', typed: 'actor:noor', key: 'actor' }],
    ['datum:>2026 datum:<2027 datum:2026', { why: 'twice', typed: 'datum:2026', key: 'date' }],
    ['datum:2026-13', { why: 'unknownValue', typed: '2026-13', key: 'date' }],
    ['datum:2026-02-30', { why: 'unknownValue', typed: '2026-02-30', key: 'date' }],
    ['verzoek:7KF', { why: 'unknownValue', typed: '7KF', key: 'request' }],
    ['a'.repeat(301), { why: 'tooLong', typed: '', key: null }],
  ])('%s is not understood', (text, slip) => {
    expect(slips(text)).toEqual([slip])
  })

  test.each([
    ['datum:2026-10-01', '2026-10-01', '2026-10-02'],
    ['datum:2026-12', '2026-12-01', '2027-01-01'],
    ['datum:2026', '2026-01-01', '2027-01-01'],
    ['datum:>2026-10-01', '2026-10-02', null],
    ['datum:>=2026-10-01', '2026-10-01', null],
    ['datum:<2026-10', null, '2026-10-01'],
    ['datum:<=2026-10', null, '2026-11-01'],
    ['datum:vandaag', '2026-11-22', '2026-11-23'],
    ['date:<yesterday', null, '2026-11-21'],
    ['datum:>2026-10-01 datum:<=2026-10-31', '2026-10-02', '2026-11-01'],
    ['actie:besluit', null, null],
  ])('%s leaves the days from %s until %s', (text, from, until) => {
    expect(slips(text)).toEqual([])
    expect(daysAsked(parseLogQuery(text).query, '2026-11-22')).toEqual({ from, until })
  })

  it('has one spelling in each language, which means the same', () => {
    const all = ['datum:>=gisteren actie:besluit,data.looked actor:medewerker 7KF2MX9TB', 'actor:"noor de" datum:2026']
    for (const text of all) {
      const { query } = parseLogQuery(text)
      for (const language of languages) {
        const printed = printLogQuery(query, language)
        const again = parseLogQuery(printed)
        expect(again.slips).toEqual([])
        expect(printLogQuery(again.query, 'nl')).toBe(printLogQuery(query, 'nl'))
      }
    }
    expect(printLogQuery(parseLogQuery(all[0]!).query, 'en')).toBe(
      'actor:staff action:decision,data.looked request:7KF-2MX-9TB date:>=yesterday',
    )
  })

  it('understands everything that it says is possible', () => {
    for (const language of languages) {
      for (const key of logKeys) {
        for (const value of logValuesOf(key, language))
          expect(slips(`${key === 'request' ? 'verzoek' : key}:${value}`)).toEqual([])
      }
      for (const word of logValuesOf('action', language)) {
        expect(eventsOf(word)?.length, word).toBeGreaterThan(0)
        expect(eventsOf(actionWord(word, 'nl'))).toEqual(eventsOf(word))
      }
    }
  })
})
