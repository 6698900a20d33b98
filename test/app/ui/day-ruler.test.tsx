/** The tide staff shows as many blocks as days, and says in words what it shows. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { rulerView } from '#app/member/request-view.ts'
import { DayRuler } from '#app/ui/day-ruler.tsx'

const blocks = (html: string, kind: 'used' | 'left') =>
  html.match(new RegExp(`class="ruler-${kind}(-soft)?"`, 'g'))?.length ?? 0

test('day 19 of 30: nineteen blocks behind the buoy, eleven before it, and the date in its name', () => {
  const view = rulerView('2026-11-03', '2026-12-03', '2026-11-22', false, 'nl')
  expect(view).toEqual({ total: 30, day: 19, name: 'Dag 19 van 30. Antwoord uiterlijk op donderdag 3 december 2026.' })
  const html = renderToStaticMarkup(<DayRuler {...view} />)
  expect([blocks(html, 'used'), blocks(html, 'left')]).toEqual([19, 11])
  expect(html).toContain(`role="img" aria-label="${view.name}"`)
  expect(html).not.toContain('style=')
})

test('past the last day every block is used, and it says how late', () => {
  const view = rulerView('2026-10-20', '2026-11-20', '2026-11-22', false, 'nl')
  expect(view.name).toBe('2 dagen te laat. Het antwoord moest er zijn op vrijdag 20 november 2026.')
  const html = renderToStaticMarkup(<DayRuler {...view} />)
  expect(html).toContain('ruler-late')
  expect(blocks(html, 'left')).toBe(0)
})

test('once answered it says on which day', () => {
  expect(rulerView('2026-11-03', '2026-12-03', '2026-11-04', true, 'en').name).toBe('Answered on day 1 of 30.')
})
