/** The letter on paper: tagged for screen readers, in our own fonts, and with the same words as the page. */
import Pdf from 'pdfkit'
import { describe, expect, it } from 'vitest'
import { plainLines } from '#app/letter/blocks.ts'
import { letterPdf, type PrintedLetter } from '#app/letter/pdf.ts'
import { canPrint, lostSigns } from '#app/letter/signs.ts'
import { infoOf, objectsOf, poppler, structureOf, tagsOf, textOf } from './pdf-reader.ts'

const letter: PrintedLetter = {
  language: 'nl',
  title: 'Antwoord op je verzoek',
  sender: ['We Do Better', 'Postbus 1, Utrecht'],
  recipient: ['Łukasz Đorđević-Şahin', 'Dorpsstraat 1'],
  about: ['13 november 2026', 'Kenmerk 7KF-2MX-9TB'],
  text: 'Beste Łukasz,\n\nEen geïnteresseerde coördinator.\n\n## Waarom niet?\n- Eén reden, die zo lang is dat zij op de volgende regel verder gaat omdat een regel nu eenmaal niet langer is.\n- Twee.\n\nMet vriendelijke groet,\nWe Do Better',
  page: (page, pages) => `Bladzijde ${page} van ${pages}`,
  at: '2026-11-13T09:00:00.000Z',
}

describe('the letter as PDF', () => {
  it('is tagged: title, headings, paragraphs and lists in the order of reading; language and title are said', async () => {
    const pdf = await letterPdf(letter)
    const all = [...objectsOf(pdf).values()].join('\n')
    expect(all).toContain('/Lang (nl-NL)')
    const marks = /\/MarkInfo (\d+) 0 R/.exec(all)?.[1]
    expect(objectsOf(pdf).get(Number(marks))).toContain('/Marked true')
    expect(all).toContain('/DisplayDocTitle true')
    expect(all).toContain('/Type /StructTreeRoot')
    expect(pdf.toString('latin1')).toContain('pdfuaid:part')
    expect(all).toMatch(/\/Outlines \d+ 0 R/)
    expect(tagsOf(pdf)).toBe('Document(P P H1 P P P H2 L(LI(Lbl LBody) LI(Lbl LBody)) P)')
    // Only our own fonts, inside the file.
    const named = [...all.matchAll(/\/BaseFont \/([\w+-]+)/g)].map(match => match[1])
    expect(named.length).toBeGreaterThan(0)
    for (const name of named) expect(name).toMatch(/^[A-Z]{6}\+AtkinsonHyperlegibleNext-(Regular|Bold)$/)
    expect(all).toContain('/FontFile2')
  })

  it.runIf(poppler)('says the same words as the page, also to a reader of PDF files', async () => {
    const pdf = await letterPdf(letter)
    const flat = (text: string) => text.replace(/\s+/g, ' ')
    const text = flat(textOf(pdf))
    for (const line of [
      ...plainLines(letter.text),
      ...letter.sender,
      ...letter.recipient,
      ...letter.about,
      letter.title,
    ]) {
      expect(text).toContain(flat(line))
    }
    expect(text).toContain('Bladzijde 1 van 1')
    expect(infoOf(pdf)).toMatch(/Tagged: +yes/)
    expect(infoOf(pdf)).toMatch(/Title: +Antwoord op je verzoek/)
    const structure = structureOf(pdf)
    expect(structure).toMatch(/H2[\s\S]*Waarom niet\?[\s\S]*L[\s\S]*LBody[\s\S]*Twee\./)
    expect(structure).not.toContain('Bladzijde')
  })

  it('of many pages keeps its order, and every page is numbered', async () => {
    const long = {
      ...letter,
      text: Array.from({ length: 60 }, (_, i) => `## Kop ${i}\n- regel ${i} ${'woord '.repeat(40)}`).join('\n\n'),
    }
    const pdf = await letterPdf(long)
    expect([...objectsOf(pdf).values()].filter(body => /\/Type \/Page\b/.test(body)).length).toBeGreaterThan(3)
    expect(tagsOf(pdf).match(/H2/g)).toHaveLength(60)
    if (!poppler) return
    const text = textOf(pdf)
    expect([...text.matchAll(/Kop (\d+)/g)].map(match => Number(match[1]))).toEqual(
      Array.from({ length: 60 }, (_, i) => i),
    )
    expect(text).toMatch(/Bladzijde 4 van \d/)
  })

  it('knows exactly which signs its fonts have', () => {
    const doc = new Pdf({ autoFirstPage: false })
    for (const weight of [400, 700]) {
      const embedded: unknown = Reflect.get(
        doc.font(`app/letter/fonts/atkinson-hyperlegible-next-${weight}.ttf`),
        '_font',
      )
      const font = Reflect.get(Object(embedded), 'font') as { characterSet: number[] }
      expect(font.characterSet.filter(point => point !== 0xffff).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 0x3000 }, (_, point) => point).filter(point => canPrint(String.fromCodePoint(point))),
      )
    }
  })

  it('tells which signs it cannot show', () => {
    expect(lostSigns('Đorđević Łukasz é ï – “aha” €')).toEqual([])
    expect(lostSigns('Eva Янсен')).toEqual(['Я', 'н', 'с', 'е'])
  })
})
