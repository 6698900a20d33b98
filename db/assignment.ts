/** Who has a request: one staff member, or nobody. */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** Gives a request to a staff member who can still work, or to nobody. False when that colleague is not there (any more). */
export async function assignRequest(ledger: Ledger, requestId: string, staffId: string | null): Promise<boolean> {
  const { t, db } = ledger
  if (staffId !== null) {
    const [colleague] = await db
      .select({ id: t.staff.id })
      .from(t.staff)
      .where(and(eq(t.staff.id, staffId), isNull(t.staff.disabledAt)))
      .limit(1)
    if (!colleague) return ledger.decline(false)
  }
  await db.update(t.subjectRequest).set({ assignedTo: staffId }).where(eq(t.subjectRequest.id, requestId))
  ledger.entry('request.assigned', { request: requestId, payload: { to: staffId } })
  return true
}

/** Names of the staff members that these rows are assigned to, by id. */
export async function handledBy(
  reader: Reader,
  t: Tables,
  rows: readonly { assignedTo: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap(row => row.assignedTo ?? []))]
  if (ids.length === 0) return new Map()
  const staff = await reader
    .select({ id: t.staff.id, name: t.staff.name })
    .from(t.staff)
    .where(inArray(t.staff.id, ids))
  return new Map(staff.map(each => [each.id, each.name]))
}
