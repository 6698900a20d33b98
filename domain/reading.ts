/** Looking things up in the register: pure, by id, in the register's order. */
import type {
  Category,
  CategoryId,
  Column,
  Purpose,
  PurposeId,
  Recipient,
  RecipientId,
  Register,
  SourceEntry,
  SourceId,
  Table,
  TableId,
} from './register.ts'

const found = <T extends { id: string }>(what: string, list: readonly T[], id: string): T => {
  const one = list.find(each => each.id === id)
  if (!one) throw new Error(`the register has no ${what} "${id}"`)
  return one
}

/** These throw on an id that the register does not have: a bug, since a checked register has no broken reference. */
export const category = (register: Register, id: CategoryId): Category => found('category', register.categories, id)
export const purpose = (register: Register, id: PurposeId): Purpose => found('purpose', register.purposes, id)
export const source = (register: Register, id: SourceId): SourceEntry => found('source', register.sources, id)
export const table = (entry: SourceEntry, id: TableId): Table => found('table', entry.tables, id)
export const recipient = (register: Register, id: RecipientId): Recipient => found('recipient', register.recipients, id)

/** The purposes of one category, in the register's order. */
export const purposesOf = (register: Register, id: CategoryId): readonly Purpose[] =>
  category(register, id).purposes.map(each => purpose(register, each))

/** Nothing of its own keeps this category: its purposes may only use what others keep (AMB-05, AMB-16). */
export const followsHost = (register: Register, id: CategoryId): boolean =>
  purposesOf(register, id).every(each => each.retention.kind === 'followHost')

/** The columns of a table that belong to one category. */
export const columnsOf = (entry: Table, id: CategoryId): readonly Column[] =>
  entry.columns.filter(column => column.category === id)

/** Where items of a category lie: every table with at least one column of it, in the register's order. */
export const tablesOf = (register: Register, id: CategoryId): readonly { source: SourceEntry; table: Table }[] =>
  register.sources.flatMap(entry =>
    entry.tables.filter(each => columnsOf(each, id).length > 0).map(each => ({ source: entry, table: each })),
  )

/** Who may receive data that these purposes use (Art. 15(1)(c)); the disclosures in a source say who really did. */
export const recipientsOf = (register: Register, purposes: readonly PurposeId[]): readonly Recipient[] =>
  register.recipients.filter(each => each.purposes.some(id => purposes.includes(id)))

/** The purposes that rest on consent (Art. 6(1)(a)), and so can be withdrawn (7(3)). */
export const consentPurposes = (register: Register): readonly Purpose[] =>
  register.purposes.filter(each => each.basis === 'consent')
