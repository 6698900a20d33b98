/** The tide staff shows as many blocks as days, and says in words what it shows. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DayRuler } from '#app/ui/day-ruler.tsx'
import { rulerName } from '#app/ui/ruler-name.ts'

const blocks = (html: string, kind: 'used' | 'left') =>
  html.match(new RegExp(`class="ruler-${kind}(-soft)?"`, 'g'))?.length ?? 0

test('day 19 of 30: nineteen blocks behind the buoy, eleven before it, and the date in its name', () => {
  const term = { total: 30, day: 19 }
  const name = rulerName(term, '2026-12-03', 11, 'nl')
  expect(name).toBe('Dag 19 van 30. Antwoord uiterlijk op donderdag 3 december 2026.')
  const html = renderToStaticMarkup(<DayRuler {...term} name={name} />)
  expect([blocks(html, 'used'), blocks(html, 'left')]).toEqual([19, 11])
  expect(html).toContain(`role="img" aria-label="${name}"`)
  expect(html).not.toContain('style=')
})

test('past the last day every block is used, and it says how late', () => {
  const term = { total: 31, day: 33 }
  const name = rulerName(term, '2026-11-20', -2, 'nl')
  expect(name).toBe('2 dagen te laat. Het antwoord moest er zijn op vrijdag 20 november 2026.')
  const html = renderToStaticMarkup(<DayRuler {...term} name={name} />)
  expect(html).toContain('ruler-late')
  expect(blocks(html, 'left')).toBe(0)
})

test('once answered it says on which day', () => {
  expect(rulerName({ total: 30, day: 1 }, '2026-12-03', null, 'en')).toBe('Answered on day 1 of 30.')
})
