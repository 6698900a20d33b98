/** What each column must say, and the two kinds of data that need more than a label. */
import { child, type Draft, type DraftColumn, type DraftTable, entries, has, text } from './draft.ts'
import type { Complaint, Path } from './fault.ts'
import { guide } from './shape.ts'

export function columnComplaints(draft: Draft): Complaint[] {
  return [...draft.tables.flatMap(table => tableComplaints(table)), ...patternComplaints(draft)]
}

function tableComplaints(table: DraftTable): Complaint[] {
  const roles = entries(table, 'subject').length
  return [
    ...(has(table, 'subject') && roles === 0
      ? [
          complaint(
            'missingKey',
            child(table, 'subject').path,
            `table "${table.id}" does not say whose rows these are`,
            `Add a role (see ${guide('whose-row')}), or list the table under "withoutPersons:".`,
          ),
        ]
      : []),
    ...table.columns.flatMap(column => columnFaults(table, column)),
    ...entries(table, 'excluded').flatMap(({ id, path }) => excludedFaults(table, id, path)),
  ]
}

function columnFaults(table: DraftTable, column: DraftColumn): Complaint[] {
  const name = `"${table.id}.${column.id}"`
  const faults: Complaint[] = []
  const add = (rule: Complaint['rule'], key: string | null, message: string, cure: string) =>
    faults.push(complaint(rule, key ? child(column, key).path : column.path, message, cure))

  if (column.category === undefined) {
    add(
      'missingKey',
      null,
      `column ${name} has no category`,
      `Add "category:" to the column or to its table (see ${guide('columns')}).`,
    )
  }
  if (column.origin === undefined) {
    add(
      'originMissing',
      null,
      `column ${name} does not say where its value comes from`,
      `Add "origin:" to the column or to its table (see ${guide('origin')}).`,
    )
  }
  const isEnum = text(column, 'type') === 'enum'
  if (isEnum && entries(column, 'legend').length === 0) {
    add(
      'enumWithoutLegend',
      'type',
      `column ${name} holds codes that nobody explains`,
      `Add "legend:" with every code (see ${guide('columns')}).`,
    )
  }
  if (!isEnum && has(column, 'legend')) {
    add(
      'legendWithoutEnum',
      'legend',
      `column ${name} has a legend but is not an enum`,
      'Add "type: enum", or remove the legend.',
    )
  }
  const mode = text(column, 'selfService')
  if ((mode === 'edit' || mode === 'confirm') && column.origin !== undefined && column.origin !== 'provided') {
    add(
      'editNotProvided',
      'selfService',
      `column ${name} is not given by the person, so they cannot simply change it`,
      'Write "selfService: review" or "view".',
    )
  }
  if (text(column, 'thirdParty') === 'displayName' && !has(table, 'people', column.id)) {
    add(
      'nameWithoutPerson',
      'thirdParty',
      `column ${name} shows a person's name, and nothing says where that name stands`,
      `Add "${column.id}:" under "people:" of the table (see ${guide('two-people')}).`,
    )
  }
  if (looksLikeCitizenNumber(column.id) && !has(column, 'allowedBy'))
    faults.push(citizenNumber(table.id, column.id, column.path))
  return faults
}

function excludedFaults(table: DraftTable, id: string, at: Path): Complaint[] {
  if (table.columns.some(column => column.id === id)) {
    const message = `column "${table.id}.${id}" stands under "columns:" and under "excluded:"`
    return [complaint('listedTwice', at, message, 'Keep one of the two.')]
  }
  if (looksLikeCitizenNumber(id)) return [citizenNumber(table.id, id, at)]
  return looksLikeBirth(id) ? [dateOfBirth(table.id, id, at)] : []
}

function patternComplaints(draft: Draft): Complaint[] {
  const pattern = text(draft.root, 'subject', 'numberPattern')
  if (pattern === undefined || isPattern(pattern)) return []
  const { path } = child(draft.root, 'subject', 'numberPattern')
  const message = `"numberPattern" is not a regular expression: ${pattern}`
  return [complaint('wrongPattern', path, message, 'Mend it, for instance "M-[0-9]{6}".')]
}

function isPattern(pattern: string): boolean {
  try {
    return RegExp(pattern, 'u').unicode
  } catch {
    return false
  }
}

const complaint = (rule: Complaint['rule'], at: Path, message: string, cure: string): Complaint => ({
  rule,
  at,
  message,
  cure,
})

/** `birth_date`, `dateOfBirth`, `geboortedatum`, `dob`. */
export const looksLikeBirth = (name: string): boolean => /birth|geboorte|gebdat|(^|[_-])dob($|[_-])/i.test(name)

/** `bsn`, `bsn_nummer`, `memberBsn`, `burgerservicenummer`, `sofinummer`, `ssn`. */
export const looksLikeCitizenNumber = (name: string): boolean =>
  /burgerservice|sofi_?n|social_?security|bsn_?n|(^|[_-])(bsn|ssn|sofi)($|[_-])/i.test(name) ||
  /[a-z]B(SN|sn)($|[A-Z_])/.test(name)

/** UAVG 46: only where an Act says so. */
export const citizenNumber = (table: string, column: string, at: Path): Complaint =>
  complaint(
    'citizenNumber',
    at,
    `column "${table}.${column}" looks like a citizen service number, which only an Act may allow (UAVG 46)`,
    `Remove it from the database, or register it under "columns:" with "allowedBy:" and the Act (see ${guide('numbers-and-birth-dates')}).`,
  )

/** AMB-08: no date of birth without a category, and so a purpose, a basis and a term, of its own. */
export const dateOfBirth = (table: string, column: string, at: Path): Complaint =>
  complaint(
    'dateOfBirth',
    at,
    `column "${table}.${column}" looks like a date of birth and has no category`,
    `Remove it, or add a category with a purpose, a basis and a term first, and register the column in it (see ${guide('numbers-and-birth-dates')}).`,
  )
