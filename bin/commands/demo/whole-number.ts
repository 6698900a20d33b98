import { Exit } from '../../exit.ts'

/** A whole number within bounds from the command line, or exit code 2 with what was expected. */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new Exit(2, `${flag} must be a whole number from ${least} to ${most}, not "${text}"`)
}
