/** From the file as typed to the `Register` that the program works with. Only for a file without faults. */
import type { Day } from '#domain/day.ts'
import type { Column, Excluded, Purpose, Register, SourceEntry, Table } from '#domain/register.ts'
import type { Retention } from '#domain/retention-rule.ts'
import { gapsOf } from './gaps.ts'
import { readRetention } from './retention.ts'
import type { PurposeFile, RegisterFile, TableFile } from './schema.ts'

export function toRegister(file: RegisterFile): Register {
  const { name, product, chamberOfCommerce, email, supervisoryAuthority, court, timeZone, holidays } = file.controller
  const register: Register = {
    version: file.version,
    statement: { title: file.statement.title, retrieved: dayOf(file.statement.retrieved) },
    controller: {
      name,
      product,
      chamberOfCommerce,
      email,
      postalAddress: file.controller.postalAddress ?? null,
      dataProtectionOfficer: file.controller.dataProtectionOfficer ?? null,
      supervisoryAuthority,
      court,
      timeZone,
      holidays,
    },
    subject: file.subject,
    categories: named(file.categories).map(([id, { label, meaning, review, heldBy, purposes }]) => ({
      id,
      label,
      meaning,
      review: review === 'never' ? 'never' : 'always',
      ...(review === 'never' ? {} : { reviewReason: review.always }),
      ...(heldBy ? { heldBy } : {}),
      purposes: Object.keys(purposes),
    })),
    purposes: named(file.categories).flatMap(([category, { purposes }]) =>
      named(purposes).map(([id, purpose]) => toPurpose(id, category, purpose)),
    ),
    sources: named(file.sources).map(([id, source]) => toSource(id, source, file)),
    recipients: named(file.recipients).map(([id, { name: called, ...recipient }]) => ({
      id,
      ...recipient,
      label: typeof called === 'string' ? { nl: called, en: called } : called,
    })),
    cookies: named(file.cookies).map(([id, group]) => ({ id, ...group })),
    known: file.known,
    automatedDecisions: file.automatedDecisions,
    transfers: file.transfers,
    gaps: named(file.gaps).map(([id, what]) => ({ id, what })),
  }
  return { ...register, gaps: [...gapsOf(register), ...register.gaps] }
}

function toPurpose(id: string, category: string, purpose: PurposeFile): Purpose {
  const { retention, logRetention, ...rest } = purpose
  return {
    id,
    category,
    ...rest,
    retention: ruleOf(retention),
    ...(logRetention ? { logRetention: ruleOf(logRetention) } : {}),
  }
}

function toSource(id: string, source: RegisterFile['sources'][string], file: RegisterFile): SourceEntry {
  const { label, setting } = source
  if (source.kind === 'files') {
    return { id, label, kind: 'files', setting, tables: [], withoutPersons: [], pathsFrom: source.pathsFrom }
  }
  return {
    id,
    label,
    kind: 'sql',
    setting,
    tables: named(source.tables).map(([tableId, table]) => toTable(tableId, table, file.linking)),
    withoutPersons: named(source.withoutPersons).map(([table, because]) => ({ table, because })),
  }
}

function toTable(id: string, table: TableFile, linking: RegisterFile['linking']): Table {
  const columns = named(table.columns).map(([column, entry]) => toColumn(column, entry, table))
  const listed = new Set([...columns.map(column => column.id), ...Object.keys(table.excluded)])
  const joins = [
    table.key,
    ...Object.values(table.subject).map(role => role.column),
    ...Object.keys(table.people),
    ...(table.anchorsFrom ? [table.anchorsFrom.column] : []),
  ]
  const excluded: Excluded[] = [
    ...named(table.excluded).map(([column, because]) => ({ column, because })),
    ...[...new Set(joins)].filter(column => !listed.has(column)).map(column => ({ column, because: linking })),
  ]
  return {
    id,
    label: table.label,
    key: table.key,
    ...(table.at ? { at: table.at } : {}),
    subject: named(table.subject).map(([role, { label, ...entry }]) => ({ role, roleLabel: label, ...entry })),
    anchors: table.anchors,
    ...(table.anchorsFrom ? { anchorsFrom: table.anchorsFrom } : {}),
    columns,
    excluded,
    people: named(table.people).map(([column, person]) => ({ column, ...person })),
    isLog: table.isLog,
  }
}

function toColumn(id: string, entry: TableFile['columns'][string], table: TableFile): Column {
  const category = entry.category ?? table.category
  const origin = entry.origin ?? table.origin
  if (!category || !origin) throw new Error(`column "${id}" was not checked`)
  const { thirdParty, ...rest } = entry
  return {
    id,
    ...rest,
    category,
    origin,
    ...(thirdParty === undefined
      ? {}
      : {
          thirdParty:
            typeof thirdParty === 'string' ? { show: thirdParty } : { show: 'nothing', reason: thirdParty.hide },
        }),
  }
}

/** The entries of a map in the order of the file, with the key's own type. */
function named<Map extends object>(map: Map): [keyof Map & string, NonNullable<Map[keyof Map]>][] {
  return Object.entries(map) as [keyof Map & string, NonNullable<Map[keyof Map]>][]
}

function ruleOf(sentence: string): Retention {
  const rule = readRetention(sentence)
  if (!rule) throw new Error(`"${sentence}" was not checked`)
  return rule
}

function dayOf(text: string): Day {
  const [year, month, day] = text.split('-').map(Number)
  if (!year || !month || !day) throw new Error(`not a day: ${text}`)
  return text as Day
}
