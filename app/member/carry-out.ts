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
import { makeNotices, takeBackNotices, type Told } from '#db/notice.ts'
import { subjectById } from '#db/subject.ts'
import { type CorrectionTrouble, undoUntil } from '#domain/correction.ts'
import type { Rectified } from '#sources/source.ts'
import type { Portal } from '../portal.ts'
import { recipientsToTell } from '../told/recipients.ts'
import { selfOf } from './self.ts'

type Carrying = Pick<Portal, 'store' | 'people' | 'register' | 'sources' | 'now'>

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
  let owed: readonly Told[] = []
  if (trouble === null && !isUndo(row)) {
    try {
      owed = await whomToTell(portal, row)
    } catch {
      // Who must know is part of the change (19): it is taken up again, and the source says that it is so already.
      if (await postponeCorrection(store, row, now)) return
    }
  }
  await record(store, now, actor, async ledger => {
    await settleCorrection(ledger, row, trouble)
    if (trouble !== null) return
    const recipients = isUndo(row) ? await takeBackNotices(ledger, row.id) : owed
    await makeNotices(ledger, {
      subjectId: row.subjectId,
      requestId: row.requestId,
      cause: 'correction',
      causeId: isUndo(row) ? `${row.id}~undo` : row.id,
      categories: categoryOf(portal, row),
      recipients,
      // Nobody is told of what can still be taken back.
      dueAt: isUndo(row) || row.mode !== 'edit' ? now : undoUntil(now),
    })
  })
}

/** Everybody who got this person's data before; nobody when the person is not in the source any more. */
async function whomToTell(portal: Carrying, row: CorrectionRow): Promise<readonly Told[]> {
  const self = await selfOf(portal, row.subjectId)
  return self ? recipientsToTell(portal, self, portal.now()) : []
}

/** Id of the category that the corrected value belongs to. */
function categoryOf({ register }: Carrying, row: CorrectionRow): readonly string[] {
  const table = register.sources.find(({ id }) => id === row.source)?.tables.find(({ id }) => id === row.table)
  const column = table?.columns.find(({ id }) => id === row.column)
  return column ? [column.category] : []
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
