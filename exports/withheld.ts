/** What is kept back whole, counted; and how a record goes out whose own day is hidden. */
import type { Placed } from '#domain/bundle.ts'
import type { CategoryId, SourceId, TableId } from '#domain/register.ts'
import type { Because } from './staff-review.ts'

/** Records that are kept back whole: how many, and why. `table` null: all of the category in this source. */
export type Withheld = {
  source: SourceId
  category: CategoryId
  table: TableId | null
  because: Because
  count: number
}

/** Adds to the count of the same kind. */
export function withhold(list: Withheld[], one: Withheld): void {
  const known = list.find(
    each =>
      each.source === one.source &&
      each.category === one.category &&
      each.table === one.table &&
      each.because === one.because,
  )
  if (known) known.count += one.count
  else if (one.count > 0) list.push({ ...one })
}

const termless = new WeakMap<Placed, Placed>()

/** The same place in the bundle, without until when it is kept: that would tell the day that is hidden. */
export function withoutTerm(placed: Placed): Placed {
  let known = termless.get(placed)
  if (!known) termless.set(placed, (known = { ...placed, term: null }))
  return known
}
