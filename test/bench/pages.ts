/**
 * Pages under fifty connections on this machine, against a page of the same server that shows nothing but the frame (an address
 * that is not there), taking turns; and what their script weighs. The visitors are a process of their own.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { brotliCompressSync } from 'node:zlib'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Client } from '#test/client.ts'
import { openWorld, type World } from '#test/world.ts'
import { bound, machine, print, summary } from './measure.ts'
import type { Load, Loaded } from './load.ts'
import { seedQueue } from './queue-seed.ts'

const connections = Number(process.env.BENCH_CONNECTIONS ?? 50)
const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const rounds = 5

export async function bench(): Promise<void> {
  print([machine(), `${connections} connections, ${rounds} rounds of ${seconds} s each, taking turns`])
  const world = await openWorld({ members: 60 })
  try {
    const staff = await world.signInStaff('handler')
    const member = await world.enter('eva@voorbeeld.example')
    await seedQueue(world.portal, 'somebody')
    await against(world, 'member: Overzicht', member, '/')
    await against(world, 'member: Gegevens', member, '/gegevens')
    await against(world, 'staff: Werkvoorraad', staff, '/werkvoorraad')
    await script('member', member, '/gegevens')
    await script('staff', staff, '/werkvoorraad')
  } finally {
    await world.close()
  }
}

async function against(world: World, name: string, who: Client, address: string): Promise<void> {
  const ours: Loaded[] = []
  const empty: Loaded[] = []
  const cookie = [...who.jar].map(([key, value]) => `${key}=${value}`).join('; ')
  const at = `http://127.0.0.1:${world.running.port}`
  const ask = (page: string, expect: number) => loaded({ url: at + page, cookie, connections, seconds, expect })
  const warm = { url: at + address, cookie, connections, seconds: 1, expect: 200 }
  await loaded(warm)
  for (let round = 0; round < rounds; round++) {
    empty.push(await ask('/er-is-hier-niets', 404))
    ours.push(await ask(address, 200))
  }
  const speed = (runs: readonly Loaded[]) => summary(runs.map(run => run.perSecond))
  const slowest = (runs: readonly Loaded[]) => summary(runs.map(run => run.p99))
  const [a, b] = [speed(ours), speed(empty)]
  print([
    `${name}: ${a.median.toFixed(0)} pages a second (${a.least.toFixed(0)}–${a.most.toFixed(0)}), ${(ours[0]!.bytes / 1000).toFixed(0)} kB each`,
    `  an empty page: ${b.median.toFixed(0)} a second (${b.least.toFixed(0)}–${b.most.toFixed(0)}), p99 ${slowest(empty).median.toFixed(0)} ms`,
  ])
  bound('  speed against an empty page', a.median / b.median, 'times', { atLeast: 0.5 })
  bound('  p99', slowest(ours).median, 'ms', { atMost: 120 })
}

async function loaded(load: Load): Promise<Loaded> {
  const child = fork(new URL('./load.ts', import.meta.url), { execArgv: ['--import', 'tsx'] })
  child.send(load)
  const [answer] = (await once(child, 'message')) as [Loaded]
  child.kill()
  return answer
}

/** Every script that a page asks for, and what those ask for in turn, as it goes over the wire. */
async function script(name: string, who: Client, address: string): Promise<void> {
  const { text } = await who.get(address)
  const folder = path.resolve(import.meta.dirname, '../../build/client')
  const all = readdirSync(path.join(folder, 'assets'))
  const wanted = [...text.matchAll(/<script[^>]*src="([^"]+)"/g)].map(match => path.basename(match[1]!))
  const seen = new Set<string>()
  for (let file = wanted.pop(); file !== undefined; file = wanted.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const source = readFileSync(path.join(folder, 'assets', file), 'utf8')
    wanted.push(...all.filter(each => each.endsWith('.js') && source.includes(each)))
  }
  const bytes = [...seen].reduce(
    (sum, file) => sum + brotliCompressSync(readFileSync(path.join(folder, 'assets', file))).length,
    0,
  )
  bound(`${name}: script, compressed (${seen.size} files)`, bytes / 1000, 'kB', { atMost: 110 })
}
