/**
 * Who may do what: every route × role × method × transport, against `test/vectors/authorisation.csv`. A route without a
 * row fails, and so does a row without a route. What must not happen is looked for in the store and in the body.
 *
 * Cells: `yes` it is shown or done · `in`, `staff-in` sent to sign in · `proof` sent to prove themselves again ·
 * `none` not there · `never` the route knows no such method · `form` may do it, but something else must be done first ·
 * `back` sent to the page itself, which says that it is over · `open` a step of signing in or out, for everybody.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askCopy } from '#app/member/ask-copy.ts'
import { sealPlace } from '#app/member/correct-place.ts'
import { decide } from '#db/decision.ts'
import { exportsOf } from '#db/export.ts'
import { fileLetter } from '#db/letter.ts'
import { addFile } from '#db/received-file.ts'
import { record } from '#db/record.ts'
import { knowSubject } from '#db/subject.ts'
import { receiveRequest, requestByReference } from '#db/subject-request.ts'
import type { Answer, Client } from '#test/client.ts'
import { openWorld, type World } from '#test/world.ts'

const roles = ['none', 'other', 'handler', 'approver', 'officer', 'admin', 'member'] as const
type Role = (typeof roles)[number]
type Row = { route: string; method: string; form: string } & Record<Role, string>

const victim = 'eva@voorbeeld.example'
/** What only the victim, and staff after stating a purpose, may see; as the platform has it. */
let personal: string[] = []

const file = 'test/vectors/authorisation.csv'
const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n')
const rows = lines.map(line => {
  const cells = line.split(',')
  return Object.fromEntries(head.split(',').map((name, i) => [name, cells[i] ?? ''])) as Row
})

let world: World
const clients = new Map<Role, Client>()
const names: Record<string, string> = {}

beforeAll(async () => {
  world = await openWorld()
  clients.set('none', world.browser())
  clients.set('member', await world.enter(victim))
  clients.set('other', await world.enter('sam@voorbeeld.example'))
  for (const role of ['handler', 'approver', 'officer', 'admin'] as const)
    clients.set(role, await world.signInStaff(role))
  await world.enter(victim)
  Object.assign(names, await victimsThings())
  const platform = new Database(world.portal.config.sources.PLATFORM_DATABASE, { readonly: true })
  const known = platform.prepare('select email, last_name, phone, postcode, member_number from member where email = ?')
  personal = Object.values(known.get(victim) as Record<string, string>)
  platform.close()
  if (!personal.every(each => each.length > 3)) throw new Error(`too short to look for: ${personal.join()}`)
})
afterAll(() => world.close())

/** The victim's request, copy and second session, by which somebody else might try to reach them. */
async function victimsThings(): Promise<Record<string, string>> {
  const { portal, clock } = world
  const { store, register } = portal
  const person = await portal.people.locate({ email: victim })
  const system = { kind: 'system', ref: 'operator' } as const
  const subject = await record(store, clock.now, system, async ledger => {
    ledger.entry('settings.changed')
    return knowSubject(ledger, { source: register.subject.source, key: person!.key, language: 'nl' })
  })
  const scope = { categories: null, from: null, until: null, forms: ['access' as const] }
  const ask = { subjectId: subject.id, scope, language: 'nl' as const, now: clock.now }
  // One copy that is ready to be fetched, and one that is being made and could be stopped.
  const ready = await requestByReference(store.read, store.t, (await askCopy(portal, ask))!)
  await world.makeCopies()
  const [copy] = await exportsOf(store.read, store.t, ready!.id)
  const reference = await askCopy(portal, ask)
  const { letter, file } = await victimsLetter(subject.id)
  const decided = await victimsDecision(subject.id)
  const session = await store.read.select().from(store.t.session)
  const second = session.filter(each => each.personId === subject.id).at(-1)
  return {
    reference: reference!,
    exportId: copy!.id,
    session: second!.id,
    subject: subject.id,
    place: sealPlace(portal, subject.id, { source: 'platform', table: 'member', key: person!.key, column: 'phone' }),
    category: register.categories[0]!.id,
    token: 'x'.repeat(43),
    entry: '0',
    letter,
    decided,
    fileId: file,
  }
}

/** A request that waits for its letter; no other row touches it. */
function victimsDecision(subjectId: string): Promise<string> {
  const { portal, clock } = world
  const { controller } = portal.register
  return record(portal.store, clock.now, { kind: 'system', ref: 'operator' }, async ledger => {
    const scope = { categories: null, from: null, until: null, forms: ['access' as const] }
    const asked = { right: 'rectification', subjectId, channel: 'portal', scope, receivedAt: clock.now } as const
    const request = await receiveRequest(ledger, controller, asked)
    const whole = { category: null, item: null, outcome: 'give', ground: null, until: null } as const
    await decide(ledger, controller, request, { ...whole, reason: 'x', wouldChange: '' }, 'x'.repeat(22))
    return request.reference
  })
}

/** Something that came in by post, with a scan. */
function victimsLetter(subjectId: string): Promise<{ letter: string; file: string }> {
  const { portal, clock } = world
  const at = clock.now
  return record(portal.store, at, { kind: 'system', ref: 'operator' }, async ledger => {
    const who = { subjectId, name: victim, email: victim, address: '3511 AB', language: 'nl', text: 'Jansen' } as const
    const behalf = { onBehalf: null, behalfName: null, authority: null }
    const arrived = { channel: 'letter', arrivedAt: at, filedBy: null } as const
    const filed = await fileLetter(
      ledger,
      portal.register.controller,
      { ...who, ...behalf, ...arrived },
      ['access', 'erasure'],
      null,
      [],
    )
    const content = Buffer.from('%PDF- Jansen')
    const kept = { name: 'brief.pdf', mediaType: 'application/pdf', sha256: '', content, by: null }
    return { letter: filed.letter.id, file: await addFile(ledger, kept, { letterId: filed.letter.id }) }
  })
}

const filled = (text: string): string => text.replace(/[:{](\w+)\}?/g, (whole, name: string) => names[name] ?? whole)

/** Every route there is: its id, and the path that reaches it. */
function routes(): { id: string; path: string; page: boolean }[] {
  const { build } = world.running.pages
  const pages = Object.values(build.routes)
    .filter(route => route !== undefined && route.id !== 'root')
    .map(route => ({ id: route.id, path: `/${route.path ?? ''}`, page: true }))
  return [...pages, ...world.running.own.map(({ path }) => ({ id: path, path, page: false }))]
}

/** How a route is reached: as a page, as the data of a page (what Remix's script asks for), or as itself. */
const transportsOf = (route: { id: string; page: boolean }) =>
  route.page
    ? ([
        ['document', ''],
        ['data', `?_data=${encodeURIComponent(route.id)}`],
      ] as const)
    : ([['resource', '']] as const)

/** The outcome as the table says it. */
function outcome({ status, location, headers }: Answer): string {
  const to = location || String(headers['x-remix-redirect'] ?? '')
  if (to.startsWith('/inloggen')) return 'in'
  if (to.startsWith('/medewerkers/inloggen')) return 'staff-in'
  if (to.startsWith('/bevestigen')) return 'proof'
  if (status === 404 || status === 410) return 'none'
  if (status === 405) return 'never'
  if (status === 422) return 'form'
  return status < 400 ? 'yes' : String(status)
}

/** A step of signing in: done, sent on, or the form again because of what was typed or how often. */
const isStep = ({ status }: Answer): boolean => [200, 204, 303, 422, 429].includes(status)

/** What each table holds: how many rows, and a hash over those that could be changed in place. */
async function effects(): Promise<Record<string, string>> {
  const { read, t } = world.portal.store
  const counted = await Promise.all(
    Object.entries(t).map(async ([name, table]) => [name, `${await read.$count(table)} rows`] as const),
  )
  const facts = {
    requests: await read.select().from(t.subjectRequest),
    exports: await read.select().from(t.export),
    sessions: await read.select({ id: t.session.id, endedAt: t.session.endedAt }).from(t.session),
    subjects: await read.select().from(t.subject),
    staff: await read.select().from(t.staff),
  }
  const hashed = Object.entries(facts).map(([name, rows]) => {
    return [`${name} as they are`, createHash('sha256').update(JSON.stringify(rows)).digest('hex')] as const
  })
  // Signed by the clock, and counted per address: neither is an effect of what was asked.
  const { auditCheckpoint: _, rateLimit: __, ...counts } = Object.fromEntries(counted)
  return { ...counts, ...Object.fromEntries(hashed) }
}

/** The victim's requests, copies and sessions, whole; when a session was last seen is no effect. */
async function victimsFacts(): Promise<readonly unknown[]> {
  const { read, t } = world.portal.store
  const of = (id: string) => id === names.subject
  return [
    (await read.select().from(t.subject)).filter(each => of(each.id)),
    (await read.select().from(t.subjectRequest)).filter(each => of(each.subjectId ?? '')),
    (await read.select().from(t.export)).filter(each => of(each.subjectId)),
    (await read.select().from(t.session)).filter(each => of(each.personId)).map(each => [each.id, each.endedAt]),
  ]
}

/** Signing out would end what the next row needs: it gets a session of its own. */
function leaving(role: Role): Client | Promise<Client> {
  if (role === 'none') return world.browser()
  if (role === 'member' || role === 'other') return world.enter(role === 'member' ? victim : 'sam@voorbeeld.example')
  return world.signInStaff(role)
}

async function ask(role: Role, row: Row, path: string, suffix: string): Promise<Answer> {
  const client = row.route === '/uitloggen' ? await leaving(role) : clients.get(role)!
  if (row.method === 'GET') return client.get(filled(path) + suffix)
  // A row can be about another request than the others are.
  const { reference = names.reference!, ...fields } = Object.fromEntries(new URLSearchParams(filled(row.form)))
  return client.post(filled(path.replace(':reference', reference)) + suffix, fields)
}

describe('the authorisation matrix', () => {
  it('has a row for every route and method, and no row for a route that is gone', () => {
    const wanted = routes().flatMap(({ id, page }) =>
      page
        ? [`GET ${id}`, `POST ${id}`]
        : world.running.own.filter(own => own.path === id).map(own => `${own.method} ${id}`),
    )
    const listed = new Set(rows.map(row => `${row.method} ${row.route}`))
    expect(
      [...new Set(wanted)].filter(each => !listed.has(each)),
      'routes without a row',
    ).toEqual([])
    expect(
      [...listed].filter(each => !wanted.includes(each)),
      'rows without a route',
    ).toEqual([])
  })

  it.each(rows.map(row => [row.method, row.route, row.form, row] as const))(
    'holds for %s %s %s',
    async (_, __, ___, row) => {
      const route = routes().find(each => each.id === row.route)
      if (!route) return
      for (const role of roles) {
        for (const [transport, suffix] of transportsOf(route)) {
          const where = `${row.method} ${route.path} as ${role} (${transport})`
          const before = await effects()
          const own = await victimsFacts()
          const answer = await ask(role, row, route.path, suffix)
          const cell = row[role] === 'back' ? 'yes' : row[role]
          expect(`${where}: ${cell === 'open' && isStep(answer) ? cell : outcome(answer)}`).toBe(`${where}: ${cell}`)
          if (!['yes', 'open', 'form'].includes(row[role]))
            expect(await effects(), `${where} left a trace in the store`).toEqual(before)
          if (role === 'member') continue
          // Staff change a request in the queue; nobody else changes anything of another, also where they may act for themselves.
          if (!row.route.includes('werkvoorraad'))
            expect(await victimsFacts(), `${where} changed the victim's`).toEqual(own)
          const body = answer.text
          expect(
            personal.filter(each => body.includes(each)),
            `${where} told about the victim`,
          ).toEqual([])
        }
      }
    },
  )
})
