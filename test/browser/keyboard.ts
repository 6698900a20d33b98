/** A person without a mouse: Tab, Enter and Space, always seeing where they are. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What has the focus, and how it looks. */
export type Focus = { text: string; name: string; inside: boolean; ring: boolean; seen: boolean }

/** Presses Tab (or Shift+Tab) once, and tells where that leads. */
export async function tab(page: Page, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Focus> {
  await page.keyboard.press(key)
  return focusOf(page)
}

export const focusOf = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) {
      return { text: '', name: '', inside: false, ring: false, seen: false }
    }
    const box = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    const top = document.elementFromPoint(box.x + Math.min(box.width / 2, 40), box.y + Math.min(box.height / 2, 20))
    return {
      text: element.textContent?.trim().replace(/\s+/g, ' ') ?? '',
      name: element.getAttribute('name') ?? '',
      inside: true,
      ring: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
      seen: top !== null && (element.contains(top) || top.contains(element)),
    }
  })

/** Tabs until `there` says so; on the way everything that gets the focus can be seen, with a ring around it. */
export async function tabTo(page: Page, there: (focus: Focus) => boolean): Promise<void> {
  const passed: string[] = []
  for (let n = 0; n < 120; n++) {
    const focus = await tab(page)
    if (!focus.inside) continue
    expect(focus, `focus on ${focus.text || focus.name}`).toMatchObject({ ring: true, seen: true })
    if (there(focus)) return
    passed.push(focus.text || focus.name)
  }
  throw new Error(`the keyboard does not get there; it passed ${passed.slice(-30).join(' | ')}`)
}

/** Tabs through the whole page and out of it again: nothing keeps the focus. Gives how many places it passed. */
export async function walkThrough(page: Page): Promise<number> {
  for (let n = 0; n < 300; n++) {
    const focus = await tab(page)
    if (!focus.inside) return n
    expect(focus, `focus on ${focus.text || focus.name}`).toMatchObject({ ring: true, seen: true })
  }
  throw new Error('the page does not let the focus go')
}
