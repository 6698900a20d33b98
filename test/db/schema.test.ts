/** Both engines carry the same tables, columns and types, and the migrations are those of the schema. */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { getTableColumns, getTableName } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Raw } from '#db/store.ts'
import { engines, type TestStore } from '#test/engines.ts'

/** What a column is in each engine, as one word. */
const KINDS: Readonly<Record<string, string>> = {
  'sqlite text': 'text',
  'sqlite integer': 'integer',
  'sqlite blob': 'bytes',
  'postgres text': 'text',
  'postgres bigint': 'integer',
  'postgres bytea': 'bytes',
  'postgres boolean': 'boolean',
  'postgres jsonb': 'json',
}
/** SQLite has no word for these two: a boolean is an integer, JSON is text. */
const SAME: Readonly<Record<string, string>> = { boolean: 'integer', json: 'text' }

type Column = { kind: string; required: boolean }
type Shape = Record<string, Record<string, Column>>
type Keys = Record<string, readonly string[]>

async function shape(store: TestStore): Promise<{ columns: Shape; indexes: Keys }> {
  return store.tx(async (_, raw) => ({
    columns: await columnsOf(store.engine, raw),
    indexes: await indexesOf(store.engine, raw),
  }))
}

async function columnsOf(engine: string, raw: Raw): Promise<Shape> {
  const rows =
    engine === 'sqlite'
      ? await raw(`select t.name as tab, c.name as col, lower(c.type) as kind, c."notnull" or c.pk > 0 as required
                     from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite_%'`)
      : await raw(`select table_name as tab, column_name as col, data_type as kind, is_nullable = 'NO' as required
                     from information_schema.columns where table_schema = 'public'`)
  const found: Shape = {}
  for (const row of rows.filter(one => one.tab !== 'schema_migration')) {
    const kind = KINDS[`${engine} ${String(row.kind)}`]
    if (kind === undefined)
      throw new Error(`No such type in the kit: ${String(row.kind)} (${String(row.tab)}.${String(row.col)})`)
    ;(found[String(row.tab)] ??= {})[String(row.col)] = { kind, required: Boolean(row.required) }
  }
  return found
}

async function indexesOf(engine: string, raw: Raw): Promise<Keys> {
  const rows =
    engine === 'sqlite'
      ? await raw(`select i.name as name, i."unique" as single, c.name as col from sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
                    where t.type = 'table' and i.origin = 'c' and c.name is not null order by i.name, c.seqno`)
      : await raw(`select c.relname as name, i.indisunique as single, a.attname as col from pg_index i
                    join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
                    cross join unnest(i.indkey) with ordinality as k(num, place) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num
                    where n.nspname = 'public' and not i.indisprimary order by c.relname, k.place`)
  const found: Record<string, string[]> = {}
  for (const row of rows) (found[`${row.single ? 'unique ' : ''}${String(row.name)}`] ??= []).push(String(row.col))
  return found
}

const byName = (a: readonly unknown[], b: readonly unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1)

describe('one schema, two engines', () => {
  const stores: TestStore[] = []
  beforeAll(async () => void (await Promise.all(engines.map(async engine => stores.push(await engine.open())))))
  afterAll(async () => void (await Promise.all(stores.map(store => store.dispose()))))
  const on = (name: string) => stores.find(store => store.engine === name)!

  test('the same tables, columns, nullability and equivalent types', async () => {
    const sqlite = await shape(on('sqlite'))
    const postgres = await shape(on('postgres'))
    const asSqlite = Object.fromEntries(
      Object.entries(postgres.columns).map(([table, columns]) => [
        table,
        Object.fromEntries(
          Object.entries(columns).map(([name, column]) => [
            name,
            { ...column, kind: SAME[column.kind] ?? column.kind },
          ]),
        ),
      ]),
    )
    expect(asSqlite).toEqual(sqlite.columns)
    expect(postgres.indexes).toEqual(sqlite.indexes)
  })

  test.each(engines.map(engine => engine.name))('what the program names is what the database of %s has', async name => {
    const store = on(name)
    const { columns } = await shape(store)
    const named = Object.fromEntries(
      Object.values(store.t).map(table => [
        getTableName(table),
        Object.values(getTableColumns(table))
          .map(column => [column.name, column.notNull])
          .toSorted(byName),
      ]),
    )
    const found = Object.fromEntries(
      Object.entries(columns).map(([table, all]) => [
        table,
        Object.entries(all)
          .map(([column, { required }]) => [column, required])
          .toSorted(byName),
      ]),
    )
    expect(named).toEqual(found)
  })

  test.each(['sqlite', 'postgres'])(
    'no migration is missing for %s: generating again finds nothing new',
    async name => {
      const folder = await mkdtemp(join(tmpdir(), 'inzage-migrations-'))
      try {
        await cp(`db/migrations/${name}`, folder, { recursive: true })
        const before = await readdir(folder)
        // drizzle-kit understands relative paths only.
        const dialect = name === 'sqlite' ? 'sqlite' : 'postgresql'
        const words = [
          'generate',
          '--dialect',
          dialect,
          '--schema',
          `./db/schema/${name}.cjs`,
          '--out',
          relative('.', folder),
        ]
        await promisify(execFile)('node_modules/.bin/drizzle-kit', words)
        expect(await readdir(folder)).toEqual(before)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  )
})
