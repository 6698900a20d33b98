/** Writes rows into the platform's tables in big transactions; ids are counted here, so that every run gives the same. */
import type { Database } from 'better-sqlite3'

export type Cell = string | number | null
const rowsPerTransaction = 50_000

export type Rows = {
  /** Adds a row and returns its id. Columns that are not named stay empty. */
  add(table: string, row: Readonly<Record<string, Cell>>): number
  /** How many rows were written so far. */
  written(): number
  finish(): void
}

export function rowsInto(db: Database): Rows {
  const tables = new Map<string, { columns: readonly string[]; insert: (values: Cell[]) => void; last: number }>()
  let pending = 0
  let written = 0
  db.exec('begin')

  function prepare(table: string) {
    const columns = (db.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[]).filter(
      name => name !== 'id',
    )
    const names = ['id', ...columns].map(name => `"${name}"`).join(', ')
    const statement = db.prepare(
      `insert into "${table}" (${names}) values (${['id', ...columns].map(() => '?').join(', ')})`,
    )
    const made = { columns, insert: (values: Cell[]) => void statement.run(values), last: 0 }
    tables.set(table, made)
    return made
  }

  return {
    add(table, row) {
      const into = tables.get(table) ?? prepare(table)
      into.last++
      into.insert([into.last, ...into.columns.map(column => row[column] ?? null)])
      written++
      if (++pending >= rowsPerTransaction) {
        db.exec('commit')
        db.exec('begin')
        pending = 0
      }
      return into.last
    },
    written: () => written,
    finish: () => {
      db.exec('commit')
    },
  }
}
