/** The demo platform is the same for the same seed, and holds everything that hurts. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chance } from '#sources/we-do-better/seed/chance.ts'
import { hostileTexts } from '#sources/we-do-better/seed/hostile.ts'
import { listMembers } from '#sources/we-do-better/seed/list.ts'
import { notables } from '#sources/we-do-better/seed/notable-people.ts'
import { type SeedOptions, seedPlatform } from '#sources/we-do-better/seed/platform.ts'
import { now } from './demo-platform.ts'

let folder: string
let db: Database.Database
const made = (name: string, more: Partial<SeedOptions> = {}) =>
  seedPlatform({
    file: path.join(folder, `${name}.sqlite`),
    filesRoot: path.join(folder, name),
    members: 300,
    records: 100,
    seed: 7,
    now,
    ...more,
  })
const one = (text: string): unknown => db.prepare(text).pluck().get()
const many = (text: string): unknown[] => db.prepare(text).pluck().all()

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inzage-seed-'))
  await made('demo')
  db = new Database(path.join(folder, 'demo.sqlite'), { readonly: true })
})
afterAll(async () => {
  db.close()
  await rm(folder, { recursive: true, force: true })
})

async function digest(name: string): Promise<string> {
  const hash = createHash('sha256')
  const from = new Database(path.join(folder, `${name}.sqlite`), { readonly: true })
  for (const table of from
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by 1")
    .pluck()
    .all() as string[]) {
    for (const row of from.prepare(`select * from "${table}" order by 1`).raw().iterate())
      hash.update(JSON.stringify(row))
  }
  from.close()
  for (const file of (await readdir(path.join(folder, name), { recursive: true, withFileTypes: true })).filter(each =>
    each.isFile(),
  )) {
    hash.update(await readFile(path.join(file.parentPath, file.name)))
  }
  return hash.digest('hex')
}

test('the same seed and moment give the same platform, another seed another one', async () => {
  await made('same')
  await made('other', { seed: 8 })
  expect(await digest('same')).toBe(await digest('demo'))
  expect(await digest('other')).not.toBe(await digest('demo'))
})

test('chance is spread evenly and its streams differ', () => {
  const drawn = Array.from({ length: 100 }, (_, stream) => chance(1, stream).next())
  expect(new Set(drawn).size).toBe(100)
  const random = chance(3, 4)
  const buckets = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < 10_000; i++) buckets[random.between(0, 9)]!++
  for (const bucket of buckets) expect(Math.abs(bucket - 1000)).toBeLessThan(150)
})

test('what exists is not overwritten unless that is asked, and a failed run leaves nothing', async () => {
  await expect(made('demo')).rejects.toThrow('already there')
  const before = await digest('same')
  await made('same', { replace: true })
  expect(await digest('same')).toBe(before)
  await expect(made('broken', { now: 'x' as SeedOptions['now'] })).rejects.toThrow()
  expect(existsSync(path.join(folder, 'broken.sqlite'))).toBe(false)
  expect(existsSync(path.join(folder, 'broken.sqlite.new'))).toBe(false)
})

test('every table holds rows, and every reference leads somewhere', () => {
  for (const table of many("select name from sqlite_master where type = 'table' and name not like 'sqlite%'")) {
    expect(one(`select count(*) from "${String(table)}"`), String(table)).toBeGreaterThan(0)
  }
  expect(many('select "table" from pragma_foreign_key_check')).toEqual([])
  expect(many("select name from sqlite_master where type = 'index' and name = 'message_sender'")).toHaveLength(1)
})

test('all kinds of members, reports and choices are there', () => {
  expect(many('select distinct status from member order by 1')).toEqual(['active', 'dormant', 'ended', 'visitor'])
  expect(many('select distinct status from abuse_report order by 1')).toEqual(['closed', 'follow_up', 'open'])
  expect(many('select distinct kind from organisation order by 1')).toEqual(['company', 'foundation', 'freelancer'])
  expect(one('select count(*) from message where sender_id is null or recipient_id is null')).toBeGreaterThan(3)
  expect(one("select count(*) from log_line where at < '2026-10-22'")).toBeGreaterThan(5)
  expect(one("select count(*) from log_line where at >= '2026-10-22'")).toBeGreaterThan(100)
  expect(one("select count(*) from member where agreement_ended_at < '2024-11-22'")).toBeGreaterThan(2)
  expect(one("select count(*) from member where agreement_ended_at >= '2024-11-22'")).toBeGreaterThan(10)
  expect(one('select count(*) from consent where given = 0')).toBeGreaterThan(20)
  expect(one("select agreement_ended_at from member where email = 'schrikkel@voorbeeld.example'")).toContain(
    '2024-02-29',
  )
  expect(many("select last_name from member where last_name like '''t %' limit 1")).toHaveLength(1)
  expect(many("select last_name from member where last_name like 'van der %' limit 1")).toHaveLength(1)
})

test('texts that hurt are stored as they are', () => {
  const bodies = new Set(
    many("select body from message where sender_id = (select id from member where email = 'jose@voorbeeld.example')"),
  )
  for (const text of hostileTexts) expect(bodies.has(text), JSON.stringify(text.slice(0, 40))).toBe(true)
})

test('moments lie before now, and no address is one that can exist', () => {
  for (const column of [
    'message.sent_at',
    'log_line.at',
    'usage_event.at',
    'abuse_report.closed_at',
    'posting.closed_at',
    'message.read_at',
  ]) {
    const [table, name] = column.split('.')
    expect(one(`select count(*) from ${table} where ${name} > '${now}'`), column).toBe(0)
  }
  for (const email of many('select email from member union select email from staff'))
    expect(email).toMatch(/\.example$/)
  for (const address of many('select distinct ip_address from log_line')) expect(address).toMatch(/^2001:db8:/)
})

test('members are listed most instructive first, with address, number, state and why', () => {
  const members = listMembers(path.join(folder, 'demo.sqlite'), 40)
  expect(members).toHaveLength(40)
  expect(members.slice(0, notables.length).map(each => each.email)).toEqual(notables.map(each => each.email))
  for (const member of members) {
    expect(member.number).toMatch(/^WDB-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(member.why).not.toBe('')
  }
  expect(members[0]!.reports).toBeGreaterThan(0)
  expect(members[1], 'the one that is answered at once').toMatchObject({ email: 'sam@voorbeeld.example', reports: 0 })
})

test('the member with very many records gets as many as asked for', async () => {
  await made('heavy', { members: 20, records: 5000 })
  const heavy = new Database(path.join(folder, 'heavy.sqlite'), { readonly: true })
  const id = heavy.prepare("select id from member where email = 'veel@voorbeeld.example'").pluck().get()
  const count = (table: string, where = 'member_id = $id') =>
    Number(heavy.prepare(`select count(*) from ${table} where ${where}`).pluck().get({ id }))
  const total =
    count('message', '$id in (sender_id, recipient_id)') +
    count('usage_event') +
    count('log_line') +
    count('login_history') +
    count('contact_moment')
  expect(total).toBeGreaterThanOrEqual(5000)
  expect(total).toBeLessThan(5200)
  heavy.close()
})
