/** The offline page in a real browser, opened from a file: it asks for nothing, runs nothing, and everybody can use it. */
import { execFileSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportForOperator } from '#exports/operator.ts'
import { chromiumPath, openBrowser } from '#test/browser/browser.ts'
import { type Office, openOffice } from './office.ts'

describe.skipIf(!chromiumPath)('the page in Chromium', () => {
  let office: Office
  let browser: Browser
  const folders = new Map<string, string>()

  beforeAll(async () => {
    office = await openOffice({ members: 20, records: 700 })
    for (const name of ['eva', 'jose', 'veel']) {
      const file = path.join(office.folder, `${name}.zip`)
      await exportForOperator(office.desk, {
        email: `${name}@voorbeeld.example`,
        forms: ['access', 'portability'],
        file,
        language: 'nl',
        reviewed: true,
        force: false,
      })
      const folder = path.join(office.folder, name)
      await mkdir(folder)
      execFileSync('python3', ['-m', 'zipfile', '-e', file, folder])
      folders.set(name, folder)
    }
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await office?.close()
  })

  const open = async (file: string, options: { dark?: boolean; width?: number; script?: boolean } = {}) => {
    const context = await browser.newContext({
      colorScheme: options.dark ? 'dark' : 'light',
      viewport: { width: options.width ?? 1280, height: 900 },
      javaScriptEnabled: options.script ?? true,
    })
    const page = await context.newPage()
    const requests: string[] = []
    const faults: string[] = []
    page.on('request', request => requests.push(request.url()))
    page.on('dialog', dialog => (faults.push(`a dialog: ${dialog.message()}`), dialog.dismiss()))
    page.on('pageerror', error => faults.push(error.message))
    page.on('console', message => message.type() === 'error' && faults.push(message.text()))
    await page.goto(pathToFileURL(file).href)
    return { page, requests, faults, close: () => context.close() }
  }

  const pagesOf = (name: string) =>
    [
      'LEES-MIJ-EERST.html',
      'README-FIRST.html',
      ...(name === 'veel' ? ['lezen/member_messages-message-001.html'] : []),
    ].map(page => path.join(folders.get(name)!, page))

  it('asks for nothing but itself and breaks nothing, with and without script', async () => {
    for (const name of folders.keys()) {
      for (const file of pagesOf(name)) {
        for (const script of [true, false]) {
          const { requests, faults, close } = await open(file, { script })
          expect({ file, requests: requests.length, faults }).toEqual({ file, requests: 1, faults: [] })
          await close()
        }
      }
    }
  }, 120_000)

  it('has no axe violations: light and dark, wide and narrow, both languages, a long list', async () => {
    const looks = [
      { name: 'eva', file: 'LEES-MIJ-EERST.html', width: 390 },
      { name: 'eva', file: 'README-FIRST.html', dark: true },
      { name: 'jose', file: 'LEES-MIJ-EERST.html' },
      { name: 'veel', file: 'lezen/member_messages-message-001.html', dark: true },
    ]
    for (const { name, file, ...options } of looks) {
      const { page, close } = await open(path.join(folders.get(name)!, file), options)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(each => `${each.id}: ${each.nodes[0]?.html.slice(0, 120)}`)
      expect({ name, file, found }).toEqual({ name, file, found: [] })
      await close()
    }
  }, 600_000)

  it('does not scroll sideways on a telephone', async () => {
    const { page, close } = await open(pagesOf('eva')[0]!, { width: 390 })
    const { inner, whole } = await page.evaluate(() => ({
      inner: window.innerWidth,
      whole: document.documentElement.scrollWidth,
    }))
    expect(whole).toBeLessThanOrEqual(inner)
    await close()
  })

  it('leads from the first page to every long list and back', async () => {
    const { page, faults, close } = await open(pagesOf('veel')[0]!)
    await page
      .getByRole('link', { name: /^Regel 1 tot en met/ })
      .first()
      .click()
    expect(page.url()).toContain('/lezen/')
    await page.getByRole('link', { name: 'Terug naar de eerste bladzijde' }).click()
    expect(page.url()).toContain('LEES-MIJ-EERST.html#c-')
    expect(faults).toEqual([])
    await close()
  })
})
