/** Parts of a register for tests, with everything that the rule under test does not look at filled in. */
import type { Category, Column, LegalBasis, Origin, Purpose, Table } from '#domain/register.ts'
import type { Retention } from '#domain/retention-rule.ts'
import type { Item } from '#domain/item.ts'
import type { SubjectFacts } from '#domain/subject.ts'
import type { Words } from '#domain/language.ts'

export const words = (text: string): Words => ({ nl: text, en: text })

export const category = (id: string, purposes: readonly string[]): Category => ({
  id,
  label: words(id),
  meaning: words(id),
  review: 'never',
  purposes,
})

export const purpose = (
  id: string,
  of: string,
  basis: LegalBasis,
  retention: Retention,
  more: Partial<Purpose> = {},
): Purpose => ({
  id,
  category: of,
  label: words(id),
  meaning: words(id),
  basis,
  directMarketing: false,
  automatedMatching: false,
  retention,
  term: words(id),
  assumed: false,
  ...more,
})

export const column = (id: string, of: string, origin: Origin, more: Partial<Column> = {}): Column => ({
  id,
  category: of,
  label: words(id),
  meaning: words(id),
  origin,
  type: 'text',
  optional: true,
  selfService: 'view',
  portableException: false,
  ...more,
})

export const table = (id: string, columns: readonly Column[], more: Partial<Table> = {}): Table => ({
  id,
  label: words(id),
  subject: [{ column: 'id', role: 'owner', roleLabel: words('owner') }],
  key: 'id',
  anchors: {},
  columns,
  excluded: [],
  people: [],
  isLog: false,
  ...more,
})

export const item = (of: string, inCategory: string, more: Partial<Item> = {}): Item => ({
  source: 'people',
  table: of,
  category: inCategory,
  key: '1',
  role: 'owner',
  at: null,
  values: {},
  anchors: {},
  attachments: [],
  redactions: [],
  ...more,
})

export const facts = (more: Partial<SubjectFacts> = {}): SubjectFacts => ({
  agreementStart: '2024-05-01T10:00:00.000Z',
  agreementEnd: null,
  lastContact: null,
  consents: {},
  ...more,
})
