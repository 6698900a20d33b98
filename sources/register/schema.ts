/** The shape of a register file. Strict: a key that is not here is a fault, so a typing mistake never passes in silence. */
import { redactionReasonIds, redactionReasons } from '#domain/register.ts'
import { subjectAnchors } from '#domain/retention-rule.ts'
import { z } from 'zod'
import { rowFacts } from './retention.ts'

/** Names that end up in addresses and file names: small letters, digits and underscores. */
const id = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'small letters, digits and _, at most 40, a letter first')
const sourceId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and -, at most 40, a letter first')
/** A table or column as the database names it. */
const name = z
  .string()
  .min(1)
  .max(128)
  .refine(text => !text.includes('\0'), 'no zero bytes')
const sentence = z.string().trim().min(1, 'a text').max(2000)
const words = z.strictObject({ nl: sentence, en: sentence })
const maybe = z.string().trim().min(1).nullable().optional()

const origin = z.enum(['provided', 'observed', 'derived', 'assigned', 'staffAuthored', 'thirdParty'])
const anchor = z.enum(rowFacts)
/** What needs a person and a second one (UAVG 41) is never hidden by the register beforehand. */
const reason = z.enum(redactionReasonIds.filter(id => !redactionReasons[id].second))

const purpose = z.strictObject({
  label: words,
  meaning: words,
  basis: z.enum(['contract', 'consent', 'legitimateInterest', 'legalObligation', 'notStated']),
  interest: words.optional(),
  directMarketing: z.boolean().default(false),
  automatedMatching: z.boolean().default(false),
  retention: sentence,
  logRetention: sentence.optional(),
  term: words,
  assumed: z.boolean().default(false),
})

const category = z.strictObject({
  label: words,
  meaning: words,
  review: z.union([z.literal('never'), z.strictObject({ always: words })]),
  heldBy: z.literal('portal').optional(),
  purposes: z.record(id, purpose),
})

const check = z.strictObject({
  format: z.enum(['email', 'phone', 'postcode', 'url', 'chamberOfCommerce']).optional(),
  longest: z.int().min(1).max(100_000).optional(),
  least: z.number().optional(),
  most: z.number().optional(),
  pattern: z.strictObject({ expression: z.string().min(1).max(200), means: words }).optional(),
})

const column = z.strictObject({
  category: id.optional(),
  label: words,
  meaning: words,
  origin: origin.optional(),
  type: z.enum(['text', 'longText', 'number', 'boolean', 'instant', 'day', 'enum', 'json', 'file']).default('text'),
  unit: z.string().min(1).max(20).optional(),
  legend: z.record(z.string().min(1), words).optional(),
  optional: z.boolean().default(false),
  selfService: z.enum(['edit', 'confirm', 'review', 'view']).default('view'),
  check: check.optional(),
  thirdParty: z.union([z.enum(['displayName', 'maskIdentifiers']), z.strictObject({ hide: reason })]).optional(),
  portableException: z.boolean().default(false),
  purposes: z.array(id).min(1).optional(),
  allowedBy: sentence.optional(),
})

const step = z.strictObject({ table: name, key: name, column: name })

const role = z.strictObject({
  label: words,
  column: name,
  via: z.array(step).max(4, 'at most four steps').optional(),
  hide: z.array(name).optional(),
  originOf: z.record(name, origin).optional(),
})

const table = z.strictObject({
  label: words,
  key: name,
  at: name.optional(),
  isLog: z.boolean().default(false),
  category: id.optional(),
  origin: origin.optional(),
  subject: z.record(id, role),
  anchors: z.partialRecord(anchor, name).default({}),
  anchorsFrom: z.strictObject({ column: name, table: name, key: name }).optional(),
  people: z.record(name, z.strictObject({ table: name, key: name, name, deletedName: words })).default({}),
  columns: z.record(name, column),
  excluded: z.record(name, words).default({}),
})

/** The name of an environment setting; the address itself never stands in a register. */
const setting = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'capitals, digits and _, as in CRM_DATABASE')

const sqlSource = z.strictObject({
  kind: z.literal('sql'),
  label: words,
  setting,
  tables: z.record(name, table),
  withoutPersons: z.record(name, words).default({}),
})

const filesSource = z.strictObject({
  kind: z.literal('files'),
  label: words,
  setting,
  pathsFrom: z.strictObject({
    source: sourceId,
    table: name,
    column: name,
    mediaType: name.optional(),
    name: name.optional(),
    bytes: name.optional(),
  }),
})

const subject = z.strictObject({
  source: sourceId,
  table: name,
  key: name,
  email: name,
  number: name,
  displayName: z.array(name).min(1),
  facts: z.partialRecord(z.enum(subjectAnchors), name).default({}),
  consents: z
    .strictObject({
      table: name,
      subject: name,
      purpose: name,
      given: name,
      at: name,
      purposes: z.record(z.string(), id),
      add: z.strictObject({ text: name.optional(), fixed: z.record(name, z.string().max(200)).default({}) }).optional(),
    })
    .optional(),
  numberPattern: z.string().min(1).max(200).optional(),
})

const recipient = z.strictObject({
  name: z.union([sentence, words]),
  role: z.enum(['recipient', 'processor', 'thirdParty']),
  what: words,
  purposes: z.array(id).min(1),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'two capitals, as in NL')
    .nullable()
    .default(null),
  safeguard: words.nullable().default(null),
  /** `byCategory` while the legal name is not known; the name then says the kind of party in each language. */
  known: z.enum(['byName', 'byCategory']).default('byName'),
  notify: z
    .union([
      z.strictObject({ mail: z.email() }),
      z.strictObject({ webhook: z.url({ protocol: /^https$/ }), secret: setting }),
    ])
    .optional(),
})

const cookieGroup = z.enum(['essential', 'functional', 'statistics', 'marketing', 'unclassified'])
const cookies = z.strictObject({
  label: words,
  meaning: words,
  consentNeeded: z.boolean(),
  providers: z.array(sentence),
  term: words,
})

const inTable = { source: sourceId, table: name }
const known = z.strictObject({
  disclosures: z
    .strictObject({
      ...inTable,
      recipient: name,
      what: name,
      purpose: name,
      at: name,
      kind: name.optional(),
      country: name.optional(),
      safeguard: name.optional(),
    })
    .optional(),
  looks: z.strictObject({ ...inTable, role: name, purpose: name, at: name, part: name.optional() }).optional(),
  suppressions: z.strictObject({ ...inTable, subject: name, kind: name, what: name, at: name }).optional(),
  cookieChoices: z.strictObject({ ...inTable, at: name, given: z.partialRecord(cookieGroup, name) }).optional(),
})

const controller = z.strictObject({
  name: sentence,
  product: words,
  chamberOfCommerce: z.string().regex(/^\d{8}$/, 'eight digits, in quotes'),
  email: z.email(),
  postalAddress: maybe,
  dataProtectionOfficer: maybe,
  supervisoryAuthority: z.strictObject({ name: sentence, url: z.url() }),
  court: words,
  timeZone: z.string().refine(isTimeZone, 'a time zone, as in Europe/Amsterdam'),
  holidays: z.enum(['nl-strict', 'nl-atw']).default('nl-strict'),
})

export const registerFile = z.strictObject({
  version: z.literal(1),
  statement: z.strictObject({
    title: words,
    retrieved: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day, as in 2026-11-22'),
  }),
  controller,
  subject,
  linking: words,
  categories: z.record(id, category),
  sources: z.record(sourceId, z.discriminatedUnion('kind', [sqlSource, filesSource])),
  recipients: z.record(id, recipient).default({}),
  cookies: z.partialRecord(cookieGroup, cookies).default({}),
  known: known.default({}),
  automatedDecisions: z.strictObject({ exists: z.boolean(), text: words }),
  transfers: words,
  gaps: z.record(id, words).default({}),
})
export type RegisterFile = z.infer<typeof registerFile>
export type TableFile = z.infer<typeof table>
export type PurposeFile = z.infer<typeof purpose>

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}
