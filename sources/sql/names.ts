/** Every table and column that the register names must really exist: the live catalogue is the only list of names we use. */
import type { ColumnId, Register, SourceEntry, TableId } from '#domain/register.ts'
import type { Catalogue } from './engine.ts'

const mostFaultsShown = 20

/** Throws one sentence per name that the database does not have, and per key that is not unique. */
export function checkNames(entry: SourceEntry, register: Register, catalogue: Catalogue): void {
  const faults = new Set<string>()
  const table = (id: TableId) => {
    const found = catalogue.get(id)
    if (!found) faults.add(`source ${entry.id}: there is no table ${JSON.stringify(id)}`)
    return found
  }
  const columns = (id: TableId, names: readonly (ColumnId | undefined)[]) => {
    const found = table(id)
    for (const name of names) {
      if (found && name !== undefined && (!found.columns.has(name) || name === '__proto__')) {
        faults.add(`source ${entry.id}: table ${JSON.stringify(id)} has no column ${JSON.stringify(name)}`)
      }
    }
  }

  for (const each of entry.tables) {
    const listed = each.columns.map(column => column.id)
    columns(each.id, [each.key, each.at, ...listed, ...each.excluded.map(excluded => excluded.column)])
    const anchors = Object.values(each.anchors)
    if (each.anchorsFrom) {
      columns(each.id, [each.anchorsFrom.column])
      columns(each.anchorsFrom.table, [each.anchorsFrom.key, ...anchors])
    } else columns(each.id, anchors)
    for (const role of each.subject) {
      columns(each.id, [role.column, ...(role.hide ?? [])])
      for (const step of role.via ?? []) columns(step.table, [step.key, step.column])
    }
    for (const person of each.people) {
      columns(each.id, [person.column])
      columns(person.table, [person.key, person.name])
    }
    const found = catalogue.get(each.id)
    // Rows are paged by their key: with two rows of one key the second would be lost between two pages.
    if (found && !found.view && !found.unique.has(each.key)) {
      faults.add(
        `source ${entry.id}: ${JSON.stringify(each.key)} of table ${JSON.stringify(each.id)} is not a unique key`,
      )
    }
  }
  for (const { pathsFrom } of register.sources) {
    if (pathsFrom?.source === entry.id) {
      columns(pathsFrom.table, [pathsFrom.column, pathsFrom.name, pathsFrom.mediaType, pathsFrom.bytes])
    }
  }
  if (register.subject.source === entry.id) {
    const { subject } = register
    columns(subject.table, [
      subject.key,
      subject.email,
      subject.number,
      ...subject.displayName,
      ...Object.values(subject.facts),
    ])
    const { consents } = subject
    if (consents) {
      const { add } = consents
      const added = add ? [add.text, ...Object.keys(add.fixed)] : []
      columns(consents.table, [consents.subject, consents.purpose, consents.given, consents.at, ...added])
    }
  }
  const { suppressions } = register.known
  if (suppressions?.source === entry.id) {
    columns(suppressions.table, [suppressions.subject, suppressions.kind, suppressions.what, suppressions.at])
  }
  if (faults.size > 0) {
    const shown = [...faults].slice(0, mostFaultsShown)
    const rest = faults.size - shown.length
    throw new Error([...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n'))
  }
}
