/** The statements of one table, composed once and kept: count, rows in key order, and a screenful newest first. */
import { type SQL, sql } from 'drizzle-orm'
import type { CategoryId, Register, SourceEntry, Table } from '#domain/register.ts'
import type { Wanted } from '../source.ts'
import type { Bound, Engine, Statement } from './engine.ts'
import { type Role, column, links, name, owned, unlessEarlier } from './roles.ts'
import { categoriesOf, present, visible } from './cells.ts'
import { type Shape, shape } from './shape.ts'

export type Reads = {
  table: Table
  categories: readonly CategoryId[]
  count(category: CategoryId, period: boolean): readonly Statement[]
  shape(categories: readonly CategoryId[]): Shape
  /** Rows of one role and one link (the person's key, or what leads to it) in key order, first or after `:after`. */
  inKeyOrder(role: Role, categories: readonly CategoryId[], period: boolean, first: boolean): Statement
  /** The links of a role that runs through other tables, in order, first or after `:link`; null for an own column. */
  links(role: Role, first: boolean): Statement | null
  /** A screenful of one category: rows with a moment newest first, or rows without one; from the top or after a place. */
  screenful(category: CategoryId, part: 'dated' | 'undated', first: boolean): Statement
  /** The row with `:key`, if it is the person's; the last value is the place of their role, as in a screenful. */
  single(category: CategoryId): Statement
}

/** The period as bound values, in milliseconds; null stands for open. */
export const periodValues = (period: Wanted['period']): Bound => ({
  from: period?.from === undefined ? null : Date.parse(period.from),
  until: period?.until === undefined ? null : Date.parse(period.until),
})

export const rolesOf = (table: Table, category: CategoryId): readonly Role[] =>
  table.subject.filter(role => visible(table, role, category).length > 0)

export function reads(table: Table, entry: SourceEntry, register: Register, engine: Engine): Reads {
  const kept = new Map<string, unknown>()
  function once<T>(id: string, make: () => T): T {
    if (!kept.has(id)) kept.set(id, make())
    return kept.get(id) as T
  }
  const t = sql`${name(table.id)} ${name('t')}`
  const key = column(table.key)
  const limit = sql.placeholder('limit')

  function within(period: boolean): SQL {
    if (!period || table.at === undefined) return sql`true`
    const at = engine.millis(column(table.at))
    const [from, until] = [sql.placeholder('from'), sql.placeholder('until')]
    return sql`coalesce((${from} is null or ${at} >= ${from}) and (${until} is null or ${at} < ${until}), true)`
  }
  function theirs(role: Role, categories: readonly CategoryId[], own: SQL): SQL {
    // Only roles that see something of these categories stand before this one.
    const seen = new Set(categories.flatMap(category => rolesOf(table, category)))
    const earlier = table.subject.slice(0, table.subject.indexOf(role)).filter(each => seen.has(each))
    return sql`${own} and ${unlessEarlier(earlier)} and ${present(table, role, categories)}`
  }

  const compiled = (categories: readonly CategoryId[]) =>
    once(`shape ${categories.join()}`, () => shape(table, entry.id, register, engine, categories))

  return {
    table,
    single: category =>
      once(`single ${category}`, () => {
        const { selection, joins } = compiled([category])
        const branches = rolesOf(table, category).map(role => {
          const index = sql.raw(String(table.subject.indexOf(role)))
          return sql`select ${index} as r, ${key} as k from ${t} where ${key} = ${sql.placeholder('key')} and ${theirs(role, [category], owned(role))}`
        })
        return engine.prepare(
          sql`select ${selection}, x.r from (${sql.join(branches, sql` union all `)}) x cross join ${t} on ${key} = x.k${joins} limit ${limit}`,
        )
      }),
    categories: categoriesOf(table),
    shape: compiled,
    count: (category, period) =>
      rolesOf(table, category).map(role =>
        once(`count ${role.role} ${category} ${period}`, () =>
          engine.prepare(
            sql`select count(*) from ${t} where ${theirs(role, [category], owned(role))} and ${within(period)}`,
          ),
        ),
      ),
    inKeyOrder: (role, categories, period, first) =>
      once(`rows ${role.role} ${categories.join()} ${period} ${first}`, () => {
        const { selection, joins } = compiled(categories)
        const own = sql`${column(role.column)} = ${sql.placeholder('link')}`
        const after = first ? sql`${key} is not null` : sql`${key} > ${sql.placeholder('after')}`
        return engine.prepare(
          sql`select ${selection} from ${t}${joins} where ${theirs(role, categories, own)} and ${after} and ${within(period)} order by ${key} limit ${limit}`,
        )
      }),
    links: (role, first) =>
      once(`links ${role.role} ${first}`, () => {
        const text = links(table.id, role, engine, first)
        return text && engine.prepare(text)
      }),
    screenful: (category, part, first) =>
      once(`page ${category} ${part} ${first}`, () => {
        const { selection, joins } = compiled([category])
        const at = table.at === undefined ? sql`null` : column(table.at)
        const [asked, after] = [sql.placeholder('at'), sql.placeholder('after')]
        const below = { dated: sql`${at} is not null`, undated: sql`${at} is null` }[part]
        // The first half is a range of an index on the moment, the second decides among equal moments.
        const further = {
          dated: sql`${at} <= ${asked} and (${at} < ${asked} or ${key} < ${after})`,
          undated: sql`${below} and ${key} < ${after}`,
        }[part]
        const branches = rolesOf(table, category).map(role => {
          const index = sql.raw(String(table.subject.indexOf(role)))
          const own = theirs(role, [category], owned(role))
          const from = sql`select ${index} as r, ${key} as k, ${at} as m from ${t} where ${own} and ${first ? below : further}`
          return sql`select * from (${from} order by ${part === 'dated' ? sql`${at} desc, ` : sql``}${key} desc limit ${limit})`
        })
        const keys = sql.join(branches, sql` union all `)
        // The few keys lead: a cross join keeps SQLite from turning the two around.
        return engine.prepare(
          sql`select ${selection}, x.r from (${keys}) x cross join ${t} on ${key} = x.k${joins} order by x.m desc, x.k desc limit ${limit}`,
        )
      }),
  }
}
