/** Lists that a staff member keeps for themselves: a name, and what is asked in the queue's own grammar. */
import { and, asc, eq } from 'drizzle-orm'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** Most lists of one person: more than this nobody oversees, and each is counted on every page. */
export const mostViews = 8
export const longestViewName = 40

export type SavedView = { id: string; name: string; query: string }

export function savedViews(reader: Reader, t: Tables, staffId: string): Promise<SavedView[]> {
  const v = t.savedView
  return reader
    .select({ id: v.id, name: v.name, query: v.query })
    .from(v)
    .where(eq(v.staffId, staffId))
    .orderBy(asc(v.at), asc(v.id))
    .limit(mostViews)
}

/** Keeps a list; one that asks the same gets the new name. Records `staff.listSaved`. False when there are too many. */
export async function saveView(
  ledger: Ledger,
  staffId: string,
  { name, query }: { name: string; query: string },
): Promise<boolean> {
  const v = ledger.t.savedView
  const kept = await savedViews(ledger.db, ledger.t, staffId)
  const same = kept.find(each => each.query === query)
  if (!same && kept.length >= mostViews) return ledger.decline(false)
  const id = same?.id ?? newHandle()
  if (same) await ledger.db.update(v).set({ name }).where(eq(v.id, id))
  else await ledger.db.insert(v).values({ id, staffId, name, query, at: ledger.at })
  ledger.entry('staff.listSaved', { payload: { list: id } })
  return true
}

/** Records `staff.listRemoved`; false when this person has no such list. */
export async function removeView(ledger: Ledger, staffId: string, id: string): Promise<boolean> {
  const v = ledger.t.savedView
  const gone = await ledger.db
    .delete(v)
    .where(and(eq(v.id, id), eq(v.staffId, staffId)))
    .returning({ id: v.id })
  if (gone.length === 0) return ledger.decline(false)
  ledger.entry('staff.listRemoved', { payload: { list: id } })
  return true
}
