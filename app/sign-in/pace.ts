/** Same time for everyone: an answer comes at a whole beat after the question, whatever was done for it. */
import { setTimeout as pause } from 'node:timers/promises'

/** One beat, in milliseconds; the work for a known and for an unknown address both fit in it many times. */
const beat = 100

/** Runs `work` and gives its result at the next whole beat, also when it fails. */
export async function onTheBeat<T>(work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  try {
    return await work()
  } finally {
    const spent = performance.now() - begun
    await pause(Math.max(Math.ceil(spent / beat) * beat - spent, 0))
  }
}
