/** One letter, two forms: whatever it says, the page and the paper say the same, in the same order (Art. 12(1), UI S6). */
import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { blocksOf } from '#app/letter/blocks.ts'
import { liveOn } from '#app/letter/live.ts'
import { filledIn } from '#app/letter/marks.ts'
import { letterPdf } from '#app/letter/pdf.ts'
import { standardTemplate } from '#app/letter/standard.ts'
import { madeUp } from '#app/letter/template-check.ts'
import { renderTemplate } from '#app/letter/template.ts'
import { words } from '#app/text/words.ts'
import { LetterText } from '#app/ui/letter.tsx'
import { addDays } from '#domain/day.ts'
import { languages } from '#domain/language.ts'
import { letterKinds } from '#domain/letter.ts'
import type { Register } from '#domain/register.ts'
import { readRegister } from '#sources/register/read.ts'
import { poppler, textOf } from './pdf-reader.ts'

let register: Register
beforeAll(async () => {
  const read = await readRegister('sources/we-do-better/register.yaml')
  if (!('register' in read)) throw new Error('the register cannot be read')
  register = read.register
})

/** Words as people type them, with what a page and a template could stumble over. */
const word = fc.constantFrom('dossier', '2019', 'één', '<b>', '&amp;', '"nee"', 'Đorđević', '{{', '%}', '§', '–', 'a/b')
const sentence = fc.array(word, { minLength: 1, maxLength: 40 }).map(each => `${each.join(' ')}.`)
const requests = fc.record({
  kind: fc.constantFrom(...letterKinds),
  language: fc.constantFrom(...languages),
  late: fc.boolean(),
  hidden: fc.boolean(),
  name: fc.constantFrom('Eva Jansen', 'Łukasz Đorđević-Şahin', 'D’Arcy & Zn. <x>'),
  day: fc.integer({ min: 0, max: 800 }).map(days => addDays('2026-01-01', days)),
  reasons: fc.array(fc.record({ because: sentence, change: sentence }), { minLength: 1, maxLength: 12 }),
})

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()
const bare = (text: string): string => text.replace(/\s+/g, '')
/** What a reader of the page sees. */
const seenIn = (html: string): string =>
  flat(html.replace(/<[^>]+>/g, ' ').replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole))

describe.runIf(poppler)('a letter on the page and on paper', () => {
  it('says the same over generated requests', async () => {
    let tried = 0
    await fc.assert(
      fc.asyncProperty(requests, async ({ kind, language, late, hidden, name, day, reasons }) => {
        const made = madeUp({ register, site: 'privacy.example.nl' }, { ...kind, language }, late, hidden)
        const [refused] = made.facts.refused
        const facts = {
          ...made.facts,
          refused: refused ? reasons.map(each => ({ ...refused, ...each })) : [],
          given: made.facts.given.map(each => ({ ...each, because: reasons[0]!.because })),
        }
        const drafted = renderTemplate(standardTemplate(kind.right, kind.outcome, language), facts)
        if ('fault' in drafted) throw new Error(drafted.fault.because)
        const live = liveOn(day, language, { name, bundleUntil: addDays(day, 14) })
        const text = filledIn(drafted.text, live)
        const w = words(language).letters.pdf
        const pdf = await letterPdf({
          language,
          title: w.title,
          sender: ['We Do Better'],
          recipient: [],
          about: ['BEGIN'],
          text,
          page: () => 'EINDE',
          at: `${day}T09:00:00.000Z`,
        })
        const paper = flat(textOf(pdf).replaceAll('EINDE', ' ').replaceAll('•', ' '))
        const page = seenIn(renderToStaticMarkup(createElement(LetterText, { blocks: blocksOf(text), language })))
        // A line of paper may end inside a word, after a stroke or a dash.
        expect(bare(paper.slice(paper.indexOf('BEGIN') + 'BEGIN'.length))).toBe(bare(page))
        const said = [name, facts.reference, facts.received, facts.contact]
        for (const fact of [...said, ...facts.refused.flatMap(each => [each.because, each.article])]) {
          expect(page).toContain(flat(fact))
        }
        tried++
      }),
      { numRuns: 60 },
    )
    expect(tried).toBe(60)
  }, 240_000)
})
