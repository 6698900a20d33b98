/** One request in a real browser: the clock's actions by keyboard alone, every state held to every rule, also without script. */
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffRole } from '#app/context.ts'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { longDay } from '#app/text/dates.ts'
import { words } from '#app/text/words.ts'
import { record } from '#db/record.ts'
import { receiveRequest } from '#db/subject-request.ts'
import { knowStranger, knowSubject } from '#db/subject.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { openWorld, staffAddress, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, speak, type Visit } from './browser.ts'
import { tabTo, walkThrough } from './keyboard.ts'

const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }
const scope = { categories: null, from: null, until: null, forms: ['access'] as const }

describe.skipIf(!chromiumPath)('one request in a browser', () => {
  let world: World
  let browser: Browser
  beforeAll(async () => {
    world = await openWorld()
    browser = await openBrowser()
    for (const role of ['handler', 'approver'] as const) await world.signInStaff(role)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  /** Access asked by letter, by Eva or by somebody whom no source knows. Gives its address. */
  async function file(at: Instant, known = true): Promise<string> {
    const { store, register, people } = world.portal
    const person = await people.locate({ email: 'eva@voorbeeld.example' })
    const { reference } = await record(store, at, { kind: 'system', ref: 'operator' }, async ledger => {
      const subject = known
        ? await knowSubject(ledger, { source: people.id, key: person!.key, language: 'nl' })
        : await knowStranger(ledger, 'nl')
      const asked = { right: 'access', subjectId: subject.id, channel: 'letter', scope, receivedAt: at } as const
      return receiveRequest(ledger, register.controller, asked)
    })
    return `/werkvoorraad/${reference}`
  }

  async function visit(options: BrowserContextOptions, language: Language, role: StaffRole = 'handler') {
    const opened = await openWindow(browser, world.url, options)
    const link = await makeSignInLink(world.portal, { audience: 'staff', email: staffAddress(role) }, world.clock.now)
    await opened.page.goto(new URL(link!).pathname)
    await opened.page.locator('main form button').click()
    await opened.page.waitForURL(/\/werkvoorraad$/)
    await speak(opened.page, language)
    return opened
  }

  /** The page holds to every rule with all its panels open; a refusal is no trouble. */
  async function check(opened: Visit) {
    const troubles = opened.troubles.splice(0).filter(line => !line.includes('422'))
    expect(troubles).toEqual([])
    await checkPage(opened)
  }

  test('with the keyboard alone: a check, a question, resuming, an extension; the day shown before is the day after', async () => {
    const { workbench: k, common } = words('nl')
    const address = await file('2026-11-16T10:00:00.000Z')
    const opened = await visit({ viewport: wide }, 'nl')
    const { page } = opened
    const open = (title: string) => tabTo(page, focus => focus.text === title).then(() => page.keyboard.press('Enter'))
    const press = async (button: string) => {
      world.clock.forward(1)
      await tabTo(page, focus => focus.text === button)
      await page.keyboard.press('Enter')
    }
    const type = async (name: string, text: string) => {
      await tabTo(page, focus => focus.name === name)
      await page.keyboard.type(text)
    }
    const choose = async (name: string, value: string) => {
      await tabTo(page, focus => focus.name === name)
      await page.keyboard.press('Space')
      for (let n = 0; n < 5 && !(await page.locator(`input[name="${name}"][value="${value}"]`).isChecked()); n++) {
        await page.keyboard.press('ArrowDown')
      }
      expect(await page.locator(`input[name="${name}"][value="${value}"]`).isChecked(), `${name} ${value}`).toBe(true)
    }
    await page.goto(address)
    expect(await walkThrough(page)).toBeGreaterThan(20)

    // What is left to do leads to the place where it is done.
    await page.goto(address)
    await tabTo(page, focus => focus.text === k.check.identity)
    await page.keyboard.press('Enter')
    expect(page.url()).toContain('#identiteit')
    await open(k.identity.check)
    await choose('outcome', 'doubt')
    await press(k.identity.save)
    await page.locator('.error-summary').waitFor()
    expect(await page.title()).toContain(common.errorPrefix)
    expect(await page.locator('#identityNote-error').innerText()).toBe(k.refusal.doubtEmpty)
    expect(await page.locator('input[name="outcome"][value="doubt"]').isChecked(), 'what was chosen stays').toBe(true)
    await check(opened)
    await page.locator('#identityNote').focus()
    await page.keyboard.type('De hand is anders.')
    await press(k.identity.save)
    await page.getByText(k.result.doubted).waitFor()

    await open(k.ask.identityTitle)
    await type('doubtTold', 'De handtekening is anders.')
    await choose('identityPrompt', 'yes')
    await press(k.ask.send)
    await page.getByText(k.result.asked).waitFor()
    expect(await page.locator('#termijn').innerText()).toContain(k.clock.paused)
    await check(opened)

    await page.goto(address)
    await press(k.ask.resume)
    await page.getByText(k.result.resumed).waitFor()

    await open(k.extend.title)
    await choose('ground', 'complexity')
    await type('extendReason', 'Vier oude dossiers.')
    await choose('months', '2')
    const day = longDay('2027-02-16', 'nl')
    expect(await page.locator('#verlengen').innerText()).toContain(k.extend.newDay(day, false))
    await press(k.extend.send)
    await page.getByText(k.result.extended).waitFor()
    expect(await page.locator('#termijn').innerText()).toContain(day)
    await check(opened)
    await opened.context.close()
  }, 300_000)

  test.each([
    { language: 'nl', viewport: narrow, colorScheme: 'dark' },
    { language: 'en', viewport: wide, colorScheme: 'light' },
  ] as const)(
    'late, a stranger, stale, messages, withdrawn: $language',
    async ({ language, viewport, colorScheme }) => {
      const { workbench: k, staff: w } = words(language)
      const address = await file('2026-10-12T10:00:00.000Z', false)
      const opened = await visit({ viewport, colorScheme }, language)
      const { page } = opened
      const button = (name: string) => page.getByRole('button', { name, exact: true })
      await page.goto(address)
      expect(await page.locator('#te-laat').innerText()).toContain(k.overdue.title)
      expect(await page.locator('#verlengen').innerText()).toContain(k.extend.tooLate(longDay('2026-11-12', language)))
      await check(opened)
      await button(k.overdue.send).click()
      await page.locator('#promisedOn-error').waitFor()
      await page.locator('#promisedOn').fill('2026-12-01')
      await button(k.overdue.send).click()
      await page.getByText(k.byHand).waitFor()

      // A colleague was first.
      world.clock.forward(1)
      const colleague = await visit({ viewport: wide }, language, 'approver')
      await colleague.page.goto(address)
      expect(await page.reload().then(() => page.getByText('Medewerker approver').first().isVisible())).toBe(true)
      await colleague.page.getByRole('button', { name: w.request.take, exact: true }).click()
      await colleague.page.locator('#wie dd').filter({ hasText: 'Medewerker approver' }).waitFor()
      await page.locator('#message').fill('Wij schrijven u morgen.')
      await button(k.messages.send).click()
      await page.getByText(k.stale.title).waitFor()
      expect(await page.locator('#message').inputValue()).toBe('Wij schrijven u morgen.')
      expect(await page.locator('.error-summary').innerText()).toContain('Medewerker approver')
      await check(opened)
      await button(k.messages.send).click()
      await page.getByText(k.result.messageSent).waitFor()

      await page.getByLabel(w.lookPurpose.question).check()
      await button(w.request.openData).click()
      await page.locator('.thread').waitFor()
      expect(await page.locator('.thread li').count()).toBe(2)
      await check(opened)
      await page.getByRole('link', { name: k.timeline.filters.messages, exact: true }).click()
      expect(await page.locator('#tijdlijn .step').count()).toBeGreaterThan(0)

      await page.goto(address)
      await page.getByText(k.closing.withdrawTitle, { exact: true }).click()
      await page.locator('#withdrawNote').fill('Belde zondag.')
      await button(k.closing.withdraw).click()
      await page.getByText(k.result.withdrawn).waitFor()
      await check(opened)
      await button(k.closing.reopen).click()
      await page.getByText(k.result.reopened).waitFor()
      await Promise.all([opened.context.close(), colleague.context.close()])
    },
    300_000,
  )

  test('without script, on a phone', async () => {
    const { workbench: k } = words('nl')
    const address = await file('2026-11-18T10:00:00.000Z')
    const opened = await visit({ viewport: narrow, javaScriptEnabled: false }, 'nl')
    const { page } = opened
    await page.goto(address)
    await page.getByText(k.extend.title, { exact: true }).click()
    await page.locator('#ground-number').check()
    await page.locator('#months-1').check()
    await page.getByRole('button', { name: k.extend.send, exact: true }).click()
    await page.locator('#extendReason-error').waitFor()
    expect(await page.locator('#ground-number').isChecked()).toBe(true)
    expect(await page.locator('#months-1').isChecked()).toBe(true)
    await page.locator('#extendReason').fill('Zes verzoeken in één week.')
    await page.getByRole('button', { name: k.extend.send, exact: true }).click()
    await page.getByText(k.result.extended).waitFor()
    await opened.context.close()
  }, 120_000)
})
