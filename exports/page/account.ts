/** The sections that account for the bundle itself: what was left out and why, where was searched, how to take along and check. */
import type { Language } from '#domain/language.ts'
import type { RefusalGround } from '#domain/decision.ts'
import { tablesOf } from '#domain/reading.ts'
import type { RedactionReason } from '#domain/register.ts'
import { type BundleFacts, firstPages, heldCategories, partsOf, rowFolders, waiting } from '../facts.ts'
import { articleOf, type Because } from '../staff-review.ts'
import type { BundleWords } from '../words.ts'
import { escape, list, paragraphs, tableOf } from './html.ts'

/** Redactions and omissions, each counted with reason and article (checklist 13; 15(4)). */
export function leftOut(facts: BundleFacts, w: BundleWords, language: Language): string {
  const { number } = facts.forms.writing[language]
  const label = (id: string) => facts.register.categories.find(each => each.id === id)?.label[language] ?? id
  const rows = facts.collection.parts.flatMap(part =>
    part.redactions.map(({ column, reason, count }) => [
      escape(
        `${part.table.label[language]}: ${part.columns.find(each => each.id === column)?.label[language] ?? column}`,
      ),
      number(count),
      because(w.leftOut.reasons[reason], reason, w),
    ]),
  )
  rows.push(
    ...facts.collection.withheld.map(({ category, table, because: code, count }) => [
      escape(
        w.leftOut.whole(table ? (tableLabel(facts, category, table, language) ?? label(category)) : label(category)),
      ),
      number(count),
      because(
        code in w.leftOut.reasons
          ? w.leftOut.reasons[code as RedactionReason]
          : w.leftOut.grounds[code as RefusalGround],
        code,
        w,
      ),
    ]),
  )
  const review = waiting(facts).map(each => w.leftOut.review(label(each.category)))
  const failed = facts.collection.outcomes
    .filter(each => each.error)
    .map(each => w.leftOut.failed(label(each.category), sourceLabel(facts, each.source, language)))
  const missing = facts.filesFailed ? [w.leftOut.attachments(number(facts.filesFailed))] : []
  const open = [...review, ...failed, ...missing]
  return (
    (rows.length
      ? paragraphs([w.leftOut.intro]) +
        tableOf(w.leftOut.title, [w.leftOut.what, w.leftOut.count, w.leftOut.reason], rows)
      : paragraphs([w.leftOut.none])) +
    (open.length ? list(open.map(escape)) + paragraphs([w.leftOut.incomplete]) : paragraphs([w.leftOut.complete]))
  )
}

/** Why, in words and as the law is cited. */
const because = (said: string, code: Because, w: BundleWords): string =>
  `${escape(said)}<br><small>${escape(w.data.article(articleOf(code)))}</small>`

const tableLabel = (facts: BundleFacts, category: string, table: string, language: Language): string | undefined =>
  tablesOf(facts.register, category).find(each => each.table.id === table)?.table.label[language]

const sourceLabel = (facts: BundleFacts, id: string, language: Language): string =>
  facts.register.sources.find(each => each.id === id)?.label[language] ?? id

/** Every system that was searched, with what came of it. */
export function searched(facts: BundleFacts, w: BundleWords, language: Language): string {
  const { number } = facts.forms.writing[language]
  const rows = facts.collection.searched.map(({ source, knows, error }) => {
    const found = facts.collection.parts.reduce((sum, part) => (part.source.id === source ? sum + part.found : sum), 0)
    return [
      escape(sourceLabel(facts, source, language)),
      number(found),
      escape(error ? w.searched.failed : knows ? w.searched.fine : w.searched.unknown),
    ]
  })
  return tableOf(w.searched.title, [w.searched.source, w.searched.found, w.searched.outcome], rows)
}

/** What can be taken along and what cannot, per table, with the reason (PORT-02, checklist 3.2). */
export function portability(facts: BundleFacts, w: BundleWords, language: Language): string {
  const rows = heldCategories(facts).flatMap(category =>
    partsOf(facts, category.id).map(part => {
      const inside = part.columns.filter(column => part.portable.has(column.id)).map(column => column.label[language])
      const outside = part.columns.flatMap(column => {
        const because = part.portable.has(column.id) ? undefined : part.leftOut.get(column.id)
        return because ? [`${column.label[language]}: ${w.portability.reasons[because]}`] : []
      })
      return [
        `${escape(category.label[language])}<br><small>${escape(part.table.label[language])}</small>`,
        escape(inside.join(', ') || w.portability.nothing),
        outside.map(escape).join('<br>'),
      ]
    }),
  )
  return (
    paragraphs(w.portability.intro) +
    tableOf(w.portability.title, [w.overview.category, w.portability.inside, w.portability.outside], rows) +
    paragraphs([
      ...(facts.wanted.access ? [] : [w.portability.notAccess]),
      w.portability.direct,
      w.portability.newController,
    ])
  )
}

/** Which files there are, how to read them, and how to check that nothing was changed. */
export function files(facts: BundleFacts, w: BundleWords, language: Language): string {
  const there = (path: string) =>
    path === 'inzage/' || Object.values(rowFolders).includes(path)
      ? facts.wanted.access
      : path === 'audit/'
        ? facts.request !== null
        : path !== 'overdracht/' || facts.wanted.portability
  const rows = w.files.rows
    .filter(([path]) => there(path))
    .map(([path, what]) => [`<code>${escape(path)}</code>`, escape(what)])
  return (
    paragraphs([w.files.intro]) +
    tableOf(
      w.files.title,
      [w.data.field, w.data.meaning],
      [[`<code>${firstPages[language]}</code>`, escape(w.back)], ...rows],
    ) +
    paragraphs([w.files.csv, w.files.times]) +
    `<p>${escape(w.files.verify('\u0000')).replace('\u2400', '<code>inzage verify FILE.zip</code>')}</p>\n` +
    paragraphs([
      w.files.keys(facts.keyId),
      ...(facts.lastDay ? [w.files.expires(facts.forms.writing[language].day(facts.lastDay))] : []),
    ])
  )
}
