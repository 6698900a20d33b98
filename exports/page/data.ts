/** The data themselves: an overview, and a section per category with every value beside its purpose, basis, term and origin. */
import type { Language } from '#domain/language.ts'
import { recipientsOf } from '#domain/reading.ts'
import type { Category, Column } from '#domain/register.ts'
import { type BundleFacts, firstPages, partsOf, type RowsPage, waiting, withheldIn } from '../facts.ts'
import { fileLink, hiddenIn, type Part } from '../part.ts'
import { termInWords } from '../purpose.ts'
import { type Forms, readably } from '../value.ts'
import type { BundleWords } from '../words.ts'
import { escape, link, pageEnd, pageStart, paragraphs, tableEnd, tableOf, tableStart } from './html.ts'
import { anchor, purposeRow } from './law.ts'

/** Lists up to this many rows and bytes stand on the first page; longer ones get pages of their own. */
const rowsInline = 100
const bytesInline = 60_000

/** Whether a list is short enough for the first page. It then still lies in memory, in one piece. */
export const fitsInline = (part: Part): boolean =>
  part.found <= rowsInline &&
  part.html !== null &&
  part.html.nl.bytes <= bytesInline &&
  part.html.en.bytes <= bytesInline

/** (b): every category, also those of which nothing is held. */
export function overview(facts: BundleFacts, w: BundleWords, language: Language): string {
  const { number } = facts.forms.writing[language]
  const review = new Map(waiting(facts).map(each => [each.category, each.found]))
  const rows = facts.register.categories.map(category => {
    const found = partsOf(facts, category.id).reduce((sum, part) => sum + part.found, 0)
    const outcomes = facts.collection.outcomes.filter(each => each.category === category.id)
    const asked = facts.scope.categories?.includes(category.id) ?? true
    const kept = withheldIn(facts, category.id)
    const state = asked
      ? [
          ...(found ? [number(found)] : []),
          ...(kept ? [w.overview.withheld(number(kept))] : []),
          ...(review.has(category.id) ? [`${number(review.get(category.id) ?? 0)}, ${w.overview.waits}`] : []),
          ...(outcomes.some(each => each.error) ? [w.overview.failed] : []),
        ].join(', ') || w.overview.none
      : w.overview.notAsked
    const name = escape(category.label[language])
    return [
      found && facts.wanted.access ? `<a href="#${anchor(category.id)}">${name}</a>` : name,
      escape(state),
      (facts.files.get(category.id) ?? []).map(path => link(path, path)).join('<br>'),
    ]
  })
  return (
    paragraphs([w.overview.intro]) +
    tableOf(w.overview.title, [w.overview.category, w.overview.items, w.overview.files], rows)
  )
}

/** One category with everything that is about it (Art. 15(1), opening words, and (a)–(d), (g)). */
export async function* categorySection(
  facts: BundleFacts,
  category: Category,
  w: BundleWords,
  language: Language,
): AsyncGenerator<string | Buffer> {
  const parts = partsOf(facts, category.id)
  const purposes = facts.purposes.get(category.id) ?? []
  const title = escape(category.label[language])
  yield `<section class="category"><h3 id="${anchor(category.id)}">${title}</h3>\n`
  yield paragraphs([category.meaning[language]])
  if (purposes.length) {
    const heads = [w.data.purpose, w.data.basis, w.data.howLong, w.data.forYou]
    yield tableOf(
      `${w.data.why} (${category.label[language]})`,
      heads,
      purposes.map(each => purposeRow(each, w, language)),
    )
  }
  const names = recipientsOf(facts.register, category.purposes).map(each => each.label[language])
  yield `<p>${escape(names.length ? `${w.data.recipients}: ${names.join(', ')}` : w.data.noRecipients)}</p>\n`
  for (const part of parts) yield* partSection(facts, part, w, language)
  yield '</section>\n'
}

async function* partSection(
  facts: BundleFacts,
  part: Part,
  w: BundleWords,
  language: Language,
): AsyncGenerator<string | Buffer> {
  const { number } = facts.forms.writing[language]
  const label = part.table.label[language]
  yield `<h4>${escape(w.data.records(label, number(part.found)))}</h4>\n`
  yield fieldsTable(facts, part, w, language)
  if (part.single || !part.html) return
  const pages = facts.pages.get(part)?.[language] ?? []
  if (pages.length) {
    yield paragraphs([w.data.elsewhere(number(part.found))])
    const items = pages.map(
      ({ path, first, last }) => `<li>${link(path, w.data.openPage(number(first), number(last)))}</li>`,
    )
    yield `<ul class="pages">${items.join('\n')}</ul>\n`
    return
  }
  yield tableStart(w.data.records(label, number(part.found)), rowHeads(part, w, language))
  // Links in the rows are written for a page one folder down.
  for (const chunk of part.html[language].read()) yield chunk.toString('utf8').replaceAll('href="../', 'href="')
  yield tableEnd
}

const rowHeads = (part: Part, w: BundleWords, language: Language): string[] => [
  ...(part.showAt ? [w.data.at] : []),
  ...(part.manyRoles ? [w.data.part] : []),
  ...part.columns.map(column => column.label[language]),
  ...(part.hasFiles ? [w.data.attachments] : []),
  ...(part.keptPerRow ? [w.data.keptUntil] : []),
]

/** What each field means and where it comes from; with its value when there is one record only. */
function fieldsTable(facts: BundleFacts, part: Part, w: BundleWords, language: Language): string {
  const { single } = part
  const columns = single ? part.columns.filter(column => single.placed.access.includes(column)) : part.columns
  const rows = columns.map(column => [
    escape(column.label[language]),
    ...(single ? [valueCell(facts, part, column, w, language)] : []),
    meaningCell(facts, column, w, language),
    [...(part.origins.get(column.id) ?? [column.origin])].map(origin => escape(w.origin[origin])).join('<br>'),
  ])
  if (single && part.keptPerRow) {
    const { term } = single.placed
    const text = term ? termInWords(term, w, facts.forms.writing[language]) : w.term.nothing
    rows.push([escape(w.data.keptUntil), escape(text), '', ''])
  }
  if (single && part.hasFiles) {
    rows.push([
      escape(w.data.attachments),
      single.files.map(file => fileLink(file, w.data.missingFile, 0)).join('<br>'),
      '',
      '',
    ])
  }
  const heads = [w.data.field, ...(single ? [w.data.value] : []), w.data.meaning, w.data.origin]
  return tableOf(w.data.fields(part.table.label[language]), heads, rows)
}

function valueCell(facts: BundleFacts, part: Part, column: Column, w: BundleWords, language: Language): string {
  const item = part.single?.item
  if (!item) return ''
  const value = readably(column, facts.forms)(item.values[column.id])[language]
  const hidden = hiddenIn(item, column.id)
  const shown = value || (hidden ? '' : `<small>${escape(w.empty)}</small>`)
  return `${shown}${hidden ? ` <small>${escape(w.data.redacted(String(hidden)))}</small>` : ''}`
}

function meaningCell(facts: BundleFacts, column: Column, w: BundleWords, language: Language): string {
  const legend = Object.entries(column.legend ?? {}).map(
    ([code, label]) => `${escape(code)}: ${escape(label[language])}`,
  )
  const only = column.purposes?.flatMap(
    id => facts.register.purposes.find(each => each.id === id)?.label[language] ?? [],
  )
  const said = [
    escape(column.meaning[language]),
    column.unit && escape(w.data.unit(column.unit)),
    legend.length && `<small>${escape(w.data.legend)} ${legend.join('; ')}</small>`,
    only?.length && `<small>${escape(w.data.onlyFor(only.join(', ')))}</small>`,
  ]
  return said.filter(Boolean).join('<br>')
}

/** A page of a long list: the same columns, with the way back and on. */
export async function* rowsPage(
  forms: Forms,
  pages: readonly RowsPage[],
  part: Part,
  language: Language,
  index: number,
): AsyncGenerator<Buffer> {
  const w = forms.words[language]
  const { number } = forms.writing[language]
  const page = pages[index]
  if (!page || !part.html) return
  const label = part.table.label[language]
  const title = w.data.records(label, w.data.openPage(number(page.first), number(page.last)))
  const step = (to: number, text: string) => (pages[to] ? [`<li>${link(pages[to].path, text, 1)}</li>`] : [])
  const back = `<li><a href="../${firstPages[language]}#${anchor(part.category.id)}">${escape(w.back)}</a></li>`
  const ways = `<ul class="pages">${[back, ...step(index - 1, w.previousPage), ...step(index + 1, w.nextPage)].join('\n')}</ul>`
  const banner = `<h1>${escape(title)}</h1>\n<p>${escape(w.page(index + 1, pages.length))}</p>\n<nav aria-label="${escape(w.contents)}">${ways}</nav>`
  yield Buffer.from(pageStart(language, `${label} (${index + 1})`, banner))
  yield Buffer.from(tableStart(title, rowHeads(part, w, language)))
  const marks = part.marks[language]
  yield* part.html[language].read(index === 0 ? 0 : marks[index - 1], marks[index])
  yield Buffer.from(`${tableEnd}${pageEnd}`)
}
