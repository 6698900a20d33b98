/** The queue by keys, by the palette and by a mouse, in a real browser: each key, where it counts and where it must not. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchWords } from '#app/search-words.ts'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { words } from '#app/text/words.ts'
import { labelRequests } from '#db/label.ts'
import { record } from '#db/record.ts'
import { receiveRequest, requestByReference } from '#db/subject-request.ts'
import { knowSubject } from '#db/subject.ts'
import { later } from '#domain/moment.ts'
import { openWorld, staffAddress, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, speak, type Visit } from './browser.ts'
import { walkThrough } from './keyboard.ts'

const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }
const scope = { categories: null, from: null, until: null, forms: ['access'] as const }
const system = { kind: 'system', ref: 'operator' } as const

describe.skipIf(!chromiumPath)('the queue in a browser', () => {
  let world: World
  let browser: Browser
  /** By their last day. */
  let references: string[] = []
  const { queue: q } = words('nl')

  beforeAll(async () => {
    world = await openWorld()
    browser = await openBrowser()
    const { store, people, register } = world.portal
    await world.signInStaff('handler')
    await world.signInStaff('officer')
    references = await record(store, world.clock.now, system, async ledger => {
      const made: string[] = []
      for (const [index, email] of ['eva', 'sam', 'kees', 'priya'].map(name => `${name}@voorbeeld.example`).entries()) {
        const person = (await people.locate({ email }))!
        const subject = await knowSubject(ledger, { source: people.id, key: person.key, language: 'nl' })
        const request = await receiveRequest(ledger, register.controller, {
          right: index % 2 ? 'erasure' : 'access',
          subjectId: subject.id,
          channel: index % 2 ? 'letter' : 'portal',
          scope,
          receivedAt: later(world.clock.now, -86_400 * (27 - 6 * index)),
          words: searchWords(world.portal, { name: person.displayName, email }),
        })
        if (index === 1) await labelRequests(ledger, [request.id], 'spoed', true)
        made.push(request.reference)
      }
      return made
    })
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  async function enter(options: Parameters<typeof openWindow>[2] = {}, role: 'handler' | 'officer' = 'handler') {
    const visit = await openWindow(browser, world.url, { viewport: wide, ...options })
    const link = await makeSignInLink(world.portal, { audience: 'staff', email: staffAddress(role) }, world.clock.now)
    await visit.page.goto(new URL(link!).pathname)
    await visit.page.locator('main form button').click()
    await visit.page.waitForURL(/\/werkvoorraad$/)
    await speak(visit.page, 'nl')
    await visit.page.goto('/werkvoorraad')
    return visit
  }

  /** The number of the row that has the focus. */
  const rowHere = (page: Page) =>
    page.evaluate(
      () => document.activeElement?.closest('[data-queue] tr')?.querySelector('a.mono')?.textContent ?? null,
    )
  const picked = (page: Page) => page.locator('[data-queue] input[name="kies"]:checked').count()
  /** Script is there when the sign that only it makes is there. */
  const ready = (page: Page) => page.locator('#kies-alles').waitFor()
  const owner = async (reference: string) =>
    (await requestByReference(world.portal.store.read, world.portal.store.t, reference))?.assignedTo ?? null

  async function leave(visit: Visit): Promise<void> {
    expect(visit.troubles).toEqual([])
    await visit.context.close()
  }

  test('J and K move the focus over the rows, X picks, and it is said how many; the head picks all', async () => {
    const visit = await enter()
    const { page } = visit
    await ready(page)
    await page.keyboard.press('j')
    expect(await rowHere(page)).toBe(references[0])
    await page.keyboard.press('j')
    await page.keyboard.press('J')
    expect(await rowHere(page)).toBe(references[2])
    await page.keyboard.press('k')
    expect(await rowHere(page)).toBe(references[1])
    await page.keyboard.press('x')
    expect([await picked(page), await page.getByRole('status').last().innerText()]).toEqual([1, q.keys.chosen(1)])
    await page.keyboard.press('x')
    expect(await picked(page)).toBe(0)
    for (let n = 0; n < 9; n++) await page.keyboard.press('k')
    expect(await rowHere(page)).toBe(references[0])
    await page.locator('#kies-alles').check()
    expect(await picked(page)).toBe(4)
    await checkPage(visit)
    await leave(visit)
  }, 120_000)

  test('A assigns this row, or what was picked; Enter opens; E leads to the extension; / and ? do what they say', async () => {
    const visit = await enter()
    const { page } = visit
    await ready(page)
    await page.keyboard.press('j')
    await page.keyboard.press('a')
    await page.getByText(q.bulk.assigned(1)).waitFor()
    expect(await owner(references[0]!)).not.toBeNull()
    expect(await owner(references[1]!)).toBeNull()

    await ready(page)
    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('zoek')
    await page.locator('h1').click()
    await page.keyboard.press('?')
    await page.locator('#toetsen-blad[open]').waitFor()
    await page.keyboard.press('j')
    expect(await rowHere(page)).toBeNull()
    await checkPage(visit)
    await page.keyboard.press('Escape')
    expect(await page.locator('#toetsen-blad').isVisible()).toBe(false)

    await page.keyboard.press('j')
    await page.keyboard.press('e')
    await page.waitForURL(`**/${references[0]}#verlengen`)
    expect(await page.locator('#verlengen').count()).toBe(1)
    await page.goBack()
    await ready(page)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    const second = await rowHere(page)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/werkvoorraad/${second}`)
    await leave(visit)
  }, 120_000)

  test('no key counts in a text field or a list, with Ctrl, or when the keys are off', async () => {
    const visit = await enter()
    const { page } = visit
    await ready(page)
    await page.locator('#zoek').focus()
    await page.keyboard.type('jkxae/?')
    expect(await page.locator('#zoek').inputValue()).toBe('jkxae/?')
    await page.locator('#to').focus()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    expect([await rowHere(page), await picked(page), await page.locator('dialog[open]').count()]).toEqual([null, 0, 0])
    await page.locator('h1').click()
    await page.keyboard.press('Alt+j')
    await page.keyboard.press('Control+j')
    expect(await rowHere(page)).toBeNull()

    await page.getByRole('button', { name: q.keys.off }).first().click()
    await page.getByRole('button', { name: q.keys.on }).first().waitFor()
    await ready(page)
    for (const key of ['j', 'k', 'x', 'a', 'e', '/', '?', 'Control+k']) await page.keyboard.press(key)
    expect([await rowHere(page), await picked(page), await page.locator('dialog[open]').count()]).toEqual([null, 0, 0])
    expect(new URL(page.url()).pathname).toBe('/werkvoorraad')
    // What a mouse can reach stays.
    await page.getByRole('link', { name: q.palette.open }).click()
    await page.locator('#palet[open]').waitFor()
    await page.keyboard.press('Escape')
    await page.goto('/medewerkers/instellingen#toetsen')
    await checkPage(visit, { axe: false })
    await page.locator('#toetsen').getByRole('button', { name: q.keys.on }).click()
    await page.locator('#toetsen').getByText(q.keys.isOn).waitFor()
    await leave(visit)
  }, 120_000)

  test('the palette filters as one types, goes places, does things to a number, and keeps the focus inside', async () => {
    const visit = await enter()
    const { page } = visit
    await ready(page)
    // The link to the palette says its key when the script is there to hear it.
    const call = async (key: 'Control' | 'Meta') => {
      await page.locator('a[data-open="palet"][aria-keyshortcuts]').waitFor()
      await page.keyboard.press(`${key}+k`)
    }
    const shown = () => page.locator('#palet [role="option"]:visible').allInnerTexts()
    const current = () => page.locator('#palet [role="option"][aria-selected="true"]').innerText()
    await call('Control')
    await page.locator('#palet[open]').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('palet-zoek')
    await checkPage(visit)
    for (let n = 0; n < 12; n++) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.closest('main, header') === null)).toBe(true)
    }
    await page.locator('#palet-zoek').fill('te laat')
    expect(await shown()).toEqual([`${q.palette.go} ${q.views.late}`, q.palette.search])
    expect(await current()).toBe(`${q.palette.go} ${q.views.late}`)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/werkvoorraad?lijst=late')

    const [, , third = ''] = references
    await call('Meta')
    await page.locator('#palet-zoek').fill(`verleng ${third.toLowerCase().replaceAll('-', ' ')}`)
    expect((await shown())[0]).toContain(q.palette.verbs.extend)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/${third}#verlengen`)

    // On the page of a request it is about that request.
    await call('Control')
    expect(await current()).toBe(q.palette.takeThis)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/*gedaan=assigned-1')
    expect(await owner(third)).not.toBeNull()

    await call('Control')
    await page.locator('#palet-zoek').fill('priya')
    await page.keyboard.press('ArrowUp')
    expect(await current()).toBe(q.palette.search)
    await page.keyboard.press('Enter')
    await page.waitForURL(/woord=/)
    expect(await page.locator('[data-queue] a.mono').allInnerTexts()).toEqual([references[3]])
    expect(page.url()).not.toContain('priya')
    await leave(visit)
  }, 120_000)

  test.each([
    { name: 'a phone in the dark', options: { viewport: narrow, colorScheme: 'dark' } as const },
    { name: 'without script', options: { viewport: wide, javaScriptEnabled: false } as const },
    { name: 'at 320 pixels', options: { viewport: { width: 320, height: 640 } } as const },
  ])(
    'everything is there, and accessible: $name',
    async ({ options }) => {
      const visit = await enter(options)
      const { page } = visit
      const button = (name: string) => page.getByRole('button', { name, exact: true })
      const script = !('javaScriptEnabled' in options)
      await checkPage(visit, { axe: script })
      await page.locator('#zoek').fill('label:spoed')
      await button(q.search.button).click()
      await page.waitForURL(/q=label:spoed/)
      expect(await page.locator('[data-queue] a.mono').allInnerTexts()).toEqual([references[1]])
      await page.locator('input[name="kies"]').check()
      await button(q.bulk.assignButton).click()
      await page.waitForURL(/gedaan=assigned/)
      await button(q.bulk.labelOn).click()
      await page.locator('.error-summary').waitFor()
      expect(visit.troubles.splice(0).filter(line => !line.includes('422'))).toEqual([])
      await checkPage(visit, { axe: script })
      await page.goto('/werkvoorraad?q=label:spoed')
      await page.locator('.own-list summary').click()
      await page.locator('#name').fill('Spoed')
      await button(q.own.saveButton).click()
      await page.getByText(q.own.saved).waitFor()
      // Looking at the page opened everything on it.
      await checkPage(visit, { axe: script })
      await button(q.own.remove).click()
      await page.getByText(q.own.removed).waitFor()
      await leave(visit)
    },
    180_000,
  )

  test('who may not work on requests has nothing to pick; the keyboard is never caught', async () => {
    const visit = await enter({}, 'officer')
    const { page } = visit
    expect(await page.locator('input[name="kies"]').count()).toBe(0)
    await page.keyboard.press('j')
    expect(await rowHere(page)).toBe(references[0])
    await checkPage(visit)
    await page.goto('/werkvoorraad')
    expect(await walkThrough(page)).toBeGreaterThan(15)
    await leave(visit)
  }, 120_000)
})
