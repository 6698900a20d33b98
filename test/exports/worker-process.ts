/** A worker as a process of its own, to be killed: told by its parent where its store, vault and clock are. */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import path from 'node:path'
import { bundleWords } from '#app/text/bundle-words.ts'
import { letters } from '#app/post/letters.ts'
import { openStore, type Where } from '#db/open.ts'
import { instantOf } from '#domain/day.ts'
import { bundleKeyId } from '#exports/keys.ts'
import { work } from '#exports/worker.ts'
import { openSources } from '#sources/open.ts'
import { registerOfDemo } from './office.ts'

const told = JSON.parse(process.argv[2] ?? '{}') as {
  where: Where
  folder: string
  platform: string
  key: string
  now: string
}
const began = performance.now()
const register = await registerOfDemo()
const sources = new Map(
  await openSources(register, { PLATFORM_DATABASE: told.platform, PLATFORM_FILES: `${told.folder}/platform-files` }),
)
const platform = sources.get('platform')!
sources.set('platform', {
  ...platform,
  count: (who, wanted) => {
    process.send?.('counting')
    return platform.count(who, wanted)
  },
})
const privateKey = createPrivateKey(told.key)
const publicKey = createPublicKey(privateKey)
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
const store = await openStore(told.where)
await work(
  {
    store,
    register,
    sources,
    key: { id: bundleKeyId(publicKey), privateKey, publicKey },
    signing: { origin: 'privacy.example.nl/dsr-audit/1', privateKey, file: path.join(told.folder, 'checkpoint') },
    words: bundleWords,
    letters: letters({ register, config: { baseUrl: 'https://privacy.example.nl' } } as Parameters<typeof letters>[0]),
    paper: () => Promise.resolve(null),
    dataDir: told.folder,
    now: () => instantOf(Date.parse(told.now) + performance.now() - began),
    note: (_, what) => process.send?.(what),
  },
  stop.signal,
)
await store.close()
process.exit(0)
