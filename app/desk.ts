/** The portal as work on exports needs it: its sources, store and keys, with the words and letters that exports cannot import. */
import type { Desk } from '#exports/desk.ts'
import type { Portal } from './portal.ts'
import { signingOf } from './server/checkpoints.ts'
import { letters } from './post/letters.ts'
import { bundle as en } from './text/en/bundle.ts'
import { bundle as nl } from './text/nl/bundle.ts'

export const bundleWords = { nl, en } as const

export const deskOf = (portal: Portal): Desk => ({
  store: portal.store,
  register: portal.register,
  sources: portal.sources,
  key: portal.keys.bundle,
  signing: signingOf(portal),
  words: bundleWords,
  letters: letters(portal),
  dataDir: portal.config.dataDir,
  now: portal.now,
  note: (about, what) => portal.log.info(about, what),
})
