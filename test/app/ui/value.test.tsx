/** Hidden values never reach the page. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { HiddenContext, Value } from '#app/ui/value.tsx'

test('a hidden value leaves dots for eyes and one word for ears, and nothing of itself', () => {
  const html = renderToStaticMarkup(
    <HiddenContext.Provider value="verborgen">
      <Value>eva@voorbeeld.example</Value>
    </HiddenContext.Provider>,
  )
  expect(html).not.toContain('eva')
  expect(html).toContain('verborgen')
  expect(html).toContain('aria-hidden="true"')
})

test('markup in a value stays text, and its own direction is kept', () => {
  const html = renderToStaticMarkup(<Value>{'<script>alert(1)</script>'}</Value>)
  expect(html).toContain('&lt;script&gt;')
  expect(html).toContain('dir="auto"')
})
