/** Passkeys and recovery codes in a real browser with a virtual authenticator, and the form that waits for a proof. */
import { mkdir } from 'node:fs/promises'
import { generateSync } from 'otplib'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addStaff, finishSetUp, setUpOf } from '#app/sign-in/staff-account.ts'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { words } from '#app/text/words.ts'
import { openWorld, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, type Visit } from './browser.ts'
import { tabTo } from './keyboard.ts'

const looks = [
  { language: 'nl', width: 390, colorScheme: 'dark' },
  { language: 'en', width: 1280, colorScheme: 'light' },
] as const

/** Pictures are made for who asks for them. */
const pictures = process.env.PICTURES

async function picture(page: Page, name: string, look: (typeof looks)[number]): Promise<void> {
  if (!pictures) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({
    path: `${pictures}/${name}-${look.width}-${look.colorScheme}-${look.language}.png`,
    fullPage: true,
  })
}

/** An authenticator of the browser's own, with a finger on it. */
async function authenticator(cdp: CDPSession): Promise<string> {
  await cdp.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const
  return (await cdp.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId
}

describe.skipIf(!chromiumPath)('passkeys, in a browser', () => {
  let world: World
  let browser: Browser
  /** Passkeys need a name for a host: the same server, by its other name. */
  let url: string
  beforeAll(async () => {
    world = await openWorld({ members: 14 })
    url = world.url.replace('127.0.0.1', 'localhost')
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  /** A member of staff with an app, signed in in this window. */
  async function signedIn(visit: Visit, email: string) {
    const added = await addStaff(world.portal, { email, role: 'officer', name: 'Noor' }, world.clock.now)
    const token = 'url' in added ? added.url.split('/').at(-1)! : ''
    const setUp = await setUpOf(world.portal, token, world.clock.now)
    const app = () => generateSync({ secret: setUp!.secret, epoch: Math.floor(Date.parse(world.clock.now) / 1000) })
    const nobody = { userAgent: null, visitor: { audience: 'none' } } as const
    await finishSetUp(world.portal, token, app(), nobody, world.clock.now)
    world.clock.forward(60)
    const link = await makeSignInLink(world.portal, { audience: 'staff', email }, world.clock.now)
    await visit.page.goto(new URL(link!).pathname)
    await visit.page.locator('main button').click()
    await visit.page.waitForURL(/werkvoorraad/)
    return app
  }

  const expected = (visit: Visit, status: number) => {
    const amiss = visit.troubles.filter(
      line => !line.startsWith(`${status}: `) && !line.includes(`status of ${status}`),
    )
    visit.troubles.splice(0, visit.troubles.length, ...amiss)
  }

  test.each(looks.map(look => [JSON.stringify(look), look] as const))(
    'added with a name, used to confirm and to sign in, by keyboard: %s',
    async (_, look) => {
      const { language, width, colorScheme } = look
      const w = words(language)
      const visit = await openWindow(browser, url, { viewport: { width, height: 900 }, colorScheme, locale: language })
      const { page } = visit
      const cdp = await visit.context.newCDPSession(page)
      const id = await authenticator(cdp)
      const app = await signedIn(visit, `noor-${width}@staff.example`)

      await page.goto('/medewerkers/instellingen')
      if ((await page.locator('html').getAttribute('lang')) !== language) {
        await page.locator(`input[name="language"][value="${language}"]`).check()
        await page.getByRole('button', { name: words('nl').settings.look.save }).click()
        await page.waitForSelector(`html[lang="${language}"]`)
        await page.goto('/medewerkers/instellingen')
      }
      await checkPage(visit)
      await picture(page, 'settings-empty', look)

      // Without a name nothing is made.
      await tabTo(page, focus => focus.text === w.passkey.add)
      await page.keyboard.press('Enter')
      await page.waitForSelector('.error-summary')
      expect(await page.locator('.error-summary a').allTextContents()).toEqual([w.passkey.nameMissing])
      expected(visit, 422)
      await checkPage(visit)
      expect((await cdp.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials).toHaveLength(0)

      // The proof is old by now: the passkey that was made waits in the page that asks for it.
      world.clock.forward(301)
      await page.locator('input[name="name"]').fill('Mijn <laptop> & sleutel')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByText(w.passkey.held.kept).waitFor()
      expected(visit, 403)
      await checkPage(visit)
      await picture(page, 'held', look)
      await page.locator('input[name="proof.code"]').fill('000')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.error-summary')
      expect(await page.title()).toMatch(new RegExp(`^${w.common.errorPrefix}`))
      expected(visit, 422)
      await checkPage(visit)
      await picture(page, 'held-wrong', look)
      await page.locator('input[name="proof.code"]').fill(app())
      await page.keyboard.press('Enter')
      await page.waitForURL(/sleutel=passkeyAdded/)
      expect(await page.locator('#passkeys').textContent()).toContain('Mijn <laptop> & sleutel')
      await checkPage(visit)
      expect((await cdp.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials).toHaveLength(1)

      // Recovery codes, with the passkey as the proof.
      world.clock.forward(301)
      await page.locator('button[value="recovery"]').click()
      await page.getByText(w.passkey.held.kept).waitFor()
      expected(visit, 403)
      await page.getByRole('button', { name: w.passkey.prove }).press('Enter')
      await page.getByText(w.passkey.recovery.shown).waitFor()
      expect(await page.locator('ol.codes li').count()).toBe(10)
      await checkPage(visit)
      await picture(page, 'codes', look)
      await page.emulateMedia({ media: 'print' })
      await picture(page, 'codes-print', look)
      await page.emulateMedia({ media: 'screen' })
      const code = (await page.locator('ol.codes li').first().textContent()) ?? ''
      await page.getByRole('link', { name: w.passkey.recovery.back }).click()
      await page.getByRole('button', { name: w.passkey.recovery.again }).waitFor()
      await checkPage(visit)
      await picture(page, 'settings', look)

      // Signing in with the passkey alone.
      await page.locator('button[value="everywhere"]').click()
      await page.waitForURL(/medewerkers\/inloggen$/)
      await checkPage(visit)
      await picture(page, 'sign-in', look)
      await tabTo(page, focus => focus.text === w.passkey.signIn)
      await page.keyboard.press('Enter')
      await page.waitForURL(/werkvoorraad/)

      // The finger is not recognised: the page says so and stays.
      await page.goto('/medewerkers/instellingen')
      await page.locator('button[value="everywhere"]').click()
      await page.waitForURL(/medewerkers\/inloggen$/)
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false })
      await page.getByRole('button', { name: w.passkey.signIn }).click()
      await page.getByText(w.passkey.stopped).waitFor()
      await checkPage(visit)
      await picture(page, 'sign-in-stopped', look)

      // With a recovery code, after the code from the mail.
      const email = `noor-${width}@staff.example`
      await page.locator('input[name="email"]').fill(email)
      await page.keyboard.press('Enter')
      await page.waitForURL(/code$/)
      await page.locator('input[name="code"]').fill(await world.codeFor(email))
      await page.keyboard.press('Enter')
      await page.getByText(w.passkey.recovery.lost).click()
      await checkPage(visit)
      await picture(page, 'recovery', look)
      await page.locator('input[name="recovery"]').fill('niets')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.error-summary')
      expected(visit, 422)
      await checkPage(visit)
      await page.locator('input[name="recovery"]').fill(code.trim())
      await page.keyboard.press('Enter')
      await page.waitForURL(/werkvoorraad/)

      // Taking it away.
      await page.goto('/medewerkers/instellingen')
      await page.locator('button[value="removePasskey"]').click()
      await page.waitForURL(/sleutel=passkeyRemoved/)
      expect(await page.locator('[role="status"]').first().textContent()).toContain(w.passkey.done.passkeyRemoved)
      await checkPage(visit)
      await visit.context.close()
    },
    300_000,
  )

  test('without script, or by an address of numbers, says where passkeys work and offers the codes', async () => {
    const visit = await openWindow(browser, world.url, { javaScriptEnabled: false })
    await signedIn(visit, 'stil@staff.example')
    await visit.page.goto('/medewerkers/instellingen')
    expect(await visit.page.locator('[data-passkey-note]').textContent()).toContain(url)
    expect(await visit.page.locator('[data-passkey] button').isVisible()).toBe(false)
    expect(visit.troubles).toEqual([])
    await visit.context.close()
  })
})
