/** Everything that work on exports needs; `app/desk.ts` puts it together from the portal. */
import type { Instant } from '#domain/day.ts'
import type { Register, SourceId } from '#domain/register.ts'
import type { CopyLetters } from '#db/mail.ts'
import type { Signing } from '#db/audit/checkpoint.ts'
import type { Store } from '#db/store.ts'
import type { Source } from '#sources/source.ts'
import type { BundleKey } from './manifest.ts'
import type { AllBundleWords } from './words.ts'

/** What is noted for the operator: codes and handles, never data of people. */
export type Note = (about: Readonly<Record<string, string | number | null>>, what: string) => void

export type Desk = {
  store: Store
  register: Register
  sources: ReadonlyMap<SourceId, Source>
  key: BundleKey
  /** Signs where the audit log stands, for the receipts in a bundle. */
  signing: Signing
  words: AllBundleWords
  letters: CopyLetters
  /** A letter that was sent to this person, as PDF; null when it is not theirs. */
  paper(answerId: string, subjectId: string): Promise<Buffer | null>
  dataDir: string
  now(): Instant
  note: Note
}
