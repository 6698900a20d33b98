/** A real Chromium for the tests, and what every page must be there: accessible, quiet, and alone with our own server. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Language } from '#domain/language.ts'

/** Where `npm test` found or installed one; an empty file says that there is none. */
const found = path.resolve(import.meta.dirname, '../../.cache/chromium')

/** Path of Chromium, or null. */
export const chromiumPath: string | null =
  [process.env.CHROMIUM, existsSync(found) ? readFileSync(found, 'utf8').trim() : '', '/usr/bin/chromium'].find(
    file => file && existsSync(file),
  ) ?? null

if (!chromiumPath) {
  process.stderr.write(
    'No Chromium: the browser tests are skipped. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.\n',
  )
}

/** Nothing that talks to the outside; a fresh profile each time. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath ?? undefined, args: flags, headless: true })

/** axe's tags of WCAG 2.0–2.2 at A and AA. */
export const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What a visit came across that should not be there. */
export type Visit = { page: Page; context: BrowserContext; troubles: string[] }

/**
 * A window on the portal. `troubles` collects errors in the console, errors of scripts, requests to anybody but `url`, and
 * answers of 400 and up.
 */
export async function openWindow(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ baseURL: url, locale: 'nl-NL', acceptDownloads: true, ...options })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', error => troubles.push(`script: ${error.message}`))
  page.on('request', request => {
    if (!request.url().startsWith(`${url}/`)) troubles.push(`elsewhere: ${request.url()}`)
  })
  page.on('response', response => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`)
  })
  return { page, context, troubles }
}

/**
 * Every rule of axe with all panels open, and contrast once more in the other colour scheme; no scrolling sideways; one
 * h1; no inline script or style; nothing in `troubles`. Without `axe` only the last four: for a page that was looked at before.
 */
export async function checkPage({ page, troubles }: Visit, { axe: withAxe = true } = {}): Promise<void> {
  await page.evaluate(() => {
    for (const panel of document.querySelectorAll('details')) panel.open = true
  })
  if (withAxe) await checkWithAxe(page)
  const facts = await page.evaluate(() => ({
    // What sticks out, so that a red test says what to mend.
    sideways:
      document.documentElement.scrollWidth > window.innerWidth &&
      [...document.querySelectorAll('main *')]
        .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)
        .map(each => `${each.tagName.toLowerCase()}.${each.className}`)
        .slice(0, 8)
        .join(' '),
    headings: document.querySelectorAll('h1').length,
    scripts: [...document.scripts].filter(script => !script.src).length,
    styles: document.querySelectorAll('[style], style').length,
  }))
  expect(facts, `shape of ${page.url()}`).toEqual({ sideways: false, headings: 1, scripts: 0, styles: 0 })
  expect(troubles, `troubles on ${page.url()}`).toEqual([])
}

/** Not for a window without script: there no promise of the page is ever kept. */
async function checkWithAxe(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => null))
  const axe = () => new AxeBuilder({ page })
  const { violations } = await axe()
    .withTags([...wcag, 'best-practice'])
    .analyze()
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.emulateMedia({ colorScheme: dark ? 'light' : 'dark' })
  const other = await axe().withRules(['color-contrast']).analyze()
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  const told = [...violations, ...other.violations].map(
    each => `${each.id}: ${each.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`,
  )
  expect(told, `axe on ${page.url()}`).toEqual([])
}

/** Chooses a language. The script sends the choice; without one there is a button. */
export async function speak(page: Page, language: Language): Promise<void> {
  const choice = page.locator('select[name="language"]:visible')
  if ((await choice.inputValue()) !== language) {
    await choice.selectOption(language)
    const button = page.locator('form[data-auto]:visible button')
    if (await button.isVisible()) await button.click()
  }
  await page.waitForSelector(`html[lang="${language}"]`)
}
