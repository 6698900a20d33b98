/** Everything the page Gegevens shows. */
import { barsOf } from '#db/bars.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Portal } from '../portal.ts'
import { changesOf } from './changes.ts'
import { type DisclosureView, disclosuresTo } from './disclosures.ts'
import { type CategoryView, livingRecord } from './living-record.ts'
import { type OwnFileView, ownFile } from './own-file.ts'
import { selfOf } from './self.ts'

export type DataPage = {
  /** False when the sources no longer know this person; then only the portal's own file is left. */
  known: boolean
  categories: readonly CategoryView[]
  /** Null when nothing can be said: the person is not known, or the source does not answer. */
  given: readonly DisclosureView[] | null
  own: OwnFileView
}

export async function dataPage(
  portal: Portal,
  subjectId: string,
  viewing: { now: Instant; language: Language },
): Promise<DataPage> {
  const self = await selfOf(portal, subjectId)
  const facts = self?.facts ?? { agreementStart: null, agreementEnd: null, lastContact: null, consents: {} }
  const changes = await changesOf(portal, subjectId, viewing)
  const bars = await barsOf(portal.store.read, portal.store.t, subjectId)
  const [categories, given, own] = await Promise.all([
    livingRecord(portal, { self, viewing: { register: portal.register, facts, changes, bars, ...viewing } }),
    self && disclosuresTo(portal, self, viewing.language),
    ownFile(portal, subjectId, viewing),
  ])
  return { known: self !== null, categories, given, own }
}
