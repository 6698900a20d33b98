/** The language of templates is shut in: facts of one letter, a few tags, limits, and faults with their line. */
import { describe, expect, it } from 'vitest'
import { articleInWords } from '#app/letter/article.ts'
import { blocksOf } from '#app/letter/blocks.ts'
import type { Facts } from '#app/letter/facts.ts'
import { liveOn } from '#app/letter/live.ts'
import { filledIn } from '#app/letter/marks.ts'
import { longestTemplate, renderTemplate } from '#app/letter/template.ts'
import { measure } from '#app/text/meter.ts'

const facts = {
  name: '{{ name }}',
  reference: '7KF-2MX-9TB',
  late: false,
  given: [],
  refused: [{ what: '<b>Alles</b>', because: '{{ controller }}', article: 'artikel 15', until: '', change: '' }],
} as unknown as Facts
const fault = (text: string) => {
  const made = renderTemplate(text, facts)
  return 'fault' in made ? made.fault : made.text
}

describe('a template', () => {
  it('that names what there is not says on which line', () => {
    expect(fault('Beste\n{{ naam }}')).toEqual({ line: 2, because: 'unknownFact', what: 'naam' })
    expect(fault('{% for part in refused %}\n{{ part.reden }}{% endfor %}')).toMatchObject({
      line: 2,
      because: 'unknownFact',
    })
    expect(fault('a\nb\n{{ reference | shout }}')).toEqual({ line: 3, because: 'unknownFilter', what: 'shout' })
    expect(fault('{% if late %}')).toMatchObject({ line: 1, because: 'notClosed' })
    expect(fault('a\n{{ reference')).toMatchObject({ line: 2, because: 'notClosed' })
  })

  it.each([
    'include',
    'render',
    'layout',
    'block',
    'capture',
    'assign',
    'increment',
    'liquid',
    'echo',
    'raw',
    'tablerow',
  ])('has no tag %s', tag => {
    expect(fault(`{% ${tag} "/etc/passwd" %}`)).toMatchObject({
      because: expect.stringMatching(/unknownTag|unreadable|notClosed/),
    })
  })

  it('reaches nothing that JavaScript brings along', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'refused.constructor', 'reference.constructor']) {
      expect(fault(`{{ ${name} }}`)).toMatchObject({ because: 'unknownFact' })
    }
  })

  it('that never ends is stopped', () => {
    const before = performance.now()
    expect(fault('{% for i in (1..100000000) %}{{ i }}{% endfor %}')).toMatchObject({ because: 'tooMuch' })
    const loops =
      '{% for a in (1..900) %}{% for b in (1..900) %}{% for c in (1..900) %}x{% endfor %}{% endfor %}{% endfor %}'
    expect(fault(loops)).toMatchObject({ because: 'tooMuch' })
    expect(fault('x'.repeat(longestTemplate + 1))).toMatchObject({ because: 'tooMuch' })
    expect(performance.now() - before).toBeLessThan(5000)
  })

  it('puts facts in as they are, and reads none of them as a template', () => {
    const made = fault('{% for part in refused %}- {{ part.what }}: {{ part.because }}{% endfor %}')
    expect(made).toBe('- <b>Alles</b>: {{ controller }}')
    const values = liveOn('2026-11-13', 'nl', { name: '{{ today }} {% if %}', bundleUntil: null })
    expect(filledIn('Beste {{ name }}, tot {{ court_until }}. {{ anders }}', values)).toBe(
      'Beste {{ today }} {% if %}, tot vrijdag 25 december 2026. {{ anders }}',
    )
  })
})

it('a letter is headings, paragraphs and lists', () => {
  expect(blocksOf('Beste Eva,\n\n## Waarom\nEen\ntwee\n- a\n- b\nna\n\n\nDag')).toEqual([
    { kind: 'paragraph', lines: ['Beste Eva,'] },
    { kind: 'heading', text: 'Waarom' },
    { kind: 'paragraph', lines: ['Een', 'twee'] },
    { kind: 'list', items: ['a', 'b'] },
    { kind: 'paragraph', lines: ['na'] },
    { kind: 'paragraph', lines: ['Dag'] },
  ])
})

it.each([
  ['15(4)', 'artikel 15, lid 4, van de AVG', 'article 15, paragraph 4, of the GDPR'],
  ['16', 'artikel 16 van de AVG', 'article 16 of the GDPR'],
  ['12(5)(b)', 'artikel 12, lid 5, onder b, van de AVG', 'article 12, paragraph 5, point b, of the GDPR'],
  [
    '11(2), 12(2)',
    'artikel 11, lid 2 en artikel 12, lid 2, van de AVG',
    'article 11, paragraph 2 and article 12, paragraph 2, of the GDPR',
  ],
  [
    'UAVG 41(1)',
    'artikel 41, lid 1, van de Uitvoeringswet AVG',
    'article 41, paragraph 1, of the Dutch GDPR Implementation Act',
  ],
])('%s in words', (article, nl, en) => {
  expect(articleInWords(article, 'nl')).toBe(nl)
  expect(articleInWords(article, 'en')).toBe(en)
})

it('the meter finds long sentences and hard words, with easier ones', () => {
  const long =
    'Wij delen u hierbij mede dat wij teneinde uw verzoek conform de wet te behandelen nog nadere gegevens van u nodig hebben om verder te gaan.'
  const meter = measure([long, 'Dat is kort.'], 'nl')
  expect(meter.plain).toBe(false)
  expect(meter.long).toHaveLength(1)
  expect(meter.hard).toEqual(
    expect.arrayContaining([
      { word: 'teneinde', instead: 'om te' },
      { word: 'conform', instead: 'volgens' },
    ]),
  )
  expect(measure(['Je krijgt een kopie.', 'Dat is gratis.'], 'nl')).toMatchObject({ plain: true, long: [], hard: [] })
})
