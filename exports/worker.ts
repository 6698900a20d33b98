/** The worker: takes exports from the queue one after the other, and keeps the vault tidy. Several may run. */
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { exportIsDue } from '#db/export.ts'
import { takeLease } from '#db/lease.ts'
import { newHandle } from '#db/random.ts'
import { attempt, leaseSeconds } from './attempt.ts'
import { codeOf } from './collect.ts'
import type { Desk } from './desk.ts'
import { removeExpired, sweep } from './vault.ts'

/** Milliseconds between two looks at an empty queue, after a failure of the store, and between two rounds of tidying. */
const idle = 400
const afterFailure = 5_000
const tidyEvery = 60_000

/**
 * Flags of Node for a process that only works on exports: without them the collector lets garbage grow far beyond what
 * is in use (docs/decisions/057-memory.md).
 */
export const workerFlags = ['--max-semi-space-size=3', '--max-old-space-size=112']
/** And its memory outside that heap from one pool, not from one for every thread that compresses. */
export const workerEnvironment = { MALLOC_ARENA_MAX: '1' } as const

/** Who holds a lease: for a person who reads the table, and unique among all workers. */
export const workerName = (): string => `${hostname()}:${process.pid}:${newHandle().slice(0, 8)}`

/** Works until `signal` says stop; then puts down what it has in hand, so that another can go on at once. */
export async function work(desk: Desk, signal: AbortSignal, owner = workerName()): Promise<void> {
  let tidied = -Infinity
  while (!signal.aborted) {
    try {
      if (performance.now() - tidied > tidyEvery) {
        tidied = performance.now()
        await tidy(desk)
      }
      if (await takeOne(desk, signal, owner)) continue
      await rest(idle, signal)
    } catch (error) {
      desk.note({ trouble: codeOf(error) }, 'the worker cannot reach its store or vault')
      await rest(afterFailure, signal)
    }
  }
}

/** Works until nothing is due any more; for commands and tests. Gives how many exports were taken. */
export async function workUntilIdle(desk: Desk, signal: AbortSignal = new AbortController().signal): Promise<number> {
  const owner = workerName()
  let taken = 0
  while (!signal.aborted && (await takeOne(desk, signal, owner))) taken++
  return taken
}

/** Removes bundles past their last day, and what a crash left behind. */
export async function tidy(desk: Pick<Desk, 'store' | 'dataDir' | 'now' | 'note'>): Promise<void> {
  const expired = await removeExpired(desk)
  const swept = await sweep(desk)
  if (expired || swept) desk.note({ expired, swept }, 'bundles were removed')
}

async function takeOne(desk: Desk, signal: AbortSignal, owner: string): Promise<boolean> {
  const { store } = desk
  if (!(await exportIsDue(store.read, store.t, desk.now()))) return false
  const lease = await takeLease(store, 'export', owner, desk.now(), leaseSeconds)
  if (!lease) return false
  await attempt(desk, lease, signal)
  return true
}

const rest = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  pause(milliseconds, undefined, { signal }).catch(() => {})
