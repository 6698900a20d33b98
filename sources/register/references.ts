/** Every name that the register uses must be a name that it has. */
import { accounts, child, type Draft, type DraftTable, entries, items, type Node, text } from './draft.ts'
import type { Complaint } from './fault.ts'
import { guide } from './shape.ts'

export function referenceComplaints(draft: Draft): Complaint[] {
  return [
    ...draft.tables.flatMap(table => tableComplaints(draft, table)),
    ...entries(draft.root, 'recipients').flatMap(recipient =>
      items(recipient, 'purposes').flatMap(each => toPurpose(draft, each)),
    ),
    ...subjectComplaints(draft),
    ...recordComplaints(draft),
    ...entries(draft.root, 'sources').flatMap(source =>
      toColumns(draft, child(source, 'pathsFrom'), ['column', 'mediaType', 'name', 'bytes']),
    ),
  ]
}

function tableComplaints(draft: Draft, table: DraftTable): Complaint[] {
  const own = (node: Node) => toColumn(table, node)
  const elsewhere = (node: Node, keys: readonly string[]) => toColumns(draft, node, keys, table.source)
  return [
    ...toCategory(draft, child(table, 'category')),
    ...own(child(table, 'at')),
    ...(child(table, 'anchorsFrom').value === undefined
      ? entries(table, 'anchors').flatMap(own)
      : [
          ...elsewhere(child(table, 'anchorsFrom'), ['key']),
          ...entries(table, 'anchors').flatMap(anchor =>
            toColumn(found(draft, table.source, text(table, 'anchorsFrom', 'table')), anchor),
          ),
        ]),
    ...entries(table, 'people').flatMap(person => elsewhere(person, ['key', 'name'])),
    ...entries(table, 'subject').flatMap(role => [
      ...items(role, 'via').flatMap(step => elsewhere(step, ['key', 'column'])),
      ...items(role, 'hide').flatMap(own),
      ...entries(role, 'originOf').flatMap(({ id, path }) => own({ value: id, path })),
    ]),
    ...table.columns.flatMap(column => [
      ...toCategory(draft, child(column, 'category')),
      ...items(column, 'purposes').flatMap(each => toPurpose(draft, each, column.category)),
    ]),
  ]
}

function subjectComplaints(draft: Draft): Complaint[] {
  const subject = child(draft.root, 'subject')
  const table = found(draft, text(subject, 'source'), text(subject, 'table'))
  return [
    ...toColumns(draft, subject, ['key', 'email', 'number']),
    ...items(subject, 'displayName').flatMap(each => toColumn(table, each)),
    ...entries(subject, 'facts').flatMap(each => toColumn(table, each)),
    ...toColumns(draft, child(subject, 'consents'), ['subject', 'purpose', 'given', 'at'], text(subject, 'source')),
    ...entries(subject, 'consents', 'purposes').flatMap(each => toPurpose(draft, each)),
    ...addedColumns(draft, subject),
  ]
}

/** Columns that are filled when a choice is added stand beside the choice itself. */
function addedColumns(draft: Draft, subject: Node): Complaint[] {
  const consents = child(subject, 'consents')
  const table = found(draft, text(subject, 'source'), text(consents, 'table'))
  return [
    ...toColumn(table, child(consents, 'add', 'text')),
    ...entries(consents, 'add', 'fixed').flatMap(({ id, path }) => toColumn(table, { value: id, path })),
  ]
}

function recordComplaints(draft: Draft): Complaint[] {
  return entries(draft.root, 'known').flatMap(record => [
    ...toColumns(draft, record, [
      'recipient',
      'what',
      'purpose',
      'at',
      'kind',
      'country',
      'safeguard',
      'role',
      'part',
      'subject',
    ]),
    ...entries(record, 'given').flatMap(each =>
      toColumn(found(draft, text(record, 'source'), text(record, 'table')), each),
    ),
  ])
}

const found = (draft: Draft, source?: string, table?: string): DraftTable | undefined =>
  draft.tables.find(each => each.source === source && each.id === table)

/** A node that names a table (and perhaps its source) and columns of it. */
function toColumns(draft: Draft, node: Node, keys: readonly string[], inSource?: string): Complaint[] {
  const [source, table] = [inSource ?? text(node, 'source'), text(node, 'table')]
  if (source === undefined || table === undefined) return []
  if (!inSource && !entries(draft.root, 'sources').some(each => each.id === source)) {
    return [
      broken(
        'unknownSource',
        child(node, 'source'),
        `there is no source "${source}"`,
        'Name one that stands under "sources:".',
      ),
    ]
  }
  if (draft.withoutPersons.has(`${source}.${table}`)) return []
  const target = found(draft, source, table)
  if (!target) {
    const cure = `Add the table under "sources: ${source}: tables:", or mend the name.`
    return [broken('unknownTable', child(node, 'table'), `source "${source}" has no table "${table}"`, cure)]
  }
  return keys.flatMap(key => toColumn(target, child(node, key)))
}

function toColumn(table: DraftTable | undefined, node: Node): Complaint[] {
  if (!table || typeof node.value !== 'string' || accounts(table, node.value)) return []
  const cure = `Add it under "columns:" or "excluded:" of that table, or mend the name (see ${guide('columns')}).`
  return [broken('unknownColumn', node, `table "${table.id}" has no column "${node.value}"`, cure)]
}

function toCategory(draft: Draft, node: Node): Complaint[] {
  if (typeof node.value !== 'string' || draft.categories.some(each => each.id === node.value)) return []
  return [
    broken(
      'unknownCategory',
      node,
      `there is no category "${node.value}"`,
      'Add it under "categories:", or mend the name.',
    ),
  ]
}

/** `category` given: the purpose must be one of that category. */
function toPurpose(draft: Draft, node: Node, category?: string): Complaint[] {
  if (typeof node.value !== 'string') return []
  const purpose = draft.purposes.find(each => each.id === node.value)
  if (!purpose) {
    return [
      broken(
        'unknownPurpose',
        node,
        `there is no purpose "${node.value}"`,
        'Add it under a category, or mend the name.',
      ),
    ]
  }
  if (category === undefined || draft.purposes.some(each => each.id === node.value && each.category === category))
    return []
  const message = `purpose "${node.value}" belongs to category "${purpose.category}", not to "${category}"`
  return [
    broken('unknownPurpose', node, message, `Name a purpose of "${category}", or give the column another category.`),
  ]
}

const broken = (rule: Complaint['rule'], node: Node, message: string, cure: string): Complaint => ({
  rule,
  at: node.path,
  message,
  cure,
})
