/** Labels of one request. They only add or take away a word, so they can be changed from an old page. */
import { labelRequests } from '#db/label.ts'
import { record } from '#db/record.ts'
import { readLabel } from '#domain/label.ts'
import { type Acting, type Outcome, refuse, textIn } from './acting.ts'

export const labelOn = (acting: Acting): Promise<Outcome> => label(acting, true)
export const labelOff = (acting: Acting): Promise<Outcome> => label(acting, false)

async function label({ context, staff, row, form }: Acting, on: boolean): Promise<Outcome> {
  const wanted = readLabel(textIn(form, 'label'))
  if (!wanted) return refuse('label', 'badLabel')
  await record(context.portal.store, context.now, { kind: 'staff', ref: staff.staffId }, async ledger => {
    if ((await labelRequests(ledger, [row.id], wanted, on)) === 0) ledger.decline(null)
  })
  return { done: null }
}
