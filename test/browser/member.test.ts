/** The member's journey in a real browser: both languages, narrow and wide, light and dark, with and without script. */
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deskOf } from '#app/desk.ts'
import { words } from '#app/text/words.ts'
import type { Language } from '#domain/language.ts'
import { workUntilIdle } from '#exports/worker.ts'
import { listMembers } from '#sources/we-do-better/seed/list.ts'
import { openWorld, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, speak, type Visit } from './browser.ts'

const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }

type Look = { language: Language; viewport: typeof wide; colorScheme: 'light' | 'dark'; javaScriptEnabled: boolean }

/** Both languages at both widths; each page is then seen in both colour schemes (`checkPage`). Two walks are without script. */
const looks: readonly Look[] = [
  { language: 'nl', viewport: wide, colorScheme: 'light', javaScriptEnabled: true },
  { language: 'nl', viewport: narrow, colorScheme: 'dark', javaScriptEnabled: true },
  { language: 'en', viewport: wide, colorScheme: 'dark', javaScriptEnabled: true },
  { language: 'en', viewport: narrow, colorScheme: 'light', javaScriptEnabled: true },
  { language: 'nl', viewport: narrow, colorScheme: 'light', javaScriptEnabled: false },
  { language: 'en', viewport: wide, colorScheme: 'dark', javaScriptEnabled: false },
]

const named = (look: Look): string =>
  `${look.language}, ${look.viewport.width} px, ${look.colorScheme}, ${look.javaScriptEnabled ? 'with' : 'without'} script`

describe.skipIf(!chromiumPath)('a member in a browser', () => {
  let world: World
  let browser: Browser
  let members: readonly { email: string; name: string }[]

  beforeAll(async () => {
    world = await openWorld({ members: 40 })
    browser = await openBrowser()
    members = listMembers(world.config.sources.PLATFORM_DATABASE!, 40).filter(each => each.state === 'active')
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  async function signIn(page: Page, email: string): Promise<void> {
    await page.goto('/inloggen')
    await page.locator('input[name="email"]').fill(email)
    await page.locator('main form button').first().click()
    await page.locator('input[name="code"]').fill(await world.codeFor(email))
    await page.locator('main form button').first().click()
    await page.waitForURL(`${world.url}/`)
  }

  const open = (options: BrowserContextOptions): Promise<Visit> => openWindow(browser, world.url, options)

  test.each(looks.map((look, index) => [named(look), look, index] as const))(
    'sees everything and takes a copy: %s',
    async (_name, look, index) => {
      const member = members[index]!
      const { language, ...options } = look
      const w = words(language)
      const visit = await open({ ...options, locale: language })
      const { page } = visit
      // Without script the same HTML comes; its rules were checked with script.
      const check = () => checkPage(visit, { axe: look.javaScriptEnabled })
      await signIn(page, member.email)
      await speak(page, language)
      await check()

      for (const path of [
        '/gegevens',
        '/gegevens/logs',
        '/toestemming',
        '/wie-heeft-gekeken',
        '/hulp',
        '/verzoeken',
        '/instellingen',
      ]) {
        await page.goto(path)
        await check()
        expect(await page.title()).not.toContain(member.name)
      }

      await page.goto('/downloaden?what=some&from=2026-10-01')
      await check()
      await page.goto('/downloaden')
      await page.getByRole('button', { name: w.download.make, exact: true }).click()
      await page.waitForURL(/\/verzoeken\/[0-9A-Z-]{11}$/)
      await check()
      await workUntilIdle(deskOf(world.portal))
      // With script the page comes by itself; without it somebody follows a link.
      if (!look.javaScriptEnabled) await page.getByRole('link', { name: w.requests.refresh }).click()
      const link = page.locator('a[href^="/kopie/"]')
      await link.waitFor()
      await check()
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      const file = await readFile(await download.path())
      expect(file.subarray(0, 2).toString()).toBe('PK')

      for (const path of ['/', '/verzoeken']) {
        await page.goto(path)
        await check()
      }
      await visit.context.close()
    },
    300_000,
  )

  test('hides every value on every page, for eyes and ears, and shows them again', async () => {
    const member = members[20]!
    const visit = await open({ viewport: wide })
    const { page } = visit
    await signIn(page, member.email)
    const { common } = words('nl')
    await page.getByRole('button', { name: common.hide }).click()
    for (const path of ['/', '/gegevens?open=alles', '/gegevens/identity_contact', '/wie-heeft-gekeken']) {
      await page.goto(path)
      // Names of files and the token of a form are chance, and may have any letters in them.
      const html = (await page.content()).replaceAll(/\/assets\/[^"]+|name="csrf" value="[^"]*"/g, '')
      for (const value of [member.name, member.email, ...member.name.split(' ')])
        expect(html, path).not.toContain(value)
    }
    await checkPage(visit)
    await page.getByRole('button', { name: common.hide }).click()
    await page.goto('/gegevens/identity_contact')
    expect(await page.content()).toContain(member.email)
    await visit.context.close()
  }, 180_000)

  test('with the keyboard alone: from the first page to a copy, the focus always in sight', async () => {
    const member = members[21]!
    const { page, context } = await open({ viewport: narrow })
    await signIn(page, member.email)
    await page.keyboard.press('Tab')
    expect(await focused(page)).toMatchObject({ text: words('nl').common.skip, covered: false })
    await tabTo(page, words('nl').member.overview.tiles.download.title)
    await page.keyboard.press('Enter')
    await page.waitForURL(/downloaden$/)
    await tabTo(page, words('nl').download.make)
    await page.keyboard.press('Enter')
    await page.waitForURL(/verzoeken/)
    await tabTo(page, words('nl').requests.stop)
    await page.keyboard.press('Enter')
    await page.waitForURL(/gedaan=stopped/)
    expect(await page.locator('main').innerText()).toContain(words('nl').requests.stopDone)
    await context.close()
  }, 180_000)

  test('a form that is not right says so next to the field, keeps what was chosen, and has the focus', async () => {
    const visit = await open({ viewport: wide })
    const { page } = visit
    await signIn(page, members[22]!.email)
    await page.goto('/downloaden')
    const w = words('nl').download
    await page.getByText(w.chooseOpen).click()
    await page.getByLabel(w.whichSome).check()
    await page.getByLabel(w.from).fill('2026-10-05')
    await page.getByLabel(w.until).fill('2026-10-01')
    await page.getByRole('button', { name: w.makeChosen }).click()
    await page.locator('.error-summary').waitFor()
    expect(await page.title()).toMatch(/^Fout: /)
    expect(await page.locator('.error-summary').evaluate(box => box === document.activeElement)).toBe(true)
    expect(await page.locator('#until-error').innerText()).toBe(w.errors.order)
    expect(await page.locator('#part-error').innerText()).toBe(w.errors.parts)
    expect(await page.getByLabel(w.from).inputValue()).toBe('2026-10-05')
    expect(await page.getByLabel(w.whichSome).isChecked()).toBe(true)
    visit.troubles.splice(0).forEach(trouble => expect(trouble).toMatch(/422/))
    await checkPage(visit)
    await visit.context.close()
  }, 180_000)
})

/** What has the focus, and whether the sticky menu lies over it (WCAG 2.4.11). */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    const box = element?.getBoundingClientRect()
    const menu = document.querySelector('.menu-member')
    const bar = menu && getComputedStyle(menu).position === 'fixed' ? menu.getBoundingClientRect().top : Infinity
    const covered = Boolean(box && !menu?.contains(element) && box.top >= bar)
    return { text: element?.textContent?.trim() ?? '', covered }
  })

/** Presses Tab until something with this text has the focus. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    expect(now.covered, `${now.text} lies below the menu`).toBe(false)
    if (now.text === text) return
  }
  throw new Error(`the keyboard does not reach "${text}"`)
}
