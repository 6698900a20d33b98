/** Who has a request: one staff member, or nobody. */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import { staffNames } from './staff.ts'
import type { Reader } from './store.ts'

/** Gives a request to a staff member who can still work, or to nobody. False when that colleague is not there (any more). */
export async function assignRequest(ledger: Ledger, requestId: string, staffId: string | null): Promise<boolean> {
  const { t, db } = ledger
  if (!(await canHandle(ledger, staffId))) return ledger.decline(false)
  await db.update(t.subjectRequest).set({ assignedTo: staffId }).where(eq(t.subjectRequest.id, requestId))
  ledger.entry('request.assigned', { request: requestId, payload: { to: staffId } })
  return true
}

/**
 * Gives each of these requests to a colleague, or to nobody; those that they have already stay as they are. Records
 * `request.assigned` for each that changed. Gives how many those are, or null when that colleague is not there (any more).
 */
export async function assignRequests(
  ledger: Ledger,
  requests: readonly { id: string; assignedTo: string | null }[],
  staffId: string | null,
): Promise<number | null> {
  const { t, db } = ledger
  if (!(await canHandle(ledger, staffId))) return ledger.decline(null)
  const ids = requests.filter(each => each.assignedTo !== staffId).map(each => each.id)
  if (ids.length === 0) return 0
  await db.update(t.subjectRequest).set({ assignedTo: staffId }).where(inArray(t.subjectRequest.id, ids))
  for (const id of ids) ledger.entry('request.assigned', { request: id, payload: { to: staffId } })
  return ids.length
}

/** Nobody can always have a request; a colleague only while they can still work. */
async function canHandle({ db, t }: Ledger, staffId: string | null): Promise<boolean> {
  if (staffId === null) return true
  const [colleague] = await db
    .select({ id: t.staff.id })
    .from(t.staff)
    .where(and(eq(t.staff.id, staffId), isNull(t.staff.disabledAt)))
    .limit(1)
  return colleague !== undefined
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
