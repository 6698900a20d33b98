/**
 * The PostgreSQL engine: two pools, one whose sessions can only read. Transactions run at read committed and are tried
 * again after a serialisation failure or a deadlock. Sessions keep their settings, so put a pooler in session mode.
 */
import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Raw, Rows } from './store.ts'

/** How often a transaction is tried when PostgreSQL asks for it. */
const TRIES = 8
const WRITERS = 10
const READERS = 10
/** `serialization_failure`, `deadlock_detected`. */
const AGAIN = new Set(['40001', '40P01'])

/** Settings that every session starts with; the fixed search path keeps a role's own schema from shadowing our tables. */
const SESSION = `set synchronous_commit = on; set search_path = public; set lock_timeout = '30s'; set idle_in_transaction_session_timeout = '60s'`

/** Opens a pool and asserts that its sessions are durable and, for `readonly`, cannot write. */
export async function connect(url: string, readonly: boolean): Promise<pg.Pool> {
  // Whole numbers: all of ours fit in 2^53; one that does not is a fault, not something to round.
  pg.types.setTypeParser(pg.types.builtins.INT8, wholeNumber)
  const pool = new pg.Pool({
    connectionString: url,
    max: readonly ? READERS : WRITERS,
    application_name: 'inzage',
    // Statements that are not waited for one by one go over the wire together.
    pipeline: true,
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it; only its types say otherwise
    onConnect: async client => {
      await client.query(readonly ? `${SESSION}; set default_transaction_read_only = on` : SESSION)
    },
  })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  try {
    const { rows } = await pool.query(
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
              current_setting('server_encoding') as encoding, current_setting('default_transaction_read_only') as readonly`,
    )
    const found = rows[0]
    if (found.fsync !== 'on') throw new Error('PostgreSQL: fsync is off, so a promise could be lost; switch it on')
    if (found.pages !== 'on') throw new Error('PostgreSQL: full_page_writes is off; switch it on')
    if (found.encoding !== 'UTF8') throw new Error(`PostgreSQL: the database is ${found.encoding}, it must be UTF8`)
    if (readonly && found.readonly !== 'on')
      throw new Error('PostgreSQL: the reading session can write; is a pooler in transaction mode?')
    return pool
  } catch (error) {
    await pool.end()
    throw error
  }
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error(`A whole number beyond 2^53 in the store: ${text}`)
  return number
}

/** What a session was sent in its transaction and nobody waits for: looked at before it is told to commit. */
const underway = new WeakMap<pg.PoolClient, Promise<unknown>[]>()

/** The answer to a write whose rows nobody asked for. */
const noRows = Promise.resolve({ rows: [], rowCount: null, command: '', fields: [], oid: 0 })

/**
 * A session as drizzle sees it: it answers only while `usable` does not throw, so that a query that was not awaited cannot
 * slip out, and each text is prepared once (drizzle has every query planned anew, which costs more than the query).
 *
 * A write without `returning` is answered before it is done: what comes after it in the session comes after it there too,
 * and if it fails, everything after it does and the transaction cannot commit (docs/decisions/122-writes-ahead.md).
 */
export function guarded(client: pg.PoolClient, usable: () => void) {
  return {
    query(config: pg.QueryConfig, values?: unknown[]) {
      usable()
      inOneWrite(client)
      const answer = client.query({ ...config, name: nameOf(config.text) }, values)
      const sent = underway.get(client)
      if (!sent || !isWriteAlone(config.text)) return answer
      sent.push(quiet(answer))
      return noRows
    },
  }
}

/** True for a write that gives no rows; what is between quotes there is a name, and values are never in the text. */
const isWriteAlone = (text: string) => /^(?:insert|update|delete)\b/i.test(text) && !/\breturning\b/i.test(text)

/** Whoever looks at it gets the failure; until then it is nobody's. */
function quiet<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined)
  return answer
}

/** A pool as drizzle sees it to read from: each text is planned once per session, as in `guarded`. */
export function prepared(pool: pg.Pool) {
  return {
    query: (config: pg.QueryConfig, values?: unknown[]) => pool.query({ ...config, name: nameOf(config.text) }, values),
  }
}

/** Text with `?` for values, prepared once per session under a name made from the text. */
export function rawOn(client: pg.PoolClient, usable: () => void = () => {}): Raw {
  return async (text, values = []) => {
    usable()
    inOneWrite(client)
    const answer = quiet(client.query({ ...named(text), values: [...values] }))
    underway.get(client)?.push(answer)
    return (await answer).rows
  }
}

/** Texts that are kept prepared; one beyond them is planned each time, so that a session's memory has an end. */
const NAMES_KEPT = 500
const nameOf = once((text, kept) =>
  kept < NAMES_KEPT ? createHash('sha256').update(text).digest('base64url').slice(0, 24) : undefined,
)
const named = once(text => {
  let place = 0
  return { name: nameOf(text), text: text.replaceAll('?', () => `$${++place}`) }
})

/** Remembers what was made of each of the first texts. */
function once<T>(make: (text: string, kept: number) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    if (known.has(text)) return known.get(text) as T
    const made = make(text, known.size)
    if (known.size < NAMES_KEPT) known.set(text, made)
    return made
  }
}

/**
 * A transaction ends without waiting for the disk, which frees its locks, and the statement after it waits: it writes a few
 * bytes to PostgreSQL's own log, and so waits for everything before them. All changes stand in line on the head of the
 * audit log, and each would otherwise keep the others waiting while the disk works; now eight that end together cost one
 * write. Nobody is told of a change before it is on disk (docs/decisions/021-postgres-commit.md).
 */
const BEGIN = 'begin isolation level read committed; set local synchronous_commit = off'
const COMMIT = `commit; select pg_logical_emit_message(true, 'inzage', '')`

/**
 * Runs `body` in a transaction on one session of the pool, and resolves when it is on disk; again, from its start, when
 * PostgreSQL asks for that. `opening` goes along with `begin`; `body` starts at once, and gets its rows when they come.
 */
export async function transaction<T>(
  pool: pg.Pool,
  body: (client: pg.PoolClient, opened: Promise<Rows>) => Promise<T>,
  opening?: string,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const start = opening === undefined ? BEGIN : `${BEGIN}; ${await planned(client, opening)}`
    for (let tries = 1; ; tries++) {
      const sent: Promise<unknown>[] = []
      underway.set(client, sent)
      try {
        // Whoever waits for it gets the failure, and so does whatever comes after it in this transaction.
        const opened = quiet(begin(client, start))
        const result = await body(client, opened)
        await commit(client, [opened, ...sent])
        return result
      } catch (error) {
        // After the first failure all others only say that there was one.
        const fault = (await firstFault(sent)) ?? error
        await client.query('rollback').catch((lost: Error) => (broken = lost))
        if (broken || tries >= TRIES || !mustRunAgain(fault)) throw fault
        await pause(5 * tries ** 2)
      }
    }
  } finally {
    underway.delete(client)
    client.release(broken)
  }
}

async function firstFault(sent: readonly Promise<unknown>[]): Promise<unknown> {
  const ends = await Promise.allSettled(sent)
  return ends.find(end => end.status === 'rejected')?.reason
}

/** @throws what a statement that was not waited for throws, and when PostgreSQL rolled back although it was told to commit */
async function commit(client: pg.PoolClient, sent: readonly Promise<unknown>[]): Promise<void> {
  const [[done]] = await Promise.all([several(client, COMMIT), ...sent])
  if (done?.command !== 'COMMIT') throw new Error('A statement of this transaction failed, so it was rolled back')
}

async function begin(client: pg.PoolClient, start: string): Promise<Rows> {
  const results = await several(client, start)
  return results.at(-1)?.rows ?? []
}

/** The openings that each session knows by name. */
const openings = new WeakMap<pg.PoolClient, Set<string>>()

/**
 * An opening as it is said to a session that planned it before: it must be in one text with `begin`, so that it cannot run
 * outside a transaction, and planning it each time costs the server three times what running it does.
 */
async function planned(client: pg.PoolClient, opening: string): Promise<string> {
  const name = nameOf(opening)
  if (name === undefined) return opening
  const known = openings.get(client) ?? new Set()
  openings.set(client, known)
  // Another name than the driver's, which would not know that the session has it.
  if (!known.has(name)) await client.query(`prepare "opening ${name}" as ${opening}`)
  known.add(name)
  return `execute "opening ${name}"`
}

/** Several statements in one text give a result each, which the driver's types do not say. */
async function several(client: pg.PoolClient, text: string): Promise<pg.QueryResult[]> {
  inOneWrite(client)
  return (await client.query(text)) as unknown as pg.QueryResult[]
}

/**
 * What is asked in one turn of the program leaves in one write: the driver would make one for each statement, and a call
 * of the system costs more than a short statement.
 */
function inOneWrite(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** True when PostgreSQL asks to run the whole transaction again. */
export function mustRunAgain(error: unknown): boolean {
  return AGAIN.has(codeOf(error) ?? '')
}

/** The driver's code of an error, also when drizzle wrapped it. */
export function codeOf(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return null
}
