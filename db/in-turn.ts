/**
 * All changes stand in one line, because the log has one next number. Those that wait while another is written are then
 * written together, with one wait for the disk; one that fails takes back only itself. A change that nobody waits beside
 * is a transaction by itself (docs/decisions/029-changes-in-turn.md).
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { append, appendAhead, type Edge, isElsewhere, placeTaken, takePlace, type Written } from './audit/append.ts'
import { codeOf } from './postgres.ts'
import type { Raw, Store, Writer } from './store.ts'

/** Most changes that share a transaction, so that nobody holds the line for long. */
const MOST = 16

export type Changed<T> = { result: T; written: readonly Written[] }
/** A change; its first entry gets number `first`. It throws when it should leave nothing behind. */
export type Change<T> = (db: Writer, first: number) => Promise<Changed<T>>

type Outcome = { ok: true; result: unknown } | { ok: false; error: unknown }
type Waiting = { change: Change<unknown>; resolve(result: never): void; reject(error: unknown): void }
/**
 * `edge`: what the log's tree grows on, as the last change of this process left it. `shared`: for so many turns somebody
 * else is taken to write beside us. `crowd`: how many were written together last.
 */
type Line = { waiting: Waiting[]; moving: boolean; edge: Edge | null; shared: number; crowd: number }

/** Turns without an expectation after one that did not come true. */
const WARY = 50

/** Somebody else took the expected place. */
class Elsewhere extends Error {}

const lines = new WeakMap<Store, Line>()

/** Runs a change when it is its turn; resolves when it is on disk, rejects when it left nothing behind. */
export function inTurn<T>(store: Store, change: Change<T>): Promise<T> {
  // It would wait for the turn that it is part of; `tx` says so.
  if (store.inside()) return store.tx(async db => (await change(db, 0)).result)
  const line = lines.get(store) ?? { waiting: [], moving: false, edge: null, shared: 0, crowd: 0 }
  lines.set(store, line)
  return new Promise<T>((resolve, reject) => {
    line.waiting.push({ change, resolve, reject })
    if (!line.moving) void move(store, line)
  })
}

async function move(store: Store, line: Line): Promise<void> {
  line.moving = true
  while (line.waiting.length > 0) {
    // Who were told together come back together, one by one: without this the first would go ahead, and all others wait.
    if (line.crowd > 1) await nextTurn()
    const group = line.waiting.splice(0, MOST)
    line.crowd = group.length
    await settle(store, line, group)
  }
  line.moving = false
}

/** Writes changes together. When the transaction as a whole fails, each gets one by itself: the fault may be one's own. */
async function settle(store: Store, line: Line, group: readonly Waiting[]): Promise<void> {
  const outcomes = await together(store, line, group).catch((error: unknown) =>
    group.length === 1 ? [failed(error)] : null,
  )
  if (outcomes === null) {
    for (const one of group) await settle(store, line, [one])
    return
  }
  group.forEach((one, place) => {
    const outcome = outcomes[place]!
    if (outcome.ok) one.resolve(outcome.result as never)
    else one.reject(outcome.error)
  })
}

const failed = (error: unknown): Outcome => ({ ok: false, error })

/** Everything was taken back by the changes themselves: the place in the line must go back too. */
class NothingLeft extends Error {
  constructor(readonly outcomes: readonly Outcome[]) {
    super('every change failed')
  }
}

async function together(store: Store, line: Line, group: readonly Waiting[]): Promise<readonly Outcome[]> {
  const known = line.edge
  // Until all is on disk nobody knows what the log ends with.
  line.edge = null
  line.shared = Math.max(0, line.shared - 1)
  // A process that is alone knows which place it will get, and need not wait for the answer: one wait in three.
  const expected = known && line.shared === 0 ? known.size : null
  try {
    const { outcomes, edge } = await store.tx(async (db, raw, opening) => {
      const written: Written[] = []
      const outcomes: Outcome[] = []
      const first = expected ?? placeTaken(await opening)
      for (const { change } of group) {
        const run = () => change(db, first + written.length)
        // A savepoint is cheap in one's own process, and two messages over a wire: there a change that fails ends the
        // group, and each then gets a transaction by itself.
        const outcome = group.length > 1 && store.engine === 'sqlite' ? await apart(raw, run) : await run()
        if ('error' in outcome) outcomes.push(failed(outcome.error))
        else {
          written.push(...outcome.written)
          outcomes.push({ ok: true, result: outcome.result })
        }
      }
      if (written.length === 0) throw new NothingLeft(outcomes)
      // Over a wire the place and the entry leave together, with the end of the transaction: one wait for all of it.
      if (expected !== null && known && store.engine === 'postgres')
        return { outcomes, edge: appendAhead(raw, written, known) }
      const opened = await opening
      if (placeTaken(opened) !== first) throw new Elsewhere()
      return { outcomes, edge: await append(store.engine, raw, written, opened, known) }
    }, takePlace)
    line.edge = edge
    return outcomes
  } catch (error) {
    if (error instanceof NothingLeft) return error.outcomes
    const elsewhere = error instanceof Elsewhere || isElsewhere(codeOf(error))
    if (expected === null || !elsewhere) throw error
    line.shared = WARY
    return together(store, line, group)
  }
}

/** One change in a savepoint: what it did goes back when it throws, what others did stays. */
async function apart<T>(raw: Raw, run: () => Promise<T>): Promise<T | { error: unknown }> {
  await raw('savepoint one')
  try {
    const done = await run()
    await raw('release savepoint one')
    return done
  } catch (error) {
    await raw('rollback to savepoint one')
    await raw('release savepoint one')
    return { error }
  }
}
