/**
 * A million requests with twelve thousand open, written by the engine itself: what they are does not matter here, only how many
 * there are and how they lie. Names are spread as names are: few are common, most are rare.
 */
import Database from 'better-sqlite3'
import pg from 'pg'
import { searchWords } from '#app/search-words.ts'
import type { Portal } from '#app/portal.ts'
import { newHandle } from '#db/random.ts'
import { chance } from '#db/random.ts'
import { makeReference } from '#domain/reference.ts'
import { print } from './measure.ts'

export const requests = Number(process.env.BENCH_REQUESTS ?? 1_000_000)
export const open = Math.min(12_000, requests)
const colleagues = 20
const [firstNames, lastNames] = [2_000, 20_000]
/** People whose address and number are looked for. */
const known = 50

export type Seeded = {
  references: readonly string[]
  common: string
  rare: string
  both: string
  addresses: readonly string[]
}

const firstName = (i: number) => `voor${letters(i)}`
const lastName = (i: number) => `achter${letters(i)}`
const letters = (i: number) => [...String(i)].map(digit => 'abcdefghij'[Number(digit)]).join('')

/** Fills the portal's own store. `me` handles one in twenty. */
export async function seedQueue(portal: Portal, me: string): Promise<Seeded> {
  const started = performance.now()
  const word = (name: string) => searchWords(portal, { name, email: '' })[0]!
  const words = [
    ...Array.from({ length: firstNames }, (_, i) => ['first', i, word(firstName(i))] as const),
    ...Array.from({ length: lastNames }, (_, i) => ['last', i, word(lastName(i))] as const),
  ]
  const addresses = Array.from({ length: known }, (_, i) => `mens${i}@voorbeeld.example`)
  const references = addresses.map(() => makeReference(chance(12)))
  const staff = [me, ...Array.from({ length: colleagues - 1 }, () => newHandle())]
  const marked = addresses.map((email, i) => ({
    /** Spread over all years. */
    place: Math.floor((requests / known) * (i + 0.5)),
    reference: references[i]!,
    word: searchWords(portal, { name: '', email })[0]!,
  }))
  const { databaseUrl, dataDir } = portal.config
  if (databaseUrl) await onPostgres(databaseUrl, words, staff, marked)
  else onSqlite(`${dataDir}/inzage.sqlite`, words, staff, marked)
  print([`seeded ${requests.toLocaleString('en')} requests in ${((performance.now() - started) / 1000).toFixed(0)} s`])
  return {
    references,
    addresses,
    common: firstName(0),
    rare: lastName(lastNames - 3),
    both: `${firstName(0)} ${lastName(0)}`,
  }
}

type Words = readonly (readonly [kind: string, i: number, word: string])[]
type Marked = readonly { place: number; reference: string; word: string }[]

/** What both engines are asked; `i` is the place of a request in the order of arrival. `day(n)` is n days from 22 November 2026. */
const rows = (
  day: (days: string) => string,
  moment: (days: string) => string,
  id: string,
  bool: (is: string) => string,
) => `
  select ${id}, 'R' || i, case i % 10 when 0 then 'erasure' when 1 then 'rectification' when 2 then 'portability'
         when 3 then case i % 400 when 3 then 'humanReview' else 'access' end else 'access' end,
         's' || (i * 7919 % 700000), case i % 5 when 0 then 'letter' when 1 then 'mail' else 'portal' end, '{}', null,
         ${moment(`-(${requests} - i) * 0.0012`)}, (select id from bench_staff where place = i % ${colleagues + 3}),
         case when i <= ${requests - open} then ${moment(`-(${requests - open} - i) * 0.0012 - 0.01`)} end, null, null,
         ${day(`(i - ${requests - open}) * 0.0025 - 0.3`)}, ${day(`(i - ${requests - open}) * 0.0025 - 0.3 - (i % 3)`)},
         case when i <= ${requests - open} then 'nothing' else case i % 6 when 0 then 'person' when 1 then 'machine'
         when 2 then 'review' when 3 then 'decide' when 4 then 'identity' else 'write' end end,
         ${bool(`i > ${requests - open}`)}, case i % 50 when 0 then '|spoed|' when 7 then '|bellen|spoed|' else '' end,
         case when i % 500000 = 0 then ${day('-41')} end`

const into = `insert into subject_request (id, reference, "right", subject_id, channel, scope, letter_id, received_at, assigned_to,
  answered_at, closed_at, merged_into, answer_by, nominal_by, need, open, labels, late_until)`

/** A number between 0 and 2^16 that looks like chance, from a place. */
const shuffled = (factor: number) => `((i * ${factor}) % 65536)`
const wordRows = (kind: string, factor: number, count: number, power: number) => `
  insert into search_word select w.word, q.received_at, q.id from bench_place p
  join subject_request q on q.reference = 'R' || p.i
  join bench_word w on w.kind = '${kind}' and w.i = cast(${count} * ${Array(power)
    .fill(`(${shuffled(factor)} / 65536.0)`)
    .join(' * ')
    .replaceAll('(i *', '(p.i *')} - 0.5 as integer)`

function onSqlite(file: string, words: Words, staff: readonly string[], marked: Marked): void {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -400000')
  db.exec(
    'create temp table bench_staff (place integer primary key, id text); create temp table bench_word (kind text, i integer, word text, primary key (kind, i)); create temp table bench_place (i integer primary key)',
  )
  const put = db.prepare('insert into bench_word values (?, ?, ?)')
  db.transaction(() => words.forEach(each => put.run(...each)))()
  staff.forEach((id, place) => db.prepare('insert into bench_staff values (?, ?)').run(place, id))
  db.exec(
    `insert into bench_place with recursive n(i) as (select 1 union all select i + 1 from n where i < ${requests}) select i from n`,
  )
  db.transaction(() => {
    db.exec(
      `${into} ${rows(
        days => `date('2026-11-22', (${days}) || ' days')`,
        days => `strftime('%Y-%m-%dT%H:%M:%S.000Z', '2026-11-22', (${days}) || ' days')`,
        `lower(hex(randomblob(11)))`,
        is => `(${is})`,
      )} from bench_place`,
    )
    db.exec(wordRows('first', 40503, firstNames, 3))
    db.exec(wordRows('last', 30011, lastNames, 2))
    for (const { place, reference, word } of marked) {
      db.prepare(`insert into search_word select ?, received_at, id from subject_request where reference = ?`).run(
        word,
        `R${place}`,
      )
      db.prepare(`update subject_request set reference = ? where reference = ?`).run(reference, `R${place}`)
    }
  })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

async function onPostgres(url: string, words: Words, staff: readonly string[], marked: Marked): Promise<void> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  await db.query(
    `set synchronous_commit = off; set work_mem = '256MB'; create temp table bench_staff (place int, id text); create temp table bench_word (kind text, i int, word text); create temp table bench_place as select generate_series(1, ${requests})::bigint as i`,
  )
  await db.query('insert into bench_staff select * from unnest($1::int[], $2::text[])', [
    staff.map((_, place) => place),
    [...staff],
  ])
  await db.query(
    'insert into bench_word select * from unnest($1::text[], $2::int[], $3::text[])',
    [0, 1, 2].map(n => words.map(each => each[n])),
  )
  await db.query(
    `${into} ${rows(
      days => `(date '2026-11-22' + floor(${days})::int)::text`,
      days => `to_char(timestamp '2026-11-22' + (${days}) * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"')`,
      `substr(md5(i::text), 1, 22)`,
      is => `(${is})`,
    )} from bench_place`,
  )
  await db.query('analyze subject_request; analyze bench_place; analyze bench_word')
  await db.query(wordRows('first', 40503, firstNames, 3))
  await db.query(wordRows('last', 30011, lastNames, 2))
  for (const { place, reference, word } of marked) {
    await db.query(`insert into search_word select $1, received_at, id from subject_request where reference = $2`, [
      word,
      `R${place}`,
    ])
    await db.query(`update subject_request set reference = $1 where reference = $2`, [reference, `R${place}`])
  }
  // What a server that runs for a day does by itself.
  await db.query('vacuum (analyze) subject_request')
  await db.query('vacuum (analyze) search_word')
  await db.end()
}
