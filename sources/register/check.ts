/** Does the register know every column that really exists, and does every column it names exist? (promise 9) */
import type { ColumnId, Register, SourceEntry, SourceId, TableId } from '#domain/register.ts'
import { citizenNumber, dateOfBirth, looksLikeBirth, looksLikeCitizenNumber } from './columns.ts'
import type { Complaint, Path } from './fault.ts'
import { guide } from './shape.ts'

type Described = { source: SourceId; table: TableId; column: ColumnId }

/**
 * Compares the register with what the sources say they hold (`Source.describe()`). Sources that did not answer are
 * left out of `described`, and then nothing is said about them.
 */
export function checkRegister(register: Register, described: readonly Described[]): Complaint[] {
  const answered = new Set(described.map(each => each.source))
  return register.sources
    .filter(entry => entry.kind === 'sql' && answered.has(entry.id))
    .flatMap(entry =>
      compare(
        entry,
        described.filter(each => each.source === entry.id),
      ),
    )
}

function compare(entry: SourceEntry, described: readonly Described[]): Complaint[] {
  const real = new Map<TableId, Set<ColumnId>>()
  for (const { table, column } of described) real.set(table, (real.get(table) ?? new Set()).add(column))
  const empty = new Set(entry.withoutPersons.map(each => each.table))
  const tables: Path = ['sources', entry.id, 'tables']

  const unknownTables = [...real]
    .filter(([table]) => !empty.has(table) && !entry.tables.some(each => each.id === table))
    .flatMap(([table, columns]) => [
      {
        rule: 'tableNotRegistered' as const,
        at: tables,
        message: `source "${entry.id}" has a table "${table}" that the register does not know`,
        cure: `Add it under "tables:", or under "withoutPersons:" with why it holds nobody (see ${guide('tables')}).`,
      },
      ...special(table, columns, tables),
    ])
  const goneWithout = entry.withoutPersons
    .filter(each => !real.has(each.table))
    .map(each => noTable(entry, each.table, ['sources', entry.id, 'withoutPersons', each.table]))
  const inEmpty = [...real]
    .filter(([table]) => empty.has(table))
    .flatMap(([table, columns]) => special(table, columns, ['sources', entry.id, 'withoutPersons', table]))

  const inTables = entry.tables.flatMap(table => {
    const columns = real.get(table.id)
    const at: Path = [...tables, table.id]
    if (!columns) return [noTable(entry, table.id, at)]
    const shown = new Set(table.columns.map(column => column.id))
    const known = new Set([...shown, ...table.excluded.map(each => each.column)])
    const missing = [...columns]
      .filter(column => !known.has(column))
      .map(column => unregistered(table.id, column, [...at, 'columns']))
    const gone = [...known]
      .filter(column => !columns.has(column))
      .map(column => noColumn(entry, table.id, column, at, shown.has(column)))
    return [...missing, ...gone]
  })
  return [...unknownTables, ...goneWithout, ...inEmpty, ...inTables]
}

function unregistered(table: TableId, column: ColumnId, at: Path): Complaint {
  if (looksLikeCitizenNumber(column)) return citizenNumber(table, column, at)
  if (looksLikeBirth(column)) return dateOfBirth(table, column, at)
  return {
    rule: 'columnNotRegistered',
    at,
    message: `column "${table}.${column}" exists and the register does not know it`,
    cure: `Add it under "columns:", or under "excluded:" with why it is nobody's data (see ${guide('columns')}).`,
  }
}

/** A table said to hold nobody cannot hold a birth date or a citizen service number. */
function special(table: TableId, columns: ReadonlySet<ColumnId>, at: Path): Complaint[] {
  return [...columns]
    .filter(column => looksLikeBirth(column) || looksLikeCitizenNumber(column))
    .map(column => unregistered(table, column, at))
}

const noTable = (entry: SourceEntry, table: TableId, at: Path): Complaint => ({
  rule: 'tableNotInSource',
  at,
  message: `source "${entry.id}" has no table "${table}"`,
  cure: 'Mend the name, or remove the table from the register.',
})

const noColumn = (entry: SourceEntry, table: TableId, column: ColumnId, at: Path, shown: boolean): Complaint => ({
  rule: 'columnNotInSource',
  at: [...at, shown ? 'columns' : 'excluded', column],
  message: `table "${table}" of source "${entry.id}" has no column "${column}"`,
  cure: 'Mend the name, or remove the column from the register.',
})
