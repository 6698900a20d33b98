/**
 * Making a bundle, against `zip -6 -r` over the same files plus the raw read of the same rows, in the same run; then
 * attachments against `zip` that stores what is compressed, plus SHA-256 of the same bytes (docs/performance.md).
 *
 * `BENCH_RECORDS=10000,100000` and `BENCH_ATTACHMENTS=1024` (MiB; 0 leaves it out) change the sizes.
 */
import { execFileSync, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Instant } from '#domain/day.ts'
import { workerEnvironment, workerFlags } from '#exports/worker.ts'
import { openWorld } from '#test/world.ts'
import { seedPlatform } from '#sources/we-do-better/seed/platform.ts'
import type { Made } from './export-process.ts'
import { bound, machine, megabytes, print, summary } from './measure.ts'

const now: Instant = '2026-11-22T09:00:00.000Z'
const email = 'veel@voorbeeld.example'
const sizes = (process.env.BENCH_RECORDS ?? '10000,100000').split(',').map(Number)
const mebibytes = Number(process.env.BENCH_ATTACHMENTS ?? 1024)
const runs = 5
const mostMemory = 180e6
/** What WordPress's exporter took against the same limit, where both were measured on one machine. */
const standIn = 45
/** Visits of a page per measurement. */
const visitCount = 400

export async function bench(): Promise<void> {
  print([machine()])
  for (const tool of ['zip', 'unzip', 'sqlite3', 'sha256sum']) {
    if (spawnSync(tool, ['--version'], { stdio: 'ignore' }).error)
      return print([`skipped: no ${tool}; get it with apt-get install zip unzip sqlite3 coreutils`])
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'inzage-bench-'))
  try {
    const made: Rows[] = []
    for (const records of sizes) made.push(await rows(path.join(folder, String(records)), records))
    const [small, large] = [made[0], made.at(-1)]
    if (made.length > 1 && small && large)
      bound('time per record, largest against smallest', large.perItem / small.perItem, 'times', { atMost: 1.3 })
    if (small) await besideTheWeb(small.ask)
    if (mebibytes > 0) await attachments(path.join(folder, 'attached'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Ask = Readonly<Record<string, string | boolean>>
/** Milliseconds per item, and what was asked of the process that makes bundles. */
type Rows = { perItem: number; ask: Ask }

async function rows(folder: string, records: number): Promise<Rows> {
  await mkdir(folder)
  const filesRoot = path.join(folder, 'files')
  await seedPlatform({ file: path.join(folder, 'platform.sqlite'), filesRoot, members: 60, records, seed: 1, now })
  const out = path.join(folder, 'bundle.zip')
  const ask = { folder, filesRoot, out, email, now, attached: false }
  const worker = await startWorker(ask)
  const cold = await worker.make()
  await worker.make()
  const unpacked = path.join(folder, 'unpacked')
  execFileSync('unzip', ['-q', out, '-d', unpacked])
  const select = rawRead(path.join(folder, 'platform.sqlite'))
  const ours: Made[] = []
  const zip: number[] = []
  const read: number[] = []
  for (let run = 0; run < runs; run++) {
    ours.push(await worker.make())
    zip.push(await zipped(unpacked, ['-6']))
    read.push(
      timed(() =>
        execFileSync('sqlite3', ['-json', path.join(folder, 'platform.sqlite'), select], {
          maxBuffer: 2 ** 30,
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      ),
    )
  }
  worker.stop()
  const { items } = cold
  const limit = summary(zip).median + summary(read).median
  const mine = summary(ours.map(each => each.ms))
  const peak = Math.max(...ours.map(each => each.peak))
  print([
    `bundle of ${items} records: ${mine.median.toFixed(0)} ms (${mine.least.toFixed(0)}–${mine.most.toFixed(0)}), ${megabytes(cold.bytes)}; the first after a start ${cold.ms.toFixed(0)} ms`,
    `  limit: zip -6 -r ${summary(zip).median.toFixed(0)} ms + sqlite3 -json ${summary(read).median.toFixed(0)} ms`,
  ])
  bound('  wall against the limit', mine.median / limit, 'times', { atMost: 2 })
  bound('  peak memory', peak / 1e6, 'MB', { atMost: mostMemory / 1e6 })
  bound('  first progress', cold.first, 'ms', { atMost: 1000 })
  bound('  times faster than an exporter that takes 45 times the limit', (standIn * limit) / mine.median, 'times', {
    atLeast: 8,
  })
  return { perItem: mine.median / items, ask }
}

/** A member's page while bundles are made beside it, against the same page with nothing else going on. */
async function besideTheWeb(ask: Ask): Promise<void> {
  const world = await openWorld()
  try {
    const member = await world.enter('sam@voorbeeld.example')
    const visits = async (count: number) => {
      const times: number[] = []
      for (let visit = 0; visit < count; visit++) {
        const started = performance.now()
        const { status } = await member.get('/')
        if (status !== 200) throw new Error(`the page answered ${status}`)
        times.push(performance.now() - started)
      }
      return times.toSorted((a, b) => a - b)[Math.floor(count * 0.99)]!
    }
    await visits(visitCount)
    const idle = await visits(visitCount)
    const worker = await startWorker(ask)
    let going = true
    const making = (async () => {
      while (going) await worker.make()
    })()
    const busy = await visits(visitCount)
    going = false
    await making
    worker.stop()
    print([`member page while bundles are made: p99 ${busy.toFixed(1)} ms, idle ${idle.toFixed(1)} ms`])
    bound('  against idle', busy / idle, 'times', { atMost: 3 })
  } finally {
    await world.close()
  }
}

async function attachments(folder: string): Promise<void> {
  const filesRoot = path.join(folder, 'files')
  await mkdir(filesRoot, { recursive: true })
  await seedPlatform({
    file: path.join(folder, 'platform.sqlite'),
    filesRoot: path.join(folder, 'own'),
    members: 20,
    records: 10,
    seed: 1,
    now,
  })
  const each = 8 * 2 ** 20
  const kinds = [
    ['jpg', Buffer.from('ffd8ffe0', 'hex')],
    ['pdf', Buffer.from('%PDF-1.7\n')],
    ['txt', Buffer.from('')],
  ] as const
  for (let file = 0; file * 8 < mebibytes; file++) {
    const [extension, head] = kinds[file % 8 === 7 ? 2 : file % 2]!
    const body = extension === 'txt' ? text(each) : randomBytes(each)
    await writeFile(path.join(filesRoot, `${String(file).padStart(4, '0')}.${extension}`), Buffer.concat([head, body]))
  }
  const out = path.join(folder, 'bundle.zip')
  const ask = { folder, filesRoot, out, email: 'sam@voorbeeld.example', now, attached: true }
  const worker = await startWorker(ask)
  await worker.make()
  const ours: Made[] = []
  const zip: number[] = []
  const hash: number[] = []
  for (let run = 0; run < runs; run++) {
    ours.push(await worker.make())
    zip.push(await zipped(filesRoot, ['-6', '-n', '.jpg:.jpeg:.png:.pdf:.zip']))
    hash.push(timed(() => execFileSync('sh', ['-c', 'sha256sum "$0"/* > /dev/null', filesRoot])))
  }
  worker.stop()
  const mine = summary(ours.map(made => made.ms))
  print([
    `${mebibytes} MiB of attachments: ${mine.median.toFixed(0)} ms (${mine.least.toFixed(0)}–${mine.most.toFixed(0)})`,
    `  limit: zip -6 -n ${summary(zip).median.toFixed(0)} ms + sha256sum ${summary(hash).median.toFixed(0)} ms`,
  ])
  bound('  wall against the limit', mine.median / (summary(zip).median + summary(hash).median), 'times', {
    atMost: 1.3,
  })
  bound('  peak memory', Math.max(...ours.map(made => made.peak)) / 1e6, 'MB', { atMost: mostMemory / 1e6 })
}

type Worker = { make(): Promise<Made>; stop(): void }

async function startWorker(ask: Ask): Promise<Worker> {
  const child = fork(path.resolve('test/bench/export-process.ts'), [JSON.stringify(ask)], {
    execArgv: [...workerFlags, '--import', 'tsx'],
    env: { ...process.env, ...workerEnvironment },
  })
  const answer = async () => {
    const [said] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error('the process that makes bundles stopped')
      }),
    ])
    return said
  }
  await answer()
  return {
    make: async () => {
      child.send('make')
      return (await answer()) as Made
    },
    stop: () => child.disconnect(),
  }
}

async function zipped(folder: string, options: readonly string[]): Promise<number> {
  const target = `${folder}.limit.zip`
  await rm(target, { force: true })
  return timed(() => execFileSync('zip', ['-q', '-r', ...options, target, '.'], { cwd: folder }))
}

function timed(run: () => unknown): number {
  const started = performance.now()
  run()
  return performance.now() - started
}

/** One query per table that holds rows of this person, as short as can be. */
function rawRead(file: string): string {
  const db = new Database(file, { readonly: true })
  const id = db.prepare('select id from member where email = ?').pluck().get(email) as number
  const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
  const owners = new Set(['member_id', 'sender_id', 'recipient_id', 'owner_id'])
  const parts = tables.flatMap(table => {
    const columns = (db.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[]).filter(
      column => owners.has(column),
    )
    return columns.length
      ? [`select * from ${table} where ${columns.map(column => `${column} = ${id}`).join(' or ')}`]
      : []
  })
  db.close()
  return parts.join(';')
}

/** Text that compresses as people's texts do. */
function text(length: number): Buffer {
  const words =
    'ik kan je morgen helpen met de tuin of anders volgende week woensdag bel me even als het past groet'.split(' ')
  let written = ''
  let seed = 1
  while (written.length < length) {
    seed = (seed * 48_271) % 2_147_483_647
    written += `${words[seed % words.length]}${seed % 9 ? ' ' : `. ${seed}\n`}`
  }
  return Buffer.from(written.slice(0, length))
}
