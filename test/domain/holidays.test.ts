import { describe, expect, it, test } from 'vitest'
import { addDays, type Day, weekdayOf } from '#domain/day.ts'
import { decreeHorizon, easterSunday, freeDay, holidays, isBeyondHorizon } from '#domain/holidays.ts'

const strict = holidays('nl-strict')
const atw = holidays('nl-atw')
const listOf = (year: number, list: typeof strict) => {
  const found: string[] = []
  for (let day: Day = `${year}-01-01`; day.startsWith(`${year}`); day = addDays(day, 1)) {
    const holiday = list.on(day)
    if (holiday) found.push(`${day} ${holiday}`)
  }
  return found
}

describe('Easter', () => {
  test.each<[number, Day]>([
    [1954, '1954-04-18'],
    [1981, '1981-04-19'],
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2024, '2024-03-31'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2028, '2028-04-16'],
    [2029, '2029-04-01'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
    [2100, '2100-03-28'],
    [2285, '2285-03-22'],
  ])('of %i is %s', (year, day) => {
    expect(easterSunday(year)).toBe(day)
  })

  it('agrees with another way of counting (Meeus, Jones, Butcher) in every year from 1583 through 4000', () => {
    for (let year = 1583; year <= 4000; year++) {
      const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
      const [d, e, f] = [Math.floor(b / 4), b % 4, Math.floor((b + 8) / 25)]
      const g = Math.floor((b - f + 1) / 3)
      const h = (19 * a + b - d - g + 15) % 30
      const [i, k] = [Math.floor(c / 4), c % 4]
      const l = (32 + 2 * e + 2 * i - h - k) % 7
      const m = Math.floor((a + 11 * h + 22 * l) / 451)
      const sum = h + l - 7 * m + 114
      const expected = `${year}-${String(Math.floor(sum / 31)).padStart(2, '0')}-${String((sum % 31) + 1).padStart(2, '0')}`
      expect(easterSunday(year)).toBe(expected)
    }
  })
})

describe('the Dutch calendar', () => {
  it('of 2026 has the days of art. 3(1) Algemene termijnenwet and no others', () => {
    expect(listOf(2026, strict)).toEqual([
      '2026-01-01 newYear',
      '2026-04-06 easterMonday',
      '2026-04-27 kingsDay',
      '2026-05-05 liberationDay',
      '2026-05-14 ascension',
      '2026-05-25 whitMonday',
      '2026-12-25 christmas',
      '2026-12-26 secondChristmas',
    ])
  })

  it('nl-atw adds Good Friday and the days that a decree equates', () => {
    expect(listOf(2026, atw).filter(line => !listOf(2026, strict).includes(line))).toEqual([
      '2026-01-02 decree',
      '2026-04-03 goodFriday',
      '2026-05-15 decree',
    ])
  })

  it('keeps King’s Day on Saturday 26 April when the 27th is a Sunday', () => {
    expect(strict.on('2025-04-26')).toBe('kingsDay')
    expect(strict.on('2025-04-27')).toBeNull()
  })

  it('keeps Liberation Day every year, not once in five', () => {
    for (let year = 2024; year < 2036; year++) expect(strict.on(`${year}-05-05`)).not.toBeNull()
  })

  it('gives no free Monday for a holiday in a weekend', () => {
    expect(freeDay('2027-12-27', strict)).toBeNull()
    expect(weekdayOf('2027-12-27')).toBe(1)
  })

  it('Good Friday and Christmas Eve are working days in nl-strict', () => {
    expect(freeDay('2026-04-03', strict)).toBeNull()
    expect(freeDay('2026-12-24', strict)).toBeNull()
  })

  it('decree days all fall on a weekday, and the last year of them is the horizon', () => {
    const years = new Set<number>()
    for (let year = 2020; year < 2040; year++) {
      for (const line of listOf(year, atw).filter(each => each.endsWith('decree'))) {
        years.add(year)
        expect(weekdayOf(line.slice(0, 10) as Day)).toBeLessThan(6)
      }
    }
    expect(Math.max(...years)).toBe(decreeHorizon)
    expect(isBeyondHorizon('2029-01-02', atw)).toBe(true)
    expect(isBeyondHorizon('2028-12-29', atw)).toBe(false)
    expect(isBeyondHorizon('2029-01-02', strict)).toBe(false)
  })
})
