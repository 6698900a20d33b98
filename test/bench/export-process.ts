/**
 * Bundles in a process of its own, as a worker makes them: one for each message, answered with how long it took, how much
 * it read and the most memory so far. With `attached` the files of a folder are put on the person's records instead of
 * the demo's own.
 */
import { generateKeyPairSync } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { bundleWords } from '#app/text/bundle-words.ts'
import type { Instant } from '#domain/day.ts'
import type { Item } from '#domain/item.ts'
import { buildBundle } from '#exports/build.ts'
import { bundleKeyId } from '#exports/keys.ts'
import { openSources } from '#sources/open.ts'
import { readRegister } from '#sources/register/read.ts'

/** Milliseconds in all, on the processor, and until the first progress; items, bytes of the ZIP, most memory in bytes. */
export type Made = { ms: number; cpu: number; first: number; items: number; bytes: number; peak: number }

const told = JSON.parse(process.argv[2] ?? '{}') as {
  folder: string
  filesRoot: string
  out: string
  email: string
  now: Instant
  attached: boolean
}
const read = await readRegister(path.resolve('sources/we-do-better/register.yaml'))
if ('faults' in read) throw new Error('the register has faults')
const { register } = read
const sources = new Map(
  await openSources(register, { PLATFORM_DATABASE: `${told.folder}/platform.sqlite`, PLATFORM_FILES: told.filesRoot }),
)
const people = sources.get(register.subject.source)
const who = await people?.locate({ email: told.email })
if (!people || !who) throw new Error('nobody is known by that address')

if (told.attached) {
  const files = register.sources.find(source => source.kind === 'files')
  const names = (await readdir(told.filesRoot)).sort()
  const items = names.map((name, index): Item => ({
    source: people.id,
    table: 'contact_attachment',
    category: 'contact_moments',
    key: String(index),
    role: 'owner',
    at: null,
    values: {},
    anchors: {},
    attachments: [
      {
        source: files?.id ?? '',
        path: name,
        name,
        mediaType: name.endsWith('jpg') ? 'image/jpeg' : name.endsWith('pdf') ? 'application/pdf' : 'text/plain',
        bytes: null,
      },
    ],
    redactions: [],
  }))
  sources.set(people.id, {
    ...people,
    count: async () => ({ contact_moments: items.length }),
    async *collect() {
      yield items
    },
  })
}

const key = generateKeyPairSync('ed25519')
/** One bundle for every message, like a worker that goes on for days; the first of them is cold. */
process.on('message', () => {
  void make().then(made => process.send?.(made))
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')

async function make(): Promise<Made> {
  await rm(told.out, { force: true })
  let first = 0
  const used = process.cpuUsage()
  const started = performance.now()
  const bundle = await buildBundle(
    {
      register,
      sources,
      who: who!,
      records: null,
      scope: { categories: null, from: null, until: null, forms: ['access', 'portability'] },
      language: 'nl',
      request: null,
      released: new Set(),
      now: told.now,
      lastDay: null,
      words: bundleWords,
      key: { id: bundleKeyId(key.publicKey), ...key },
      progress: () => (first ||= performance.now() - started),
    },
    told.out,
    `${told.out}.scratch`,
  )
  if (bundle.failed > 0) throw new Error('a part failed')
  const { user, system } = process.cpuUsage(used)
  return {
    ms: performance.now() - started,
    cpu: (user + system) / 1000,
    first,
    items: bundle.items,
    bytes: bundle.bytes,
    peak: process.resourceUsage().maxRSS * 1024,
  }
}
