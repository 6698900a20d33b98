/**
 * The queue at a million requests with twelve thousand open, on both engines: every list, the next page and the one before,
 * filters, and search by number, address and name, with all counts shown. `data`: what the page needs from the store, from the
 * address to the last count. `response`: over HTTP, with the session looked up and the page rendered.
 */
import type { Context, StaffVisitor } from '#app/context.ts'
import { addressOf, queuePath } from '#app/staff/queue-address.ts'
import { queueView } from '#app/staff/queue-view.ts'
import { typedWords } from '#app/search-words.ts'
import { record } from '#db/record.ts'
import { saveView } from '#db/saved-view.ts'
import { everything, parseQuery } from '#domain/queue-query.ts'
import { queueViews, viewQuery } from '#domain/queue.ts'
import type { Client } from '#test/client.ts'
import { engines, type TestEngine } from '#test/engines.ts'
import { startPostgres } from '#test/postgres.ts'
import { openWorld } from '#test/world.ts'
import { bound, machine, print, summary } from './measure.ts'
import { open, requests, seedQueue } from './queue-seed.ts'

const dataRuns = Number(process.env.BENCH_RUNS ?? 300)
const pageRuns = Math.ceil(dataRuns / 2)
const [mostData, mostPage] = [10, 60]

const filters = [
  'soort:inzage',
  'soort:mens',
  'soort:overdragen nog:<5 door:niemand',
  'status:controle kanaal:brief',
  'status:bron',
  'label:spoed',
  'label:bestaatniet',
  'nog:>20 nog:<25',
  'te-laat:nee door:mij',
  'status:beantwoord soort:mens',
  'status:beantwoord te-laat:ja',
]

export async function bench(): Promise<void> {
  print([machine(), `${requests.toLocaleString('en')} requests, ${open.toLocaleString('en')} open`])
  const postgres = await startPostgres()
  process.env.TEST_PG_URL = postgres.url
  try {
    for (const engine of engines) await onEngine(engine)
  } finally {
    await postgres.stop()
  }
}

async function onEngine(engine: TestEngine): Promise<void> {
  const world = await openWorld({ engine })
  try {
    const client = await world.signInStaff('handler')
    const { portal, clock } = world
    const { read, t } = portal.store
    const [staff] = await read.select().from(t.staff)
    const [session] = await read.select().from(t.session)
    if (!staff || !session) throw new Error('nobody is signed in')
    const seeded = await seedQueue(portal, staff.id)
    await record(portal.store, clock.now, { kind: 'staff', ref: staff.id }, async ledger => {
      for (const query of ['soort:weghalen', 'label:spoed', 'soort:mens'])
        await saveView(ledger, staff.id, { name: query, query })
    })
    const visitor: StaffVisitor = {
      ...staff,
      audience: 'staff',
      staffId: staff.id,
      sessionId: session.id,
      provenAt: clock.now,
    }
    const context = { portal, now: clock.now, language: 'nl', visitor } as unknown as Context
    const ask = (address: string) => queueView(context, visitor, new URL(address, 'http://here').searchParams)
    const words = (text: string) => addressOf(everything, typedWords(portal, text.split(' ')))

    // Something changed since the last page, so that every count is made anew.
    const changed = () =>
      record(portal.store, clock.now, { kind: 'staff', ref: staff.id }, async ledger => {
        ledger.entry('settings.changed')
      })

    const cases: [string, string][] = [
      ...queueViews.map((view): [string, string] => [`list ${view}`, addressOf(viewQuery[view])]),
      ...filters.map((text): [string, string] => [text, addressOf(parseQuery(text).query)]),
      ['address', words(seeded.addresses[7]!)],
      ['name, rare', words(seeded.rare)],
      ['name, common', words(seeded.common)],
      ['name, two common words', words(seeded.both)],
      ['name, nobody’s', words('niemandheetzo')],
    ]
    for (const list of ['open', 'nobody', 'answered'] as const) {
      const first = await ask(addressOf(viewQuery[list]))
      const second = await ask(first.next!)
      const third = await ask(second.next!)
      cases.push([`list ${list}, third page`, second.next!], [`list ${list}, back from there`, third.previous!])
    }
    const far = await deep(ask, 100)
    cases.push(['list open, page 100', far])

    const worst = { data: 0, page: 0, cpu: 0 }
    for (const [name, address] of cases) {
      const data = await timed(dataRuns, () => ask(address), changed)
      const page = await timed(pageRuns, () => fetched(client, address))
      worst.data = Math.max(worst.data, data.p99)
      worst.page = Math.max(worst.page, page.p99)
      worst.cpu = Math.max(worst.cpu, data.cpu)
      print([`  ${engine.name} ${name.padEnd(40)} data ${told(data)}   response ${told(page)}`])
    }
    const byNumber = await timed(pageRuns, async turn => {
      const { status, location } = await client.post(`${queuePath}?index`, { zoek: seeded.references[turn % 50]! })
      if (status !== 303 || location !== `${queuePath}/${seeded.references[turn % 50]}`)
        throw new Error(`answered ${status}`)
    })
    print([`  ${engine.name} ${'number, to its page'.padEnd(40)} response ${told(byNumber)}`])
    bound(`${engine.name}: data of the slowest case, p99`, worst.data, 'ms', { atMost: mostData })
    bound(`${engine.name}: data of the slowest case, on the processor`, worst.cpu, 'ms', { atMost: mostData })
    bound(`${engine.name}: response of the slowest case, p99`, Math.max(worst.page, byNumber.p99), 'ms', {
      atMost: mostPage,
    })
  } finally {
    await world.close()
  }
}

/** The address of a page deep in the list. */
async function deep(ask: (address: string) => ReturnType<typeof queueView>, pages: number): Promise<string> {
  let address: string = queuePath
  for (let page = 0; page < pages; page++) address = (await ask(address)).next ?? address
  return address
}

async function fetched(client: Client, address: string): Promise<void> {
  const { status } = await client.get(address)
  if (status !== 200) throw new Error(`${address} answered ${status}`)
}

/** `cpu`: on the processor, of this process, in the mean: on a busy machine the rest is waiting for a turn. */
type Times = { p50: number; p99: number; cpu: number }

async function timed(
  runs: number,
  what: (turn: number) => Promise<unknown>,
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Times> {
  for (let warm = 0; warm < 10; warm++) await what(warm)
  const times: number[] = []
  let spent = 0
  for (let turn = 0; turn < runs; turn++) {
    await before()
    const cpu = process.cpuUsage()
    const started = performance.now()
    await what(turn)
    times.push(performance.now() - started)
    const { user, system } = process.cpuUsage(cpu)
    spent += (user + system) / 1000
  }
  const p99 = times.toSorted((a, b) => a - b)[Math.ceil(runs * 0.99) - 1]!
  return { p50: summary(times).median, p99, cpu: spent / runs }
}

const told = ({ p50, p99, cpu }: Times) => `p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} cpu ${cpu.toFixed(1)} ms`
