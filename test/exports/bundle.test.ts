/** What stands in a bundle, for every kind of person that the demo has, and what never does. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js'
import formatsPlugin from 'ajv-formats'
import Database from 'better-sqlite3'
import { HtmlValidate } from 'html-validate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromCsvCell } from '#exports/csv.ts'
import { inertName } from '#exports/names.ts'
import { exportForOperator } from '#exports/operator.ts'
import { listMembers } from '#sources/we-do-better/seed/list.ts'
import { csvRows } from './csv-rows.ts'
import { type Office, openOffice } from './office.ts'
import { jsonOf, textOf, unzipped } from './unzipped.ts'

const addFormats = formatsPlugin.default
const html = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: { 'no-trailing-whitespace': 'off', 'long-title': 'off', 'no-inline-style': 'off' },
})

type Manifest = {
  files: { path: string; bytes: number; sha256: string; rows?: number; category?: string }[]
  complete: boolean
  sources: { id: string; categories: { category: string; expected: number; found: number }[] }[]
  leftOut: { redactions: { count: number; article: string }[]; notTakenAlong: { because: string }[] }
}
type DataFile = {
  $schema: string
  category: { id: string }
  purposes: { id: string; forYou: { nl: string; en: string } }[]
  tables: {
    id: string
    columns: { id: string; legend?: Record<string, unknown>; type: string }[]
    records: {
      key: string
      at: string | null
      values: Record<string, unknown>
      keptUntil?: string | null
      term?: string
    }[]
  }[]
}

let office: Office
const made = new Map<string, { file: string; files: Map<string, Buffer> }>()
const people = [
  'eva',
  'sam',
  'noor',
  'kees',
  'fatima',
  'zoe',
  'jose',
  'veel',
  'anouk',
  'priya',
  'mohammed',
  'schrikkel',
  'leeg',
  'ruud',
].map(name => `${name}@voorbeeld.example`)

beforeAll(async () => {
  office = await openOffice({ members: 40, records: 2500 })
  for (const email of people) {
    const file = path.join(office.folder, `${email}.zip`)
    const result = await exportForOperator(office.desk, {
      email,
      forms: ['access', 'portability'],
      file,
      language: null,
      reviewed: true,
      force: false,
    })
    if (typeof result === 'string' || result.failed) throw new Error(`${email}: ${JSON.stringify(result)}`)
    made.set(email, { file, files: await unzipped(file) })
  }
}, 240_000)
afterAll(() => office.close())

const each = (check: (files: Map<string, Buffer>, email: string, file: string) => void) => {
  for (const [email, { files, file }] of made) check(files, email, file)
}
const dataFiles = (files: Map<string, Buffer>, folder: string) =>
  [...files.keys()].filter(name => name.startsWith(`${folder}/`) && name.endsWith('.json'))

describe('the ZIP', () => {
  const tools: [string, string, (file: string) => string[]][] = [
    ['unzip', '/usr/bin/unzip', file => ['-tq', file]],
    ['7z', '/usr/bin/7z', file => ['t', '-bd', file]],
    [
      'python3',
      '/usr/bin/python3',
      file => ['-c', `import sys,zipfile; sys.exit(1 if zipfile.ZipFile(sys.argv[1]).testzip() else 0)`, file],
    ],
  ]
  for (const [name, program, args] of tools) {
    it.skipIf(!existsSync(program))(
      `opens in ${name}${existsSync(program) ? '' : ` (skipped: no ${program}; get it with apt-get install)`}`,
      () => {
        each((_, __, file) => execFileSync(program, args(file), { stdio: 'pipe' }))
      },
    )
  }

  it('has names from our own vocabulary only, once each, also where case does not count', () => {
    each(files => {
      const names = [...files.keys()]
      expect(names.filter(name => !inertName.test(name))).toEqual([])
      expect(new Set(names.map(name => name.toLowerCase())).size).toBe(names.length)
    })
  })

  it('says of every file how long it is and its hash, and of every row file how many rows', () => {
    each(files => {
      const { files: listed } = jsonOf<Manifest>(files, 'manifest.json')
      expect(listed.map(entry => entry.path).sort()).toEqual(
        [...files.keys()].filter(name => !name.startsWith('manifest.json')).sort(),
      )
      for (const { path: name, bytes, sha256 } of listed) {
        expect({ name, bytes, sha256 }).toEqual({
          name,
          bytes: files.get(name)!.length,
          sha256: createHash('sha256').update(files.get(name)!).digest('hex'),
        })
      }
    })
  })

  it('counts what it searched: as many found as were counted', () => {
    each(files => {
      for (const source of jsonOf<Manifest>(files, 'manifest.json').sources) {
        for (const { category, expected, found } of source.categories)
          expect({ category, found }).toEqual({ category, found: expected })
      }
    })
  })
})

describe('the data for machines', () => {
  it('every JSON file validates against the schema beside it, strictly', () => {
    const ajv = new Ajv2020({ strict: true, allErrors: false, allowUnionTypes: true })
    addFormats(ajv)
    // Many people have the same kinds of data: each schema is compiled once.
    const compiled = new Map<string, ReturnType<typeof ajv.compile>>()
    each((files, email) => {
      const names = [...dataFiles(files, 'inzage'), ...dataFiles(files, 'overdracht'), 'manifest.json']
      expect(names.length).toBeGreaterThan(2)
      for (const name of names) {
        const data = jsonOf<{ $schema: string }>(files, name)
        const schema = path.posix.join(path.posix.dirname(name), data.$schema)
        const text = textOf(files, schema)
        const validate = compiled.get(text) ?? ajv.compile(jsonOf<AnySchemaObject>(files, schema))
        compiled.set(text, validate)
        expect({ email, name, good: validate(data), errors: validate.errors }).toEqual({
          email,
          name,
          good: true,
          errors: null,
        })
      }
    })
  }, 240_000)

  it('values are exactly what is stored, also hostile ones', () => {
    const db = new Database(office.platform, { readonly: true })
    const stored = db
      .prepare(
        "select id, body from message where sender_id = (select id from member where email = 'jose@voorbeeld.example')",
      )
      .all() as { id: number; body: string }[]
    db.close()
    expect(stored.length).toBeGreaterThan(10)
    const { files } = made.get('jose@voorbeeld.example')!
    const messages = jsonOf<DataFile>(files, 'inzage/member_messages.json').tables.find(
      table => table.id === 'message',
    )!
    const found = new Map(messages.records.map(record => [record.key, record.values.body]))
    const blanked = /\[\*\*\*\]/
    for (const { id, body } of stored) {
      const value = String(found.get(String(id)))
      if (!blanked.test(value)) expect(value).toBe(body)
    }
    const table = csvRows(textOf(files, 'inzage/member_messages.csv'))
    const column = table[0]!.indexOf('body')
    for (const row of table.slice(1)) {
      const value = found.get(row[0]!)
      expect(fromCsvCell(row[column]!)).toBe(typeof value === 'string' ? value : '')
    }
  })

  it('a record says until when it is kept, or on which day its term ended', () => {
    let ended = 0
    each(files => {
      for (const name of dataFiles(files, 'inzage')) {
        for (const { records } of jsonOf<DataFile>(files, name).tables) {
          for (const { keptUntil, term } of records) {
            if (term !== 'until' && term !== 'ended') continue
            ended += term === 'ended' ? 1 : 0
            const today = office.clock.now.slice(0, 10)
            expect(keptUntil! >= today).toBe(term === 'until')
          }
        }
      }
    })
    expect(ended).toBeGreaterThan(0)
  })

  it('a purpose on consent says that withdrawing ends it sooner', () => {
    const purposesOf = (email: string) =>
      jsonOf<DataFile>(made.get(email)!.files, 'inzage/phone.json').purposes.find(each => each.id === 'pho_contact')
    expect(purposesOf('eva@voorbeeld.example')?.forYou).toEqual({
      nl: 'zolang je afspraak met ons loopt, en daarna de genoemde termijn, of zodra je je toestemming intrekt',
      en: 'while your agreement with us runs, and then the term named, or as soon as you withdraw your consent',
    })
  })

  it('moments carry their offset', () => {
    each(files => {
      for (const name of dataFiles(files, 'inzage')) {
        for (const table of jsonOf<DataFile>(files, name).tables) {
          const moments = table.columns.filter(column => column.type === 'instant').map(column => column.id)
          for (const record of table.records) {
            for (const value of [record.at, ...moments.map(id => record.values[id])]) {
              if (typeof value === 'string')
                expect(value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/)
            }
          }
        }
      }
    })
  })

  it('no CSV cell can run as a formula', () => {
    each((files, email) => {
      for (const name of [...files.keys()].filter(each => each.endsWith('.csv'))) {
        for (const [line, row] of csvRows(textOf(files, name)).entries()) {
          const bad = row.filter(cell => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))
          expect({ email, name, line, bad }).toEqual({ email, name, line, bad: [] })
        }
      }
    })
  })

  it('each CSV has as many columns in every row, and as many rows as the manifest says', () => {
    each(files => {
      for (const { path: name, rows } of jsonOf<Manifest>(files, 'manifest.json').files) {
        if (!name.endsWith('.csv')) continue
        const table = csvRows(textOf(files, name))
        expect(new Set(table.map(row => row.length)).size).toBe(1)
        expect(table.length - 1).toBe(rows)
      }
    })
  })

  it('what can be taken along is a part of what can be read, and never what we made of it', () => {
    const origins = new Map(
      office.register.sources.flatMap(source =>
        source.tables.flatMap(table => table.columns.map(column => [`${table.id}.${column.id}`, column] as const)),
      ),
    )
    each(files => {
      for (const name of dataFiles(files, 'overdracht')) {
        const all = jsonOf<DataFile>(files, name.replace('overdracht/', 'inzage/'))
        for (const table of jsonOf<DataFile>(files, name).tables) {
          const whole = new Map(
            all.tables.find(one => one.id === table.id)!.records.map(record => [record.key, record]),
          )
          for (const record of table.records) expect(whole.get(record.key)?.values).toMatchObject(record.values)
          const csv = [name.replace('.json', '.csv'), name.replace('.json', `-${table.id}.csv`)].find(one =>
            files.has(one),
          )
          const cells = csv ? csvRows(textOf(files, csv))[0]!.filter(id => !id.startsWith('_')) : []
          for (const id of [...table.columns.map(column => column.id), ...cells]) {
            const column = origins.get(`${table.id}.${id}`)!
            expect(
              column.portableException ||
                ['provided', 'observed'].includes(column.origin) ||
                roleOrigins(table.id, id).some(each => each === 'provided' || each === 'observed'),
            ).toBe(true)
          }
        }
      }
      expect(
        [...files.keys()].filter(name => /^overdracht\/(fraud_abuse|logs|contact_moments|staff)/.test(name)),
      ).toEqual([])
    })
  })
})

const roleOrigins = (tableId: string, columnId: string) =>
  office.register.sources.flatMap(source =>
    source.tables
      .filter(table => table.id === tableId)
      .flatMap(table => table.subject.flatMap(role => role.originOf?.[columnId] ?? [])),
  )

describe('other people', () => {
  it('their addresses, telephone numbers and member numbers stand in nobody else’s bundle', () => {
    const db = new Database(office.platform, { readonly: true })
    const all = db.prepare('select email, phone, member_number from member').all() as {
      email: string
      phone: string | null
      member_number: string
    }[]
    const staff = db.prepare('select name, email, phone from staff').all() as {
      name: string
      email: string
      phone: string | null
    }[]
    const reporters = db
      .prepare('select distinct reporter_email from abuse_report where reporter_email is not null')
      .pluck()
      .all() as string[]
    db.close()
    const canaries = (own: string) => [
      ...all
        .filter(person => person.email !== own)
        .flatMap(person => [person.email, person.phone ?? '', person.member_number]),
      ...staff.flatMap(person => [person.name, person.email, person.phone ?? '']),
      ...reporters,
    ]
    each((files, email) => {
      const mine = all.find(person => person.email === email)
      const words = canaries(email).filter(word => word.length > 5 && word !== mine?.phone)
      const text = [...files]
        .filter(([name]) => !name.startsWith('bijlagen/'))
        .map(([, bytes]) => bytes.toString('utf8'))
        .join('\n')
        .toLowerCase()
      expect({ email, found: words.filter(word => text.includes(word.toLowerCase())) }).toEqual({ email, found: [] })
    })
  })

  it('a person who was reported does not learn by whom', () => {
    const db = new Database(office.platform, { readonly: true })
    const reports = db
      .prepare(
        'select r.id, m.email as reported, o.display_name as reporter from abuse_report r join member m on m.id = r.reported_member_id join member o on o.id = r.reporter_member_id',
      )
      .all() as { id: number; reported: string; reporter: string }[]
    db.close()
    const known = reports.filter(report => made.has(report.reported))
    expect(known.length).toBeGreaterThan(0)
    for (const { reported, reporter } of known) {
      const { files } = made.get(reported)!
      expect(textOf(files, 'inzage/fraud_abuse.json')).not.toContain(JSON.stringify(reporter))
    }
  })

  it('whatever was left out is counted with its article', () => {
    const redactions = [...made.values()].flatMap(
      ({ files }) => jsonOf<Manifest>(files, 'manifest.json').leftOut.redactions,
    )
    expect(redactions.length).toBeGreaterThan(0)
    for (const { count, article } of redactions) {
      expect(count).toBeGreaterThan(0)
      expect(article).toMatch(/^\d+(\(\d\))?$/)
    }
  })
})

describe('the page', () => {
  const pages = (files: Map<string, Buffer>) => [...files.keys()].filter(name => name.endsWith('.html'))

  it('has no script, no remote reference, and a policy that allows neither', () => {
    each(files => {
      for (const name of pages(files)) {
        const text = textOf(files, name)
        expect(text).toContain(
          `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-`,
        )
        expect(
          text.match(/<(?:script|iframe|object|img|link|form)\b|<[a-z][^>]*\son\w+=|<[a-z][^>]*javascript:/i),
        ).toBeNull()
        expect(
          [...text.matchAll(/(?:href|src)="([^"]*)"/g)]
            .map(match => match[1]!)
            .filter(target => /^[a-z]+:|^\/|\/\//i.test(target)),
        ).toEqual([])
      }
    })
  })

  it('every link leads to a file in the ZIP or a place on the page', () => {
    each((files, email) => {
      for (const name of pages(files)) {
        const text = textOf(files, name)
        const ids = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(match => match[1]))
        const broken = [...text.matchAll(/href="([^"]*)"/g)]
          .map(match => match[1]!)
          .filter(target => {
            const [file, place] = target.split('#')
            return file ? !files.has(path.posix.join(path.posix.dirname(name), file)) : !ids.has(place)
          })
        expect({ email, name, broken }).toEqual({ email, name, broken: [] })
      }
    })
  })

  it('is valid HTML', async () => {
    for (const email of ['eva', 'jose', 'leeg', 'mohammed'].map(name => `${name}@voorbeeld.example`)) {
      const { files } = made.get(email)!
      for (const name of pages(files).slice(0, 4)) {
        const report = await html.validateString(textOf(files, name))
        const faults = report.results.flatMap(result =>
          result.messages.map(message => `${message.ruleId} ${message.line}: ${message.message}`),
        )
        expect({ email, name, faults: faults.slice(0, 3) }).toEqual({ email, name, faults: [] })
      }
    }
  })

  it('answers each point of Art. 15(1)(a)–(h) and (2), in both languages', () => {
    const points = [
      'answer',
      'about',
      'overview',
      'data',
      'purposes',
      'recipients',
      'origin',
      'matching',
      'transfers',
      'rights',
      'complaint',
      'left-out',
      'searched',
      'take-along',
      'files',
      'again',
    ]
    each(files => {
      for (const name of ['LEES-MIJ-EERST.html', 'README-FIRST.html']) {
        const text = textOf(files, name)
        for (const point of points) {
          const section = new RegExp(`<section><h2 id="${point}">[^<]+</h2>\\n([\\s\\S]{20})`).exec(text)
          expect({ name, point, filled: section !== null }).toEqual({ name, point, filled: true })
        }
      }
    })
  })

  it('names every recipient and every purpose of the register', () => {
    const text = textOf(made.get('eva@voorbeeld.example')!.files, 'LEES-MIJ-EERST.html')
    const esc = (value: string) => value.replaceAll('&', '&amp;').replaceAll("'", '&#39;')
    for (const recipient of office.register.recipients) expect(text).toContain(esc(recipient.label.nl))
    for (const purpose of office.register.purposes) expect(text).toContain(esc(purpose.label.nl))
  })
})

describe('everybody in the demo', () => {
  it('has notable people to try', () => {
    expect(listMembers(office.platform, 14).map(member => member.email)).toEqual(people)
  })
})
