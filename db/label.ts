/** Labels on requests: the rows are the truth, the copy in the request's row is for the queue. */
import { and, asc, eq, inArray } from 'drizzle-orm'
import { labelsCopy, mostLabels } from '#domain/label.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** The labels of one request, in alphabetical order. */
export async function labelsOf(reader: Reader, t: Tables, requestId: string): Promise<readonly string[]> {
  const l = t.requestLabel
  const rows = await reader
    .select({ label: l.label })
    .from(l)
    .where(eq(l.requestId, requestId))
    .orderBy(asc(l.label))
    .limit(mostLabels)
  return rows.map(each => each.label)
}

/**
 * Puts a label on each of these requests, or takes it off. One that has it already, or is full, stays as it is. Records
 * `request.labelled` for each that changed, and gives how many those are.
 */
export async function labelRequests(
  ledger: Ledger,
  requestIds: readonly string[],
  label: string,
  on: boolean,
): Promise<number> {
  const { db, t } = ledger
  const l = t.requestLabel
  if (requestIds.length === 0) return 0
  const rows = await db
    .select({ requestId: l.requestId, label: l.label })
    .from(l)
    .where(inArray(l.requestId, [...requestIds]))
  const had = new Map<string, string[]>(requestIds.map(id => [id, []]))
  for (const row of rows) had.get(row.requestId)?.push(row.label)
  let changed = 0
  for (const requestId of requestIds) {
    const before = had.get(requestId) ?? []
    if (before.includes(label) === on || (on && before.length >= mostLabels)) continue
    if (on) await db.insert(l).values({ requestId, label, at: ledger.at })
    else await db.delete(l).where(and(eq(l.requestId, requestId), eq(l.label, label)))
    const after = on ? [...before, label] : before.filter(each => each !== label)
    await db
      .update(t.subjectRequest)
      .set({ labels: labelsCopy(after) })
      .where(eq(t.subjectRequest.id, requestId))
    ledger.entry('request.labelled', { request: requestId, payload: { label, on } })
    changed++
  }
  return changed
}
