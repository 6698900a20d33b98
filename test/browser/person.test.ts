/** The pages of a person's own side in a real browser: by day and by night, wide and narrow, also without script. */
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { knowStranger } from '#db/subject.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Language } from '#domain/language.ts'
import { storyIn } from '#test/story.ts'
import { openWorld, staffAddress, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, speak } from './browser.ts'

const eva = 'eva@voorbeeld.example'
const own = 'wie@elders.example'
const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }
const looks: readonly (readonly [string, BrowserContextOptions, Language])[] = [
  ['wide', { viewport: wide }, 'nl'],
  ['narrow, dark', { viewport: narrow, colorScheme: 'dark' }, 'en'],
  ['narrow, without script', { viewport: narrow, javaScriptEnabled: false }, 'nl'],
]

describe.skipIf(!chromiumPath)('the side of the person in a browser', () => {
  let world: World
  let browser: Browser
  let stranger: SubjectRequest
  let held: SubjectRequest
  let posted: SubjectRequest
  let double: SubjectRequest
  beforeAll(async () => {
    world = await openWorld()
    browser = await openBrowser()
    const story = storyIn(world)
    const { id } = await story.change(ledger => knowStranger(ledger, 'nl'))
    stranger = await story.fromLetter('access', id, { email: own })
    await story.collect(stranger)
    await story.answer(stranger)
    const { id: subjectId } = await story.subjectOf(eva)
    held = await story.fromLetter('access', subjectId)
    await story.collect(held)
    double = await story.fromLetter('access', subjectId)
    posted = await story.fromLetter('rectification', subjectId)
    await story.answer(posted, 'post')
    await world.signInStaff('handler')
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  test.each(looks)('without an account: number, code, and the request (%s)', async (_, options, language) => {
    const axe = options.javaScriptEnabled !== false
    const visit = await openWindow(browser, world.url, options)
    const { page } = visit
    await page.goto('/verzoek-doen')
    await speak(page, language)
    await page.goto('/verzoek-doen/volgen')
    await checkPage(visit, { axe })
    await page.fill('#reference', 'abc')
    await page.fill('#email', own)
    await page.locator('main form button').click()
    await page.waitForSelector('.error-summary')
    visit.troubles.splice(0)
    await checkPage(visit, { axe })
    await page.fill('#reference', stranger.reference)
    await page.locator('main form button').click()
    await page.waitForURL(/\/code$/)
    await page.fill('#code', await world.codeFor(own))
    await page.locator('main form button').first().click()
    await page.waitForURL(/\/verzoek-doen\/verzoek$/)
    await checkPage(visit, { axe })
    await page.fill('#message', 'Dank voor de brief.')
    await page.setInputFiles('#files', {
      name: 'bewijs.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Zo is het.'),
    })
    await page.locator('button[value="message"]').click()
    await page.waitForURL(/gedaan=sent/)
    expect(await page.locator('.talk').innerText()).toContain('bewijs.txt')
    await checkPage(visit, { axe })
    const download = page.waitForEvent('download')
    await page.locator('a[href$="/kopie"]').click()
    expect((await download).suggestedFilename()).toBe(`inzage-${stranger.reference}.zip`)
    await visit.context.close()
    world.clock.forward(1000)
  })

  test.each(looks)('a member reads what is awaited (%s)', async (_, options, language) => {
    const visit = await openWindow(browser, world.url, options)
    const link = await makeSignInLink(world.portal, { audience: 'member', email: eva }, world.clock.now)
    await visit.page.goto(new URL(link!).pathname)
    await visit.page.locator('main form button').click()
    await visit.page.waitForURL(`${world.url}/`)
    await speak(visit.page, language)
    await visit.page.goto(`/verzoeken/${held.reference}`)
    expect(await visit.page.locator('#copy').count()).toBe(1)
    expect(await visit.page.locator('a[href^="/kopie/"]').count()).toBe(0)
    await checkPage(visit, { axe: options.javaScriptEnabled !== false })
    await visit.context.close()
  })

  test.each(looks)('staff see other requests, and print and post a letter (%s)', async (_, options, language) => {
    const axe = options.javaScriptEnabled !== false
    const visit = await openWindow(browser, world.url, options)
    const { page } = visit
    const link = await makeSignInLink(
      world.portal,
      { audience: 'staff', email: staffAddress('handler') },
      world.clock.now,
    )
    await page.goto(new URL(link!).pathname)
    await page.locator('main form button').click()
    await page.waitForURL(/\/werkvoorraad$/)
    await speak(page, language)
    await page.goto(`/werkvoorraad/${double.reference}`)
    expect(await page.locator('#andere').innerText()).toContain(held.reference)
    expect(await page.locator('#dubbel').innerText()).toContain(held.reference)
    await checkPage(visit, { axe })
    await page.goto(`/werkvoorraad/${posted.reference}`)
    const why = page
      .locator('#gegevens input[value="handleRequest"], input[name="purpose"][value="handleRequest"]')
      .first()
    await why.check()
    await why.locator('xpath=ancestor::form').locator('button').click()
    await page.goto(`/werkvoorraad/${posted.reference}/brief`)
    await checkPage(visit, { axe })
    await page.locator('a[href$="/afdruk"]').click()
    await page.waitForURL(/\/afdruk$/)
    await checkPage(visit, { axe })
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.no-print').isVisible()).toBe(false)
    expect(await page.locator('.sheet').first().innerText()).toContain('Dorpsstraat 1')
    await visit.context.close()
  })
})
