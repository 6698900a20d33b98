/** Acting on what was picked: many requests at once, each with an entry of its own in the log. Decisions are never taken like this. */
import { z } from 'zod'
import { assignRequests } from '#db/assignment.ts'
import { labelRequests } from '#db/label.ts'
import { requestsByReferences } from '#db/queue.ts'
import { type Ledger, record } from '#db/record.ts'
import { readLabel } from '#domain/label.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'
import { words } from '../text/words.ts'
import { done } from './queue-done.ts'

/** Most requests that are changed at once. */
const mostPicked = 200

const text = (most: number) => z.string().max(most).catch('')
export const queueForm = z.object({
  intent: z.enum(['search', 'assign', 'labelOn', 'labelOff', 'saveView', 'removeView']).catch('search'),
  zoek: z.string().max(10_000).catch(''),
  naar: text(512),
  to: text(64),
  label: text(200),
  name: text(200),
  query: text(400),
  list: text(64),
})

export type Form = z.infer<typeof queueForm>
/** Where to go on, or what is not right: a sentence for a field. */
export type Outcome = { go: string } | { errors: Partial<Record<keyof Form | 'kies', string>>; typed: Partial<Form> }

export type Doing = {
  context: Context
  staff: StaffVisitor
  asked: Form
  /** Of what was picked. */
  references: readonly string[]
  /** The list, or the page, that the form was on. */
  here: string
}

/** Gives what was picked to a colleague, or to nobody. */
export async function assign(doing: Doing, to: string | null): Promise<Outcome> {
  const { context, staff, here } = doing
  const { bulk } = words(context.language).queue
  return withPicked(doing, async requests => {
    const changed = await change(doing, ledger => assignRequests(ledger, requests, to), requests.length > 0)
    if (changed === null)
      return { errors: { to: bulk.noColleague }, typed: { to: to === staff.staffId ? '' : (to ?? '') } }
    return { go: done(here, 'assigned', changed) }
  })
}

export async function label(doing: Doing, typed: string, on: boolean): Promise<Outcome> {
  const { context, here } = doing
  const wanted = readLabel(typed)
  if (!wanted) return { errors: { label: words(context.language).staff.refusal.badLabel }, typed: { label: typed } }
  return withPicked(doing, async requests => {
    const ids = requests.map(each => each.id)
    const changed = await change(doing, ledger => labelRequests(ledger, ids, wanted, on), ids.length > 0)
    return { go: done(here, 'labelled', changed ?? 0) }
  })
}

/** One transaction; when nothing had to change there is nothing to record either. */
function change(
  { context, staff }: Doing,
  body: (ledger: Ledger) => Promise<number | null>,
  any: boolean,
): Promise<number | null> {
  if (!any) return Promise.resolve(0)
  return record(context.portal.store, context.now, { kind: 'staff', ref: staff.staffId }, async ledger => {
    const changed = await body(ledger)
    return changed === 0 ? ledger.decline(0) : changed
  })
}

type Picked = readonly { id: string; assignedTo: string | null }[]

/** Changing requests is for who works on them; decisions are never taken like this: each has its own reason. */
async function withPicked(
  { context, staff, references }: Doing,
  body: (requests: Picked) => Promise<Outcome>,
): Promise<Outcome> {
  if (!may(staff.role, 'work')) throw missing()
  const { bulk } = words(context.language).queue
  if (references.length === 0) return { errors: { kies: bulk.noneChosen }, typed: {} }
  if (references.length > mostPicked) return { errors: { kies: bulk.tooMany(mostPicked) }, typed: {} }
  const { read, t } = context.portal.store
  return body(await requestsByReferences(read, t, references))
}
