/** All that stands in the way of using somebody's data, as `usable` and `barredUses` (domain/bar.ts) want it. */
import type { Bars } from '#domain/bar.ts'
import { objectionsOf } from './objection.ts'
import { restrictionsOf } from './restriction.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** Restrictions and objections of this person, past ones too: each says itself whether it is on. */
export async function barsOf(reader: Reader, t: Tables, subjectId: string): Promise<Bars> {
  const [restrictions, objections] = await Promise.all([
    restrictionsOf(reader, t, subjectId),
    objectionsOf(reader, t, subjectId),
  ])
  return { restrictions, objections }
}
