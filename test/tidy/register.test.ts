/** Promise 9: a stored column that the register does not know fails here; and what the register says can be read. */
import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Language, languages, type Words } from '#domain/language.ts'
import { faultLine } from '#sources/register/fault.ts'
import { inspectRegister } from '#sources/register/inspect.ts'
import { readRegister } from '#sources/register/read.ts'
import { readability, sentencesOf, wordsOf } from '#app/text/reading-ease.ts'

const root = path.resolve(import.meta.dirname, '../..')
const file = path.join(root, 'sources/we-do-better/register.yaml')
let folder: string
let platform: string

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'inzage-register-'))
  platform = path.join(folder, 'platform.sqlite')
  const db = new Database(platform)
  db.exec(readFileSync(path.join(root, 'sources/we-do-better/platform.sql'), 'utf8'))
  db.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The platform with one thing changed, compared with the register. */
async function inspected(change: string) {
  const copy = path.join(folder, `${randomUUID()}.sqlite`)
  copyFileSync(platform, copy)
  const db = new Database(copy)
  db.exec(change)
  db.close()
  const { faults } = await inspectRegister(file, { PLATFORM_DATABASE: copy })
  return faults.map(({ rule, message }) => `${rule}: ${message}`)
}

describe('every column of the platform', () => {
  it('is known to the register', async () => {
    const { faults, compared, notCompared } = await inspectRegister(file, { PLATFORM_DATABASE: platform })
    expect(faults.map(faultLine)).toEqual([])
    expect(compared).toEqual(['platform'])
    expect(notCompared).toEqual([])
  })

  it.each([
    [
      'alter table member add column nickname text',
      'columnNotRegistered: column "member.nickname" exists and the register does not know it',
    ],
    [
      'alter table message rename column body to words',
      'columnNotRegistered: column "message.words" exists and the register does not know it',
    ],
    [
      'alter table member add column birth_date text',
      'dateOfBirth: column "member.birth_date" looks like a date of birth and has no category',
    ],
    [
      'alter table member add column bsn text',
      'citizenNumber: column "member.bsn" looks like a citizen service number, which only an Act may allow (UAVG 46)',
    ],
    [
      'create table diary (id integer primary key)',
      'tableNotRegistered: source "platform" has a table "diary" that the register does not know',
    ],
    [
      'drop table cookie_choice; create table cookie_choice (id integer, member_id integer, functional integer, statistics integer, marketing integer, banner_version text, at text)',
      'sourceRefuses: source platform: "id" of table "cookie_choice" is not a unique key',
    ],
    ['drop table log_line', 'tableNotInSource: source "platform" has no table "log_line"'],
  ])('%s: the check sees it', async (change, fault) => {
    expect(await inspected(change)).toContain(fault)
  })
})

/** Every text in a value, wherever it stands. */
function wordsIn(value: unknown, seen: Words[] = []): Words[] {
  if (typeof value !== 'object' || value === null) return seen
  if ('nl' in value && 'en' in value && typeof value.nl === 'string' && typeof value.en === 'string') {
    seen.push({ nl: value.nl, en: value.en })
    return seen
  }
  for (const each of Object.values(value)) wordsIn(each, seen)
  return seen
}

/** Words that our readers misread or do not know, and words of the office. */
const banned: Readonly<Record<Language, RegExp>> = {
  nl: /\b(notificatie\w*|betrokkene\w*|verwerkingsgrondslag\w*|grondslag\w*|conform|middels|teneinde|ontvangen|u|uw|persoonsgegevens|verwerk\w*)\b/i,
  en: /\b(notification\w*|data subject\w*|pursuant|hereby|aforementioned|processing)\b/i,
}

const figures = (text: string) => (text.match(/\d+/g) ?? []).toSorted().join(' ')
const plain = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const six = (list: readonly string[]) =>
  list.map((_, index) => list.slice(index, index + 6)).filter(part => part.length === 6)

describe('what the register says to people', async () => {
  const read = await readRegister(file)
  if ('faults' in read) throw new Error(read.faults.map(faultLine).join('\n'))
  // Gaps are for staff; the title of a statement is the controller's own.
  const said = wordsIn({ ...read.register, gaps: [], statement: null })

  it('is a good deal of text', () => {
    expect(said.length).toBeGreaterThan(300)
  })

  it.each(languages)(
    'in %s no sentence is longer than 20 words, the mean is at most 12, and it reads easily',
    language => {
      const sentences = said.flatMap(each => sentencesOf(each[language]))
      expect(sentences.filter(sentence => wordsOf(sentence).length > 20)).toEqual([])
      const full = sentences.filter(sentence => /[.!?]$/.test(sentence))
      const { score, mean } = readability(full, language)
      expect(mean).toBeLessThanOrEqual(12)
      expect(score).toBeGreaterThanOrEqual(65)
    },
  )

  it('in Dutch no sentence is longer than 15 words', () => {
    expect(said.flatMap(each => sentencesOf(each.nl)).filter(sentence => wordsOf(sentence).length > 15)).toEqual([])
  })

  it.each(languages)('in %s no word of the office is used', language => {
    expect(said.map(each => each[language]).filter(text => banned[language].test(text))).toEqual([])
  })

  it('names the same figures in both languages', () => {
    expect(said.filter(({ nl, en }) => figures(nl) !== figures(en)).map(({ nl }) => nl)).toEqual([])
  })

  const statement = path.resolve(root, '../shared/seed/privacy-statement-nl.txt')
  const present = existsSync(statement)
  if (!present)
    console.warn('Skipped: the privacy statement is not beside this checkout (../shared/seed/privacy-statement-nl.txt)')

  it.runIf(present)('is in our own words: no six words in a row stand in the statement', () => {
    const theirs = new Set(six(plain(readFileSync(statement, 'utf8'))).map(part => part.join(' ')))
    const ours = said.flatMap(each =>
      sentencesOf(each.nl).flatMap(sentence => six(plain(sentence)).map(part => part.join(' '))),
    )
    expect(ours.filter(part => theirs.has(part))).toEqual([])
  })
})
