/** Sums with moments, for limits counted in seconds. Terms of the law are counted in days: see `day.ts`. */
import type { Instant } from './day.ts'

/** The moment `seconds` after `at` (before it, when negative). */
export function later(at: Instant, seconds: number): Instant {
  return new Date(Date.parse(at) + seconds * 1000).toISOString() as Instant
}
