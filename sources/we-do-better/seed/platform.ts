/** Makes the demo platform: a database and a folder of files, the same for the same seed and moment. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Instant } from '#domain/day.ts'
import { nothing, ordinary } from './amounts.ts'
import { chance } from './chance.ts'
import { photo, writeFiles } from './files.ts'
import { addChoices, addMember } from './member.ts'
import { companies, places, plain } from './names.ts'
import { addNotable } from './notable.ts'
import { notables } from './notable-people.ts'
import { addRecords } from './records.ts'
import { rowsInto } from './rows.ts'
import { addReport } from './safety.ts'
import { staff } from './texts.ts'
import { type World, ago, day, drawn, iso, ordinaryOther, someone, visitors } from './world.ts'

export type SeedOptions = {
  /** The database to make; its folder is made too. Must not exist yet, unless `replace`. */
  file: string
  /** The folder that attachments are written to. */
  filesRoot: string
  /** At least the fixed members. */
  members: number
  /** How many records the member with very many gets. */
  records?: number
  seed: number
  /** Every moment in the data is counted back from here. */
  now: Instant
  /** Throw away the database and the files that are there. */
  replace?: boolean
  progress?: (done: number, of: number) => void
}

export const fewestMembers = notables.length
export const mostMembers = 1_000_000
export const usualMembers = 500
const usualRecords = 2000
/** Only the first members have files, so that a million members do not mean a million files. */
const mostWithFiles = 1000
const perTurn = 500

/** Throws when the file already exists and may not be replaced. A run that is cut short leaves nothing under the final name. */
export async function seedPlatform(options: SeedOptions): Promise<{ members: number; rows: number }> {
  const members = Math.min(Math.max(options.members, fewestMembers), mostMembers)
  const half = `${options.file}.new`
  await mkdir(dirname(options.file), { recursive: true, mode: 0o700 })
  if (!options.replace && existsSync(options.file)) throw new Error('the demo platform is already there')
  await rm(options.filesRoot, { recursive: true, force: true })
  await mkdir(options.filesRoot, { recursive: true, mode: 0o700 })
  await rm(half, { force: true })
  const schema = await readFile(new URL('../platform.sql', import.meta.url), 'utf8')
  const indexes = schema.match(/^create index [^;]+;/gm) ?? []

  const db = new Database(half)
  try {
    // Nothing reads this file before it is whole and renamed: no journal is needed while it is made.
    for (const pragma of ['journal_mode = memory', 'synchronous = off', 'foreign_keys = off', 'cache_size = -65536'])
      db.pragma(pragma)
    db.exec(schema.replace(/^create index [^;]+;/gm, ''))
    db.prepare('insert into schema_version values (47, ?)').run(iso(Date.parse(options.now) - 90 * day))
    const rows = rowsInto(db)
    const world: World = {
      rows,
      seed: options.seed,
      members,
      now: Date.parse(options.now),
      photo: await photo(),
      files: [],
      left: 0,
      organisations: 0,
      postings: 0,
    }
    addSurroundings(world)
    for (let id = 1; id <= members; id++) {
      if (id <= notables.length) addNotable(world, id, options.records ?? usualRecords)
      else addOrdinary(world, id)
      if (id % perTurn === 0 || id === members) {
        await writeFiles(options.filesRoot, world.files.splice(0))
        options.progress?.(id, members)
        await nextTurn()
      }
    }
    rows.finish()
    for (const index of indexes) db.exec(index)
    db.exec('analyze')
    const broken = members <= 10_000 ? db.prepare('select count(*) from pragma_foreign_key_check').pluck().get() : 0
    if (broken !== 0) throw new Error(`${String(broken)} references lead nowhere`)
    db.pragma('journal_mode = delete')
    db.close()
    await rename(half, options.file)
    return { members, rows: rows.written() }
  } catch (error) {
    db.close()
    await rm(half, { force: true })
    throw error
  }
}

/** What is there before any member: places, staff, questionnaires, incidents, organisations. */
function addSurroundings(world: World): void {
  const { rows, now } = world
  const random = chance(world.seed, 0)
  for (const { name, province, latitude, longitude } of places)
    rows.add('city', { name, province, latitude, longitude })
  for (const { name, role } of staff) {
    rows.add('staff', { name, email: `${plain(name)}@platform.example`, phone: `0800${plain(name).length}00`, role })
  }
  for (const year of [0, 1, 2]) {
    const opened = new Date(now).getUTCFullYear() - year
    rows.add('survey', { year: opened, title: `Tevredenheid ${opened}` })
    rows.add('incident', {
      title: `Storing ${year + 1}`,
      opened_at: iso(now - (20 + year * 50) * day),
      closed_at: iso(now - (19 + year * 50) * day),
    })
  }
  for (const name of companies) {
    world.organisations = rows.add('organisation', {
      name,
      kind: random.pick(['company', 'foundation', 'freelancer']),
      chamber_of_commerce: String(random.between(90000100, 99999999)),
      website: `https://${plain(name)}.example`,
      city: random.pick(places).name,
      created_at: iso(now - random.between(100, 2000) * day),
    })
  }
}

function addOrdinary(world: World, id: number): void {
  const who = someone(world, id)
  const random = drawn(world, id)
  const visitor = random.likely(visitors)
  const ended = !visitor && random.likely(0.12) ? random.between(10, 1000) : null
  world.left = ended ?? 0
  const started = visitor ? null : ago(world, random, 1500, 20)
  addMember(world, who, { started, ended: ended === null ? null : world.now - ended * day })
  const amounts = ordinary(random)
  const files = id <= mostWithFiles ? amounts.files : 0
  addRecords(world, who, visitor ? { ...nothing, contacts: 1, logins: 1 } : { ...amounts, files }, random)
  if (!visitor) addChoices(world, who, random)
  if (ended === null && !visitor && random.likely(0.02)) {
    const reporter = random.likely(0.8) ? ordinaryOther(world, random, id) : null
    addReport(world, who, reporter, random.pick(['open', 'follow_up', 'closed']), random)
  }
}
