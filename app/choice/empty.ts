/** Emptying a value that rests on consent alone is taking that consent back (AMB-04). */
import { choose } from '#db/consent-choice.ts'
import { record } from '#db/record.ts'
import { goesWith } from '#domain/consent.ts'
import type { ValuePlace } from '#domain/correction.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { consentPurposes } from '#domain/reading.ts'
import type { Column } from '#domain/register.ts'
import { obeyNow, toldSources } from '../bar/obey.ts'
import { selfOf } from '../member/self.ts'
import type { Portal } from '../portal.ts'
import { consentText } from './shown.ts'
import { tellChoicesNow } from './tell.ts'

/**
 * Takes back the consent that a value rests on, so that it goes from everywhere. False when it rests on none, or when none is
 * given: then it is a value like any other.
 */
export async function withdrawWith(
  portal: Portal,
  { subjectId, language }: { subjectId: string; language: Language },
  place: ValuePlace,
  column: Pick<Column, 'id'>,
  now: Instant,
): Promise<boolean> {
  const { register } = portal
  const purpose = consentPurposes(register).find(each =>
    goesWith(register, each).some(
      ({ source, table, columns }) => source === place.source && table === place.table && columns.includes(column.id),
    ),
  )
  const self = purpose && (await selfOf(portal, subjectId))
  if (!purpose || self?.facts.consents[purpose.id]?.given !== true) return false
  const choices = [{ purpose: purpose.id, given: false, before: true }]
  const shown = consentText(register, language)
  await record(portal.store, now, { kind: 'member', ref: subjectId }, ledger =>
    choose(ledger, toldSources(portal), { subjectId, shown, choices, way: 'emptied', gpc: false }),
  )
  await tellChoicesNow(portal, subjectId)
  await obeyNow(portal, subjectId)
  return true
}
