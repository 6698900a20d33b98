/**
 * A paper letter with three rights in it, from intake to three answers, as people do it: a question that stops the clock, an
 * extension, somebody else's name hidden, a refusal that needs a second person, a second look by another one, and at the end
 * the receipts of the copy that was sent, checked offline with the published key.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffRole } from '#app/context.ts'
import { sendDueAnswers } from '#app/letter/send.ts'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { longDay } from '#app/text/dates.ts'
import { words } from '#app/text/words.ts'
import type { Right } from '#domain/right.ts'
import { inzage } from '#test/bin/inzage.ts'
import { unzipped } from '#test/exports/unzipped.ts'
import { openWorld, staffAddress, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, type Visit } from './browser.ts'

const eva = 'eva@voorbeeld.example'
const day = 86_400
const letter = `Geachte heer, mevrouw,
Ik wil graag weten welke gegevens u van mij heeft en daar een kopie van.
Mijn telefoonnummer klopt niet. Graag wijzigen.
Verwijder verder alles over mijn sollicitatie uit 2019.`

const { staff: s, intake: i, workbench: k, review: v, letters: l, dialogue: d } = words('nl')

describe.skipIf(!chromiumPath)('from paper to three answers', () => {
  let world: World
  let browser: Browser
  /** One window for each of them, as on their own desks. */
  const desks = new Map<StaffRole, Visit>()
  const references = new Map<Right, string>()
  /** What is hidden of somebody else. */
  let hidden: string
  beforeAll(async () => {
    world = await openWorld()
    browser = await openBrowser()
    for (const role of ['handler', 'approver'] as const) await world.signInStaff(role)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const at = (right: Right, tab = '') => `/werkvoorraad/${references.get(right)}${tab}`
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
  const open = (page: Page, title: string) => page.locator('summary').filter({ hasText: title }).first().click()

  /** Their window, signed in just now. */
  async function desk(role: StaffRole): Promise<Page> {
    const visit = desks.get(role) ?? (await openWindow(browser, world.url, { viewport: { width: 1280, height: 900 } }))
    desks.set(role, visit)
    world.clock.forward(1)
    const link = await makeSignInLink(world.portal, { audience: 'staff', email: staffAddress(role) }, world.clock.now)
    await visit.page.goto(new URL(link!).pathname)
    await visit.page.locator('main form button').click()
    await visit.page.waitForURL(/\/werkvoorraad$/)
    return visit.page
  }

  const evaAtHome = async (): Promise<Visit> => {
    const visit = await openWindow(browser, world.url, { viewport: { width: 390, height: 844 } })
    const link = await makeSignInLink(world.portal, { audience: 'member', email: eva }, world.clock.now)
    await visit.page.goto(new URL(link!).pathname)
    await visit.page.locator('main form button').click()
    await visit.page.waitForURL(`${world.url}/`)
    return visit
  }

  /** Decides about the whole request; the letter that follows from it is saved as it is proposed. */
  async function decide(page: Page, right: Right, outcome: string, ground: string | null): Promise<void> {
    await page.goto(at(right, '/besluit'))
    await page.locator(`#outcome-${outcome}`).check()
    if (ground) {
      await page.locator('#ground').selectOption(ground)
      await page.locator('#wouldChange').fill('Stuur ons een kleinere vraag.')
    }
    if (ground === 'uavg41') await page.locator('#until').fill('2027-06-01')
    await page.locator('#reason').fill(ground ? 'Dit kan nu niet.' : 'We hebben het gedaan.')
    await press(page, v.decision.save)
    await page
      .locator('#besluiten')
      .getByText(v.decision.outcomes[outcome as 'give'])
      .waitFor()
    await page.goto(at(right, '/brief'))
    await press(page, l.save)
    await page.getByText(l.saved).waitFor()
    expect(await page.locator('#onderdelen').innerText()).toContain(l.partsDone)
  }

  async function send(page: Page, right: Right): Promise<void> {
    await page.goto(at(right, '/brief'))
    await press(page, l.sendButton)
    await page.getByRole('heading', { name: l.queued }).waitFor()
    world.clock.forward(31)
    expect(await sendDueAnswers(world.portal)).toBe(1)
    await page.goto(at(right, '/brief'))
    expect(await page.locator('main').innerText()).toContain(l.sentWay.page)
  }

  test('is filed with the day it came, and split into three requests that count from there', async () => {
    const page = await desk('handler')
    await page.goto('/werkvoorraad/nieuw')
    await page.locator('#channel-letter').check()
    await page.locator('#day').fill('2026-11-16')
    await page.locator('#time').fill('10:30')
    await page.locator('#find').fill(eva)
    await press(page, i.findButton)
    await page.getByLabel(/^Ja: Eva Jansen/).check()
    await page.locator('#name').fill('Eva Jansen')
    await page.locator('#text').fill(letter)
    await press(page, i.suggest)
    const suggested = page.locator('.notice').filter({ hasText: i.suggested })
    expect(await suggested.locator('li').allInnerTexts()).toEqual([
      s.right.access,
      s.right.rectification,
      s.right.erasure,
    ])
    expect(await page.locator('input[name="rights"]:checked').count(), 'a suggestion chooses nothing').toBe(0)
    expect(await page.locator('#text').inputValue()).toBe(letter)
    expect(await page.getByLabel(/^Ja: Eva Jansen/).isChecked()).toBe(true)
    for (const right of ['access', 'rectification']) await page.locator(`#rights-${right}`).check()
    await press(page, i.submit)
    await page.getByText(i.letter.filed(2)).waitFor()
    await open(page, i.letter.split)
    await page.locator('#right').selectOption('erasure')
    await press(page, i.letter.splitButton)
    const rows = page.locator('#verzoeken tbody tr')
    await rows.nth(2).waitFor()
    const days = new Set<string>()
    for (const right of ['access', 'rectification', 'erasure'] as const) {
      const row = rows.filter({ hasText: s.right[right] })
      references.set(right, await row.locator('a').first().innerText())
      days.add((await row.locator('td, th').allInnerTexts()).at(-1)!)
    }
    expect([...days], 'one arrival, one last day').toHaveLength(1)
    await checkPage(desks.get('handler')!)
  }, 120_000)

  test('a doubt stops the clock until she answers; what is large takes longer', async () => {
    const page = await desk('handler')
    await page.goto(at('access'))
    await open(page, k.identity.check)
    await page.locator('#outcome-doubt').check()
    await page.locator('#identityNote').fill('De handtekening is anders.')
    await press(page, k.identity.save)
    await page.getByText(k.result.doubted).waitFor()
    await open(page, k.ask.identityTitle)
    await page.locator('#doubtTold').fill('De handtekening is anders.')
    await page.locator('#identityPrompt-yes').check()
    await press(page, k.ask.send)
    await page.getByText(k.result.asked).waitFor()
    expect(await page.locator('#termijn').innerText()).toContain(k.clock.paused)

    world.clock.forward(3 * day)
    const home = await evaAtHome()
    await home.page.goto(`/verzoeken/${references.get('access')}`)
    await home.page.locator('#message').fill('Ik brak mijn pols. Ik ben het echt.')
    await press(home.page, d.sendIt)
    await home.page.getByText(d.resumed).waitFor()
    await checkPage(home)
    await home.context.close()

    const next = await desk('handler')
    for (const right of ['access', 'rectification', 'erasure'] as const) {
      await next.goto(at(right))
      await open(next, k.identity.check)
      await next.locator('#method').selectOption('callBack')
      await next.locator('#outcome-sure').check()
      await press(next, k.identity.save)
      await next.getByText(k.result.checked).waitFor()
    }
    await next.goto(at('access'))
    expect(await next.locator('#termijn').innerText()).not.toContain(k.clock.paused)
    await open(next, k.extend.title)
    await next.locator('#ground-complexity').check()
    await next.locator('#extendReason').fill('Er zijn vier oude dossiers.')
    await next.locator('#months-2').check()
    await press(next, k.extend.send)
    await next.getByText(k.result.extended).waitFor()
    // Three days of standing still, and two months.
    expect(await next.locator('#termijn').innerText()).toContain(longDay('2027-02-19', 'nl'))
  }, 120_000)

  test('somebody else is hidden, the refusal needs a second person, and three letters go', async () => {
    const page = await desk('handler')
    await page.goto(at('access'))
    const part = world.portal.register.categories.find(each => each.id === 'fraud_abuse')!
    await press(page, k.collect.collect)
    await page.getByText(k.result.collecting).waitFor()
    await world.makeCopies()
    await page.goto(at('access', '/controle'))
    await page.locator('#purpose-review').check()
    await press(page, s.request.openData)
    await page.locator('#soorten').waitFor()
    await page.getByRole('link', { name: part.label.nl, exact: true }).click()
    // What somebody wrote about her, with their address in it.
    const record = page.locator('.review-record').filter({ hasText: 'anouk@voorbeeld.example' }).first()
    const name = record.locator('.review-held dt').filter({ has: page.locator('input') })
    const told = name.filter({ has: page.locator('xpath=following-sibling::dd[1]//mark[contains(., "@")]') }).first()
    const other = (await told.locator('xpath=following-sibling::dd[1]').innerText()).split('.')[0]!
    expect(await record.locator('.review-shown').innerText()).toContain(other)
    await told.locator('input').check()
    await record.locator('select').selectOption('otherPerson')
    await record.getByRole('button', { name: v.hideChosen }).click()
    await record.locator('.review-held').getByText(v.reasons.otherPerson).first().waitFor()
    expect(await record.locator('.review-shown').innerText()).not.toContain(other)
    await press(page, v.release)
    await page.getByText(/^Vrijgegeven door/).waitFor()
    expect(await page.locator('main').innerText()).toContain(v.hiddenCount('1'))
    await world.makeCopies()
    await checkPage(desks.get('handler')!)

    await decide(page, 'access', 'part', 'uavg41')
    await page.goto(at('access', '/besluit'))
    await press(page, v.approval.ask)
    await page
      .locator('#akkoord')
      .getByText(/^Gevraagd door/)
      .waitFor()
    await page.goto(at('access', '/brief'))
    await press(page, l.sendButton)
    await page.getByText(l.refusal.notReady).first().waitFor()
    expect(await page.locator('#versturen').innerText()).toContain(l.notYet(1))

    const second = await desk('approver')
    await second.goto(at('access', '/besluit'))
    expect(await second.locator('.plan-letter').innerText()).toContain('Uitvoeringswet AVG')
    await press(second, v.approval.yes)
    await second
      .locator('#akkoord')
      .getByText(/^Akkoord van/)
      .waitFor()
    await checkPage(desks.get('approver')!)
    await decide(page, 'rectification', 'give', null)
    await decide(page, 'erasure', 'refuse', 'noErasureGround')
    for (const right of ['access', 'rectification', 'erasure'] as const) await send(page, right)
    await world.makeCopies()
    hidden = other
  }, 240_000)

  test('somebody else looks again, and she reads what came of it', async () => {
    const home = await evaAtHome()
    await home.page.goto(`/verzoeken/${references.get('erasure')}`)
    expect(await home.page.locator('#brief').innerText()).toContain('Dit kan nu niet.')
    await open(home.page, d.canLook)
    await home.page.locator('#look').fill('Die sollicitatie is al jaren voorbij.')
    await press(home.page, d.lookAsk)
    await home.page.getByText(d.lookDone).waitFor()

    const decider = await desk('handler')
    await decider.goto(at('erasure', '/brief'))
    expect(await decider.locator('#nog-eens').innerText()).toContain(l.look.notYou)
    const other = await desk('approver')
    await other.goto(at('erasure', '/brief'))
    await press(other, l.look.take)
    await other.locator('#outcome-stays').check()
    await other.locator('#reason').fill('De bewaartermijn loopt nog tot mei.')
    await press(other, l.look.decide)
    await other.getByText(l.look.sent).waitFor()
    await checkPage(desks.get('approver')!)

    await home.page.reload()
    const page = await home.page.locator('main').innerText()
    expect(page).toContain(d.lookOutcome.stays)
    expect(page).toContain('De bewaartermijn loopt nog tot mei.')
    await checkPage(home)
    await home.context.close()
  }, 120_000)

  test('the copy holds no other person, and its receipts are true without asking anybody', async () => {
    const home = await evaAtHome()
    await home.page.goto(`/verzoeken/${references.get('access')}`)
    await checkPage(home)
    const [download] = await Promise.all([
      home.page.waitForEvent('download'),
      home.page.locator('a[href^="/kopie/"]').click(),
    ])
    const file = path.join(world.folder, 'copy-of-eva.zip')
    await download.saveAs(file)
    const files = await unzipped(file)
    for (const [name, bytes] of files) expect(bytes.includes(hidden), name).toBe(false)

    const receipts = [...files].filter(([name]) => name.startsWith('audit/') && name.endsWith('.tlog-proof'))
    expect(receipts.length).toBeGreaterThan(10)
    const folder = path.join(world.folder, 'receipts')
    await mkdir(folder)
    for (const [name, bytes] of receipts) await writeFile(path.join(folder, path.basename(name)), bytes)
    const keys = path.join(world.folder, 'inzage-keys.json')
    await writeFile(keys, (await world.browser().get('/.well-known/inzage-keys.json')).text)
    const checked = await inzage(['audit', 'verify-receipt', folder, '--vkey', keys])
    expect(checked).toMatchObject({ code: 0, err: '' })
    expect(checked.out.split('\n').filter(line => line.includes(': OK'))).toHaveLength(receipts.length)
    expect((await inzage(['audit', 'verify-receipt', file, '--vkey', keys])).code, 'and from the ZIP itself').toBe(0)

    const [name, bytes] = receipts[3]!
    const forged = path.join(folder, path.basename(name))
    await writeFile(forged, bytes.toString('utf8').replace('index ', 'index 1'))
    expect((await inzage(['audit', 'verify-receipt', forged, '--vkey', keys])).code).not.toBe(0)
    for (const visit of [home, ...desks.values()]) {
      expect(visit.troubles.filter(line => !line.includes('422'))).toEqual([])
    }
  }, 120_000)
})
