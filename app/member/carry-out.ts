/** Corrections that are due are carried out in their source, and what came of it is recorded (decision 132). */
import {
  type CorrectionRow,
  dueCorrections,
  forgetValues,
  isUndo,
  postponeCorrection,
  settleCorrection,
  staleCorrections,
  takeCorrection,
} from '#db/correction.ts'
import { record } from '#db/record.ts'
import { subjectById } from '#db/subject.ts'
import type { CorrectionTrouble } from '#domain/correction.ts'
import type { Rectified } from '#sources/source.ts'
import type { Portal } from '../portal.ts'
import { selfOf } from './self.ts'

type Carrying = Pick<Portal, 'store' | 'people' | 'sources' | 'now'>

const actor = { kind: 'system', ref: 'corrections' } as const

/** What a source's answer means; `already` is what an attempt left whose outcome was never written down. */
const troubles: Readonly<Record<Rectified, CorrectionTrouble | null>> = {
  applied: null,
  already: null,
  changedMeanwhile: 'changedMeanwhile',
  notThere: 'notThere',
  cannot: 'refusedBySource',
}

/** Carries out one that is due, now; nothing when somebody else is busy with it. */
export async function carryOut(portal: Carrying, id: string): Promise<void> {
  const { store } = portal
  const row = await takeCorrection(store, id, portal.now())
  if (!row) return
  const trouble = await tell(portal, row)
  const now = portal.now()
  if (trouble === 'unreachable' && (await postponeCorrection(store, row, now))) return
  await record(store, now, actor, ledger => settleCorrection(ledger, row, trouble))
}

/** One value in its source: to what is wanted, or back. */
async function tell(portal: Carrying, row: CorrectionRow): Promise<CorrectionTrouble | null> {
  const source = portal.sources.get(row.source)
  if (!source || !row.was || !row.wanted) return 'refusedBySource'
  const [was, wanted] = isUndo(row) ? [row.wanted, row.was] : [row.was, row.wanted]
  try {
    const self = await selfOf(portal, row.subjectId)
    if (!self)
      return (await subjectById(portal.store.read, portal.store.t, row.subjectId)) ? 'notThere' : 'refusedBySource'
    const { table, key, column } = row
    return troubles[await source.rectify(self, { table, key, column, was: was.value, wanted: wanted.value })]
  } catch {
    return 'unreachable'
  }
}

/** Everything that is due: changes to carry out, and old values whose half hour is over. Gives how many it did. */
export async function doDueCorrections(portal: Carrying): Promise<number> {
  const { store } = portal
  const due = await dueCorrections(store.read, store.t, portal.now())
  for (const id of due) await carryOut(portal, id)
  const stale = await staleCorrections(store.read, store.t, portal.now())
  for (const { id } of stale) await record(store, portal.now(), actor, ledger => forgetValues(ledger, id))
  return due.length + stale.length
}
