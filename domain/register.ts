/**
 * The processing register (Art. 30 GDPR) as the program uses it: what is held, why, on which basis, for how long,
 * who receives it, and where each stored column lies. Everything hangs on the *purpose*, never on the field.
 *
 * These are plain facts. Reading and checking the YAML file is `sources/register/`.
 */
import type { Day } from './day.ts'
import type { Words } from './language.ts'
import type { KnownRecords } from './known-records.ts'
import type { Retention, RowAnchor, SubjectAnchor } from './retention-rule.ts'

export type CategoryId = string
export type PurposeId = string
export type SourceId = string
export type TableId = string
export type ColumnId = string
export type RecipientId = string

/** Art. 6(1). `notStated`: the controller's statement names none; treated as legitimate interest for objection. */
export type LegalBasis = 'contract' | 'consent' | 'legitimateInterest' | 'legalObligation' | 'notStated'

/** Where a value came from (Art. 15(1)(g), WP242): decides portability and how a correction works. */
export type Origin = 'provided' | 'observed' | 'derived' | 'assigned' | 'staffAuthored' | 'thirdParty'

/** How a member can change a value themselves: at once, after confirming, by us after review, or only look. */
export type SelfService = 'edit' | 'confirm' | 'review' | 'view'

export type Purpose = {
  id: PurposeId
  category: CategoryId
  /** What for, in one B1 sentence each. */
  label: Words
  /** A little more, for who wants to know. */
  meaning: Words
  basis: LegalBasis
  /** Named interest, required with `legitimateInterest` (Art. 13(1)(d)). */
  interest?: Words
  directMarketing: boolean
  automatedMatching: boolean
  retention: Retention
  /** The term in words, for pages and bundle. */
  term: Words
  /** Another term for log lines of this purpose (AMB-03), when it differs. */
  logRetention?: Retention
  /** True when the controller's statement is silent and this is our default, to be confirmed (listed as a gap). */
  assumed: boolean
}

export type Category = {
  id: CategoryId
  label: Words
  meaning: Words
  /** `always`: a person must release it before it goes out; `never`: the machine may answer. */
  review: 'always' | 'never'
  reviewReason?: Words
  purposes: readonly PurposeId[]
  /** `portal`: held by this portal itself (requests, looks, copies, messages), so that no source has it. */
  heldBy?: 'portal'
}

export type ValueType = 'text' | 'longText' | 'number' | 'boolean' | 'instant' | 'day' | 'enum' | 'json' | 'file'

/** How a column's value about somebody else is treated (Art. 15(4)). */
export type ThirdParty =
  /** Only this person's display name is shown, read through `nameFrom`. */
  | { show: 'displayName' }
  /** The value is never given out; the reason is counted in the bundle. */
  | { show: 'nothing'; reason: RedactionReason }
  /** Free text: other people's e-mail addresses, phone numbers and member numbers in it are blanked. */
  | { show: 'maskIdentifiers' }

/**
 * Why something was left out, with its article; closed list. What rests on UAVG 41 must be necessary and in proportion,
 * decided by a person and agreed to by a second one (NL-02), so a register cannot hide by it beforehand (`second`).
 */
export const redactionReasons = {
  otherPerson: { article: '15(4)', second: false },
  reporterProtected: { article: '15(4)', second: false },
  staffIdentity: { article: '15(4)', second: false },
  tradeSecret: { article: '15(4)', second: false },
  securitySecret: { article: '32', second: false },
  investigation: { article: 'UAVG 41(1)(d)', second: true },
  protection: { article: 'UAVG 41(1)(i)', second: true },
} as const
export type RedactionReason = keyof typeof redactionReasons
export const redactionReasonIds = Object.keys(redactionReasons) as readonly RedactionReason[]

/** Limits of a value that people type. `format`: a kind of value with rules of its own. */
export type ColumnCheck = {
  format?: 'email' | 'phone' | 'postcode' | 'url' | 'chamberOfCommerce'
  /** In characters as people count them. */
  longest?: number
  /** For numbers, inclusive. */
  least?: number
  most?: number
  /** A regular expression for the whole value, with what it asks for in words. */
  pattern?: { expression: string; means: Words }
}

export type Column = {
  id: ColumnId
  category: CategoryId
  label: Words
  meaning: Words
  origin: Origin
  type: ValueType
  unit?: string
  /** Every stored code with what it means. */
  legend?: Readonly<Record<string, Words>>
  optional: boolean
  selfService: SelfService
  /** What a new value must keep to, beside its type; only for columns that can be changed. */
  check?: ColumnCheck
  thirdParty?: ThirdParty
  /** Received messages belong to the member's own correspondence although somebody else wrote them (WP242 p. 9). */
  portableException: boolean
  /** Only these purposes of the category use this column; absent means all of them. */
  purposes?: readonly PurposeId[]
  /** The Act that allows a citizen service number here (UAVG 46); without it such a column is a fault. */
  allowedBy?: string
}

/** A table column that is not personal data of the subject in this row, with the reason it is not shown. */
export type Excluded = { column: ColumnId; because: Words }

export type Table = {
  id: TableId
  /** The records' name, singular and plural sense alike ("bericht"). */
  label: Words
  /**
   * Which rows are about the subject. Each entry is one way ("as sender", "as receiver"): a column of this table that
   * holds the subject's key, or a column that leads there through other tables (`via`, in order, each joined on its key).
   * `role` names the subject's part in the row.
   */
  subject: readonly {
    column: ColumnId
    via?: readonly { table: TableId; key: ColumnId; column: ColumnId }[]
    role: string
    roleLabel: Words
    /** Columns shown only (or never) in this role, when the two people in a row may not see the same. */
    hide?: readonly ColumnId[]
    /** Another category or origin for the columns when the subject has this role. */
    originOf?: Readonly<Record<ColumnId, Origin>>
  }[]
  /** Unique key that rows are paged by. */
  key: ColumnId
  /** Column with the record's moment: sorting for people and the period filter. */
  at?: ColumnId
  /** Columns that hold retention anchors of the row, or of the row that `anchorsFrom` leads to. */
  anchors: Readonly<Partial<Record<RowAnchor | 'followUpOpened', ColumnId>>>
  /** The row follows another record's clock (AMB-06): this table's `column` holds the `key` of that table's row. */
  anchorsFrom?: { column: ColumnId; table: TableId; key: ColumnId }
  columns: readonly Column[]
  excluded: readonly Excluded[]
  /** Columns that point at another person, with where their display name stands. */
  people: readonly { column: ColumnId; table: TableId; key: ColumnId; name: ColumnId; deletedName: Words }[]
  /** Log lines take a purpose's `logRetention`. */
  isLog: boolean
}

/** A source of personal data as the register declares it. */
export type SourceEntry = {
  id: SourceId
  label: Words
  kind: 'sql' | 'files'
  /** Name of the setting (environment) that holds its address, so that no secret stands in the register. */
  setting: string
  tables: readonly Table[]
  /** Tables that hold nothing about a person, each with why. */
  withoutPersons: readonly { table: TableId; because: Words }[]
  /** For `files`: the table and column (of which SQL source) that hold each file's path below the root. */
  pathsFrom?: {
    source: SourceId
    table: TableId
    column: ColumnId
    mediaType?: ColumnId
    name?: ColumnId
    bytes?: ColumnId
  }
}

/** How one person is recognised: their key, the columns to find them by, and the facts that retention needs. */
export type SubjectEntry = {
  source: SourceId
  table: TableId
  key: ColumnId
  email: ColumnId
  number: ColumnId
  /** Columns to greet somebody with. */
  displayName: readonly ColumnId[]
  facts: Readonly<Partial<Record<SubjectAnchor, ColumnId>>>
  /** Consents: one row per choice; the newest row per purpose holds. */
  consents?: {
    table: TableId
    subject: ColumnId
    purpose: ColumnId
    given: ColumnId
    at: ColumnId
    purposes: Readonly<Record<string, PurposeId>>
    /** How the portal adds a choice: the column for the text that was shown, and fixed values of further columns. Absent: it cannot. */
    add?: { text?: ColumnId; fixed: Readonly<Record<ColumnId, string>> }
  }
  /** Shape of the member's number in free text (a regular expression), so that other people's numbers can be blanked. */
  numberPattern?: string
}

export type Recipient = {
  id: RecipientId
  /** The legal name (C-154/21), or the kind of party in each language while no name is known. */
  label: Words
  role: 'recipient' | 'processor' | 'thirdParty'
  what: Words
  purposes: readonly PurposeId[]
  /** ISO 3166-1 alpha-2, or null when the controller has not told us yet (a gap). */
  country: string | null
  /** Art. 46 tool for a country outside the EEA; null is a gap (AMB-13). */
  safeguard: Words | null
  /** `category` when no name is known yet (a gap, AMB-12). */
  known: 'byName' | 'byCategory'
  /** Where they are told of a correction, erasure or restriction (19). Absent: staff tell them by hand. */
  notify?: { mail: string } | { webhook: string; secret: string }
}

export type CookieGroup = {
  id: 'essential' | 'functional' | 'statistics' | 'marketing' | 'unclassified'
  label: Words
  meaning: Words
  /** We treat everything but essential as opt-in (AMB-14). */
  consentNeeded: boolean
  providers: readonly string[]
  term: Words
}

export type Controller = {
  name: string
  product: Words
  chamberOfCommerce: string
  email: string
  postalAddress: string | null
  dataProtectionOfficer: string | null
  supervisoryAuthority: { name: string; url: string }
  court: Words
  timeZone: string
  holidays: 'nl-strict' | 'nl-atw'
}

export type Register = {
  version: number
  /** The controller's own statement this follows. */
  statement: { title: Words; retrieved: Day }
  controller: Controller
  subject: SubjectEntry
  categories: readonly Category[]
  purposes: readonly Purpose[]
  sources: readonly SourceEntry[]
  recipients: readonly Recipient[]
  cookies: readonly CookieGroup[]
  known: KnownRecords
  /** How matching works (Art. 15(1)(h), 22), in plain words. */
  automatedDecisions: { exists: boolean; text: Words }
  /** 15(2): in words, beside the recipients' own country and safeguard. */
  transfers: Words
  /** What the controller still has to fill in; shown to staff, listed by `inzage register check`. */
  gaps: readonly { id: string; what: Words }[]
}
