/** Does the register know every column that really exists, and does every column it names exist? (promise 9) */
import type { ColumnId, Register, SourceId, TableId } from '#domain/register.ts'
import { citizenNumber, dateOfBirth, looksLikeBirth, looksLikeCitizenNumber } from './columns.ts'
import type { Draft } from './draft.ts'
import type { Complaint, Path } from './fault.ts'
import { guide } from './shape.ts'

type Described = { source: SourceId; table: TableId; column: ColumnId }

/** The names that a register gives to one SQL source; all that comparing needs, so it works with other faults too. */
export type Outline = {
  id: SourceId
  tables: readonly { id: TableId; shown: ReadonlySet<ColumnId>; hidden: ReadonlySet<ColumnId> }[]
  withoutPersons: readonly TableId[]
}

/**
 * Compares the register with what the sources say they hold (`Source.describe()`). Sources that did not answer are
 * left out of `described`, and then nothing is said about them.
 */
export function checkRegister(register: Register, described: readonly Described[]): Complaint[] {
  const outlines = register.sources
    .filter(source => source.kind === 'sql')
    .map(source => ({
      id: source.id,
      tables: source.tables.map(table => ({
        id: table.id,
        shown: new Set(table.columns.map(column => column.id)),
        hidden: new Set(table.excluded.map(each => each.column)),
      })),
      withoutPersons: source.withoutPersons.map(each => each.table),
    }))
  return checkOutlines(outlines, described)
}

/** The same for a register as it was typed. */
export function checkOutlines(outlines: readonly Outline[], described: readonly Described[]): Complaint[] {
  const answered = new Set(described.map(each => each.source))
  return outlines.filter(each => answered.has(each.id)).flatMap(each => compare(each, described))
}

export function outlineOf(draft: Draft, source: SourceId): Outline {
  return {
    id: source,
    tables: draft.tables
      .filter(table => table.source === source)
      .map(table => ({
        id: table.id,
        shown: new Set(table.columns.map(column => column.id)),
        hidden: new Set([...table.excluded, ...table.linking]),
      })),
    withoutPersons: [...draft.withoutPersons]
      .filter(each => each.startsWith(`${source}.`))
      .map(each => each.slice(source.length + 1)),
  }
}

function compare(outline: Outline, described: readonly Described[]): Complaint[] {
  const real = new Map<TableId, Set<ColumnId>>()
  for (const { source, table, column } of described) {
    if (source === outline.id) real.set(table, (real.get(table) ?? new Set()).add(column))
  }
  const empty = new Set(outline.withoutPersons)
  const root: Path = ['sources', outline.id]

  const inReality = [...real].flatMap(([table, columns]) => {
    if (empty.has(table)) return special(table, columns, [...root, 'withoutPersons', table])
    if (outline.tables.some(each => each.id === table)) return []
    const unknown: Complaint = {
      rule: 'tableNotRegistered',
      at: [...root, 'tables'],
      message: `source "${outline.id}" has a table "${table}" that the register does not know`,
      cure: `Add it under "tables:", or under "withoutPersons:" with why it holds nobody (see ${guide('tables')}).`,
    }
    return [unknown, ...special(table, columns, [...root, 'tables'])]
  })
  const gone = outline.withoutPersons
    .filter(table => !real.has(table))
    .map(table => noTable(outline, table, [...root, 'withoutPersons', table]))

  const inTables = outline.tables.flatMap(table => {
    const columns = real.get(table.id)
    const at: Path = [...root, 'tables', table.id]
    if (!columns) return [noTable(outline, table.id, at)]
    const known = new Set([...table.shown, ...table.hidden])
    return [
      ...[...columns]
        .filter(column => !known.has(column))
        .map(column => unregistered(table.id, column, [...at, 'columns'])),
      ...[...known].filter(column => !columns.has(column)).map(column => noColumn(outline, table, column, at)),
    ]
  })
  return [...inReality, ...gone, ...inTables]
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

const noTable = (outline: Outline, table: TableId, at: Path): Complaint => ({
  rule: 'tableNotInSource',
  at,
  message: `source "${outline.id}" has no table "${table}"`,
  cure: 'Mend the name, or remove the table from the register.',
})

/** Columns that join tables stand nowhere by themselves; then the table is the place to look. */
const noColumn = (outline: Outline, table: Outline['tables'][number], column: ColumnId, at: Path): Complaint => ({
  rule: 'columnNotInSource',
  at: [...at, table.shown.has(column) ? 'columns' : 'excluded', column],
  message: `table "${table.id}" of source "${outline.id}" has no column "${column}"`,
  cure: 'Mend the name, or remove the column from the register.',
})
