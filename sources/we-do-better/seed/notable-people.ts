/** The first members are fixed: each shows one thing, so that a page, a test and a guide can name them. */
import { type Amounts, nothing } from './amounts.ts'
import { longText } from './hostile.ts'
import { type Person, places } from './names.ts'
import type { Cell } from './rows.ts'
import type { ReportState } from './safety.ts'

export type Notable = {
  firstName: string
  lastName: string
  displayName: string
  email: string
  /** Why somebody would try this member, for `inzage demo members`. */
  why: string
  /** Days since the agreement began and ended; null began: a visitor who never had one. */
  began: number | null
  city?: string
  /** Others write to this member too. */
  talks?: true
  ended?: number
  amounts: Partial<Amounts>
  row?: Readonly<Record<string, Cell>>
  organisation?: { name: string; kind: 'company' | 'foundation' | 'freelancer' }
  /** By whom: a member's number, somebody without an account, or any ordinary member (null). */
  reports?: readonly { state: ReportState; by: number | 'outsider' | null }[]
}

const rich: Amounts = {
  messages: 24,
  postings: 3,
  matches: 8,
  contacts: 4,
  usage: 30,
  logins: 8,
  logs: 18,
  lookups: 5,
  disclosures: 0,
  files: 3,
  surveys: 2,
  campaigns: 3,
  debugCopies: 3,
  incidentCopies: 1,
}

/** A leap day, for terms that must be clamped to the end of February. */
const leapDay = '2024-02-29T22:59:59.000Z'

/** Carries as many records as a benchmark asks for. */
export const heaviest = 'veel@voorbeeld.example'

export const notables: readonly Notable[] = [
  {
    firstName: 'Eva',
    lastName: 'Jansen',
    displayName: 'Eva J.',
    talks: true,
    email: 'eva@voorbeeld.example',
    began: 900,
    why: 'has something of everything, also a report of abuse: staff must release her copy',
    amounts: rich,
    reports: [
      { state: 'follow_up', by: 9 },
      { state: 'closed', by: 'outsider' },
    ],
    city: 'Utrecht',
    row: { phone: '06 00 00 00 01', about: 'Ik werk in de zorg en heb op woensdag tijd over.' },
  },
  {
    firstName: 'Sam',
    lastName: 'de Vries',
    displayName: 'Sam de V.',
    talks: true,
    email: 'sam@voorbeeld.example',
    began: 400,
    why: 'little data and nothing that needs a person: answered at once',
    amounts: { messages: 3, postings: 1, matches: 2, logins: 2, usage: 3, logs: 2 },
  },
  {
    firstName: 'Noor',
    lastName: 'van der Berg',
    displayName: 'Noor van der B.',
    email: 'noor@voorbeeld.example',
    began: null,
    why: 'a visitor who never had an agreement: terms count from the last contact',
    amounts: { contacts: 2, logins: 1 },
    row: { phone: null, status: 'visitor' },
  },
  {
    firstName: 'Kees',
    lastName: "'t Hart",
    displayName: "Kees 't H.",
    email: 'kees@voorbeeld.example',
    began: 1200,
    ended: 420,
    why: 'agreement ended 14 months ago: the two years after it are running',
    amounts: { messages: 6, postings: 2, matches: 3, contacts: 2, logins: 1, files: 1 },
  },
  {
    firstName: 'Fatima',
    lastName: 'El Idrissi',
    displayName: 'Fatima El I.',
    email: 'fatima@voorbeeld.example',
    began: 2000,
    ended: 800,
    why: 'agreement ended more than two years ago: everything should have gone',
    amounts: { messages: 4, postings: 1, matches: 1, contacts: 1 },
  },
  {
    firstName: 'Zoë',
    lastName: 'Müller-Gâteau',
    displayName: 'Zoë M.',
    talks: true,
    email: 'zoe@voorbeeld.example',
    began: 700,
    why: 'freelancer with an organisation of one person, and offers',
    amounts: { messages: 5, postings: 4, matches: 4, usage: 6, logins: 3, files: 2, disclosures: 1 },
    organisation: { name: 'Müller-Gâteau Advies', kind: 'freelancer' },
  },
  {
    firstName: 'José=1+1',
    lastName: "<script>alert('x')</script>",
    displayName: '=HYPERLINK("https://kwaad.example")',
    email: 'jose@voorbeeld.example',
    began: 300,
    why: 'values that hurt: formulas, markup, control signs, right to left, very long texts, empty ones',
    amounts: { messages: 2, postings: 1, matches: 1, contacts: 1, logins: 1, logs: 2, files: 1 },
    row: { about: longText(40_000), job_title: '', city: '  ', postcode: '@SUM(A1:A9)', phone: '+31 6 00 00 00 07' },
  },
  {
    firstName: 'Vera',
    lastName: 'Veelschrijver',
    displayName: 'Vera V.',
    talks: true,
    email: 'veel@voorbeeld.example',
    began: 1500,
    why: 'very many records (see --records)',
    amounts: { postings: 5, matches: 20, logins: 10 },
  },
  {
    firstName: 'Anouk',
    lastName: "d'Hondt",
    displayName: 'Anouk d’H.',
    talks: true,
    email: 'anouk@voorbeeld.example',
    began: 650,
    why: 'reported somebody: her copy shows the report, and nobody else may learn that she made it',
    amounts: { messages: 6, postings: 1, matches: 2, contacts: 1, logins: 2 },
  },
  {
    firstName: 'Priya',
    lastName: 'Raghunathan',
    displayName: 'Priya R.',
    email: 'priya@voorbeeld.example',
    began: 500,
    why: 'took back both consents: no telephone number, no marketing',
    amounts: { messages: 3, matches: 2, campaigns: 2, logins: 2 },
    row: { phone: null },
  },
  {
    firstName: 'محمد',
    lastName: 'الأمين',
    displayName: 'محمد ا.',
    talks: true,
    email: 'mohammed@voorbeeld.example',
    began: 365,
    why: 'a name that is written from right to left, and English as language',
    amounts: { messages: 5, postings: 1, matches: 2, usage: 2, logins: 2 },
    row: { language: 'en' },
  },
  {
    firstName: 'Jan',
    lastName: 'Schrikkel',
    displayName: 'Jan S.',
    email: 'schrikkel@voorbeeld.example',
    began: 700,
    why: 'agreement from and to a leap day',
    amounts: { messages: 2, postings: 1, contacts: 1, matches: 1 },
    row: {
      agreement_started_at: '2020-02-29T08:00:00.000Z',
      agreement_ended_at: leapDay,
      status: 'ended',
      created_at: '2020-02-29T08:00:00.000Z',
    },
  },
  {
    firstName: '',
    lastName: '',
    displayName: 'Lid zonder naam',
    email: 'leeg@voorbeeld.example',
    began: 200,
    why: 'nearly everything empty',
    amounts: nothing,
    row: {
      first_name: null,
      last_name: '',
      phone: null,
      postcode: null,
      city: null,
      latitude: null,
      longitude: null,
      organisation_id: null,
      about: '',
      job_title: null,
      last_contact_at: null,
    },
  },
  {
    firstName: 'Ruud',
    lastName: 'Hagenaar',
    displayName: 'Ruud H.',
    talks: true,
    email: 'ruud@voorbeeld.example',
    began: 950,
    why: 'contact person of an organisation with many requests; reported, not looked into yet',
    amounts: { messages: 8, postings: 6, matches: 0, contacts: 2, logins: 4, disclosures: 1 },
    organisation: { name: 'Stichting Buurtkeuken De Pan', kind: 'foundation' },
    reports: [{ state: 'open', by: null }],
  },
]

/** The person of a notable: numbers and places by chance, the rest fixed. */
export function notablePerson(id: number, random: Person): Person {
  const notable = notables[id - 1]
  if (!notable) return random
  const { firstName, lastName, displayName, email } = notable
  const place = places.find(each => each.name === notable.city)
  const there = place ? { place, postcode: `${place.digits} ${random.postcode.slice(-2)}` } : {}
  return { ...random, firstName, lastName, displayName, email, ...there }
}
