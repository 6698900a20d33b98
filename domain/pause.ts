/**
 * Pauses of the clock: while identity is unclear, or while scope is asked of a very large set (EDPB 01/2022 ¶159, recital 63).
 * The law tolerates them and does not grant them, so each needs its conditions; without them it is void and never counts.
 */
import { type Day, later } from './day.ts'
import type { Right } from './right.ts'

export const pauseKinds = ['identity', 'clarify'] as const

/** Why a pause does not count. */
export const voidReasons = ['authenticated', 'no-doubt', 'not-access', 'small', 'late'] as const

/** What was asked. A `void-…` kind is kept for the record and never stops the clock. */
export type PauseKind = (typeof pauseKinds)[number] | `void-${string}`

/** From the day the question was sent up to the day a sufficient answer came (that day runs again); null while it is open. */
export type Pause = { kind: PauseKind; from: Day; until: Day | null }

/** What is known about a question when it is asked. */
export type Question = {
  kind: (typeof pauseKinds)[number]
  right: Right
  /** The request came from the person's own signed-in session. */
  authenticated: boolean
  /** The specific doubt about who asks, as recorded; null when there is none (12(6), ID-01). */
  doubt: string | null
  /** A large quantity of data about this person is held (recital 63, TIME-12). */
  large: boolean
  /** Asked without undue delay (TIME-11): staff say so, the law gives no number of days. */
  prompt: boolean
}

/** The kind under which a question is recorded: as it is, or void with the first reason why. */
export function pauseKind({ kind, right, authenticated, doubt, large, prompt }: Question): PauseKind {
  if (kind === 'identity' && !doubt?.trim()) return authenticated ? 'void-authenticated' : 'void-no-doubt'
  if (kind === 'clarify' && right !== 'access') return 'void-not-access'
  if (kind === 'clarify' && !large) return 'void-small'
  return prompt ? kind : 'void-late'
}

export function isCounted({ kind }: Pause): boolean {
  return kind === 'identity' || kind === 'clarify'
}

/** A stretch of days in which the clock stands still: overlapping and touching pauses are one, counted once. */
export type Stop = { kinds: readonly PauseKind[]; from: Day; until: Day | null }

/** The union of the pauses that count, in order of time, from the day of receipt on. Throws a RangeError when one ends before it begins. */
export function stopsOf(received: Day, pauses: readonly Pause[]): Stop[] {
  const stops: Stop[] = []
  for (const { kind, from, until } of pauses
    .filter(isCounted)
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    if (until !== null && until < from) throw new RangeError(`a pause ends (${until}) before it begins (${from})`)
    const begin = later(from, received)
    if (until !== null && until <= begin) continue
    const last = stops.at(-1)
    if (last && (last.until === null || begin <= last.until)) {
      const end = last.until === null || until === null ? null : later(last.until, until)
      stops[stops.length - 1] = { kinds: [...new Set([...last.kinds, kind])], from: last.from, until: end }
    } else {
      stops.push({ kinds: [kind], from: begin, until })
    }
  }
  return stops
}
