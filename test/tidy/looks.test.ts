/**
 * P13: whatever shows personal data to staff is in the log before the response. Every route of the authorisation matrix is
 * asked by staff who said why, once with a log that takes no look: then nothing may be shown. And once with one that does:
 * then whoever was shown somebody's data stands in it. So it is found out when a look is not recorded, or after the answer.
 */
import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askCopy } from '#app/member/ask-copy.ts'
import { fileLetter } from '#db/letter.ts'
import { addFile } from '#db/received-file.ts'
import { record } from '#db/record.ts'
import { knowSubject } from '#db/subject.ts'
import type { Answer, Client } from '#test/client.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'
const roles = ['handler', 'approver', 'officer', 'admin'] as const
const operator = { kind: 'system', ref: 'operator' } as const

/** What is known to show somebody's data; a new route that does belongs here, and is held to the same. */
const showing = [
  'routes/werkvoorraad.$reference',
  'routes/werkvoorraad.bericht.$letter',
  '/bestand/:fileId',
  'routes/werkvoorraad.$reference?deel',
  'routes/werkvoorraad.nieuw find',
]

/** The queue names whom this session opened, by a look that is in the log already; see the last test. */
const again = ['routes/werkvoorraad._index']

let world: World
let personal: readonly string[] = []
const clients = new Map<string, Client>()
const names: Record<string, string> = {}

beforeAll(async () => {
  world = await openWorld()
  const { portal, clock } = world
  const person = await portal.people.locate({ email: eva })
  const who = { source: portal.people.id, key: person!.key, language: 'nl' } as const
  const subject = await record(portal.store, clock.now, operator, ledger => knowSubject(ledger, who))
  const scope = { categories: null, from: null, until: null, forms: ['access' as const] }
  const reference = (await askCopy(portal, { subjectId: subject.id, scope, language: 'nl', now: clock.now }))!
  await world.makeCopies()
  const platform = new Database(portal.config.sources.PLATFORM_DATABASE, { readonly: true })
  const known = platform.prepare('select email, last_name, phone, postcode from member where email = ?')
  personal = Object.values(known.get(eva) as Record<string, string>)
  platform.close()
  const filed = await record(portal.store, clock.now, operator, async ledger => {
    const text = {
      subjectId: subject.id,
      name: eva,
      email: eva,
      address: '3511 AB',
      language: 'nl',
      text: 'Hallo',
    } as const
    const behalf = { onBehalf: null, behalfName: null, authority: null }
    const arrived = { channel: 'letter', arrivedAt: clock.now, filedBy: null } as const
    const made = await fileLetter(
      ledger,
      portal.register.controller,
      { ...text, ...behalf, ...arrived },
      ['access'],
      null,
      [],
    )
    const content = Buffer.from(`%PDF- ${eva}`)
    const kept = { name: 'brief.pdf', mediaType: 'application/pdf', sha256: '', content, by: null }
    return { letter: made.letter.id, file: await addFile(ledger, kept, { letterId: made.letter.id }) }
  })
  Object.assign(names, {
    reference,
    letter: filed.letter,
    fileId: filed.file,
    entry: '0',
    period: '2026-11',
    subject: subject.id,
  })
  for (const role of roles) {
    const client = await world.signInStaff(role)
    clients.set(role, client)
    await client.post(`/werkvoorraad/${reference}`, { intent: 'look', purpose: 'review' })
    await client.get(`/werkvoorraad/bericht/${filed.letter}`)
    await client.post(`/werkvoorraad/bericht/${filed.letter}`, { intent: 'look', purpose: 'review' })
  }
})
afterAll(() => world.close())

type Ask = { route: string; ask: (client: Client) => Promise<Answer> }

/** Every GET of the matrix that staff can reach, each with what is there; and what only shows data when asked for it. */
function asks(): readonly Ask[] {
  const matrix = readFileSync('test/vectors/authorisation.csv', 'utf8').trim().split('\n').slice(1)
  const listed = new Set(
    matrix.map(line => line.split(',')).flatMap(([route = '', method]) => (method === 'GET' ? [route] : [])),
  )
  const { build } = world.running.pages
  const paths = [...listed].map(
    route => [route, route.startsWith('/') ? route : `/${build.routes[route]?.path ?? ''}`] as const,
  )
  const filled = (path: string) => path.replace(/:(\w+)/g, (whole, name: string) => names[name] ?? whole)
  return [
    ...paths.map(([route, path]): Ask => ({ route, ask: client => client.get(filled(path)) })),
    ...world.portal.register.categories
      .filter(each => each.heldBy !== 'portal')
      .map(({ id }): Ask => ({
        route: 'routes/werkvoorraad.$reference?deel',
        ask: client => client.get(`/werkvoorraad/${names.reference}?deel=${id}`),
      })),
    {
      route: 'routes/werkvoorraad.nieuw find',
      ask: client => client.post('/werkvoorraad/nieuw', { intent: 'find', find: eva }),
    },
    {
      route: 'routes/werkvoorraad.bericht.$letter find',
      ask: client => client.post(`/werkvoorraad/bericht/${names.letter}`, { intent: 'find', find: eva }),
    },
  ]
}

/** Whether an answer tells whose it is, beyond what was typed to find it. */
const tells = (answer: Answer): boolean => personal.some(each => answer.text.includes(each))

const looks = () => world.portal.store.read.$count(world.portal.store.t.look)

/** With a log that takes no look: whatever tries gets an error, and the whole change rolls back. */
async function withoutLooks(body: () => Promise<void>): Promise<void> {
  const store = new Database(`${world.folder}/inzage.sqlite`)
  store.exec(`create trigger no_look before insert on look begin select raise(abort, 'no look today'); end`)
  try {
    await body()
  } finally {
    store.exec('drop trigger no_look')
    store.close()
  }
}

describe('what staff see of people', () => {
  it('is in the log first: who is shown data stands in it, and every route that does is known', async () => {
    const shown = new Set<string>()
    const unseen: string[] = []
    for (const role of roles) {
      for (const { route, ask } of asks()) {
        const before = await looks()
        const answer = await ask(clients.get(role)!)
        if (!tells(answer) || again.includes(route)) continue
        shown.add(route)
        if ((await looks()) === before) unseen.push(`${route} as ${role}`)
      }
    }
    expect(unseen, 'shown, and not in the log').toEqual([])
    for (const route of showing) expect([...shown]).toContain(route)
  })

  it('is not shown when the log cannot take it', async () => {
    const told: string[] = []
    await withoutLooks(async () => {
      for (const role of roles) {
        for (const { route, ask } of asks())
          if (!again.includes(route) && tells(await ask(clients.get(role)!))) told.push(`${route} as ${role}`)
      }
    })
    expect(told, 'shown before it was in the log').toEqual([])
    expect(tells(await clients.get('handler')!.get(`/werkvoorraad/${names.reference}`))).toBe(true)
  })

  it('is named in the queue only after this session looked; another session of the same person is told nothing', async () => {
    expect(tells(await clients.get('handler')!.get('/werkvoorraad'))).toBe(true)
    expect(tells(await (await world.signInStaff('handler')).get('/werkvoorraad'))).toBe(false)
  })
})
