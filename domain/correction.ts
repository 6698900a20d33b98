/** Correcting what is stored (Art. 16, RECT-01…03): how, by whom, and for how long it can be taken back. */
import { instantOf, millisecondsOf, type Instant } from './day.ts'
import type { Value } from './item.ts'
import type { Column, ColumnId, SourceId, TableId } from './register.ts'

/** At once, after confirming by the new address, or after staff looked. */
export const correctionModes = ['edit', 'confirm', 'review'] as const
export type CorrectionMode = (typeof correctionModes)[number]

/** How a reviewed correction ended. `annotated`: it could not be settled, or is an opinion; the person's words go with it. */
export const correctionOutcomes = ['applied', 'refused', 'annotated'] as const
export type CorrectionOutcome = (typeof correctionOutcomes)[number]

/** Why a source did not change a value. `changedMeanwhile`: it was another one by then. */
export const correctionTroubles = ['changedMeanwhile', 'notThere', 'refusedBySource', 'unreachable'] as const
export type CorrectionTrouble = (typeof correctionTroubles)[number]

/** What makes copies and removals wait (T3). */
export const freezeCauses = ['addressChanged', 'signInChanged'] as const
export type FreezeCause = (typeof freezeCauses)[number]

/** One value to change in a source, if it still is `was`. */
export type Correction = {
  table: TableId
  key: string
  column: ColumnId
  was: Value
  wanted: Value
}

/** Where the value stands, over all sources. */
export type ValuePlace = { source: SourceId; table: TableId; key: string; column: ColumnId }

/** Minutes in which one click puts the old value back; for that long the old value is kept, and no longer. */
export const undoMinutes = 30
/** Hours that copies and removals wait after a change of address or of a way to sign in (T3). */
export const freezeHours = 72
/** Minutes that the code to a new address holds. */
export const confirmMinutes = 10

const after = (at: Instant, minutes: number): Instant => instantOf(millisecondsOf(at) + minutes * 60_000)

export const undoUntil = (applied: Instant): Instant => after(applied, undoMinutes)
export const freezeUntil = (from: Instant): Instant => after(from, freezeHours * 60)
export const confirmUntil = (asked: Instant): Instant => after(asked, confirmMinutes)

/** How this column can be changed by the person; null when they can only look. What staff wrote is an opinion until they say otherwise. */
export const modeOf = (column: Pick<Column, 'selfService'>): CorrectionMode | null =>
  column.selfService === 'view' ? null : column.selfService

/** What our staff think or noted is not overwritten: the person's own words are put beside it (RECT-02). */
export const isOpinion = (column: Pick<Column, 'origin' | 'type'>): boolean =>
  column.origin === 'staffAuthored' && (column.type === 'text' || column.type === 'longText')
