/** Signing in, confirming and settings in a real browser: every page and every error, by keyboard, without script too. */
import { generateSync } from 'otplib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addStaff } from '#app/sign-in/staff-account.ts'
import { words } from '#app/text/words.ts'
import { listMembers } from '#sources/we-do-better/seed/list.ts'
import { openWorld, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, type Visit } from './browser.ts'

const looks = [
  { language: 'nl', width: 390, colorScheme: 'light', javaScriptEnabled: true },
  { language: 'en', width: 1280, colorScheme: 'dark', javaScriptEnabled: true },
  { language: 'nl', width: 390, colorScheme: 'dark', javaScriptEnabled: false },
] as const

/** Axe is a script itself: without script the same pages are only walked, and nothing may be amiss on the way. */
async function check(visit: Visit, { javaScriptEnabled }: { javaScriptEnabled: boolean }): Promise<void> {
  if (javaScriptEnabled) await checkPage(visit)
  else expect(visit.troubles, `troubles on ${visit.page.url()}`).toEqual([])
}

describe.skipIf(!chromiumPath)('signing in, in a browser', () => {
  let world: World
  let browser: Browser
  let members: readonly { email: string }[]
  beforeAll(async () => {
    world = await openWorld({ members: 40 })
    browser = await openBrowser()
    members = listMembers(world.config.sources.PLATFORM_DATABASE!, 40).filter(each => each.state === 'active')
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  /** The page has errors as it should: said in the title, in the summary and at the field; nothing else is amiss. */
  async function checkErrors(
    visit: Visit,
    look: (typeof looks)[number],
    prefix: string,
    sentence: string,
  ): Promise<void> {
    expect(await visit.page.title()).toMatch(new RegExp(`^${prefix}`))
    expect(await visit.page.locator('.error-summary a').allTextContents()).toEqual([sentence])
    expect(await visit.page.locator('input[aria-invalid="true"]').count()).toBe(1)
    const amiss = visit.troubles.filter(line => !/^422: |status of 422/.test(line))
    visit.troubles.splice(0, visit.troubles.length, ...amiss)
    await check(visit, look)
  }

  test.each(looks.map((look, index) => [JSON.stringify(look), look, index] as const))(
    'a member, by keyboard only: %s',
    async (_name, look, index) => {
      const { language, width, ...rest } = look
      const w = words(language)
      const { email } = members[index]!
      const visit = await openWindow(browser, world.url, {
        ...rest,
        viewport: { width, height: 800 },
        locale: language,
      })
      const { page } = visit
      await page.goto('/instellingen')
      await page.waitForURL(/\/inloggen\?naar=/)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      await check(visit, look)

      await page.locator('input[name="email"]').focus()
      await page.keyboard.type('geen adres')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.error-summary')
      expect(await page.locator('input[name="email"]').inputValue()).toBe('geen adres')
      await checkErrors(visit, look, w.common.errorPrefix, w.signin.faults.emailForm)

      await page.locator('input[name="email"]').fill(email)
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/inloggen\/code/)
      await check(visit, look)
      await page.locator('input[name="code"]').focus()
      await page.keyboard.type('12')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.error-summary')
      await checkErrors(visit, look, w.common.errorPrefix, w.signin.faults.codeForm)
      const code = await world.codeFor(email)
      await page.locator('input[name="code"]').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/instellingen$/)
      await check(visit, look)

      world.clock.forward(301)
      await page.goto('/bevestigen?naar=%2Finstellingen')
      await check(visit, look)
      await page.getByRole('button', { name: w.signin.proof.send }).focus()
      await page.keyboard.press('Enter')
      await page.waitForSelector('input[name="code"]')
      await check(visit, look)
      await page.locator('input[name="code"]').fill(await world.codeFor(email))
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/instellingen$/)
      await page.getByRole('button', { name: w.settings.look.save }).focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(/gedaan=opgeslagen/)
      expect(await page.locator('[role="status"]').textContent()).toContain(w.settings.saved)
      await check(visit, look)
      await visit.context.close()
    },
    300_000,
  )

  test.each(looks.map((look, index) => [JSON.stringify(look), look, index] as const))(
    'staff set up and sign in: %s',
    async (_name, look, index) => {
      const { language, width, ...rest } = look
      const w = words(language)
      const email = `nieuw${index}@staff.example`
      const added = await addStaff(world.portal, { email, role: 'admin', name: 'Noor' }, world.clock.now)
      const visit = await openWindow(browser, world.url, {
        ...rest,
        viewport: { width, height: 800 },
        locale: language,
      })
      const { page } = visit
      await page.goto('url' in added ? new URL(added.url).pathname : '')
      await check(visit, look)
      const secret = (await page.locator('.mono').first().textContent())?.replace(/\s/g, '') ?? ''
      const app = () => generateSync({ secret, epoch: Math.floor(Date.parse(world.clock.now) / 1000) })
      await page.locator('input[name="code"]').fill('1')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.error-summary')
      await checkErrors(visit, look, w.common.errorPrefix, w.signin.faults.codeForm)
      await page.locator('input[name="code"]').fill(app())
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/werkvoorraad$/)
      await page.goto('/medewerkers/instellingen')
      await check(visit, look)
      await page.locator('button[value="everywhere"]').click()
      await page.waitForURL(/\/medewerkers\/inloggen$/)
      await check(visit, look)

      world.clock.forward(30)
      await page.locator('input[name="email"]').fill(email)
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/code$/)
      await page.locator('input[name="code"]').fill(await world.codeFor(email))
      await page.keyboard.press('Enter')
      await page.getByText(w.signin.totp.explain).waitFor()
      await check(visit, look)
      await page.locator('input[name="code"]').fill(app())
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/werkvoorraad$/)
      await visit.context.close()
    },
    300_000,
  )
})
