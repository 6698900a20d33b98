/**
 * Every page of the workbench that no journey looks at in all its looks, in a filled world: no violation of any rule, on a
 * phone and a desk, by day and by night, in both languages, by keyboard alone, and without script.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffRole } from '#app/context.ts'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { words } from '#app/text/words.ts'
import type { Language } from '#domain/language.ts'
import { openWorld, staffAddress, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, speak, type Visit } from './browser.ts'
import { fill, type Filled } from './filled.ts'
import { walkThrough } from './keyboard.ts'

type Who = StaffRole | 'member' | 'nobody'

/** `{name}` stands for something in the filled world. */
const pages: readonly (readonly [Who, string])[] = [
  ['nobody', '/verzoek-doen'],
  ['nobody', '/medewerkers/inloggen'],
  ['member', '/verzoeken/{answered}'],
  ['member', '/verzoeken/{answered}/klacht'],
  ['member', '/verzoeken/{written}'],
  ['handler', '/werkvoorraad/nieuw'],
  ['handler', '/werkvoorraad/bericht/{letter}'],
  ['handler', '/werkvoorraad/{access}'],
  ['handler', '/werkvoorraad/{access}/controle?deel=fraud_abuse'],
  ['handler', '/werkvoorraad/{access}/besluit'],
  ['handler', '/werkvoorraad/{written}/besluit'],
  ['handler', '/werkvoorraad/{written}/brief'],
  ['handler', '/werkvoorraad/{answered}/brief'],
  ['approver', '/werkvoorraad/{written}/besluit'],
  ['approver', '/werkvoorraad/{answered}/brief'],
  ['officer', '/sjablonen'],
  ['officer', '/sjablonen?recht=erasure&uitkomst=refused&taal=nl'],
  ['officer', '/rapporten'],
  ['officer', '/post'],
  ['officer', '/logboek'],
  ['admin', '/medewerkers/instellingen'],
  ['admin', '/rapporten'],
]
const looks = [
  { language: 'nl', viewport: { width: 390, height: 844 }, colorScheme: 'dark', axe: true },
  { language: 'en', viewport: { width: 1280, height: 900 }, colorScheme: 'light', axe: true },
] as const

/** Pictures are made for who asks for them. */
const pictures = process.env.PICTURES

describe.skipIf(!chromiumPath)('every page', () => {
  let world: World
  let browser: Browser
  let filled: Filled
  beforeAll(async () => {
    world = await openWorld()
    browser = await openBrowser()
    for (const role of ['handler', 'approver', 'officer', 'admin'] as const) await world.signInStaff(role)
    filled = await fill(world)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  async function enter(who: Who, options: BrowserContextOptions, language: Language): Promise<Visit> {
    const visit = await openWindow(browser, world.url, { ...options, locale: language })
    const { page } = visit
    if (who === 'nobody') await page.goto('/verzoek-doen')
    else {
      world.clock.forward(1)
      const audience = who === 'member' ? 'member' : 'staff'
      const email = who === 'member' ? filled.member : staffAddress(who)
      const link = await makeSignInLink(world.portal, { audience, email }, world.clock.now)
      await page.goto(new URL(link!).pathname)
      await page.locator('main form button').click()
      await page.waitForURL(who === 'member' ? `${world.url}/` : /\/werkvoorraad$/)
    }
    await speak(page, language)
    return visit
  }

  const placeOf = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => filled.places[name]!)

  /** Opens the page, and what is closed on it until somebody says why. */
  async function open(page: Page, path: string): Promise<void> {
    await page.goto(placeOf(path))
    const purpose = page.locator('main input[name="purpose"]').first()
    if ((await purpose.count()) === 0) return
    await purpose.check()
    const asks = page.locator('main form').filter({ has: page.locator('input[name="purpose"]') })
    await asks.first().getByRole('button').click()
    await purpose.waitFor({ state: 'detached' })
    if (new URL(page.url()).search !== new URL(placeOf(path), world.url).search) await page.goto(placeOf(path))
  }

  const inTurn = [...new Set(pages.map(([who]) => who))].map(
    who => [who, pages.filter(([each]) => each === who)] as const,
  )

  test.each(looks.flatMap(look => inTurn.map(([who, list]) => [look.language, who, look, list] as const)))(
    'holds to every rule, and lets the keyboard through: %s, %s',
    async (_, who, { language, axe, ...options }, list) => {
      const visit = await enter(who, options, language)
      for (const [, path] of list) {
        await open(visit.page, path)
        expect(await visit.page.locator('html').getAttribute('lang'), path).toBe(language)
        if (pictures) {
          const name = `${who}${path.replace(/[^\w]+/g, '-')}-${options.viewport.width}-${language}.png`
          await visit.page.screenshot({ path: `${pictures}/${name}`, fullPage: true })
        }
        await checkPage(visit, { axe })
        if (options.viewport.width < 1000) continue
        await open(visit.page, path)
        expect(await walkThrough(visit.page), path).toBeGreaterThan(4)
      }
      await visit.context.close()
    },
    300_000,
  )

  test('is whole without script', async () => {
    for (const [who, list] of inTurn) {
      const visit = await enter(who, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }, 'nl')
      for (const [, path] of list) {
        await open(visit.page, path)
        await checkPage(visit, { axe: false })
      }
      await visit.context.close()
    }
  }, 300_000)

  test.each([true, false])(
    'somebody without an account asks, with mistakes on the way, script %s',
    async script => {
      const { form: f, common } = words('nl')
      const options = { javaScriptEnabled: script, viewport: { width: 390, height: 844 } }
      const visit = await openWindow(browser, world.url, options)
      const { page, troubles } = visit
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
      const refused = async () => {
        await page.locator('.error-summary').waitFor()
        expect(await page.title()).toContain(common.errorPrefix)
        const rest = troubles.splice(0).filter(line => !line.includes('422'))
        expect(rest).toEqual([])
        await checkPage(visit, { axe: script })
      }
      // One whom no source knows, and one whom the platform knows: what they see is the same.
      const email = script ? 'onbekend@buiten.example' : 'sam@voorbeeld.example'
      await page.goto('/verzoek-doen')
      await press(f.address.send)
      await refused()
      await page.locator('#email').fill(email)
      await press(f.address.send)
      await page.waitForURL(/\/code$/)
      await checkPage(visit, { axe: script })
      await page.locator('#code').fill('12')
      await press(f.code.submit)
      await refused()
      await page.locator('#code').fill(await world.codeFor(email))
      await press(f.code.submit)
      await page.waitForURL(/\/formulier$/)
      expect(await page.locator('main').innerText()).toContain(f.ask.proven(email))
      await checkPage(visit, { axe: script })
      await page.locator('#text').fill('Graag alles uit 2019.')
      await press(f.ask.submit)
      await refused()
      expect(await page.locator('#text').inputValue()).toBe('Graag alles uit 2019.')
      await page.locator('#rights-access').check()
      await page.locator('#rights-erasure').check()
      await page.locator('#name').fill('Sam de Wit')
      await press(f.ask.submit)
      await page.waitForURL(/\/klaar$/)
      expect(await page.locator('main tbody tr').count()).toBe(2)
      await checkPage(visit, { axe: script })
      await visit.context.close()
    },
    120_000,
  )
})
