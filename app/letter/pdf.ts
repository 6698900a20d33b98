/**
 * The letter as a tagged PDF (PDF/UA-1): a structure of headings, paragraphs and lists in the order of reading, the language,
 * a title, bookmarks, and our own fonts inside. The same text as the page and nothing more but the head of a letter.
 * Only the server makes it (never a page of Remix), because the fonts lie beside this file.
 */
import path from 'node:path'
import type Pdf from 'pdfkit'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { type Block, blocksOf } from './blocks.ts'
import { printable } from './signs.ts'

const fonts = path.join(import.meta.dirname, 'fonts')
const regular = path.join(fonts, 'atkinson-hyperlegible-next-400.ttf')
const bold = path.join(fonts, 'atkinson-hyperlegible-next-700.ttf')

const size = { text: 12, title: 18, heading: 14, small: 10 } as const
/** Millimetres in points. */
const mm = 72 / 25.4
const margins = { top: 25 * mm, bottom: 25 * mm, left: 25 * mm, right: 25 * mm }
const ink = '#0F2A30'

export type PrintedLetter = {
  language: Language
  /** Without anybody's name: it stands in the file's properties. */
  title: string
  /** Name and address of the controller, and of who the letter is for; empty when it is not posted. */
  sender: readonly string[]
  recipient: readonly string[]
  /** Lines under the title: the day, the reference. */
  about: readonly string[]
  text: string
  /** "Bladzijde 1 van 2". */
  page: (page: number, pages: number) => string
  at: Instant
}

/** The file, whole: a letter is a few pages. Signs that our fonts lack are replaced (`signs.ts`). */
export async function letterPdf(letter: PrintedLetter): Promise<Buffer> {
  // Only who prints needs it: a server that starts does not wait for it, nor hold it.
  const { default: Document } = await import('pdfkit')
  const doc = new Document({
    size: 'A4',
    margins,
    pdfVersion: '1.7',
    // The types know only the archiving subsets; this one is what readers of pages need.
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    lang: letter.language === 'nl' ? 'nl-NL' : 'en-GB',
    displayTitle: true,
    bufferPages: true,
    font: regular,
    info: { Title: letter.title, Author: letter.sender[0] ?? '', CreationDate: new Date(letter.at) },
  })
  const chunks: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  write(doc, letter)
  doc.end()
  return whole
}

type Doc = InstanceType<typeof Pdf>

function write(doc: Doc, letter: PrintedLetter): void {
  const root = doc.struct('Document')
  doc.addStructure(root)
  doc.fillColor(ink)

  const lines = (tag: string, text: readonly string[], gap: number, font = regular, points: number = size.text) => {
    if (text.length === 0) return
    root.add(
      doc.struct(tag, {}, () => {
        doc
          .font(font)
          .fontSize(points)
          .text(printable(text.join('\n')), { lineGap: 3 })
      }),
    )
    doc.y += gap
  }
  lines('P', letter.sender, 6 * mm, regular, size.small)
  lines('P', letter.recipient, 8 * mm)
  lines('H1', [letter.title], 2 * mm, bold, size.title)
  doc.outline.addItem(printable(letter.title))
  lines('P', letter.about, 6 * mm, regular, size.small)

  for (const block of blocksOf(letter.text)) {
    if (block.kind === 'heading') heading(doc, block.text, () => lines('H2', [block.text], 1 * mm, bold, size.heading))
    else if (block.kind === 'paragraph') lines('P', block.lines, 4 * mm)
    else root.add(list(doc, block))
  }
  root.end()
  footers(doc, letter)
}

/** A heading never stands alone at the foot of a page. */
function heading(doc: Doc, text: string, draw: () => void): void {
  if (doc.y > doc.page.height - margins.bottom - 25 * mm) doc.addPage()
  else doc.y += 2 * mm
  doc.outline.addItem(printable(text))
  draw()
}

/** A new page in the middle of an element: what is marked ends on the old page and goes on on the new one. */
function turnPage(doc: Doc): void {
  // The driver's own way, which its types leave out.
  ;(doc as unknown as { continueOnNewPage(): void }).continueOnNewPage()
}

function list(doc: Doc, { items }: Extract<Block, { kind: 'list' }>) {
  const left = margins.left
  const indent = 5 * mm
  const element = doc.struct('L')
  for (const item of items) {
    const line = doc.struct('LI')
    element.add(line)
    line.add(
      doc.struct('Lbl', {}, () => {
        doc.font(regular).fontSize(size.text)
        // A bullet alone at the foot of a page would be left behind by its text.
        if (doc.y > doc.page.height - margins.bottom - 10 * mm) turnPage(doc)
        const { y } = doc
        doc.text('•', left, y, { lineGap: 3 })
        doc.y = y
      }),
    )
    line.add(
      doc.struct('LBody', {}, () => {
        doc.text(printable(item), left + indent, doc.y, { lineGap: 3 })
      }),
    )
    doc.x = left
    doc.y += 1.5 * mm
    line.end()
  }
  doc.y += 2.5 * mm
  element.end()
  return element
}

/** Page numbers belong to the paper, not to the letter: readers pass them over. */
function footers(doc: Doc, letter: PrintedLetter): void {
  const { count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page)
    // Below the margin a new page would begin.
    doc.page.margins.bottom = 0
    doc.markContent('Artifact', { type: 'Pagination' })
    doc
      .font(regular)
      .fontSize(size.small)
      .text(letter.page(page + 1, count), margins.left, doc.page.height - 15 * mm, { lineBreak: false })
    doc.endMarkedContent()
  }
}
