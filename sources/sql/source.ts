/** A database as a source of personal data, driven wholly by the register: nothing here knows any table by name. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Item } from '#domain/item.ts'
import type { CategoryId, Register, SourceEntry } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { ItemPage, Source, Wanted } from '../source.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Engine, Row } from './engine.ts'
import { checkNames } from './names.ts'
import { type Reads, periodValues, reads, rolesOf } from './reads.ts'
import type { Role } from './roles.ts'
import type { Reader } from './values.ts'
import { finder } from './subject.ts'
import { writes } from './writes.ts'

const mostItems = 128
/** A batch is cut short where its texts are long, so that memory does not follow the size of rows. */
const mostBytes = 1_000_000
const mostLinks = 1000
const longestPage = 500

/** Throws, naming each fault, when the register names a table or column that the database does not have. */
export async function sqlSource(entry: SourceEntry, register: Register, engine: Engine): Promise<Source> {
  const catalogue = await engine.catalogue()
  checkNames(entry, register, catalogue)
  const tables = entry.tables.map(table => reads(table, entry, register, engine))
  // Compiling everything once now, not at the first request, finds a mapping that cannot work.
  for (const table of tables) table.shape(table.categories)
  const write = writes(entry, register, engine, catalogue)
  const find = register.subject.source === entry.id ? finder(register, engine) : null

  /** Asked once for somebody who was located: a page of all categories reads them thirteen times. */
  const owns = new WeakMap<Located, Promise<readonly string[]>>()
  async function ownTexts(who: Located): Promise<readonly string[]> {
    const texts = [who.email, who.number, ...(find ? await find.own(who.key) : [])]
    // Only what looks like an address or a number can be blanked, so only that needs keeping.
    return [...new Set(texts.filter(text => /[@\d]/.test(text)))]
  }

  async function reader(who: Located): Promise<Reader> {
    const asked = owns.get(who) ?? ownTexts(who)
    owns.set(who, asked)
    const own = await asked
    return { key: who.key, own, numberPattern: register.subject.numberPattern, names: new Map() }
  }

  async function* rowsOf(
    table: Reads,
    role: Role,
    categories: readonly CategoryId[],
    who: Located,
    wanted: Wanted,
    limit: number,
  ) {
    const period = periodValues(wanted.period)
    const dated = wanted.period !== undefined
    for await (const link of linksOf(table, role, who.key)) {
      let after: string | number | null = null
      for (;;) {
        const statement = table.inKeyOrder(role, categories, dated, after === null)
        const { rows, more }: { rows: readonly Row[]; more: boolean } = await statement.rows(
          { ...period, subject: who.key, link, after, limit },
          mostBytes,
        )
        if (rows.length > 0) yield { rows, cut: more }
        if (rows.length < limit && !more) break
        after = table.shape(categories).key(rows.at(-1)!)
      }
    }
  }

  async function* collect(who: Located, wanted: Wanted, signal?: AbortSignal): AsyncGenerator<readonly Item[]> {
    const reading = await reader(who)
    let batch: Item[] = []
    for (const table of tables) {
      const categories = table.categories.filter(each => wanted.categories.includes(each))
      if (categories.length === 0) continue
      const limit = Math.max(1, Math.floor(mostItems / categories.length))
      const { item } = table.shape(categories)
      for (const role of table.table.subject) {
        const seen = categories.filter(each => rolesOf(table.table, each).includes(role))
        if (seen.length === 0) continue
        for await (const { rows, cut } of rowsOf(table, role, categories, who, wanted, limit)) {
          signal?.throwIfAborted()
          if (batch.length + rows.length * seen.length > mostItems) {
            yield batch
            batch = []
            // Others get their turn between two batches: the driver reads on this thread.
            await nextTurn()
          }
          for (const row of rows) {
            for (const category of seen) {
              const made = item(row, role, category, reading)
              if (made) batch.push(made)
            }
          }
          if (cut && batch.length > 0) {
            yield batch
            batch = []
            await nextTurn()
          }
        }
      }
    }
    if (batch.length > 0) yield batch
  }

  return {
    id: entry.id,
    describe: async () =>
      [...(await engine.catalogue())].flatMap(([table, { columns }]) =>
        [...columns].map(column => ({ source: entry.id, table, column })),
      ),
    locate: async who => (find ? find.locate(who) : null),
    count: async (who, wanted) => {
      const counts: Record<CategoryId, number> = {}
      for (const table of tables) {
        for (const category of table.categories.filter(each => wanted.categories.includes(each))) {
          for (const statement of table.count(category, wanted.period !== undefined)) {
            const { rows } = await statement.rows({ ...periodValues(wanted.period), subject: who.key })
            counts[category] = (counts[category] ?? 0) + Number(rows[0]![0])
          }
          counts[category] ??= 0
        }
      }
      return counts
    },
    collect,
    page: async (who, category, after, size, only, whole = false) => {
      const some = only ? tables.filter(({ table }) => table.id === only) : tables
      return page(some, { ...(await reader(who)), whole }, category, after, size)
    },
    item: async (who, id, key, category) => {
      const table = tables.find(each => each.table.id === id)
      return table ? one(table, await reader(who), key, category) : null
    },
    ...write,
    open: async file => {
      throw new Error(`source ${entry.id} holds no files: ${file.source}`)
    },
    close: () => engine.close(),
  }
}

/** What leads from the person to rows of a role: their own key, or the keys of rows in between. */
async function* linksOf(table: Reads, role: Role, subject: string): AsyncGenerator<string | number> {
  const first = table.links(role, true)
  if (!first) {
    yield subject
    return
  }
  let { rows } = await first.rows({ subject, limit: mostLinks })
  while (rows.length > 0) {
    for (const row of rows) yield row[0] as string | number
    if (rows.length < mostLinks) return
    ;({ rows } = await table
      .links(role, false)!
      .rows({ subject, limit: mostLinks, link: rows.at(-1)![0] as string | number }))
  }
}

async function one(table: Reads, reading: Reader, key: string, category: CategoryId): Promise<Item | null> {
  if (rolesOf(table.table, category).length === 0) return null
  const { rows } = await table.single(category).rows({ subject: reading.key, key, limit: 1 })
  const row = rows[0]
  return row ? table.shape([category]).item(row, table.table.subject[Number(row.at(-1))]!, category, reading) : null
}

/** A page runs through the category's tables in the register's order, each newest first, rows without a moment last. */
async function page(
  tables: readonly Reads[],
  reading: Reader,
  category: CategoryId,
  after: string | null,
  size: number,
): Promise<ItemPage> {
  const wanted = Math.min(Math.max(1, Math.floor(size)), longestPage)
  const parts = tables
    .filter(({ table }) => rolesOf(table, category).length > 0)
    .flatMap(table =>
      (table.table.at === undefined ? (['undated'] as const) : (['dated', 'undated'] as const)).map(part => ({
        table,
        part,
      })),
    )
  const start = after === null ? null : readCursor(after, parts.length)
  const items: Item[] = []
  let last = start
  for (let index = start?.part ?? 0; index < parts.length; index++) {
    const { table, part } = parts[index]!
    const { item, key, at } = table.shape([category])
    const from = start?.part === index ? start : null
    const { rows } = await table.screenful(category, part, from === null).rows({
      subject: reading.key,
      limit: wanted - items.length + 1,
      at: from?.at ?? null,
      after: from?.key ?? null,
    })
    for (const row of rows) {
      if (items.length === wanted) return { items, next: writeCursor(last!) }
      const made = item(row, table.table.subject[Number(row.at(-1))]!, category, reading)
      if (made) items.push(made)
      last = { part: index, at: at(row), key: key(row) }
    }
  }
  return { items, next: null }
}
