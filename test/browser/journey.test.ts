/**
 * The main job from end to end, as a person does it: a member signs in, looks, asks for everything, fetches the copy and
 * opens it; staff find that request with its last day and its story; the member sees who looked; the log proves itself.
 */
import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { generateSync } from 'otplib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deskOf } from '#app/desk.ts'
import { longDay } from '#app/text/dates.ts'
import { words } from '#app/text/words.ts'
import type { Item } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import { work } from '#exports/worker.ts'
import type { Source } from '#sources/source.ts'
import { unzipped } from '#test/exports/unzipped.ts'
import { openWorld, staffAddress, staffSecret, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, speak, type Visit, wcag } from './browser.ts'

/** Longer than a proof counts as fresh, in seconds. */
const staleAfter = 301
/** The pages of every bundle. */
const pages = ['LEES-MIJ-EERST.html', 'README-FIRST.html']

const journeys = [
  {
    language: 'nl',
    email: 'eva@voorbeeld.example',
    viewport: { width: 390, height: 844 },
    waits: true,
    sum: [/^Ingediend op zondag 22 november 2026/, /^Eén maand later is 22 december 2026/],
  },
  {
    language: 'en',
    email: 'sam@voorbeeld.example',
    viewport: { width: 1280, height: 900 },
    waits: false,
    sum: [/^Submitted on Sunday,? 22 November 2026/, /^One month later is 22 December 2026/],
  },
] as const

describe.skipIf(!chromiumPath)('the main job, end to end', () => {
  let world: World
  let browser: Browser
  /** The last of every copy comes when this says so: first the test sees how far it is. */
  let going = false
  let working: Promise<void>
  const stop = new AbortController()

  beforeAll(async () => {
    world = await openWorld()
    browser = await openBrowser()
    await world.signInStaff('handler')
    const desk = deskOf(world.portal)
    const sources = new Map([...desk.sources].map(([id, source]) => [id, slow(source, () => going)]))
    working = work({ ...desk, sources }, stop.signal)
  })
  afterAll(async () => {
    stop.abort()
    await working
    await browser?.close()
    await world?.close()
  })

  async function enterCode(page: Page, code: string): Promise<void> {
    await page.locator('input[name="code"]').fill(code)
    await page.keyboard.press('Enter')
  }

  /** The fresh code that a step asks for when the last one is too long ago. */
  async function prove(visit: Visit, email: string, language: Language): Promise<void> {
    const { page } = visit
    await page.waitForURL(/\/bevestigen\?/)
    await checkPage(visit, { axe: false })
    await page.getByRole('button', { name: words(language).signin.proof.send }).click()
    await page.locator('input[name="code"]').waitFor()
    await enterCode(page, await world.codeFor(email))
  }

  /** Fetches the copy as a browser does, also when a fresh code is asked in between; gives the file's place. */
  async function fetchCopy(visit: Visit, email: string, language: Language): Promise<string> {
    const { page } = visit
    world.clock.forward(staleAfter)
    await page.locator('a[href^="/kopie/"]').click()
    await page.waitForURL(/\/bevestigen\?/)
    const [download] = await Promise.all([page.waitForEvent('download'), prove(visit, email, language)])
    expect(download.suggestedFilename()).toBe('inzage-2026-11-22.zip')
    const file = path.join(world.folder, `${language}-${performance.now()}.zip`)
    await download.saveAs(file)
    return file
  }

  test.each(journeys)(
    '$language',
    async ({ language, email, viewport, waits, sum }) => {
      const { requests: r, download: d, member: m, log, staff: s } = words(language)
      const visit = await openWindow(browser, world.url, { viewport, locale: language })
      const { page } = visit
      const lastDay = longDay('2026-12-22', language)
      going = false

      // Signing in with the code from the mail.
      await page.goto('/')
      await page.waitForURL(/\/inloggen/)
      await page.locator('input[name="email"]').fill(email)
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/inloggen\/code/)
      await enterCode(page, await world.codeFor(email))
      await page.waitForURL(`${world.url}/`)
      await speak(page, language)

      // What is held.
      await page.getByRole('link', { name: m.overview.tiles.data.title }).click()
      await page.waitForURL(/\/gegevens$/)
      for (const { label } of world.portal.register.categories) {
        expect(await page.locator('main').innerText()).toContain(label[language])
      }
      await checkPage(visit, { axe: false })

      // Everything, with a fresh code because the last one is too long ago.
      world.clock.forward(staleAfter)
      await page.goto('/downloaden')
      await page.getByRole('button', { name: d.make, exact: true }).click()
      await prove(visit, email, language)
      await page.getByText(d.proven).waitFor()
      await page.getByRole('button', { name: d.make, exact: true }).click()
      await page.waitForURL(/\/verzoeken\/[0-9A-Z-]{11}$/)
      const reference = new URL(page.url()).pathname.split('/').at(-1)!
      expect(await page.locator('main').innerText()).toContain(lastDay)

      // Progress by itself, then the copy.
      await page.getByText(progressIn(language)).first().waitFor()
      await checkPage(visit)
      going = true
      await page.locator('a[href^="/kopie/"]').waitFor()
      await checkPage(visit, { axe: false })
      const file = await fetchCopy(visit, email, language)
      await checkBundle(file, language)

      // Staff find that very request.
      const desk = await openWindow(browser, world.url, { viewport, locale: language })
      await signInStaff(desk.page, language)
      if (!waits) await desk.page.goto('/werkvoorraad?lijst=answered')
      const row = desk.page.getByRole('row').filter({ hasText: reference })
      expect(await row.innerText()).toContain(waits ? s.need.review : s.need.nothing)
      expect(await row.innerText()).toContain(words(language).queue.masked)
      await row.getByRole('link').click()
      await desk.page.getByText(s.request.showSum).click()
      const steps = await desk.page.locator('.sum li').allInnerTexts()
      sum.forEach((sentence, index) => expect(steps[index]).toMatch(sentence))
      expect(await desk.page.locator('#termijn').innerText()).toContain(lastDay)
      const sources = await desk.page.locator('#bronnen').innerText()
      for (const { label } of world.portal.register.categories) expect(sources).toContain(label[language])
      const story = await desk.page.locator('#tijdlijn').innerText()
      const events = [
        'request.received',
        'export.wanted',
        'export.started',
        'export.built',
        'export.downloaded',
      ] as const
      for (const event of events) expect(story).toContain(log[event])
      await checkPage(desk, { axe: false })

      // Looking leaves a trace; what waited is let go of, and comes as a new copy.
      await desk.page.getByLabel(s.lookPurpose.review).check()
      await desk.page.getByRole('button', { name: s.request.openData }).click()
      await desk.page.getByText(email).waitFor()
      if (waits) {
        await desk.page.locator('.notice a').first().click()
        await desk.page.getByRole('button', { name: words(language).review.release }).click()
        await desk.page.getByText(s.need.machine).first().waitFor()
      }
      await checkPage(desk, { axe: false })
      await desk.context.close()

      await page.goto('/wie-heeft-gekeken')
      const looks = await page.getByRole('row').filter({ hasText: m.looks.purposes.review }).first().innerText()
      expect(looks).toContain(m.looks.roles.handler)
      expect(await page.content()).not.toContain('Medewerker handler')
      await checkPage(visit, { axe: false })

      if (waits) {
        await page.goto(`/verzoeken/${reference}`)
        await page.getByRole('heading', { name: r.ready, exact: true }).waitFor()
        const whole = await fetchCopy(visit, email, language)
        const held = await unzipped(whole)
        expect([...held.keys()].filter(name => name.startsWith('inzage/fraud_abuse')).length).toBeGreaterThan(0)
        expect([...(await unzipped(file)).keys()].filter(name => name.startsWith('inzage/fraud_abuse'))).toEqual([])
      }
      expect(visit.troubles).toEqual([])
      await visit.context.close()
    },
    420_000,
  )

  test('the log of all this proves itself', () => {
    const said = inzage('audit', 'verify')
    expect(said).toMatch(/^OK \d+ entries, root /)
  }, 60_000)

  async function signInStaff(page: Page, language: Language): Promise<void> {
    // A code of the app works once.
    world.clock.forward(30)
    await page.goto('/werkvoorraad')
    await page.waitForURL(/\/medewerkers\/inloggen/)
    await page.locator('input[name="email"]').fill(staffAddress('handler'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/code/)
    await enterCode(page, await world.codeFor(staffAddress('handler')))
    await page
      .getByText(words(language).signin.totp.explain)
      .or(page.getByText(words('nl').signin.totp.explain))
      .waitFor()
    await enterCode(page, generateSync({ secret: staffSecret, epoch: Math.floor(Date.parse(world.clock.now) / 1000) }))
    await page.waitForURL(/\/werkvoorraad$/)
    await speak(page, language)
  }

  /** Other people's programs open it, our command trusts it, and its pages need nothing from anywhere. */
  async function checkBundle(file: string, language: Language): Promise<void> {
    tool('unzip', ['-tq', file])
    tool('python3', ['-m', 'zipfile', '-t', file])
    tool('7z', ['t', '-bd', file])
    const keys = path.join(world.folder, 'inzage-keys.json')
    await writeFile(keys, (await world.browser().get('/.well-known/inzage-keys.json')).text)
    expect(inzage('verify', file, '--keys', keys)).toBe('OK\n')

    const files = await unzipped(file)
    const folder = `${file.slice(0, -4)}-open`
    for (const [name, bytes] of files) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
      await writeFile(path.join(folder, name), bytes)
    }
    for (const name of pages) {
      const address = pathToFileURL(path.join(folder, name)).href
      for (const javaScriptEnabled of [true, false]) {
        const context = await browser.newContext({
          offline: true,
          javaScriptEnabled,
          viewport: { width: 390, height: 844 },
        })
        const page = await context.newPage()
        const asked: string[] = []
        const said: string[] = []
        page.on('request', request => asked.push(request.url()))
        page.on('console', message => said.push(message.text()))
        page.on('pageerror', error => said.push(error.message))
        await page.goto(address)
        const lang = name === 'LEES-MIJ-EERST.html' ? 'nl' : 'en'
        expect(await page.locator('html').getAttribute('lang')).toBe(lang)
        expect(await page.locator('h1').innerText()).not.toBe('')
        expect(await page.locator('script').count()).toBe(0)
        expect({ asked, said }).toEqual({ asked: [address], said: [] })
        // The other page is the other journey's.
        if (javaScriptEnabled && lang === language) {
          const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
          expect(violations.map(each => `${each.id}: ${each.nodes[0]?.html.slice(0, 160)}`)).toEqual([])
        }
        await context.close()
      }
    }
  }

  /** What a command of the operator prints, with only the settings that it needs. */
  function inzage(...arguments_: string[]): string {
    const env: NodeJS.ProcessEnv = {
      NODE_ENV: 'test',
      PATH: process.env.PATH,
      DATA_DIR: world.folder,
      BASE_URL: world.url,
    }
    return execFileSync(process.execPath, ['bin/inzage.js', ...arguments_], { env, encoding: 'utf8' })
  }
})

/** The same source, which holds back the last of what it found until it may go. */
const slow = (source: Source, mayGo: () => boolean): Source => ({
  ...source,
  async *collect(who, wanted, signal) {
    let last: readonly Item[] = []
    for await (const batch of source.collect(who, wanted, signal)) {
      yield last
      last = batch
    }
    while (!mayGo()) await pause(50, undefined, { signal })
    yield last
  },
})

/** "4 van de 13 onderdelen zijn klaar", with some done and some not. */
const progressIn = (language: Language): RegExp =>
  new RegExp(words(language).requests.parts(111, 222).replace('111', '[1-9]\\d?').replace('222', '\\d+'))

const missing = new Set<string>()

/** Runs somebody else's program over the bundle; says once when it is not on this machine. */
function tool(name: string, arguments_: readonly string[]): void {
  try {
    execFileSync(name, arguments_, { stdio: 'pipe' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    if (!missing.has(name)) process.stderr.write(`No ${name} on this machine: the bundle was not opened with it.\n`)
    missing.add(name)
  }
}
