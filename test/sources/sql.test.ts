/** The SQL source on databases that are stranger than the demo's. */
import { expect, test } from 'vitest'
import { all } from './contract.ts'
import { column, role, smallWorld, table } from './small-world.ts'

const things = { categories: ['thing'] }

test('a name that the database does not have is refused, and is never text of a statement', async () => {
  const schema = 'create table note (id integer primary key, person_id integer, body text);'
  const refused = [
    table('note"; drop table person; --', { columns: [column('body')] }),
    table('note', { columns: [column('body" from note; --')] }),
    table('note', { columns: [column('body')], key: 'id) or (1=1' }),
    table('note', { columns: [column('body')], at: 'body" desc' }),
    table('note', { columns: [column('body')], subject: [role('owner', 'person_id = 1 or "x')] }),
    table('note', {
      columns: [column('body')],
      subject: [role('owner', 'person_id', { via: [{ table: 'person" --', key: 'id', column: 'id' }] })],
    }),
    table('note', {
      columns: [column('body')],
      people: [{ column: 'person_id', table: 'person', key: 'id', name: 'name")', deletedName: { nl: '', en: '' } }],
    }),
    table('note', { columns: [column('body')], anchors: { copyCreated: 'x' } }),
    table('NOTE', { columns: [column('body')] }),
    table('note', { columns: [column('__proto__')] }),
  ]
  for (const each of refused) {
    await expect(smallWorld(schema, [each]), JSON.stringify(each)).rejects.toThrow(/there is no table|has no column/)
  }
})

test('a table whose key is not unique is refused: its rows would be lost between pages', async () => {
  const schema = 'create table note (id integer, person_id integer, body text);'
  await expect(smallWorld(schema, [table('note', { columns: [column('body')] })])).rejects.toThrow('not a unique key')
})

test('names with quotes, spaces and other scripts that do exist are quoted', async () => {
  const name = 'no"te\'s — ウ'
  const world = await smallWorld(
    `create table "no""te's — ウ" ("key id" integer primary key, "select" integer, "bo""dy" text);
     insert into "no""te's — ウ" values (1, 1, 'a'), (2, 2, 'b');`,
    [table(name, { key: 'key id', subject: [role('owner', 'select')], columns: [column('bo"dy')] })],
  )
  expect((await all(world.source, world.an, things)).map(item => item.values)).toEqual([{ 'bo"dy': 'a' }])
  expect(await world.source.count(world.an, things)).toEqual({ thing: 1 })
  await world.dispose()
})

test('values come through exactly as stored', async () => {
  const columns = ['v', 'w', 'x'].map(id => column(id))
  const world = await smallWorld(
    'create table thing (id integer primary key, person_id integer, v, w integer, x text, flag integer);',
    [table('thing', { columns: [...columns, column('flag', { type: 'boolean' })] })],
    db => {
      const add = db.prepare('insert into thing (person_id, v, w, x, flag) values (1, ?, ?, ?, ?)')
      add.run(9007199254740991n, -9007199254740991n, '', 1)
      add.run(9007199254740992n, -9223372036854775808n, 'nul \u0000 einde', 0)
      add.run(9223372036854775807n, 9007199254740993n, '\ud800 los', null)
      add.run(1.5, null, '=1+1', 2)
      db.exec(`insert into thing (person_id, v, w, x, flag) values (1, 9e999, x'00ff10', cast(x'c328a0' as text), '1')`)
      db.exec(`insert into thing (person_id, v, x) values (1, -0.0, cast(x'eda080' as text))`)
    },
  )
  const values = (await all(world.source, world.an, things)).map(item => item.values)
  expect(values.slice(0, 5)).toEqual([
    { v: 9007199254740991, w: -9007199254740991, x: '', flag: true },
    { v: '9007199254740992', w: '-9223372036854775808', x: 'nul \u0000 einde', flag: false },
    { v: '9223372036854775807', w: '9007199254740993', x: '\ufffd\ufffd\ufffd los', flag: null },
    { v: 1.5, w: null, x: '=1+1', flag: 2 },
    { v: 'Infinity', w: 'AP8Q', x: expect.stringContaining('\ufffd'), flag: true },
  ])
  expect(JSON.stringify(values).isWellFormed()).toBe(true)
  await world.dispose()
})

test('keys beyond 2^53 and keys of text are paged without loss', async () => {
  for (const [type, key] of [
    ['integer', (i: number) => 9007199254740993n + BigInt(i)],
    ['text', (i: number) => `k'${i.toString(36)}`],
  ] as const) {
    const world = await smallWorld(
      `create table thing (id ${type} primary key, person_id integer, v text, at text);`,
      [table('thing', { at: 'at', columns: [column('v')] })],
      db => {
        const add = db.prepare('insert into thing values (?, 1, ?, ?)')
        for (let i = 0; i < 1300; i++)
          add.run(key(i), String(i), i % 3 === 0 ? null : `2026-01-0${1 + (i % 7)}T10:00:00Z`)
      },
    )
    const collected = await all(world.source, world.an, things)
    expect(new Set(collected.map(item => item.key)).size).toBe(1300)
    const paged = []
    let after: string | null = null
    do {
      const page = await world.source.page(world.an, 'thing', after, 90)
      paged.push(...page.items)
      after = page.next
    } while (after !== null)
    expect(new Set(paged.map(item => item.key))).toEqual(new Set(collected.map(item => item.key)))
    expect(paged).toHaveLength(1300)
    await world.dispose()
  }
})

test('rows that come in while we read are neither doubled nor do they push others out', async () => {
  const world = await smallWorld(
    'create table thing (id integer primary key, person_id integer, v text, at text); create index t on thing (person_id);',
    [table('thing', { at: 'at', columns: [column('v')] })],
    db => {
      for (let i = 1; i <= 2000; i++)
        db.prepare('insert into thing values (?, 1, ?, ?)').run(i * 10, 'old', '2026-01-01T00:00:00Z')
    },
  )
  const seen: string[] = []
  for await (const batch of world.source.collect(world.an, things)) {
    seen.push(...batch.filter(item => item.values.v === 'old').map(item => item.key))
    world.db
      .prepare('insert into thing values ((select min(id) - 1 from thing), 1, ?, ?)')
      .run('new', '2026-02-01T00:00:00Z')
    world.db
      .prepare('insert into thing values ((select max(id) + 1 from thing), 1, ?, ?)')
      .run('new', '2026-02-01T00:00:00Z')
  }
  expect(seen).toEqual(Array.from({ length: 2000 }, (_, i) => String((i + 1) * 10)))

  const first = await world.source.page(world.an, 'thing', null, 50)
  for (let i = 0; i < 200; i++)
    world.db.prepare('insert into thing (person_id, v, at) values (1, ?, ?)').run('newer', '2026-03-01T00:00:00Z')
  const second = await world.source.page(world.an, 'thing', first.next, 50)
  const keys = [...first.items, ...second.items].map(item => item.key)
  expect(new Set(keys).size).toBe(100)
  expect(second.items.some(item => item.values.v === 'newer')).toBe(false)
  await world.dispose()
})

test('the platform may write at any moment while we read: no transaction of ours stays open', async () => {
  const world = await smallWorld(
    'create table thing (id integer primary key, person_id integer, v text);',
    [table('thing', { columns: [column('v')] })],
    db => {
      for (let i = 0; i < 3000; i++) db.prepare('insert into thing (person_id, v) values (1, ?)').run('x')
    },
  )
  world.db.pragma('busy_timeout = 0')
  let batches = 0
  for await (const _ of world.source.collect(world.an, things)) {
    batches++
    world.db.exec("begin exclusive; update person set name = 'Anna' where id = 1; commit")
  }
  expect(batches).toBeGreaterThan(4)
  await world.dispose()
})

test('rows are found through references over several tables, each row once, also with two ways to it', async () => {
  const via = [
    { table: 'album', key: 'id', column: 'shelf_id' },
    { table: 'shelf', key: 'id', column: 'person_id' },
  ]
  const world = await smallWorld(
    `create table shelf (id integer primary key, person_id integer);
     create table album (id integer primary key, shelf_id integer);
     create table photo (id integer primary key, album_id integer, taken_by integer, v text);
     insert into shelf values (1, 1), (2, 1), (3, 2);
     insert into album values (1, 1), (2, 1), (3, 2), (4, 3);
     insert into photo values (1, 1, 1, 'mine twice'), (2, 2, 2, 'on my shelf'), (3, 4, 1, 'I took it'), (4, 4, 2, 'not mine'), (5, 3, null, 'other shelf');`,
    [
      table('photo', {
        columns: [column('v')],
        subject: [role('maker', 'taken_by'), role('keeper', 'album_id', { via })],
      }),
    ],
  )
  const items = await all(world.source, world.an, things)
  expect(items.map(item => [item.key, item.role])).toEqual([
    ['1', 'maker'],
    ['3', 'maker'],
    ['2', 'keeper'],
    ['5', 'keeper'],
  ])
  expect(await world.source.count(world.an, things)).toEqual({ thing: 4 })
  expect((await world.source.page(world.an, 'thing', null, 10)).items.map(item => item.key).sort()).toEqual([
    '1',
    '2',
    '3',
    '5',
  ])
  const other = (await world.source.locate({ key: '2' }))!
  expect((await all(world.source, other, things)).map(item => item.key)).toEqual(['2', '4', '3'])
  await world.dispose()
})

test('two people in a row: the other by display name only, hidden columns per role, one item for a message to oneself', async () => {
  const removed = { nl: 'verwijderd lid', en: 'removed member' }
  const two = ['from_id', 'to_id']
  const world = await smallWorld(
    `create table letter (id integer primary key, from_id integer, to_id integer, body text, draft text);
     insert into letter values
       (1, 1, 2, 'Bel 06 8765 4321 of 0612345678, mail bo@small.example of AN@small.example, nummer P-0002 of P-0001', 'd1'),
       (2, 2, 1, 'terug', 'd2'), (3, 1, 1, 'aan mezelf', 'd3'), (4, null, 1, 'van wie?', null), (5, 99, 1, 'van niemand', ''), (6, 3, 1, 'naam', null);`,
    [
      table('letter', {
        columns: [
          ...two.map(id => column(id, { thirdParty: { show: 'displayName' } })),
          column('body', { thirdParty: { show: 'maskIdentifiers' } }),
          column('draft'),
        ],
        people: two.map(id => ({ column: id, table: 'person', key: 'id', name: 'name', deletedName: removed })),
        subject: [role('sender', 'from_id'), role('receiver', 'to_id', { hide: ['draft'] })],
      }),
    ],
  )
  const items = await all(world.source, world.an, things)
  const by = (key: string) => items.find(item => item.key === key)!
  expect(items.map(item => [item.key, item.role])).toEqual([
    ['1', 'sender'],
    ['3', 'sender'],
    ['2', 'receiver'],
    ['4', 'receiver'],
    ['5', 'receiver'],
    ['6', 'receiver'],
  ])
  expect(by('1').values).toEqual({
    from_id: 'An',
    to_id: 'Bo',
    draft: 'd1',
    body: 'Bel [***] of 0612345678, mail [***] of AN@small.example, nummer [***] of P-0001',
  })
  expect(by('1').redactions).toEqual([{ column: 'body', reason: 'otherPerson', count: 3 }])
  expect(by('2').values).toEqual({ from_id: 'Bo', to_id: 'An', body: 'terug' })
  expect(by('2').redactions).toEqual([{ column: 'draft', reason: 'otherPerson', count: 1 }])
  for (const key of ['4', '5']) {
    expect(by(key).values.from_id).toBe('verwijderd lid')
    expect(by(key).removedPeople).toEqual(['from_id'])
    expect(by(key).redactions).toEqual([])
  }
  expect(by('6').values.from_id, 'an address as display name is blanked').toBe('[***]')
  await world.dispose()
})

test('what is never given out is counted with its reason, the own key of the role is not', async () => {
  const world = await smallWorld(
    `create table report (id integer primary key, about_id integer, by_id integer, secret text);
     insert into report values (1, 1, 2, 's'), (2, 2, 1, ''), (3, 1, null, null);`,
    [
      table('report', {
        columns: [
          column('about_id', { thirdParty: { show: 'nothing', reason: 'otherPerson' } }),
          column('by_id', { thirdParty: { show: 'nothing', reason: 'reporterProtected' } }),
          column('secret', { thirdParty: { show: 'nothing', reason: 'securitySecret' } }),
        ],
        subject: [role('reported', 'about_id'), role('reporter', 'by_id')],
      }),
    ],
  )
  const items = await all(world.source, world.an, things)
  expect(items.map(item => [item.key, item.role, item.redactions.map(each => each.reason), item.values])).toEqual([
    ['1', 'reported', ['reporterProtected', 'securitySecret'], {}],
    ['3', 'reported', [], {}],
    ['2', 'reporter', ['otherPerson'], {}],
  ])
  await world.dispose()
})

test('moments of every usual form sort the period and become instants; what is no moment is never left out', async () => {
  const forms = [
    ['2026-05-01T10:00:00.000Z', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T12:00:00+02:00', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01 10:00:00', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01 10:00', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01', '2026-05-01T00:00:00.000Z'],
    [1777629600, '2026-05-01T10:00:00.000Z'],
    [1777629600000, '2026-05-01T10:00:00.000Z'],
    ['2026-02-30T10:00:00.000Z', '2026-03-02T10:00:00.000Z'],
    ['2026-13-99T99:00:00.000Z', null],
    ['gisteren', null],
    ['', null],
    [null, null],
  ] as const
  const world = await smallWorld(
    'create table thing (id integer primary key, person_id integer, at);',
    [table('thing', { at: 'at', columns: [column('at')] })],
    db => {
      for (const [stored] of forms) db.prepare('insert into thing (person_id, at) values (1, ?)').run(stored)
    },
  )
  const items = await all(world.source, world.an, things)
  expect(items.map(item => item.at)).toEqual(forms.map(([, instant]) => instant))
  const period = { from: '2026-05-01T10:00:00.000Z', until: '2026-05-01T10:00:00.001Z' } as const
  const within = await all(world.source, world.an, { ...things, period })
  expect(within.map(item => item.key)).toEqual(['1', '2', '3', '4', '6', '7', '9', '10', '11', '12'])
  expect(await world.source.count(world.an, { ...things, period })).toEqual({ thing: within.length })
  await world.dispose()
})

test('addresses are found without case and after NFKC; two people behind one address are nobody', async () => {
  const world = await smallWorld(
    `insert into person values (4, 'P-0004', 'D', 'DÉSIRÉE@small.example', null), (5, 'P-0005', 'E', 'ｅva@small.example', null),
       (6, 'P-0006', 'F', 'Dubbel@small.example', null), (7, 'P-0007', 'G', 'duBBel@small.example', null),
       (8, 'P-0008', 'H', 'FI.ｅ́@small.example', null);`,
    [],
  )
  const found = async (email: string) => (await world.source.locate({ email }))?.key ?? null
  expect(await found('AN@SMALL.EXAMPLE')).toBe('1')
  expect(await found('  an@small.example ')).toBe('1')
  expect(await found('ａn@small.example')).toBe('1')
  expect(await found('désirée@small.example')).toBe('4')
  expect(await found('de\u0301sire\u0301e@SMALL.example')).toBe('4')
  expect(await found('ＥVA@small.example'), 'an ASCII address never finds one that only looks like it').toBeNull()
  expect(await found('ﬁ.é@small.example')).toBe('8')
  expect(await found('dubbel@small.example')).toBeNull()
  expect(await found('an_@small.example')).toBeNull()
  expect((await world.source.locate({ number: 'p-0002' }))?.key).toBe('2')
  await world.dispose()
})

test('very long texts make small batches, so that memory does not follow them', async () => {
  const world = await smallWorld(
    'create table thing (id integer primary key, person_id integer, v text);',
    [table('thing', { columns: [column('v')] })],
    db => {
      for (let i = 0; i < 40; i++) db.prepare('insert into thing (person_id, v) values (1, ?)').run('x'.repeat(600_000))
    },
  )
  let items = 0
  for await (const batch of world.source.collect(world.an, things)) {
    items += batch.length
    expect(batch.length).toBeLessThanOrEqual(4)
  }
  expect(items).toBe(40)
  await world.dispose()
})
