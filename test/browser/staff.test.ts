/** Staff at work in a real browser: from the queue to a copy let go of, in both languages, on a phone and a desk. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffRole } from '#app/context.ts'
import { askCopy } from '#app/member/ask-copy.ts'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { longDay } from '#app/text/dates.ts'
import { words } from '#app/text/words.ts'
import { record } from '#db/record.ts'
import { knowSubject } from '#db/subject.ts'
import type { Language } from '#domain/language.ts'
import { keySpelling, queueKeys } from '#domain/queue-key.ts'
import { openWorld, staffAddress, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, speak, type Visit } from './browser.ts'
import { focusOf, tabTo, walkThrough } from './keyboard.ts'

const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }
const tiny = { width: 320, height: 640 }
const eva = 'eva@voorbeeld.example'
const system = { kind: 'system', ref: 'operator' } as const

describe.skipIf(!chromiumPath)('staff in a browser', () => {
  let world: World
  let browser: Browser
  let subjectId: string
  beforeAll(async () => {
    world = await openWorld()
    browser = await openBrowser()
    const { store, people } = world.portal
    const person = await people.locate({ email: eva })
    const who = { source: people.id, key: person!.key, language: 'nl' } as const
    subjectId = (await record(store, world.clock.now, system, ledger => knowSubject(ledger, who))).id
    await world.signInStaff('handler')
    await world.signInStaff('admin')
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  /** Eva asks for everything; what needs a person waits. Gives the number of her request. */
  async function ask(): Promise<string> {
    await world.makeCopies()
    const scope = { categories: null, from: null, until: null, forms: ['access', 'portability'] as const }
    const reference = await askCopy(world.portal, { subjectId, scope, language: 'nl', now: world.clock.now })
    await world.makeCopies()
    // Later on, somebody looks at it.
    world.clock.forward(60)
    return reference!
  }

  async function signIn({ page }: Visit, role: StaffRole = 'handler'): Promise<void> {
    const link = await makeSignInLink(world.portal, { audience: 'staff', email: staffAddress(role) }, world.clock.now)
    await page.goto(new URL(link!).pathname)
    await page.locator('main form button').click()
    await page.waitForURL(/\/werkvoorraad$/)
  }

  /** The page as it is now holds to every rule, and nothing of it lies outside a window of 320 pixels. */
  async function checkState(visit: Visit): Promise<void> {
    const { page } = visit
    const before = page.viewportSize() ?? wide
    await checkPage(visit)
    await page.setViewportSize(tiny)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(tiny.width)
    await page.setViewportSize(before)
  }

  /** The one refused field, said in the title, in the summary (which has the focus) and at the field. */
  async function expectRefusal(visit: Visit, language: Language, sentence: string): Promise<void> {
    const { page, troubles } = visit
    await page.locator('.error-summary').waitFor()
    expect(await page.title()).toMatch(new RegExp(`^${words(language).common.errorPrefix} `))
    expect(await page.locator('.error-summary a').allInnerTexts()).toEqual([sentence])
    expect(await page.locator('main .error').allInnerTexts()).toEqual([sentence])
    const target = await page.locator('.error-summary a').getAttribute('href')
    expect(await page.locator(target!).count(), `${target} is there`).toBe(1)
    expect(troubles.splice(0).filter(line => !line.includes('422'))).toEqual([])
  }

  test.each([
    { language: 'nl', viewport: narrow },
    { language: 'en', viewport: wide },
  ] as const)(
    'finds, opens, releases, notes and assigns: $language',
    async ({ language, viewport }) => {
      const reference = await ask()
      const { request: r, ...w } = words(language).staff
      const { queue: q, review: v } = words(language)
      const visit = await openWindow(browser, world.url, { viewport, locale: language })
      const { page } = visit
      const button = (name: string) => page.getByRole('button', { name, exact: true })
      await signIn(visit)
      await speak(page, language)
      const row = page.getByRole('row').filter({ hasText: reference })
      expect(await row.innerText()).toContain(w.need.review)
      expect(await row.innerText()).toContain(q.masked)
      expect(await page.content()).not.toContain('Eva')
      await checkState(visit)

      await page.getByRole('link', { name: new RegExp(`^${q.views.late}`) }).click()
      await page.getByText(q.empty).waitFor()
      await checkState(visit)

      const field = page.locator('#zoek')
      await field.fill('fiets:rood')
      await button(q.search.button).click()
      const known = queueKeys.map(key => keySpelling[key][language]).join(', ')
      await expectRefusal(visit, language, q.slip.unknownKey('fiets', known))
      expect(await field.inputValue()).toBe('fiets:rood')
      expect((await focusOf(page)).text).toContain('fiets')
      await checkState(visit)

      await field.fill(` ${reference.toLowerCase().replaceAll('-', ' ')} `)
      await button(q.search.button).click()
      await page.waitForURL(new RegExp(`/werkvoorraad/${reference}$`))
      const text = await page.locator('main').innerText()
      expect(text).toContain(longDay('2026-12-22', language))
      expect(text).toContain(r.outcome.review)
      expect(text).not.toContain(eva)
      await page.getByText(r.showSum).click()
      expect(await page.locator('.sum li').count()).toBeGreaterThan(1)
      await checkState(visit)

      await button(r.openData).click()
      await expectRefusal(visit, language, w.refusal.whyMissing)
      await checkState(visit)

      await page.getByLabel(w.lookPurpose.review).check()
      await button(r.openData).click()
      await page.getByText(r.openedFor(w.lookPurpose.review)).waitFor()
      expect(await page.locator('main').innerText()).toContain(eva)
      expect(await page.title()).not.toContain('Eva')
      await checkState(visit)

      const category = world.portal.register.categories.find(each => each.id === 'fraud_abuse')!
      await page.getByRole('link', { name: r.reviewOpen(category.label[language]) }).click()
      await page.getByRole('heading', { name: v.part(category.label[language]) }).waitFor()
      await checkState(visit)

      await button(v.release).click()
      await page.getByText(w.need.machine).first().waitFor()
      await page.goto(`/werkvoorraad/${reference}`)
      expect(await page.locator('.case-now .notice').innerText()).toContain(
        r.releasedBy('Medewerker handler', '').slice(0, 20),
      )
      await checkState(visit)

      await button(r.noteAdd).click()
      await expectRefusal(visit, language, w.refusal.noteEmpty)
      await page.getByLabel(r.noteLabel).fill(`Doos 14 nagekeken.\n${'a'.repeat(300)}`)
      await button(r.noteAdd).click()
      await page.getByText('Doos 14 nagekeken.').waitFor()
      await checkState(visit)

      await button(r.take).click()
      await button(r.take).waitFor({ state: 'detached' })
      await page.locator('#to').selectOption({ label: 'Medewerker admin' })
      await button(r.assign).click()
      await page.locator('#wie dd').filter({ hasText: 'Medewerker admin' }).waitFor()

      await page.goto('/werkvoorraad')
      expect(await row.innerText()).toContain('Eva')
      await world.makeCopies()
      await page.goto(`/werkvoorraad/${reference}`)
      expect(await page.locator('main').innerText()).toContain(w.left.answered)
      await checkState(visit)
      await page.goto('/werkvoorraad?lijst=answered')
      expect(await row.innerText()).toContain(w.left.answered)
      await checkState(visit)
      await visit.context.close()
    },
    420_000,
  )

  test('what is not there, and what a role may not see, is said on a calm page', async () => {
    const reference = await ask()
    for (const language of ['nl', 'en'] as const) {
      const visit = await openWindow(browser, world.url, { viewport: wide, locale: language })
      const { page, troubles } = visit
      await signIn(visit, 'admin')
      await speak(page, language)
      await page.goto(`/werkvoorraad/${reference}`)
      expect(await page.locator('#gegevens').innerText()).toContain(words(language).staff.request.mayNot)
      await checkState(visit)
      for (const path of ['/werkvoorraad/7KF-2MX-9TB', '/werkvoorraad/7kf2mx9tb']) {
        await page.goto(path)
        expect(await page.locator('h1').innerText(), path).toBe(words(language).common.fault.missing)
        expect(troubles.splice(0).filter(line => !line.includes('404'))).toEqual([])
        await checkPage(visit)
      }
      await visit.context.close()
    }
  }, 300_000)

  test('with the keyboard alone, always seeing where the focus is, and never caught', async () => {
    const reference = await ask()
    const { common, queue, review, staff, workbench } = words('nl')
    const r = staff.request
    const visit = await openWindow(browser, world.url, { viewport: wide })
    const { page } = visit
    await signIn(visit)
    await speak(page, 'nl')
    await page.goto('/werkvoorraad')
    await page.keyboard.press('Tab')
    expect(await focusOf(page)).toMatchObject({ text: common.skip, ring: true, seen: true })
    await page.keyboard.press('Enter')
    await tabTo(page, focus => focus.text.startsWith(queue.views.open))
    await tabTo(page, focus => focus.name === 'zoek')
    await page.keyboard.type(reference)
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`${reference}$`))
    expect(await walkThrough(page)).toBeGreaterThan(10)

    await tabTo(page, focus => focus.text === r.showSum)
    await page.keyboard.press('Enter')
    expect(await page.locator('.sum').isVisible()).toBe(true)
    await tabTo(page, focus => focus.name === 'purpose')
    await page.keyboard.press('ArrowDown')
    expect(await page.getByLabel(staff.lookPurpose.review).isChecked()).toBe(true)
    await tabTo(page, focus => focus.text === r.openData)
    await page.keyboard.press('Space')
    await page.getByText(r.openedFor(staff.lookPurpose.review)).waitFor()
    const { label } = world.portal.register.categories.find(each => each.id === 'fraud_abuse')!
    await tabTo(page, focus => focus.text === r.reviewOpen(label.nl))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: review.part(label.nl) }).waitFor()
    expect(await walkThrough(page)).toBeGreaterThan(3)
    await tabTo(page, focus => focus.text === review.release)
    await page.keyboard.press('Space')
    await page.getByText(staff.need.machine).first().waitFor()
    await tabTo(page, focus => focus.text === workbench.tabs.overview)
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`${reference}$`))
    await tabTo(page, focus => focus.name === 'text')
    await page.keyboard.type('Met de toetsen.')
    await tabTo(page, focus => focus.text === r.noteAdd)
    await page.keyboard.press('Enter')
    await page.getByText('Met de toetsen.').waitFor()
    await tabTo(page, focus => focus.text === r.take)
    await page.keyboard.press('Enter')
    await page.locator('#wie dd').filter({ hasText: 'Medewerker handler' }).waitFor()
    expect(visit.troubles).toEqual([])
    await visit.context.close()
  }, 300_000)

  test('without script, in the dark, on a phone', async () => {
    const reference = await ask()
    const { request: r, ...w } = words('en').staff
    const q = words('en').queue
    const options = { viewport: narrow, colorScheme: 'dark', javaScriptEnabled: false, locale: 'en' } as const
    const visit = await openWindow(browser, world.url, options)
    const { page } = visit
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    await signIn(visit)
    await speak(page, 'en')
    await page.locator('#zoek').fill('right:access status:open')
    await button(q.search.button).click()
    await page.waitForURL(/q=soort:inzage%20status:open/)
    await page.locator('#zoek').fill(reference)
    await button(q.search.button).click()
    await page.waitForURL(new RegExp(`${reference}$`))
    const [clock, sources] = await Promise.all(['#termijn', '#bronnen'].map(id => page.locator(id).boundingBox()))
    expect(clock!.y, 'the clock comes before the sources').toBeLessThan(sources!.y)
    await button(r.openData).click()
    await expectRefusal(visit, 'en', w.refusal.whyMissing)
    await page.getByLabel(w.lookPurpose.review).check()
    await button(r.openData).click()
    await page.locator('.notice a').first().click()
    await button(words('en').review.release).click()
    await page.getByText(w.need.machine).first().waitFor()
    await page.goto(`/werkvoorraad/${reference}`)
    await page.getByLabel(r.noteLabel).fill('Without script.')
    await button(r.noteAdd).click()
    await page.getByText('Without script.').waitFor()
    await button(r.take).click()
    await page.locator('#wie dd').filter({ hasText: 'Medewerker handler' }).waitFor()
    expect(visit.troubles).toEqual([])
    await visit.context.close()
  }, 300_000)
})
