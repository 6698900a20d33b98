/** Opening sources: one sentence per thing that is wrong, and the register fits the database it describes. */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeSources, openSources } from '#sources/open.ts'
import { type DemoPlatform, demoPlatform } from './demo-platform.ts'

let demo: DemoPlatform
let folder: string
beforeAll(async () => {
  demo = await demoPlatform({ members: 20 })
  folder = await mkdtemp(path.join(tmpdir(), 'inzage-open-'))
})
afterAll(async () => {
  await demo.dispose()
  await rm(folder, { recursive: true, force: true })
})

test('every source of the register opens, and the columns that exist are all known to the register', async () => {
  expect([...demo.sources.keys()]).toEqual(demo.register.sources.map(each => each.id))
  const described = await demo.platform.describe()
  expect(described).toEqual(await describeSources(demo.register, demo.settings))
  const entry = demo.register.sources.find(each => each.id === demo.platform.id)!
  for (const { table, column } of described) {
    const known = entry.tables.find(each => each.id === table)
    const named = known
      ? [...known.columns.map(each => each.id), ...known.excluded.map(each => each.column)].includes(column)
      : entry.withoutPersons.some(each => each.table === table)
    expect(named, `${table}.${column}`).toBe(true)
  }
})

test('a missing setting, a missing file and a file that is no database are one sentence each', async () => {
  const text = path.join(folder, 'text.sqlite')
  await writeFile(text, 'this is not a database, but it is long enough to look like one'.repeat(100))
  await expect(openSources(demo.register, {})).rejects.toThrow(
    /PLATFORM_DATABASE is missing\n.*PLATFORM_FILES is missing/,
  )
  await expect(
    openSources(demo.register, { ...demo.settings, PLATFORM_DATABASE: path.join(folder, 'no.sqlite') }),
  ).rejects.toThrow('cannot be opened')
  await expect(openSources(demo.register, { ...demo.settings, PLATFORM_DATABASE: text })).rejects.toThrow(
    'not a database',
  )
  await expect(openSources(demo.register, { ...demo.settings, PLATFORM_DATABASE: 'mysql://x/y' })).rejects.toThrow(
    'SQLite',
  )
  await expect(
    openSources(demo.register, { ...demo.settings, PLATFORM_FILES: path.join(folder, 'nowhere') }),
  ).rejects.toThrow('not a folder')
})

test('reading leaves the file of the platform as it was', async () => {
  const digest = async () =>
    createHash('sha256')
      .update(await readFile(demo.file))
      .digest('hex')
  const before = await digest()
  const who = (await demo.platform.locate({ email: 'eva@voorbeeld.example' }))!
  for await (const _ of demo.platform.collect(who, { categories: demo.categories })) continue
  expect(await digest()).toBe(before)
  expect(await readdir(path.dirname(demo.file))).toEqual(['files', 'platform.sqlite'])
})

test('the facts that terms count from are those of the person', async () => {
  const facts = async (email: string) => (await demo.platform.locate({ email }))!.facts
  expect(await facts('noor@voorbeeld.example')).toEqual({
    agreementStart: null,
    agreementEnd: null,
    lastContact: expect.stringMatching(/^2026-.*Z$/),
    consents: {},
  })
  expect(await facts('schrikkel@voorbeeld.example')).toMatchObject({
    agreementStart: '2020-02-29T08:00:00.000Z',
    agreementEnd: '2024-02-29T22:59:59.000Z',
  })
  // Eva gave, took back and gave again; Priya took both back.
  expect((await facts('eva@voorbeeld.example')).consents).toMatchObject({
    idc_marketing: { given: true },
    pho_contact: { given: true },
  })
  expect((await facts('priya@voorbeeld.example')).consents).toMatchObject({
    idc_marketing: { given: false },
    pho_contact: { given: false },
  })
  expect((await demo.platform.locate({ email: 'leeg@voorbeeld.example' }))!.displayName).toBe('')
})
