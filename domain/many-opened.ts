/** When somebody opens the data of unusually many people: a house limit per hour, or far beyond their own usual day (T9). */

/** How many different people's data one staff member opened. */
export type Opened = {
  /** In the last sixty minutes, with this one. */
  hour: number
  /** In the last twenty-four hours, with this one. */
  day: number
  /** On each earlier day on which they opened any. */
  earlierDays: readonly number[]
}
export type ManyOpened = { window: 'hour' | 'day'; people: number }

/** A day is unusual from this many times their own median day, */
const timesUsual = 3
/** but not below this many people, */
const fewPeople = 10
/** and only when there are this many days to compare with. */
const enoughDays = 5

/** The alarm that these numbers give, or null. @param most different people in an hour that are still usual */
export function manyOpened({ hour, day, earlierDays }: Opened, most: number): ManyOpened | null {
  if (hour > most) return { window: 'hour', people: hour }
  if (earlierDays.length < enoughDays) return null
  const usual = median(earlierDays)
  return day > Math.max(timesUsual * usual, fewPeople) ? { window: 'day', people: day } : null
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [below = 0, above = 0] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 ? above : (below + above) / 2
}
