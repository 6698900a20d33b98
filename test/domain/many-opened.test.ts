import { describe, expect, it } from 'vitest'
import { manyOpened } from '#domain/many-opened.ts'

describe('unusually many people', () => {
  it.each([
    ['thirty in an hour are usual', 30, 30, [], null],
    ['one more is not', 31, 31, [], { window: 'hour', people: 31 }],
    ['three times their own median day is usual', 5, 30, [10, 10, 4, 90, 10], null],
    ['one more is not', 5, 31, [10, 10, 4, 90, 10], { window: 'day', people: 31 }],
    ['the median of an even number lies between', 5, 31, [8, 10, 10, 12, 4, 90], { window: 'day', people: 31 }],
    ['ten in a day are few, whatever is usual', 5, 10, [1, 1, 1, 1, 1], null],
    ['eleven where one is usual are many', 5, 11, [1, 1, 1, 1, 1], { window: 'day', people: 11 }],
    ['nobody is compared with four days', 5, 29, [1, 1, 1, 1], null],
    ['the hour is told first', 31, 31, [1, 1, 1, 1, 1], { window: 'hour', people: 31 }],
  ] as const)('%s', (_, hour, day, earlierDays, alarm) => {
    expect(manyOpened({ hour, day, earlierDays }, 30)).toEqual(alarm)
  })
})
