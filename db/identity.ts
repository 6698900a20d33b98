/**
 * How we know who asks: each check with its method, by whom and when. Never a copy of a document, never what was answered
 * (ID-03, ID-04).
 */
import { asc, eq } from 'drizzle-orm'
import type { Day, Instant } from '#domain/day.ts'
import { type IdentityMethod, identityKnown } from '#domain/identity.ts'
import { closePauses } from './pause.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { type Counting, refreshQueueCopy, type SubjectRequest } from './subject-request.ts'

/** More checks than this on one request is a fault somewhere. */
const most = 200

export type IdentityCheckMade = {
  id: string
  method: IdentityMethod
  sure: boolean
  note: string
  at: Instant
  /** The colleague's name; null when the machine checked a code. */
  by: string | null
}

/**
 * Writes down one check. A doubt is recorded as `request.identityDoubted`, a check that convinced as
 * `request.identityChecked`; when that makes the person known, an open question about who asks is over on `answeredOn`, and true is given.
 */
export async function checkIdentity(
  ledger: Ledger,
  counting: Counting,
  request: Pick<SubjectRequest, 'id' | 'channel'>,
  check: { method: IdentityMethod; sure: boolean; note: string; staffId: string | null; answeredOn: Day },
): Promise<boolean> {
  const { db, t } = ledger
  const { method, sure, note, staffId, answeredOn } = check
  const row = { id: newHandle(), requestId: request.id, method, sure, note, by: staffId, at: ledger.at }
  await db.insert(t.requestIdentity).values(row)
  ledger.entry(sure ? 'request.identityChecked' : 'request.identityDoubted', {
    request: request.id,
    payload: { method },
  })
  const checks = await identityChecksOf(db, t, request.id)
  const known = identityKnown(request.channel, checks)
  const resumed = known && (await closePauses(ledger, request.id, answeredOn, 'identity'))
  await refreshQueueCopy(ledger, counting, request.id)
  return resumed
}

/** The checks of a request, oldest first. */
export async function identityChecksOf(
  reader: Reader,
  t: Tables,
  requestId: string,
): Promise<readonly IdentityCheckMade[]> {
  const i = t.requestIdentity
  const rows = await reader
    .select({ id: i.id, method: i.method, sure: i.sure, note: i.note, at: i.at, by: t.staff.name })
    .from(i)
    .leftJoin(t.staff, eq(t.staff.id, i.by))
    .where(eq(i.requestId, requestId))
    .orderBy(asc(i.at), asc(i.id))
    .limit(most)
  return rows
}
