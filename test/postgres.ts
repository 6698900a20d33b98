/** One PostgreSQL for tests and benchmarks: no system package, gone with the process that started it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Postgres = { url: string; stop(): Promise<void> }

/** Starts a server on a free port of this machine, with its data in a temporary folder and the durability of a real one. */
export async function startPostgres(): Promise<Postgres> {
  const program = fileURLToPath(new URL('./postgres-server.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  let said = ''
  child.stderr.on('data', part => void (said = (said + String(part)).slice(-4000)))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', part => resolve(String(part).trim()))
    child.once('close', () => reject(new Error(`PostgreSQL did not start:\n${said}`)))
  })
  return {
    url,
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
