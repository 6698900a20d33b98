/** The first page of a bundle: everything a person needs, in one file that opens without a network. */
import { type Language, languages } from '#domain/language.ts'
import { type BundleFacts, firstPages, heldCategories } from '../facts.ts'
import { files, leftOut, portability, searched } from './account.ts'
import { categorySection, overview } from './data.ts'
import { escape, pageEnd, pageStart, paragraphs } from './html.ts'
import {
  about,
  anchor,
  answer,
  complaint,
  cookies,
  matching,
  purposes,
  recipients,
  rightsSection,
  sourceOf,
  transfers,
  nothingHere,
} from './law.ts'

type Section = { id: string; title: string; body: () => string | AsyncGenerator<string | Buffer> }

export async function* firstPage(facts: BundleFacts, language: Language): AsyncGenerator<Buffer> {
  const w = facts.forms.words[language]
  const title = (facts.wanted.access ? w.title : w.portabilityTitle)(facts.register.controller.name)
  const other = languages.find(each => each !== language) ?? language
  const twin = `<p><a href="${firstPages[other]}" hreflang="${other}" lang="${other}">${escape(w.twin)}</a></p>`
  const sections = facts.wanted.access ? accessSections(facts, language) : portabilitySections(facts, language)
  const contents = sections.map(section => `<li><a href="#${section.id}">${escape(section.title)}</a></li>`)

  yield Buffer.from(pageStart(language, title, `<h1>${escape(title)}</h1>\n${twin}`))
  const greeting = facts.who?.displayName ? [w.greeting(facts.who.displayName)] : []
  yield Buffer.from(paragraphs([...greeting, ...(facts.wanted.access ? w.intro : w.portabilityIntro)]))
  yield Buffer.from(
    `<nav aria-label="${escape(w.contents)}"><h2 id="contents">${escape(w.contents)}</h2><ol>${contents.join('\n')}</ol></nav>\n`,
  )
  for (const section of sections) {
    yield Buffer.from(`<section><h2 id="${section.id}">${escape(section.title)}</h2>\n`)
    const body = section.body()
    if (typeof body === 'string') yield Buffer.from(body)
    else for await (const piece of body) yield typeof piece === 'string' ? Buffer.from(piece) : piece
    yield Buffer.from('</section>\n')
  }
  yield Buffer.from(pageEnd)
}

/** The checklist of an answer to Art. 15, in the order in which people ask. */
function accessSections(facts: BundleFacts, language: Language): Section[] {
  const w = facts.forms.words[language]
  const of = (make: (facts: BundleFacts, words: typeof w, language: Language) => string) => () =>
    make(facts, w, language)
  return [
    { id: 'answer', title: w.answer.title, body: of(answer) },
    { id: 'about', title: w.about.title, body: of(about) },
    { id: 'overview', title: w.overview.title, body: of(overview) },
    { id: 'data', title: w.data.title, body: () => data(facts, language) },
    { id: 'purposes', title: w.purposes.title, body: of(purposes) },
    { id: 'recipients', title: w.recipients.title, body: of(recipients) },
    { id: 'origin', title: w.sourceOf.title, body: of(sourceOf) },
    { id: 'matching', title: w.matching.title, body: of(matching) },
    { id: 'transfers', title: w.transfers.title, body: of(transfers) },
    { id: 'cookies', title: w.cookies.title, body: of(cookies) },
    { id: 'rights', title: w.rights.title, body: of(rightsSection) },
    { id: 'complaint', title: w.complaint.title, body: of(complaint) },
    { id: 'left-out', title: w.leftOut.title, body: of(leftOut) },
    { id: 'searched', title: w.searched.title, body: of(searched) },
    ...(facts.wanted.portability ? [{ id: 'take-along', title: w.portability.title, body: of(portability) }] : []),
    { id: 'files', title: w.files.title, body: of(files) },
    { id: 'again', title: w.again.title, body: () => paragraphs(w.again.text) },
  ]
}

/** What goes with data to take along (Art. 20): what they are and what is not in it, but not the whole of Art. 15. */
function portabilitySections(facts: BundleFacts, language: Language): Section[] {
  const w = facts.forms.words[language]
  const of = (make: (facts: BundleFacts, words: typeof w, language: Language) => string) => () =>
    make(facts, w, language)
  return [
    { id: 'about', title: w.about.title, body: of(about) },
    { id: 'take-along', title: w.portability.title, body: of(portability) },
    { id: 'overview', title: w.overview.title, body: of(overview) },
    { id: 'left-out', title: w.leftOut.title, body: of(leftOut) },
    { id: 'searched', title: w.searched.title, body: of(searched) },
    { id: 'rights', title: w.rights.title, body: of(rightsSection) },
    { id: 'complaint', title: w.complaint.title, body: of(complaint) },
    { id: 'files', title: w.files.title, body: of(files) },
    { id: 'again', title: w.again.title, body: () => paragraphs(w.again.text) },
  ]
}

async function* data(facts: BundleFacts, language: Language): AsyncGenerator<string | Buffer> {
  const w = facts.forms.words[language]
  yield paragraphs([w.data.intro])
  const categories = heldCategories(facts)
  if (categories.length === 0) yield paragraphs([nothingHere(facts, w)])
  yield `<ul class="pages">${categories.map(each => `<li><a href="#${anchor(each.id)}">${escape(each.label[language])}</a></li>`).join('\n')}</ul>\n`
  for (const category of categories) yield* categorySection(facts, category, w, language)
}
