/** The quick way of writing moments says what the careful way says, whatever is stored. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundleWords } from '#app/text/bundle-words.ts'
import { dayOf, instantOf, isoWithOffset } from '#domain/day.ts'
import { moments } from '#exports/moments.ts'
import { writing } from '#exports/words.ts'

const both = { nl: writing(bundleWords.nl.locale), en: writing(bundleWords.en.locale) }

describe('a stored moment', () => {
  it('reads the same in data and on the page as its date and clock in the zone, at random and around clock changes', () => {
    const zones = ['Europe/Amsterdam', 'UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe']
    const read = new Map(zones.map(zone => [zone, moments(zone, both)]))
    const anywhere = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2050, 0, 1) })
    const autumn = fc.integer({ min: Date.UTC(2026, 9, 24), max: Date.UTC(2026, 9, 27) })
    fc.assert(
      fc.property(fc.oneof(anywhere, autumn), fc.constantFrom(...zones), (ms, zone) => {
        const at = instantOf(ms)
        const iso = isoWithOffset(at, zone)
        const day = dayOf(at, zone)
        expect(read.get(zone)!(at)).toEqual({
          iso,
          nl: `${both.nl.day(day)} ${iso.slice(11, 16)}`,
          en: `${both.en.day(day)} ${iso.slice(11, 16)}`,
        })
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['2026-11-22T09:05:00.000Z', '2026-11-22T10:05:00+01:00'],
    ['2026-11-22T23:30:00.250Z', '2026-11-23T00:30:00.250+01:00'],
    ['2026-11-22 09:05:00', '2026-11-22T10:05:00+01:00'],
    ['2026-11-22T10:05:00+01:00', '2026-11-22T10:05:00+01:00'],
    [1_795_338_300, '2026-11-22T10:05:00+01:00'],
    ['2024-02-29T12:00:00.000Z', '2024-02-29T13:00:00+01:00'],
    ['2026-13-01T00:00:00.000Z', undefined],
    ['2026-11-22T24:30:00.000Z', undefined],
    ['gisteren', undefined],
    [null, undefined],
  ])('%s is %s', (stored, iso) => {
    expect(moments('Europe/Amsterdam', both)(stored)?.iso).toBe(iso)
  })
})
