/** How much of the term is used by what arrived at a moment, and by when it is answered at the latest (TIME-02). */
import { type Day, dayOf, type Instant } from '#domain/day.ts'
import { deadline, ruler } from '#domain/deadline.ts'
import { holidays } from '#domain/holidays.ts'
import type { Register } from '#domain/register.ts'

export type TermView = { total: number; day: number; left: number; answerBy: Day }

export function termFrom(arrivedAt: Instant, now: Instant, controller: Register['controller']): TermView | null {
  const clock = { received: dayOf(arrivedAt, controller.timeZone), pauses: [], extension: null }
  const sum = deadline(clock, holidays(controller.holidays))
  if (!sum.answerBy) return null
  const { total, left } = ruler(clock, sum, dayOf(now, controller.timeZone))
  return { total, day: total - left, left, answerBy: sum.answerBy }
}
