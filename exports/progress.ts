/** Progress for the page, written at most twice a second, without ever making the work wait. */
import type { Outcome } from './collect.ts'

/** Milliseconds between two writes. */
const between = 500

export type ProgressNotes = {
  /** Notes where one part stands; the first note is written at once. */
  note(outcome: Readonly<Outcome>): void
  /** Resolves when nothing is being written any more. Later notes are dropped. */
  settled(): Promise<void>
}

export function progressNotes(write: (outcomes: readonly Outcome[]) => Promise<unknown>): ProgressNotes {
  const waiting = new Map<string, Outcome>()
  let writing: Promise<unknown> | null = null
  let later: NodeJS.Timeout | undefined
  let last = -Infinity
  let over = false

  const flush = () => {
    later = undefined
    const some = [...waiting.values()]
    waiting.clear()
    last = performance.now()
    // Progress is a kindness: when it cannot be written the work goes on, and the outcome is written at the end.
    writing = write(some)
      .catch(() => {})
      .finally(() => {
        writing = null
        plan()
      })
  }
  /** Writes now, or when it is time again: what was noted last also shows when nothing follows for a while. */
  function plan(): void {
    if (over || writing || later || waiting.size === 0) return
    const wait = last + between - performance.now()
    if (wait <= 0) flush()
    else later = setTimeout(flush, wait)
  }
  return {
    note(outcome) {
      if (over) return
      waiting.set(`${outcome.source} ${outcome.category}`, { ...outcome })
      plan()
    },
    async settled() {
      over = true
      clearTimeout(later)
      await writing
    },
  }
}
