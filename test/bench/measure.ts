/**
 * Measuring by ratio (docs/performance.md): machines are shared and noisy, so ours counts only against a limit measured in
 * the same run, taking turns A B A B, the median of at least three after a warm-up, with peak memory.
 */
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** One side of a comparison: what to do, and how much of the unit that was (rows, entries), for "per second". */
export type Side = { name: string; run: () => Promise<void> | void; before?: () => Promise<void> | void }

export type Case = {
  name: string
  ours: Side
  limit: Side
  /** How many units one run does; times are then also given per second. */
  units?: number
  unit?: string
  /** At least three. */
  runs?: number
  /**
   * What must hold of `ours / limit`. For speeds of equal work it is a ratio of times: 2 means twice as slow. `atMost` is
   * the largest that is still good.
   */
  atMost: number
}

export type Measured = { median: number; least: number; most: number; runs: number }
export type Outcome = {
  name: string
  ours: Measured
  limit: Measured
  ratio: number
  atMost: number
  good: boolean
  peak: number
}

/** Runs a case, prints it, and returns it. Times are in milliseconds, memory in bytes. */
export async function compare(one: Case): Promise<Outcome> {
  const runs = Math.max(3, one.runs ?? 5)
  const ours: number[] = []
  const limit: number[] = []
  const memory = watchMemory()
  await time(one.limit)
  await time(one.ours)
  for (let run = 0; run < runs; run++) {
    limit.push(await time(one.limit))
    ours.push(await time(one.ours))
  }
  const a = summary(ours)
  const b = summary(limit)
  const ratio = a.median / b.median
  const outcome = {
    name: one.name,
    ours: a,
    limit: b,
    ratio,
    atMost: one.atMost,
    good: ratio <= one.atMost,
    peak: memory.stop(),
  }
  const per = (m: Measured) => (one.units ? `, ${rate(one.units, m.median)} ${one.unit ?? 'units'}/s` : '')
  print([
    `${outcome.good ? 'good ' : 'SLOW '} ${one.name}`,
    `  ours   ${one.ours.name}: ${span(a)}${per(a)}`,
    `  limit  ${one.limit.name}: ${span(b)}${per(b)}`,
    `  ratio  ${ratio.toFixed(2)} of the limit's time (at most ${one.atMost}); peak RSS ${megabytes(outcome.peak)}; ${runs} runs each`,
  ])
  return outcome
}

/** A single figure against a fixed bound: a rate that must be reached, a time or an amount of memory not to be passed. */
export function bound(
  name: string,
  value: number,
  unit: string,
  limit: { atLeast: number } | { atMost: number },
): boolean {
  const good = 'atLeast' in limit ? value >= limit.atLeast : value <= limit.atMost
  const wanted = 'atLeast' in limit ? `at least ${figure(limit.atLeast)}` : `at most ${figure(limit.atMost)}`
  print([`${good ? 'good ' : 'SLOW '} ${name}: ${figure(value)} ${unit} (${wanted})`])
  return good
}

async function time(side: Side): Promise<number> {
  await side.before?.()
  const start = performance.now()
  await side.run()
  return performance.now() - start
}

export function summary(times: readonly number[]): Measured {
  const sorted = times.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const median = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, least: sorted[0]!, most: sorted.at(-1)!, runs: sorted.length }
}

/** Looks at this process's memory every 5 ms; `stop` gives the most it saw, in bytes. */
export function watchMemory() {
  let peak = process.memoryUsage.rss()
  const look = () => (peak = Math.max(peak, process.memoryUsage.rss()))
  const timer = setInterval(look, 5)
  timer.unref()
  return {
    look,
    stop() {
      clearInterval(timer)
      return look()
    },
  }
}

/** What it ran on, for `docs/performance.md`. */
export function machine(): string {
  const [cpu] = cpus()
  const memory = /MemTotal:\s+(\d+) kB/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]
  return `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${memory ? `${Math.round(Number(memory) / 2 ** 20)} GiB, ` : ''}Node ${process.version}`
}

export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
const figure = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2))
const rate = (units: number, ms: number) => Math.round((units * 1000) / ms).toLocaleString('en')
const span = (m: Measured) => `${ms(m.median)} (${ms(m.least)}–${ms(m.most)})`
const ms = (value: number) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`

export function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
