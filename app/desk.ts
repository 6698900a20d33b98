/** What the export worker needs, out of the portal: with our words and letters, which `exports` does not know. */
import type { Desk } from '#exports/desk.ts'
import { letters } from './post/letters.ts'
import type { Portal } from './portal.ts'
import { bundle as en } from './text/en/bundle.ts'
import { bundle as nl } from './text/nl/bundle.ts'

export const deskOf = (portal: Portal): Desk => ({
  store: portal.store,
  register: portal.register,
  sources: portal.sources,
  key: portal.keys.bundle,
  words: { nl, en },
  letters: letters(portal),
  dataDir: portal.config.dataDir,
  now: () => portal.now(),
  note: (about, what) => portal.log.warn(about, what),
})
