/** Export workers beside the server: child processes running `inzage work`, so that making copies never slows a page. */
import { fork, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { workerEnvironment, workerFlags } from '#exports/worker.ts'
import { environment, type Environment } from '../config.ts'

/** First and longest wait before a worker that died is started again, in milliseconds. */
const firstWait = 500
const longestWait = 60_000
/** A worker that lived this long starts with a clean slate. */
const lived = 60_000
/** How long a worker may take to put its work down; after this it is killed, and its lease runs out. */
const stopWithin = 20_000

const command = path.resolve(import.meta.dirname, '../../bin/inzage.js')

export type Workers = { stop(): Promise<void> }

/**
 * Keeps `count` workers running.
 * @param settings the environment they get on top of this process's own
 */
export function startWorkers(count: number, settings: Environment, log: Logger): Workers {
  const stopped = new AbortController()
  const keepers = Array.from({ length: count }, (_, index) => keep(index, settings, log, stopped.signal))
  return {
    async stop() {
      stopped.abort()
      await Promise.all(keepers)
    },
  }
}

/** Starts one worker again and again until told to stop. */
async function keep(index: number, settings: Environment, log: Logger, stop: AbortSignal): Promise<void> {
  let wait = firstWait
  while (!stop.aborted) {
    const started = performance.now()
    const env: NodeJS.ProcessEnv = { NODE_ENV: 'production', ...environment(), ...settings }
    const child = fork(command, ['work'], {
      env: { ...env, ...workerEnvironment },
      execArgv: workerFlags,
      stdio: ['ignore', 2, 2, 'ipc'],
    })
    const code = await ended(child, stop)
    if (stop.aborted) return
    if (performance.now() - started > lived) wait = firstWait
    log.error({ worker: index, code, again: wait }, 'a worker ended by itself')
    await pause(wait, undefined, { signal: stop }).catch(() => undefined)
    wait = Math.min(wait * 2, longestWait)
  }
}

function ended(child: ChildProcess, stop: AbortSignal): Promise<number | string | null> {
  return new Promise(resolve => {
    let killing: NodeJS.Timeout | undefined
    const end = () => {
      child.kill('SIGTERM')
      killing = setTimeout(() => child.kill('SIGKILL'), stopWithin)
    }
    if (stop.aborted) end()
    stop.addEventListener('abort', end, { once: true })
    const done = (code: number | string | null) => {
      clearTimeout(killing)
      stop.removeEventListener('abort', end)
      resolve(code)
    }
    child.once('error', () => done('not started'))
    child.once('exit', (code, signal) => done(code ?? signal))
  })
}
