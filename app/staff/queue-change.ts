/** What the queue's forms do: search, act on what was picked, keep a list. A refusal is a sentence at a field. */
import { record } from '#db/record.ts'
import { longestViewName, mostViews, removeView, saveView } from '#db/saved-view.ts'
import { parseQuery, printQuery, withoutWords } from '#domain/queue-query.ts'
import { readReference } from '#domain/reference.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'
import { safePath } from '../safe-path.ts'
import { words } from '../text/words.ts'
import { addressOf, queuePath } from './queue-address.ts'
import { done } from './queue-done.ts'
import { assign, type Doing, label, type Outcome, queueForm } from './queue-picked.ts'
import { searchQueue } from './queue-search.ts'

export async function changeQueue(context: Context, staff: StaffVisitor, sent: FormData): Promise<Outcome> {
  const asked = queueForm.parse(Object.fromEntries(sent))
  const references = [...new Set(sent.getAll('kies').flatMap(each => readReference(String(each)) ?? []))]
  const doing: Doing = { context, staff, asked, references, here: backTo(asked.naar) }
  switch (asked.intent) {
    case 'search':
      return searchQueue(doing)
    case 'assign':
      return assign(doing, asked.to || null)
    case 'labelOn':
    case 'labelOff':
      return label(doing, asked.label, asked.intent === 'labelOn')
    case 'saveView':
      return keepList(doing)
    case 'removeView':
      return dropList(doing)
  }
}

async function keepList({ context, staff, asked }: Doing): Promise<Outcome> {
  const { own } = words(context.language).queue
  const name = asked.name.trim().replace(/\s+/g, ' ')
  const { query, slips } = parseQuery(asked.query)
  const kept = withoutWords(query)
  if (slips.length > 0) throw missing()
  if (name === '') return { errors: { name: own.nameMissing }, typed: {} }
  if (name.length > longestViewName) return { errors: { name: own.nameLong }, typed: { name: asked.name } }
  const saved = await record(context.portal.store, context.now, { kind: 'staff', ref: staff.staffId }, ledger =>
    saveView(ledger, staff.staffId, { name, query: printQuery(kept, 'nl') }),
  )
  return saved
    ? { go: done(addressOf(kept), 'saved', 1) }
    : { errors: { name: own.tooMany(mostViews) }, typed: { name } }
}

async function dropList({ context, staff, asked }: Doing): Promise<Outcome> {
  const gone = await record(context.portal.store, context.now, { kind: 'staff', ref: staff.staffId }, ledger =>
    removeView(ledger, staff.staffId, asked.list),
  )
  if (!gone) throw missing()
  return { go: done(queuePath, 'removed', 1) }
}

function backTo(naar: string): string {
  const path = safePath(naar, queuePath)
  return path === queuePath || path.startsWith(`${queuePath}/`) || path.startsWith(`${queuePath}?`) ? path : queuePath
}
