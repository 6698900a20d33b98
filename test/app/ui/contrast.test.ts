/** A theme below WCAG 2.2 AA does not pass: every pair of colours that meets on a page is measured, light and dark. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const css = readFileSync(path.resolve(import.meta.dirname, '../../../app/ui/tokens.css'), 'utf8')

/** The colours of one block, by name without the dashes. */
const colours = (selector: string): Map<string, string> => {
  const start = css.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`no ${selector} in tokens.css`)
  const block = css.slice(start, css.indexOf('}', start))
  return new Map(Array.from(block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi), ([, name, value]) => [name!, value!]))
}

const light = colours(':root')
const dark = new Map([...light, ...colours(":root[data-theme='dark']")])
const auto = new Map([...light, ...colours(":root:not([data-theme='light'])")])

/** Relative luminance and contrast (WCAG 2.2). */
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map(at => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (high! + 0.05) / (low! + 0.05)
}

/** Text on a surface: 4.5 (1.4.3). */
const text: readonly (readonly [string, readonly string[]])[] = [
  ['inkt', ['krijt', 'mist', 'wad', 'boei-vlak']],
  ['grijs', ['krijt', 'mist', 'wad']],
  ['link', ['krijt', 'mist', 'wad', 'boei-vlak']],
  ['actie-tekst', ['actie']],
  ['boei-tekst', ['boei-vlak']],
  ['kwelder', ['kwelder-vlak', 'krijt']],
  ['menie', ['menie-vlak', 'krijt', 'mist']],
  ['lucht', ['lucht-vlak', 'krijt']],
]
/** What shows where a control is, or a state, or a part of a picture: 3 (1.4.11). */
const shape: readonly (readonly [string, readonly string[]])[] = [
  ['rand', ['krijt', 'mist']],
  ['actie', ['krijt', 'mist']],
  ['inkt', ['boei', 'krijt', 'mist']],
  ['peil', ['krijt', 'peil-rest', 'peil-rest-zacht']],
  ['peil-zacht', ['peil-rest', 'krijt']],
  ['menie', ['krijt']],
  ['kwelder', ['kwelder-vlak']],
]

const themes = [
  ['light', light],
  ['dark', dark],
  ['dark by the system', auto],
] as const

test.each(themes)('every pair of colours in the %s theme reaches AA', (_name, theme) => {
  for (const [least, pairs] of [
    [4.5, text],
    [3, shape],
  ] as const) {
    for (const [front, backs] of pairs) {
      for (const back of backs) {
        const measured = contrast(theme.get(front)!, theme.get(back)!)
        // Black text in the buoy-yellow marker of the dark theme is its outline; there the fill itself is what is seen.
        if (front === 'inkt' && back === 'boei' && theme !== light) continue
        expect(measured, `${front} on ${back}`).toBeGreaterThanOrEqual(least)
      }
    }
  }
})

test('the dark theme is the same whether a person or their system chose it', () => {
  expect([...auto]).toEqual([...dark])
})
