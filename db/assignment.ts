/** Who has a request: one staff member, or nobody. */
import { and, eq, isNull } from 'drizzle-orm'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import { staffNames } from './staff.ts'
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
export function handledBy(
  reader: Reader,
  t: Tables,
  rows: readonly { assignedTo: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  return staffNames(
    reader,
    t,
    rows.flatMap(row => row.assignedTo ?? []),
  )
}
