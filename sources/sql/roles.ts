/** Which rows are about a person: through an own column, or by references over several tables. */
import { type SQL, sql } from 'drizzle-orm'
import type { ColumnId, Table, TableId } from '#domain/register.ts'
import type { Engine } from './engine.ts'

export type Role = Table['subject'][number]

export const name = (identifier: string): SQL => sql`${sql.identifier(identifier)}`
/** A column of the row that is read; the table always stands as `t`. */
export const column = (id: ColumnId): SQL => sql`${sql.identifier('t')}.${sql.identifier(id)}`
const of = (alias: string, id: ColumnId): SQL => sql`${sql.identifier(alias)}.${sql.identifier(id)}`
const subject = sql.placeholder('subject')

/** The keys that lead from the person to rows of the role, without the last table itself. */
function reached(via: NonNullable<Role['via']>, step = 0): SQL {
  const { table, key, column: next } = via[step]!
  const from = sql`select ${name(key)} from ${name(table)} where ${name(next)}`
  return step === via.length - 1 ? sql`${from} = ${subject}` : sql`${from} in (${reached(via, step + 1)})`
}

/** True where the row is the person's in this role. */
export function owned(role: Role): SQL {
  const own = column(role.column)
  return role.via?.length ? sql`${own} in (${reached(role.via)})` : sql`${own} = ${subject}`
}

/** True where the row is not already the person's in an earlier role, so that a message to oneself is one item. */
export function unlessEarlier(earlier: readonly Role[]): SQL {
  const conditions = earlier.map(role => {
    const own = column(role.column)
    if (!role.via?.length) return sql`(${own} is null or ${own} <> ${subject})`
    const joins = role.via
      .slice(1)
      .map(
        (step, i) =>
          sql` join ${name(step.table)} ${name(`v${i + 1}`)} on ${of(`v${i + 1}`, step.key)} = ${of(`v${i}`, role.via![i]!.column)}`,
      )
    const last = role.via.length - 1
    return sql`not exists (select 1 from ${name(role.via[0]!.table)} ${name('v0')}${sql.join(joins)} where ${of('v0', role.via[0]!.key)} = ${own} and ${of(`v${last}`, role.via[last]!.column)} = ${subject})`
  })
  return conditions.length ? sql.join(conditions, sql` and `) : sql`true`
}

/**
 * The values of the role's column that lead to the person and to a row, in order, after `:link`. Null for an own column:
 * its only value is the person's key. Walking link by link keeps every page of rows one range of an index.
 */
export function links(rows: TableId, role: Role, engine: Engine, first: boolean): SQL | null {
  if (!role.via?.length) return null
  const { table, key, column: next } = role.via[0]!
  const rest = role.via.slice(1)
  const leads = rest.length ? sql`${name(next)} in (${reached(rest)})` : sql`${name(next)} = ${subject}`
  const after = first ? sql`${name(key)} is not null` : sql`${name(key)} > ${sql.placeholder('link')}`
  // Most have nothing of this table: a look into an index here is far less than a statement for each.
  const held = sql`exists (select 1 from ${name(rows)} ${name('t')} where ${column(role.column)} = ${of(table, key)})`
  return sql`select ${engine.exact(name(key), { table, column: key })} from ${name(table)} where ${leads} and ${after} and ${held} group by ${name(key)} order by ${name(key)} limit ${sql.placeholder('limit')}`
}
