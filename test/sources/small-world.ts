/** A small database and register of our own making, for what the demo platform does not have. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Column, Register, SourceEntry, Table } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import { openSources } from '#sources/open.ts'
import type { Source } from '#sources/source.ts'

const words = { nl: 'x', en: 'x' }

export const column = (id: string, more: Partial<Column> = {}): Column => ({
  id,
  category: 'thing',
  label: words,
  meaning: words,
  origin: 'provided',
  type: 'text',
  optional: true,
  selfService: 'view',
  portableException: false,
  ...more,
})

export const table = (id: string, more: Partial<Table> = {}): Table => ({
  id,
  label: words,
  subject: [{ column: 'person_id', role: 'owner', roleLabel: words }],
  key: 'id',
  anchors: {},
  columns: [],
  excluded: [],
  people: [],
  isLog: false,
  ...more,
})

export const role = (
  name: string,
  column: string,
  more: Partial<Table['subject'][number]> = {},
): Table['subject'][number] => ({
  column,
  role: name,
  roleLabel: words,
  ...more,
})

export const person = table('person', {
  subject: [role('owner', 'id')],
  columns: [column('email', { category: 'who' }), column('phone', { category: 'phone' })],
})

export function register(tables: readonly Table[], more: Partial<SourceEntry> = {}): Register {
  const entry: SourceEntry = {
    id: 'small',
    label: words,
    kind: 'sql',
    setting: 'SMALL',
    tables,
    withoutPersons: [],
    ...more,
  }
  return {
    version: 1,
    statement: { title: words, retrieved: '2026-11-22' },
    controller: {
      name: 'x',
      product: words,
      chamberOfCommerce: '',
      email: '',
      postalAddress: null,
      dataProtectionOfficer: null,
      supervisoryAuthority: { name: '', url: '' },
      court: words,
      timeZone: 'Europe/Amsterdam',
      holidays: 'nl-strict',
    },
    subject: {
      source: 'small',
      table: 'person',
      key: 'id',
      email: 'email',
      number: 'number',
      displayName: ['name'],
      facts: {},
      numberPattern: 'P-\\d{4}',
    },
    categories: [],
    purposes: [],
    sources: [entry],
    recipients: [],
    cookies: [],
    known: {},
    automatedDecisions: { exists: false, text: words },
    transfers: words,
    gaps: [],
  }
}

export const people = `
  create table person (id integer primary key, number text, name text, email text, phone text);
  insert into person values
    (1, 'P-0001', 'An', 'an@small.example', '0612345678'),
    (2, 'P-0002', 'Bo', 'bo@small.example', '0687654321'),
    (3, 'P-0003', 'cy@small.example', 'cy@small.example', null);
`

export type SmallWorld = { source: Source; an: Located; db: Database.Database; dispose(): Promise<void> }

/** `db` stays open for writing, as the platform's own programs would. */
export async function smallWorld(
  sql: string,
  tables: readonly Table[],
  write: (db: Database.Database) => void = () => {},
): Promise<SmallWorld> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inzage-small-'))
  const file = path.join(folder, 'small.sqlite')
  const db = new Database(file)
  db.pragma('synchronous = off')
  db.exec(people + sql)
  db.transaction(write)(db)
  try {
    const source = (await openSources(register([person, ...tables]), { SMALL: file })).get('small')!
    return {
      source,
      an: (await source.locate({ key: '1' }))!,
      db,
      dispose: async () => {
        await source.close()
        db.close()
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    db.close()
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}
