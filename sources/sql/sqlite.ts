/** SQLite as an engine of the SQL source: one read-only connection with raw prepared reads, and one that writes when it must. */
import { type SQL, fillPlaceholders, sql } from 'drizzle-orm'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { type Bound, type Catalogue, type Changing, type Engine, type Row, type Statement, folded } from './engine.ts'

const busyMilliseconds = 5000

/** Opens an existing file for reading; throws when it is not there or not an SQLite database. */
export async function openSqlite(file: string): Promise<Engine> {
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: busyMilliseconds })
  try {
    for (const pragma of ['query_only = on', 'trusted_schema = off', 'cell_size_check = on', 'temp_store = memory']) {
      db.pragma(pragma)
    }
    db.function('inzage_folded', { deterministic: true, directOnly: true }, value =>
      typeof value === 'string' ? folded(value) : null,
    )
  } catch (error) {
    db.close()
    throw error
  }
  const dialect = new SQLiteSyncDialect()

  function prepare(text: SQL): Statement {
    const query = dialect.sqlToQuery(text)
    const statement = db.prepare(query.sql).raw(true)
    return {
      rows: async (values: Bound, atMostBytes = Number.POSITIVE_INFINITY) => {
        // A page is a few rows: taking them one by one costs more than they do.
        if (atMostBytes === Number.POSITIVE_INFINITY)
          return { rows: statement.all(fillPlaceholders(query.params, values)) as Row[], more: false }
        const rows: Row[] = []
        let bytes = 0
        for (const row of statement.iterate(fillPlaceholders(query.params, values)) as Iterable<Row>) {
          rows.push(row)
          for (const value of row) if (typeof value === 'string') bytes += value.length
          if (bytes > atMostBytes) return { rows, more: true }
        }
        return { rows, more: false }
      },
    }
  }

  /** Opened at the first change, so that a source that is only read never holds a writer. */
  let writer: InstanceType<typeof Database> | undefined
  function openWriter(): InstanceType<typeof Database> {
    if (writer) return writer
    const opened = new Database(file, { fileMustExist: true, timeout: busyMilliseconds })
    try {
      for (const pragma of [
        'foreign_keys = on',
        'synchronous = full',
        'secure_delete = on',
        'trusted_schema = off',
        'cell_size_check = on',
        'temp_store = memory',
      ])
        opened.pragma(pragma)
    } catch (error) {
      opened.close()
      throw error
    }
    return (writer = opened)
  }

  async function change<T>(body: (changing: Changing) => { keep: boolean; answer: T }): Promise<T> {
    const to = openWriter()
    const bound = (text: SQL, values: Bound) => {
      const query = dialect.sqlToQuery(text)
      return { statement: to.prepare(query.sql), with: fillPlaceholders(query.params, values) }
    }
    const changing: Changing = {
      run: (text, values) => {
        const { statement, with: all } = bound(text, values)
        return statement.run(...all).changes
      },
      some: (text, values) => {
        const { statement, with: all } = bound(text, values)
        return statement.get(...all) !== undefined
      },
    }
    to.exec('begin immediate')
    try {
      const { keep, answer } = body(changing)
      to.exec(keep ? 'commit' : 'rollback')
      return answer
    } catch (error) {
      if (to.inTransaction) to.exec('rollback')
      throw error
    }
  }

  /** A column declared as text turns every number into text itself (affinity TEXT); one of a view promises nothing. */
  const declared = new Map<string, ReadonlySet<string>>()
  function holdsNoNumbers(table: string, column: string): boolean {
    let texts = declared.get(table)
    if (!texts) {
      const named = db
        .prepare(
          `select c.name from pragma_table_xinfo(?) c where (c.type like '%char%' or c.type like '%clob%' or c.type like '%text%')
           and c.type not like '%int%' and (select type from pragma_table_list(?)) = 'table'`,
        )
        .pluck()
        .all(table, table) as string[]
      declared.set(table, (texts = new Set(named)))
    }
    return texts.has(column)
  }

  async function catalogue(): Promise<Catalogue> {
    const tables = db
      .prepare("select name, type from pragma_table_list where schema = 'main' and type <> 'shadow' order by name")
      .all() as { name: string; type: string }[]
    const columns = db.prepare('select name, pk, hidden from pragma_table_xinfo(?)')
    const uniques = db.prepare(
      `select max(i.name) as name from pragma_index_list(?) l, pragma_index_info(l.name) i
       where l."unique" = 1 and l.partial = 0 group by l.name having count(*) = 1`,
    )
    return new Map(
      tables
        .filter(table => !table.name.startsWith('sqlite_'))
        .map(table => {
          const found = columns.all(table.name) as { name: string; pk: number; hidden: number }[]
          const primary = found.filter(column => column.pk > 0)
          const unique = new Set((uniques.all(table.name) as { name: string }[]).map(each => each.name))
          if (primary.length === 1) unique.add(primary[0]!.name)
          // Hidden columns of a virtual table (1) cannot be selected by name alone; generated ones (2, 3) can.
          const names = new Set(found.filter(column => column.hidden !== 1).map(column => column.name))
          return [table.name, { columns: names, unique, view: table.type === 'view' }]
        }),
    )
  }

  return {
    catalogue: async () => catalogue(),
    prepare,
    change,
    is: (column, value) => sql`${column} is ${value}`,
    exact: (column, of) =>
      holdsNoNumbers(of.table, of.column)
        ? column
        : sql`case when ${column} between -9007199254740991 and 9007199254740991 then ${column} when typeof(${column}) = 'integer' then cast(${column} as text) else ${column} end`,
    millis: column =>
      sql`case when typeof(${column}) in ('integer', 'real') and abs(${column}) > 100000000000 then cast(${column} as integer) else cast(round(unixepoch(${column}, 'auto', 'subsec') * 1000) as integer) end`,
    sameText: (column, value) => sql`${column} = ${value} collate nocase`,
    sameFolded: (column, value) => sql`(${column} glob ${'*[^ -~]*'} and inzage_folded(${column}) = ${value})`,
    close: async () => {
      writer?.close()
      db.close()
    },
  }
}
