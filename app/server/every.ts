/** Work that comes back: one run at a time, the next one starts after a pause, and stopping waits for the run in hand. */
import type { Logger } from 'pino'
import { faultOf } from '../fault.ts'

export type Timer = { stop(): Promise<void> }

/** A fault that comes back each time is logged this often, in milliseconds. */
const sayEvery = 60_000

/**
 * Runs `work` every `pause` milliseconds. A run that throws is logged and tried again; it never ends the process.
 * @param work gets a signal that aborts when the timer is stopped
 */
export function every(name: string, pause: number, log: Logger, work: (signal: AbortSignal) => Promise<void>): Timer {
  const stopped = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let saidAt = -Infinity
  const failed = (error: unknown) => {
    if (performance.now() - saidAt < sayEvery) return
    saidAt = performance.now()
    log.error({ timer: name, ...faultOf(error) })
  }
  const next = () => {
    if (stopped.signal.aborted) return
    timer = setTimeout(() => {
      running = work(stopped.signal).catch(failed).finally(next)
    }, pause)
    timer.unref()
  }
  next()
  return {
    async stop() {
      stopped.abort()
      clearTimeout(timer)
      await running
    },
  }
}
