/**
 * The SQLite engine: one writer connection behind a queue with `BEGIN IMMEDIATE`, one read-only connection beside it.
 * Several processes may share the file. Every connection carries the settings of security/rules.md §4, and each is
 * asserted: better-sqlite3 is built with synchronous=NORMAL and secure_delete=OFF, which lose and leave data.
 */
import { mkdirSync, closeSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Param, Raw } from './store.ts'

/** How often a taken lock is tried for, each time waiting up to `busy_timeout`, before giving up. */
const BUSY_TRIES = 4
/** Prepared statements kept per connection; all are dropped when there are more. */
const STATEMENTS_KEPT = 400

/** Pages of 4 KiB in the WAL before they are taken over into the file: 16 MiB. */
const WAL_PAGES = 4096

/** Pragma, value to set, value that it must then report. */
const PRAGMAS = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['secure_delete', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', '5000', 5000],
  ['temp_store', 'MEMORY', 2],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['recursive_triggers', 'ON', 1],
] as const

/** `inspect` reads a file as it is found, for instance a backup, which need not be in WAL mode. */
export type Purpose = 'write' | 'read' | 'inspect'

/** Opens a connection with every setting in place, or throws saying which one does not hold. */
export function connect(file: string, purpose: Purpose): Database.Database {
  const readonly = purpose !== 'write'
  const client = new Database(file, { readonly, timeout: 5000, fileMustExist: readonly })
  try {
    for (const [name, set, expected] of PRAGMAS) {
      if (purpose === 'inspect' && name === 'journal_mode') continue
      if (!(readonly && name === 'journal_mode')) client.pragma(`${name} = ${set}`)
      const found = client.pragma(name, { simple: true })
      if (found !== expected)
        throw new Error(`SQLite: pragma ${name} is ${String(found)}, it must be ${expected} (${file})`)
    }
    if (readonly) client.pragma('query_only = ON')
    // Changes touch the same few pages again and again: taking them over into the file less often costs half as much.
    else client.pragma(`wal_autocheckpoint = ${WAL_PAGES}`)
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/** Makes the file when it is not there, readable by its owner only (the journal files take over its mode). */
export function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  closeSync(openSync(file, 'a', 0o600))
}

/** A statement that is prepared once and asks `usable` before each use; in the forms that drizzle and `rawOn` call. */
class Kept {
  readonly #client: Database.Database
  readonly #usable: () => void
  readonly #objects: Database.Statement
  #arrays: Kept | null = null

  constructor(client: Database.Database, usable: () => void, statement: Database.Statement) {
    this.#client = client
    this.#usable = usable
    this.#objects = statement
  }

  /** True when it gives rows. */
  get reader(): boolean {
    return this.#objects.reader
  }

  run(...values: unknown[]): Database.RunResult {
    this.#usable()
    return this.#objects.run(...values)
  }

  all(...values: unknown[]): unknown[] {
    this.#usable()
    return this.#objects.all(...values)
  }

  get(...values: unknown[]): unknown {
    this.#usable()
    return this.#objects.get(...values)
  }

  /** The same statement with rows as lists. A statement of its own, because the driver changes the one it is asked of. */
  raw(): Kept {
    const { source } = this.#objects
    return (this.#arrays ??= new Kept(this.#client, this.#usable, this.#client.prepare(source).raw()))
  }
}

/**
 * A connection as drizzle sees it: the same `prepare`, but each text is prepared once and kept (drizzle prepares anew for
 * every query, which costs more than the query). `usable` is asked before each use and throws when it may not be used.
 */
export function keepStatements(client: Database.Database, usable: () => void = () => {}) {
  const kept = new Map<string, Kept>()
  return {
    prepare(text: string): Kept {
      usable()
      const known = kept.get(text)
      if (known) return known
      if (kept.size >= STATEMENTS_KEPT) kept.clear()
      const made = new Kept(client, usable, client.prepare(text))
      kept.set(text, made)
      return made
    },
  }
}

/** Text and values straight to a connection; rows as objects, none for a statement that gives none. */
export function rawOn(kept: ReturnType<typeof keepStatements>): Raw {
  return async (text, values = []) => {
    const statement = kept.prepare(text)
    const bound = values.map(bind)
    if (statement.reader) return statement.all(...bound) as Record<string, unknown>[]
    statement.run(...bound)
    return []
  }
}

function bind(value: Param): Param {
  return typeof value === 'boolean' ? Number(value) : value
}

/** The writing connection. Two processes that make the same file at once can be in each other's way: waits within a limit. */
export async function connectPatiently(file: string): Promise<Database.Database> {
  return patiently(() => connect(file, 'write'))
}

/** A function that runs `body` between `BEGIN IMMEDIATE` and `COMMIT`, or `ROLLBACK` when it throws; waits for other processes. */
export function transactions(client: Database.Database): <T>(body: () => Promise<T>) => Promise<T> {
  const [begin, commit, rollback] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'].map(text => client.prepare(text))
  return async body => {
    await patiently(() => begin!.run())
    try {
      const result = await body()
      commit!.run()
      return result
    } catch (error) {
      if (client.inTransaction) rollback!.run()
      throw error
    }
  }
}

async function patiently<T>(attempt: () => T): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return attempt()
    } catch (error) {
      if (!busy(error) || tries >= BUSY_TRIES) throw error
      await pause(20 * tries)
    }
  }
}

/** True for SQLITE_BUSY and its extended codes, also when drizzle wrapped the driver's error. */
export function busy(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && String(cause.code).startsWith('SQLITE_BUSY')) return true
  }
  return false
}

/** Lets callers in one at a time, in order of arrival; a failing one does not hold up the next. */
export function queue() {
  let last: Promise<unknown> = Promise.resolve()
  return function enter<T>(body: () => Promise<T>): Promise<T> {
    const turn = last.then(body, body)
    last = turn.catch(() => undefined)
    return turn
  }
}
