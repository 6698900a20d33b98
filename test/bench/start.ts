/**
 * From the command to `/readyz`, with a store that is there already, and what the server holds while nothing goes on; the
 * worker beside it is a process of its own. Taking turns with a Node that starts the same TypeScript loader and ends, so that
 * a slow machine shows.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { demoRegister } from '#app/config.ts'
import { seedPlatform } from '#sources/we-do-better/seed/platform.ts'
import { freePort } from '#test/world.ts'
import { bound, machine, print, summary } from './measure.ts'

/** As `npm start` does it, flags included. */
const root = path.resolve(import.meta.dirname, '../..')
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
const words = scripts.start.split(' ').slice(scripts.start.split(' ').indexOf('node') + 1)
const runs = Math.max(3, Number(process.env.BENCH_RUNS ?? 5))
/** How long nothing goes on before memory is read, in milliseconds. */
const idleFor = 5000
const [mostStart, mostIdle] = [2500, 160]

export async function bench(): Promise<void> {
  print([machine()])
  const folder = await mkdtemp(path.join(tmpdir(), 'inzage-bench-'))
  // It greets, and nothing more: there is no mail to send.
  const mail = createServer(socket => void socket.write('220 here\r\n')).listen(0, '127.0.0.1')
  await once(mail, 'listening')
  try {
    const env = await settings(folder, (mail.address() as AddressInfo).port)
    // The first start makes the store.
    await stopped((await started(env)).child)
    const starts: number[] = []
    const loader: number[] = []
    const idle: number[] = []
    for (let run = 0; run < runs; run++) {
      loader.push(timed(() => execFileSync(process.execPath, ['--import', 'tsx', '-e', '0'])))
      const { child, took } = await started(env)
      starts.push(took)
      await pause(idleFor)
      idle.push(resident(child))
      await stopped(child)
    }
    const { median, least, most } = summary(starts)
    print([`to /readyz: ${median.toFixed(0)} ms (${least.toFixed(0)}–${most.toFixed(0)}), ${runs} starts`])
    print([`  Node and its TypeScript loader alone: ${summary(loader).median.toFixed(0)} ms`])
    bound('cold start to /readyz, an existing store', median, 'ms', { atMost: mostStart })
    bound('idle, resident memory of the server', summary(idle).median / 1e6, 'MB', { atMost: mostIdle })
  } finally {
    mail.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function settings(folder: string, mailPort: number): Promise<NodeJS.ProcessEnv> {
  const [platform, files] = [path.join(folder, 'platform.sqlite'), path.join(folder, 'files')]
  const now = new Date().toISOString() as '2026-11-22T09:00:00.000Z'
  await seedPlatform({ file: platform, filesRoot: files, members: 500, records: 60, seed: 1, now })
  return {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production',
    BASE_URL: 'https://privacy.example.nl',
    PORT: String(await freePort()),
    INZAGE_SECRET: randomBytes(32).toString('base64'),
    MAIL_URL: `smtp://127.0.0.1:${mailPort}`,
    MAIL_FROM: 'Privacy <privacy@example.nl>',
    REGISTER: demoRegister,
    DATA_DIR: path.join(folder, 'data'),
    PLATFORM_DATABASE: platform,
    PLATFORM_FILES: files,
  }
}

/** Starts the server; resolves when it says that it is ready. */
async function started(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; took: number }> {
  const begun = performance.now()
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: 'ignore' })
  while (child.exitCode === null) {
    if (await ready(Number(env.PORT))) return { child, took: performance.now() - begun }
    await pause(10)
  }
  throw new Error(`serve ended with ${child.exitCode}`)
}

const ready = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    request({ port, path: '/readyz' }, response => resolve(response.resume().statusCode === 200))
      .on('error', () => resolve(false))
      .end()
  })

async function stopped(child: ChildProcess): Promise<void> {
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

const resident = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024

function timed(what: () => unknown): number {
  const begun = performance.now()
  what()
  return performance.now() - begun
}
