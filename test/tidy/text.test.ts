/** What people read stays readable: short sentences, short words, no words of the office (design: B1). */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { auditEvents } from '#domain/audit-entry.ts'
import { type Clock, deadline } from '#domain/deadline.ts'
import { holidays } from '#domain/holidays.ts'
import { languages, type Language } from '#domain/language.ts'
import { words } from '#app/text/words.ts'
import { readability, sentencesOf, wordsOf } from '#app/text/reading-ease.ts'

const root = path.resolve(import.meta.dirname, '../../app/text')

/** Parts that members read; staff know their trade, and the bundle's own words are long lists of labels. */
const memberParts = [
  'audit',
  'common',
  'download',
  'member',
  'choices',
  'requests',
  'signin',
  'settings',
  'mail',
  'server',
  'bundle',
  'clock',
  'form',
  'dialogue',
  'receipts',
  'notices',
  'correct',
]

/** Words that our readers misread or do not know (design/ui.md §7.2). */
const banned: Readonly<Record<Language, RegExp>> = {
  nl: /\b(notificatie\w*|betrokkene\w*|verwerkingsgrondslag\w*|conform|middels|teneinde|ontvangen)\b/i,
  en: /\b(notification\w*|data subject\w*|pursuant|hereby|aforementioned)\b/i,
}

const placeholder: unknown[] = ['Naam', '2 mei', '3']

/** Every sentence of a part; functions are asked with small values, numbers where they want numbers. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') {
    const said: unknown = (value as (...given: unknown[]) => unknown)(...placeholder)
    return textsOf(said)
  }
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsOf)
  return []
}

/** The clock speaks of steps and days: it is asked with sums that hold a clamp, a roll, pauses and extensions. */
function clockTexts(language: Language): string[] {
  const { clock } = words(language)
  const pause = { kind: 'identity', from: '2026-11-05', until: '2026-11-10' } as const
  const clocks: Clock[] = [
    { received: '2026-11-25', pauses: [], extension: null },
    { received: '2027-01-31', pauses: [], extension: { noticeDay: '2027-02-10', months: 2 } },
    { received: '2027-01-04', pauses: [], extension: { noticeDay: '2027-04-10', months: 2 } },
    { received: '2026-11-03', pauses: [pause], extension: null },
    { received: '2026-11-03', pauses: [{ ...pause, until: null }], extension: null },
    { received: '2026-11-03', pauses: [{ ...pause, kind: 'void-small' }], extension: null },
  ]
  const sums = clocks.map(each => deadline(each, holidays('nl-strict')).because)
  return [
    ...sums.flatMap(sum => [...sum.map(clock.step), clock.because(sum)]),
    clock.answerBy('2026-12-03'),
    clock.ruler(19, 30, '2026-12-03'),
    clock.paused(11),
    clock.refuseBy('2026-12-03'),
    clock.nominal('2026-12-03'),
    clock.beyondHorizon(2028),
  ].filter(Boolean)
}

async function partsIn(language: Language): Promise<(readonly [string, string[]])[]> {
  const files = readdirSync(path.join(root, language)).filter(file => file.endsWith('.ts'))
  return Promise.all(
    files.map(async file => {
      if (file === 'clock.ts') return ['clock', clockTexts(language)] as const
      const module: Record<string, unknown> = await import(pathToFileURL(path.join(root, language, file)).href)
      return [path.basename(file, '.ts'), Object.values(module).flatMap(textsOf)] as const
    }),
  )
}

describe.each(languages)('the words in %s', language => {
  test('each member part reads easily: Flesch-Douma at least 65, at most 12 words a sentence on average, never over 20', async () => {
    for (const [part, texts] of await partsIn(language)) {
      if (!memberParts.includes(part)) continue
      const sentences = texts.flatMap(sentencesOf)
      const { score, mean } = readability(sentences, language)
      expect(score, `${language}/${part}: ease`).toBeGreaterThanOrEqual(65)
      expect(mean, `${language}/${part}: words per sentence`).toBeLessThanOrEqual(12)
      for (const sentence of sentences) {
        expect(wordsOf(sentence).length, `${language}/${part}: "${sentence}"`).toBeLessThanOrEqual(20)
      }
    }
  })

  test('no part that members read uses a banned word', async () => {
    for (const [part, texts] of await partsIn(language)) {
      if (!memberParts.includes(part)) continue
      for (const text of texts) expect(text, `${language}/${part}`).not.toMatch(banned[language])
    }
  })

  test('every event of the log has a sentence', () => {
    const { audit } = words(language)
    expect(Object.keys(audit).toSorted()).toEqual(auditEvents.toSorted())
    for (const event of auditEvents) expect(audit[event]).toMatch(/^\p{Lu}.+\.$/u)
  })
})

test('both languages have the same parts', async () => {
  const [nl, en] = await Promise.all(languages.map(partsIn))
  expect(nl!.map(([part]) => part)).toEqual(en!.map(([part]) => part))
})
