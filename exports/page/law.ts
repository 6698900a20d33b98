/** The sections that Art. 15(1)(a)–(h) and (2) ask for, from the register, in one language. Each gives HTML. */
import { type Day, dayOf } from '#domain/day.ts'
import { originFor } from '#domain/bundle.ts'
import type { Language } from '#domain/language.ts'
import type { Origin } from '#domain/register.ts'
import { rights } from '#domain/right.ts'
import { type BundleFacts, heldCategories, itemCount, partsOf, waiting } from '../facts.ts'
import { basisArticle, type PurposeFacts } from '../purpose.ts'
import type { BundleWords } from '../words.ts'
import { escape, list, paragraphs, tableOf, terms } from './html.ts'

/** Countries where the GDPR holds (EU and EEA). */
const eea = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(' '),
)

export const answer = (facts: BundleFacts, w: BundleWords, language: Language): string => {
  const { number } = facts.forms.writing[language]
  const items = itemCount(facts)
  const text = items ? w.answer.some(number(items), number(heldCategories(facts).length)) : nothingHere(facts, w)
  return paragraphs([text, w.answer.searched])
}

/** No record is in the bundle: because nothing is held, or because what is held waits or is kept back. */
export const nothingHere = (facts: BundleFacts, w: BundleWords): string =>
  facts.collection.withheld.length > 0 || waiting(facts).length > 0 ? w.answer.held : w.answer.none

/** Who decides, what was asked, when it was answered (checklist 2). */
export function about(facts: BundleFacts, w: BundleWords, language: Language): string {
  const { controller } = facts.register
  const writing = facts.forms.writing[language]
  const day = (value: Day) => writing.day(value)
  const { from, until, categories } = facts.scope
  const period = [from && w.about.from(day(from)), until && w.about.until(day(until))].filter(Boolean).join(' ')
  const labels = facts.register.categories
    .filter(each => categories?.includes(each.id))
    .map(each => each.label[language])
  return terms([
    [w.about.controller, escape(controller.name)],
    [w.about.register, escape(controller.chamberOfCommerce)],
    [w.about.contact, escape(controller.email)],
    ...(controller.postalAddress ? [[w.about.post, escape(controller.postalAddress)] as const] : []),
    [w.about.officer, escape(controller.dataProtectionOfficer ?? w.about.noOfficer)],
    ...(facts.who ? [[w.about.number, escape(facts.who.number)] as const] : []),
    ...(facts.request
      ? [
          [w.about.reference, `<code>${escape(facts.request.reference)}</code>`] as const,
          [w.about.received, escape(day(dayOf(facts.request.receivedAt, facts.forms.zone)))] as const,
        ]
      : []),
    [w.about.answered, escape(facts.forms.moment(facts.now)?.[language] ?? '')],
    [w.about.period, escape(period || w.about.wholePeriod)],
    [w.about.categories, escape(labels.join(', ') || w.about.allCategories)],
  ])
}

/** One purpose as a row: what for, why it is allowed, how long, and what that means for this person. */
export const purposeRow = ({ purpose, term }: PurposeFacts, w: BundleWords, language: Language): string[] => {
  const article = basisArticle[purpose.basis]
  const basis = [
    escape(w.basis[purpose.basis]),
    article && `<small>${escape(w.data.article(article))}</small>`,
    purpose.interest && escape(w.data.interest(purpose.interest[language])),
  ]
  const long = [escape(purpose.term[language]), purpose.assumed && `<small>${escape(w.data.assumed)}</small>`]
  return [
    `${escape(purpose.label[language])}<br><small>${escape(purpose.meaning[language])}</small>`,
    basis.filter(Boolean).join('<br>'),
    long.filter(Boolean).join('<br>'),
    escape(term[language]),
  ]
}

/** (a) and (d): every purpose with basis and term, over all categories. */
export function purposes(facts: BundleFacts, w: BundleWords, language: Language): string {
  const rows = facts.register.categories.flatMap(category =>
    (facts.purposes.get(category.id) ?? []).map(each => {
      const [purpose = '', ...rest] = purposeRow(each, w, language)
      return [purpose, escape(category.label[language]), ...rest]
    }),
  )
  const heads = [w.data.purpose, w.purposes.category, w.data.basis, w.data.howLong, w.data.forYou]
  return paragraphs([w.purposes.intro]) + tableOf(w.purposes.title, heads, rows)
}

/** (c): recipients by name (C-154/21), processors too, third countries marked; and where the real disclosures stand. */
export function recipients(facts: BundleFacts, w: BundleWords, language: Language): string {
  const rows = facts.register.recipients.map(each => [
    `${escape(each.label[language])}${each.known === 'byCategory' ? `<br><small>${escape(w.recipients.byCategory)}</small>` : ''}`,
    escape(w.recipients.roles[each.role]),
    escape(each.what[language]),
    country(each.country, each.safeguard?.[language] ?? null, w, language),
  ])
  const known = facts.register.known.disclosures
  const given =
    known && facts.collection.parts.filter(part => part.source.id === known.source && part.table.id === known.table)
  const told = given?.length
    ? `<p>${escape(w.recipients.disclosures)} ${[...new Set(given.map(part => part.category))].map(each => `<a href="#${anchor(each.id)}">${escape(each.label[language])}</a>`).join(', ')}</p>`
    : paragraphs([w.recipients.noDisclosures])
  return (
    paragraphs([w.recipients.intro]) +
    tableOf(w.recipients.title, [w.recipients.name, w.recipients.role, w.recipients.what, w.recipients.country], rows) +
    told
  )
}

function country(code: string | null, safeguard: string | null, w: BundleWords, language: Language): string {
  if (!code) return escape(w.recipients.unknownCountry)
  const name = new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code
  if (eea.has(code)) return escape(name)
  return `${escape(name)}<br><small>${escape(w.recipients.outside)}. ${escape(safeguard ?? w.recipients.noSafeguard)}</small>`
}

/** The fragment that a category's section can be reached by. */
export const anchor = (id: string): string => `c-${id.replace(/[^A-Za-z0-9_-]/g, '_')}`

/** (e) */
export const rightsSection = (facts: BundleFacts, w: BundleWords): string =>
  paragraphs([w.rights.intro]) +
  list(rights.map(right => escape(w.rights.each[right]))) +
  paragraphs([w.rights.how(facts.register.controller.email)])

/** (f), and the court. */
export function complaint(facts: BundleFacts, w: BundleWords, language: Language): string {
  const { supervisoryAuthority, court } = facts.register.controller
  return (
    paragraphs([w.complaint.authority(supervisoryAuthority.name)]) +
    `<p><code>${escape(supervisoryAuthority.url)}</code></p>\n` +
    paragraphs([w.complaint.court, court[language]])
  )
}

/** (g): where everything comes from, above all what did not come from the person. */
export function sourceOf(facts: BundleFacts, w: BundleWords, language: Language): string {
  const fields = new Map<Origin, Map<string, Set<string>>>()
  for (const category of heldCategories(facts)) {
    for (const part of partsOf(facts, category.id)) {
      for (const column of part.columns) {
        for (const origin of part.origins.get(column.id) ?? [originFor(column, undefined)]) {
          const byCategory = fields.get(origin) ?? new Map<string, Set<string>>()
          const label = category.label[language]
          fields.set(origin, byCategory.set(label, (byCategory.get(label) ?? new Set()).add(column.label[language])))
        }
      }
    }
  }
  const rows = [...fields].flatMap(([origin, byCategory]) =>
    [...byCategory].map(([category, columns]) => [
      escape(w.origin[origin]),
      escape(category),
      escape([...columns].join(', ')),
    ]),
  )
  return (
    paragraphs([w.sourceOf.intro]) +
    tableOf(w.sourceOf.title, [w.sourceOf.origin, w.sourceOf.meaning, w.sourceOf.fields], rows)
  )
}

/** (h) */
export const matching = (facts: BundleFacts, w: BundleWords, language: Language): string => {
  const { exists, text } = facts.register.automatedDecisions
  return paragraphs(exists ? [text[language]] : [w.matching.none, text[language]])
}

/** 15(2) */
export const transfers = (facts: BundleFacts, w: BundleWords, language: Language): string =>
  paragraphs([facts.register.transfers[language], w.transfers.copy(facts.register.controller.email)])

export const cookies = (facts: BundleFacts, w: BundleWords, language: Language): string =>
  paragraphs([w.cookies.intro]) +
  tableOf(
    w.cookies.title,
    [w.cookies.group, w.cookies.providers, w.cookies.term],
    facts.register.cookies.map(group => [
      `${escape(group.label[language])}<br><small>${escape(group.meaning[language])}${group.consentNeeded ? ` ${escape(w.cookies.consent)}` : ''}</small>`,
      escape(group.providers.join(', ')),
      escape(group.term[language]),
    ]),
  )
