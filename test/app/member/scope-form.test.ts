/** What somebody asks a copy of: read from the form, or a sentence next to the field. */
import { expect, test } from 'vitest'
import { everything, readTyped, scopeOf, typedQuery } from '#app/member/scope-form.ts'
import { words } from '#app/text/words.ts'

const register = { categories: [{ id: 'survey' }, { id: 'logs' }] } as unknown as Parameters<typeof readTyped>[1]
const w = words('nl').download.errors
const read = (query: string) => readTyped(new URLSearchParams(query), register)
const scope = (query: string) => scopeOf(read(query), '2026-11-22', w)

test('an empty form asks for everything, to read and to take along', () => {
  expect(scope('')).toEqual({ scope: { categories: null, from: null, until: null, forms: ['access', 'portability'] } })
})

test('categories count only when somebody chose to choose; unknown ones are not taken over', () => {
  expect(scope('what=some&part=logs&part=logs&part=members')).toMatchObject({ scope: { categories: ['logs'] } })
  expect(scope('what=all&part=logs')).toMatchObject({ scope: { categories: null } })
  expect(scope('what=some&part=members')).toEqual({ errors: { part: w.parts } })
})

test('a day is read as ISO and as people here write it; others get a sentence', () => {
  expect(scope('from=2026-03-01&until=31-3-2026')).toMatchObject({ scope: { from: '2026-03-01', until: '2026-03-31' } })
  expect(scope('from=2026-02-30')).toEqual({ errors: { from: w.from } })
  expect(scope('until=morgen')).toEqual({ errors: { until: w.until } })
  expect(scope('from=2026-11-23')).toEqual({ errors: { from: w.future } })
})

test('a last day before the first is refused, the same day is not', () => {
  expect(scope('from=2026-03-02&until=2026-03-01')).toEqual({ errors: { until: w.order } })
  expect(scope('from=2026-03-02&until=2026-03-02')).toMatchObject({
    scope: { from: '2026-03-02', until: '2026-03-02' },
  })
})

test('an unknown form is refused', () => {
  expect(scope('as=pdf')).toEqual({ errors: { as: w.form } })
  expect(scope('as=toString')).toEqual({ errors: { as: w.form } })
})

test('what was typed survives the way through an address', () => {
  const typed = read('what=some&part=survey&from=2026-03-02&as=access')
  expect(readTyped(new URLSearchParams(typedQuery(typed)), register)).toEqual(typed)
  expect(typedQuery(everything)).toBe('')
})
