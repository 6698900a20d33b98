/** Until when the file of a closed request stays: what the register says of the portal's own purposes, and nothing else. */
import { addDuration, type Day } from './day.ts'
import { purposesOf } from './reading.ts'
import type { Register } from './register.ts'

/** The last day, by the longest purpose that counts from the closing; null when the register has none. */
export function fileKeptUntil(register: Register, closed: Day): Day | null {
  const own = register.categories.filter(each => each.heldBy === 'portal')
  const ends = own
    .flatMap(({ id }) => purposesOf(register, id))
    .flatMap(({ retention }) =>
      retention.kind === 'maxAfter' && retention.anchor === 'requestClosed'
        ? [addDuration(closed, retention.duration)]
        : [],
    )
  return ends.toSorted().at(-1) ?? null
}
