/** A record without what is hidden of it: nothing that tells the value stays, and the count does. */
import { expect, it, test } from 'vitest'
import { withoutHidden } from '#domain/hidden-value.ts'
import type { Item } from '#domain/item.ts'
import { joined, namesIn } from '#domain/names-in-text.ts'
import type { Column, Table } from '#domain/register.ts'

const column = (id: string, type: Column['type'] = 'text'): Column => ({
  id,
  category: 'c',
  label: { nl: id, en: id },
  meaning: { nl: '', en: '' },
  origin: 'provided',
  type,
  optional: false,
  selfService: 'view',
  portableException: false,
})
const table: Table = {
  id: 't',
  label: { nl: 't', en: 't' },
  subject: [{ column: 'owner', role: 'owner', roleLabel: { nl: '', en: '' } }],
  key: 'id',
  at: 'made',
  anchors: { reportCreated: 'made' },
  columns: [
    column('id'),
    column('text', 'longText'),
    column('made', 'instant'),
    column('photo', 'file'),
    column('other'),
  ],
  excluded: [],
  people: [],
  isLog: false,
}
const item: Item = {
  source: 's',
  table: 't',
  category: 'c',
  key: '41',
  role: 'owner',
  at: '2026-01-02T03:04:05.000Z',
  values: { id: '41', text: 'kanarie [***]', made: '2026-01-02T03:04:05.000Z', photo: 'vogel.jpg', other: null },
  anchors: { reportCreated: '2026-01-02T03:04:05.000Z' },
  attachments: [
    { source: 's', path: 'x/vogel.jpg', name: 'vogel.jpg', mediaType: 'image/jpeg', bytes: 9 },
    { source: 's', path: 'x/ander.pdf', name: 'ander.pdf', mediaType: 'application/pdf', bytes: 9 },
  ],
  redactions: [{ column: 'text', reason: 'otherPerson', count: 1 }],
  removedPeople: ['text'],
  held: { text: { value: 'kanarie anouk@voorbeeld.example', others: [[8, 31]] } },
}
const hide = (...columns: (string | null)[]) =>
  withoutHidden(
    item,
    columns.map(each => ({ column: each, reason: 'tradeSecret' as const })),
    table,
  )

it('nothing hidden: the record as it is', () => {
  expect(hide()).toEqual({ item, term: true })
})

it('the whole record: nothing', () => {
  expect(hide(null)).toBeNull()
  expect(hide('text', null)).toBeNull()
})

test.each<[string, string[]]>([
  ['text', ['kanarie', 'anouk']],
  ['made', ['2026-01-02']],
  ['photo', ['vogel']],
  ['id', ['"41"']],
])('%s: no trace of it', (hidden, traces) => {
  const { item: shown, term } = hide(hidden)!
  // What a term is counted from stays inside the house.
  const { anchors: _, ...out } = shown
  for (const trace of traces) expect(JSON.stringify(out)).not.toContain(trace)
  expect(shown.redactions.filter(each => each.column === hidden)).toEqual([
    { column: hidden, reason: 'tradeSecret', count: 1 },
  ])
  expect(term, 'the day it is kept until would tell its day').toBe(hidden !== 'made')
  expect(shown.attachments.map(file => file.name)).toEqual(
    hidden === 'photo' ? ['ander.pdf'] : ['vogel.jpg', 'ander.pdf'],
  )
})

it('counts nothing where nothing was', () => {
  expect(hide('other')!.item.redactions).toEqual(item.redactions)
})

test.each<[string, string, string[], string[]]>([
  ['a whole name in any case', 'gezien door ANOUK DE BOER', ['Anouk de Boer'], ['ANOUK DE BOER']],
  ['a word of it as written', 'Anouk belde, anouk niet', ['Anouk de Boer'], ['Anouk']],
  ['not inside a word', 'Akkerweg van Akker.', ['Anouk Akker'], ['Akker']],
  ['not the person’s own words', 'Eva de Boer en Anouk', ['Anouk de Boer', 'Eva de Boer'], ['Anouk']],
  ['nor short words', 'Wim Li en Li', ['Wim Li'], ['Wim Li']],
  ['signs in a name are signs', 'a.b (c) zonder', ['(c) [x'], []],
])('names in a text: %s', (_, text, names, found) => {
  const own = ['Eva de Boer']
  expect(namesIn(text, names, own).map(([start, end]) => text.slice(start, end))).toEqual(found)
})

it('takes time in proportion to the text, also with many names', () => {
  const text = 'Anouk zei niets. '.repeat(20_000)
  const names = Array.from({ length: 100 }, (_, n) => `Persoon${n} van Naam${n}`)
  const start = performance.now()
  expect(namesIn(text, names)).toEqual([])
  expect(performance.now() - start).toBeLessThan(5_000)
})

it('places that touch are one', () => {
  expect(
    joined([
      [4, 6],
      [0, 2],
      [2, 3],
      [5, 9],
    ]),
  ).toEqual([
    [0, 3],
    [4, 9],
  ])
})
