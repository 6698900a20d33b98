/** Demo: lists that people of the team keep for themselves, and a label on what they would call about. */
import { labelRequests } from '#db/label.ts'
import { record } from '#db/record.ts'
import { saveView } from '#db/saved-view.ts'
import type { StaffRole } from '#db/schema/people.ts'
import type { Portal } from '../portal.ts'
import { paperLabel } from './story-paper.ts'
import { byHandler, type Teller } from './teller.ts'

/** In the queue's own grammar. */
const lists: readonly (readonly [StaffRole, string, string])[] = [
  ['handler', 'Op papier', `label:${paperLabel}`],
  ['handler', 'Inzage, bijna op', 'soort:inzage nog:<8'],
  ['approver', 'Wacht op mij', 'status:tweede'],
  ['approver', 'Nog eens kijken', 'status:nogeens'],
  ['officer', 'Te laat', 'te-laat:ja'],
]

export async function keepLists(portal: Portal, staff: Teller['staff']): Promise<void> {
  for (const [role, name, query] of lists) {
    const ref = staff.get(role) ?? ''
    await record(portal.store, portal.now(), { kind: 'staff', ref }, ledger => saveView(ledger, ref, { name, query }))
  }
  const { read, t } = portal.store
  const rows = await read.select({ id: t.subjectRequest.id, channel: t.subjectRequest.channel }).from(t.subjectRequest)
  const rang = rows.filter(({ channel }) => channel === 'phone').map(({ id }) => id)
  await byHandler(portal, staff, ledger => labelRequests(ledger, rang, 'terugbellen', true))
}
