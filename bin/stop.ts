/** When a command that runs for long must end. */

/** Aborts on SIGTERM, SIGINT, and when the process that started this one with a channel to it is gone. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController()
  const end = () => stop.abort(new Error('stopped'))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.once('disconnect', end)
  // It may have gone while this process was still starting.
  if (process.connected === false) end()
  return stop.signal
}
