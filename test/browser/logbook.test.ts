/** The logbook in a real browser: wide and narrow, light and dark, both languages, with the keyboard, and without script. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffRole } from '#app/context.ts'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { words } from '#app/text/words.ts'
import { record } from '#db/record.ts'
import { newHandle } from '#db/random.ts'
import { staffByEmail } from '#db/staff.ts'
import { openWorld, staffAddress, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, speak, type Visit } from './browser.ts'
import { tabTo, walkThrough } from './keyboard.ts'

const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }

describe.skipIf(!chromiumPath)('the logbook in a browser', () => {
  let world: World
  let browser: Browser
  beforeAll(async () => {
    world = await openWorld()
    browser = await openBrowser()
    await world.signInStaff('officer')
    const { store } = world.portal
    const officer = (await staffByEmail(store.read, store.t, staffAddress('officer')))!
    await record(store, world.clock.now, { kind: 'staff', ref: officer.id }, async ledger => {
      for (let i = 0; i < 60; i++)
        ledger.entry('request.noted', { request: newHandle(), payload: { note: newHandle() } })
      ledger.entry('data.manyOpened', { payload: { staff: officer.id, window: 'hour', people: 31 } })
      await ledger.db.insert(ledger.t.manyOpened).values({
        id: newHandle(),
        staffId: officer.id,
        window: 'hour',
        people: 31,
        slot: ledger.at.slice(0, 13),
        at: ledger.at,
      })
    })
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  async function signIn({ page }: Visit, role: StaffRole = 'officer'): Promise<void> {
    const link = await makeSignInLink(world.portal, { audience: 'staff', email: staffAddress(role) }, world.clock.now)
    await page.goto(new URL(link!).pathname)
    await page.locator('main form button').click()
    await page.waitForURL(/\/werkvoorraad$/)
  }

  test.each([
    { language: 'nl', viewport: wide, colorScheme: 'light', javaScriptEnabled: true },
    { language: 'en', viewport: narrow, colorScheme: 'dark', javaScriptEnabled: true },
    { language: 'nl', viewport: narrow, colorScheme: 'light', javaScriptEnabled: false },
    { language: 'en', viewport: wide, colorScheme: 'dark', javaScriptEnabled: false },
  ] as const)(
    'is read, narrowed down, opened, and checked: $language, $colorScheme, script $javaScriptEnabled',
    async ({ language, ...options }) => {
      const w = words(language)
      const l = w.logbook
      const visit = await openWindow(browser, world.url, { ...options, locale: language })
      const { page, troubles } = visit
      const check = async () => {
        if (options.javaScriptEnabled) await checkPage(visit)
      }
      await signIn(visit)
      await speak(page, language)
      await page.goto('/logboek')
      await page.getByText(w.passkey.alarm.title).waitFor()
      await check()
      await page.getByRole('link', { name: l.older, exact: true }).click()
      await page.getByRole('link', { name: l.newer, exact: true }).click()
      await page.getByRole('link', { name: l.chips.alarm, exact: true }).click()
      expect(await page.locator('main table.table tr.current').count()).toBe(1)
      await check()
      await page.locator('#q').fill('fiets:rood')
      await page.getByRole('button', { name: l.search.button, exact: true }).click()
      await page.locator('#q-error').waitFor()
      expect(await page.locator('#q').inputValue()).toBe('fiets:rood')
      expect(troubles.splice(0).filter(line => !line.includes('422'))).toEqual([])
      await check()
      await page.locator('#q').fill(language === 'nl' ? 'actor:mij actie:alarm' : 'actor:me action:alarm')
      await page.getByRole('button', { name: l.search.button, exact: true }).click()
      await page.locator('tr.current a').first().click()
      await page
        .getByRole('heading', { level: 1 })
        .filter({ hasText: l.entry.title('') })
        .waitFor()
      await check()
      await page.goto('/logboek')
      await page.locator('#controle button').click()
      for (let i = 0; i < 50 && !(await page.locator('#controle').innerText()).includes('OK:'); i++) {
        const again = page.getByRole('link', { name: l.check.refresh })
        if (!options.javaScriptEnabled && (await again.count()) > 0) await again.click()
        await page.waitForTimeout(200)
      }
      expect(await page.locator('#controle').innerText()).toContain('OK:')
      await check()
      expect(troubles).toEqual([])
      await visit.context.close()
    },
    300_000,
  )

  test('with the keyboard alone', async () => {
    const l = words('nl').logbook
    const visit = await openWindow(browser, world.url, { viewport: wide })
    const { page } = visit
    await signIn(visit)
    await speak(page, 'nl')
    await page.goto('/logboek')
    expect(await walkThrough(page)).toBeGreaterThan(10)
    await tabTo(page, focus => focus.name === 'q')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('actie:alarm')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=actie:alarm$/)
    await tabTo(page, focus => focus.text === l.search.help)
    await page.keyboard.press('Enter')
    expect(await page.locator('.search-help table').isVisible()).toBe(true)
    expect(visit.troubles).toEqual([])
    await visit.context.close()
  }, 200_000)
})
