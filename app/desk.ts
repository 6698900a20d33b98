/** The portal as work on exports needs it: its sources, store and keys, with the words and letters that exports cannot import. */
import type { Desk } from '#exports/desk.ts'
import type { Portal } from './portal.ts'
import { signingOf } from './server/checkpoints.ts'
import { letters } from './post/letters.ts'
import { paperOf } from './letter/paper.ts'
import { bundleWords } from './text/bundle-words.ts'

export const deskOf = (portal: Portal): Desk => ({
  store: portal.store,
  register: portal.register,
  sources: portal.sources,
  key: portal.keys.bundle,
  signing: signingOf(portal),
  words: bundleWords,
  letters: letters(portal),
  paper: (answerId, subjectId) => paperOf(portal, answerId, subjectId),
  dataDir: portal.config.dataDir,
  now: portal.now,
  note: (about, what) => portal.log.info(about, what),
})
