/** Days and moments in words. */
import { expect, test } from 'vitest'
import { longDay, plainDay, recently, shortDay, size } from '#app/text/dates.ts'

test('a day is written in full, with its weekday where it is a last day', () => {
  expect(longDay('2026-12-03', 'nl')).toBe('donderdag 3 december 2026')
  expect(longDay('2026-12-03', 'en')).toMatch(/^Thursday,? 3 December 2026$/)
  expect(plainDay('2024-02-29', 'nl')).toBe('29 februari 2024')
})

test('a short day drops this year and keeps another', () => {
  expect(shortDay('2026-12-03', 'nl', '2026-11-22')).toBe('3 dec')
  expect(shortDay('2027-01-08', 'nl', '2026-11-22')).toBe('8 jan 2027')
})

test('what happened today and yesterday is said so, by the days of the Netherlands', () => {
  expect(recently('2026-11-21T23:30:00.000Z', '2026-11-22T09:00:00.000Z', 'nl')).toBe('vandaag, 00:30')
  expect(recently('2026-11-21T13:02:00.000Z', '2026-11-22T09:00:00.000Z', 'nl')).toBe('gisteren, 14:02')
  expect(recently('2026-11-12T13:02:00.000Z', '2026-11-22T09:00:00.000Z', 'en')).toBe('12 November 2026, 14:02')
})

test('a size reads as file managers show it', () => {
  expect([size(300, 'nl'), size(171_000, 'nl'), size(4_130_000, 'nl'), size(2_100_000_000, 'en')]).toEqual([
    '1 kB',
    '171 kB',
    '4,1 MB',
    '2.1 GB',
  ])
})
