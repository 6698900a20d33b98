/** Mail and the page Post in a real browser: readable by day and by night, without a fault of accessibility, at every width. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letters } from '#app/post/letters.ts'
import { sendDue } from '#app/post/sender.ts'
import { tellPerson } from '#app/post/tell.ts'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { words } from '#app/text/words.ts'
import type { Letter } from '#db/mail.ts'
import { record } from '#db/record.ts'
import { knowSubject } from '#db/subject.ts'
import { receiveRequest } from '#db/subject-request.ts'
import { type Language, languages } from '#domain/language.ts'
import { openPostOffice, type PostOffice } from '#test/app/post/post-office.ts'
import { openWorld, staffAddress, type World } from '#test/world.ts'
import { checkPage, chromiumPath, openBrowser, openWindow, speak, type Visit, wcag } from './browser.ts'

const system = { kind: 'system', ref: 'operator' } as const
const scope = { categories: null, from: null, until: null, forms: ['access'] } as const
const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }

describe.skipIf(!chromiumPath)('post in a browser', () => {
  let world: World
  let browser: Browser
  let office: PostOffice
  let requestId: string
  beforeAll(async () => {
    office = await openPostOffice()
    world = await openWorld({ settings: { MAIL_URL: office.url, MAIL_FROM: 'Privacy <privacy@example.nl>' } })
    browser = await openBrowser()
    const { store, people, register } = world.portal
    const person = await people.locate({ email: 'eva@voorbeeld.example' })
    requestId = await record(store, world.clock.now, system, async ledger => {
      const subject = await knowSubject(ledger, { source: people.id, key: person!.key, language: 'nl' })
      const asked = { right: 'erasure', subjectId: subject.id, channel: 'letter', scope } as const
      return (await receiveRequest(ledger, register.controller, asked)).id
    })
    await world.signInStaff('officer')
    await sendDue(world.portal)
    await post(['message', 'decided', 'decided'], 'never')
    await post(['message', 'message'], 'notNow')
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
    await office?.close()
  })

  /** Letters about Eva's request, on which the mail server gives this answer. */
  async function post(kinds: readonly ('decided' | 'message')[], mood: 'never' | 'notNow'): Promise<void> {
    const to = { email: 'eva@voorbeeld.example', language: 'nl', name: 'Eva', account: true } as const
    await record(world.portal.store, world.clock.now, system, async ledger => {
      for (const kind of kinds) await tellPerson(ledger, world.portal, requestId, to, { kind })
      ledger.entry('request.messageSent', { request: requestId })
    })
    office.moods.push(...kinds.map(() => mood))
    await sendDue(world.portal)
  }

  async function signIn({ page }: Visit): Promise<void> {
    const link = await makeSignInLink(
      world.portal,
      { audience: 'staff', email: staffAddress('officer') },
      world.clock.now,
    )
    await page.goto(new URL(link!).pathname)
    await page.locator('main form button').click()
    await page.waitForURL(/\/werkvoorraad$/)
  }

  test('the page is accessible at a desk and on a phone, by day and by night, in both languages', async () => {
    for (const [viewport, colorScheme] of [
      [wide, 'light'],
      [wide, 'dark'],
      [narrow, 'light'],
      [narrow, 'dark'],
    ] as const) {
      for (const language of languages) {
        const visit = await openWindow(browser, world.url, { viewport, colorScheme })
        try {
          await signIn(visit)
          await speak(visit.page, language)
          for (const address of ['/post', '/post?lijst=wacht']) {
            await visit.page.goto(address)
            await checkPage(visit)
            await shot(
              visit,
              `page-${address.includes('wacht') ? 'waiting' : 'failed'}-${language}-${colorScheme}-${viewport.width}`,
            )
            expect(await visit.page.content()).not.toContain('eva@voorbeeld')
          }
        } finally {
          await visit.context.close()
        }
      }
    }
  })

  test('sends again, says so, and says why not', async () => {
    const visit = await openWindow(browser, world.url, { viewport: wide })
    const { page, troubles } = visit
    const p = words('nl').post
    await signIn(visit)
    await speak(page, 'nl')
    await page.goto('/post')
    await page.getByRole('button', { name: `${p.resend} (${p.kind.message}` }).click()
    await page.getByText(p.done.resent(1)).waitFor()
    const messages = () => office.letters.filter(each => each.email.subject === words('nl').mail.message.subject)
    await sendDue(world.portal)
    expect(messages()).toHaveLength(1)
    expect(messages()[0]?.email.text).toContain('Zo staat het: Ingediend')
    await page.getByRole('button', { name: p.aside }).first().click()
    await page.getByText(p.done.aside).waitFor()
    // The last one says that the answer is ready, and it is not.
    expect(troubles).toEqual([])
    await page.getByRole('button', { name: p.resend }).click()
    await page.getByRole('alert').getByText(p.refused.over).waitFor()
    await page.goto('/post?lijst=wacht')
    await page.getByRole('button', { name: p.hurry }).first().click()
    await page.getByText(p.done.hurried).waitFor()
    await sendDue(world.portal)
    expect(messages()).toHaveLength(2)
    await visit.context.close()
  })

  test.each(languages)('each letter in %s reads well in a mail program', async language => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        viewport: { width: 640, height: 700 },
        colorScheme,
        javaScriptEnabled: true,
      })
      const page = await context.newPage()
      const elsewhere: string[] = []
      page.on('request', request => elsewhere.push(request.url()))
      try {
        for (const letter of every(language)) {
          await page.setContent(letter.html)
          await shot({ page }, `mail-${letter.kind}-${language}-${colorScheme}`)
          const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
          expect(violations.map(each => `${letter.kind}: ${each.id}`)).toEqual([])
          await page.setViewportSize({ width: 320, height: 640 })
          expect(await page.evaluate(() => document.documentElement.scrollWidth), letter.kind).toBeLessThanOrEqual(320)
          await page.setViewportSize({ width: 640, height: 700 })
        }
        expect(elsewhere).toEqual([])
      } finally {
        await context.close()
      }
    }
  })

  function every(language: Language): Letter[] {
    const write = letters(world.portal)
    const { right } = words(language).common
    const about = { reference: '7KF-2MX-9TB', what: right.erasure } as const
    const open = { ...about, standing: 'working', answerBy: '2026-12-22' } as const
    const news = {
      reference: about.reference,
      right: 'access',
      received: '2026-11-22',
      standing: 'working',
      answerBy: '2026-12-22',
      extended: null,
    } as const
    const copy = { news, bytes: 4_100_000, expiresAt: '2026-12-06T23:00:00.000Z' } as const
    return [
      write.requestSubmitted(language, { ...open, received: '2026-11-22' }),
      write.question(language, {
        ...about,
        standing: 'question',
        answerBy: null,
        kind: 'identity',
        replyBy: '2026-12-06',
      }),
      write.answerIn(language, open),
      write.message(language, open),
      write.copyReady(language, copy),
      write.copyPartlyReady(language, { ...copy, missing: ['Berichten'] }),
      write.copyExpires(language, copy),
      write.extended(language, { ...open, answerBy: '2027-02-22', ground: 'complexity' }),
      write.decided(language, { ...about, standing: 'answered', answerBy: null }),
      write.erased(language, { ...about, standing: 'answered', answerBy: null }),
      write.security(language, { what: right.access, when: '2026-11-22T09:00:00.000Z' }),
      write.proveAddress(language, '012345'),
    ]
  }
})

/** Pictures for people, when SHOTS names a folder. */
async function shot({ page }: Pick<Visit, 'page'>, name: string): Promise<void> {
  const folder = process.env.SHOTS
  if (folder) await writeFile(path.join(folder, `${name}.png`), await page.screenshot({ fullPage: true }))
}
