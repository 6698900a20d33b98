/** What stands beside each value on Gegevens: the way to change it, and what became of a change of just now. */
import { type CorrectionRow, correctionsSince } from '#db/correction.ts'
import { frozenUntil } from '#db/freeze.ts'
import { undoMinutes } from '#domain/correction.ts'
import { type Instant, millisecondsOf } from '#domain/day.ts'
import type { Item } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import type { Column } from '#domain/register.ts'
import type { Portal } from '../portal.ts'
import { clockTime } from '../text/dates.ts'
import { sealPlace } from './correct-place.ts'
import { changeOf } from './correct-view.ts'

export type ChangeView = {
  /** Where it is changed. */
  href: string
  /** `saved`: at this time, and it can be undone for so many minutes yet. `busy`: the source did not answer yet. */
  state: { kind: 'saved'; at: string; minutes: number; undo: string } | { kind: 'busy' } | null
}

/** Null for a value that the person can only look at. */
export type ChangesAt = (item: Item, column: Column) => ChangeView | null

export async function changesOf(
  portal: Portal,
  subjectId: string,
  { now, language }: { now: Instant; language: Language },
): Promise<ChangesAt> {
  const { read, t } = portal.store
  const [rows, frozen] = await Promise.all([
    correctionsSince(read, t, subjectId, later(now, -2 * undoMinutes * 60)),
    frozenUntil(read, t, subjectId, now),
  ])
  const newest = new Map<string, CorrectionRow>()
  for (const row of rows.toReversed()) newest.set(nameOf(row), row)
  return (item, column) => {
    const mode = changeOf(portal.register, item, column)
    if (!mode || (mode === 'confirm' && frozen)) return null
    const place = { source: item.source, table: item.table, key: item.key, column: column.id }
    const row = newest.get(nameOf(place))
    return { href: `/verander/${sealPlace(portal, subjectId, place)}`, state: row ? stateOf(row, now, language) : null }
  }
}

const nameOf = ({ source, table, key, column }: { source: string; table: string; key: string; column: string }) =>
  JSON.stringify([source, table, key, column])

function stateOf(row: CorrectionRow, now: Instant, language: Language): ChangeView['state'] {
  if (row.dueAt !== null) return { kind: 'busy' }
  if (row.mode !== 'edit') return null
  const { appliedAt, undoUntil, undoneAt, trouble, valuesGoneAt } = row
  if (!appliedAt || !undoUntil || undoneAt || trouble || valuesGoneAt || undoUntil <= now) return null
  const minutes = Math.max(1, Math.floor((millisecondsOf(undoUntil) - millisecondsOf(now)) / 60_000))
  return { kind: 'saved', at: clockTime(appliedAt, language), minutes, undo: row.id }
}
