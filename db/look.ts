/** Looks: every time staff saw personal data of somebody, why, and what that person may know of it (Art. 15, T9). */
import { and, desc, eq, inArray, lt, or } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import type { ManyOpened } from '#domain/many-opened.ts'
import { mostInAnHour, noteManyOpened } from './many-opened.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { StaffRole } from './schema/people.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** A staff member says why they open this request's personal data; the first purpose of a session holds. */
export async function statePurpose(
  ledger: Ledger,
  why: { sessionId: string; requestId: string; purpose: string },
): Promise<void> {
  const t = ledger.t.lookPurpose
  await ledger.db
    .insert(t)
    .values({ id: newHandle(), ...why, at: ledger.at })
    .onConflictDoNothing({ target: [t.sessionId, t.requestId] })
  ledger.entry('data.lookPurposeStated', { request: why.requestId, payload: { purpose: why.purpose } })
}

/** The purpose stated in this session for this request, or null: then it must be asked first. */
export async function statedPurpose(
  reader: Reader,
  t: Tables,
  sessionId: string,
  requestId: string,
): Promise<string | null> {
  const [row] = await reader
    .select({ purpose: t.lookPurpose.purpose })
    .from(t.lookPurpose)
    .where(and(eq(t.lookPurpose.sessionId, sessionId), eq(t.lookPurpose.requestId, requestId)))
    .limit(1)
  return row?.purpose ?? null
}

/** Which of these requests had their data opened in this session. */
export async function openedInSession(
  reader: Reader,
  t: Tables,
  sessionId: string,
  requestIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (requestIds.length === 0) return new Set()
  const rows = await reader
    .select({ requestId: t.lookPurpose.requestId })
    .from(t.lookPurpose)
    .where(and(eq(t.lookPurpose.sessionId, sessionId), inArray(t.lookPurpose.requestId, [...requestIds])))
  return new Set(rows.map(row => row.requestId))
}

/**
 * Records that these parts of somebody's data are about to be shown. Commit it before the response goes out.
 * Gives the alarm that this look raises, when it is one of unusually many.
 * @param look.parts category ids, or `identity`
 * @param most different people in an hour that are still usual
 */
export async function recordLook(
  ledger: Ledger,
  look: {
    subjectId: string
    requestId: string | null
    staffId: string
    role: StaffRole | 'system'
    purpose: string
    parts: readonly string[]
  },
  most = mostInAnHour,
): Promise<ManyOpened | null> {
  const { parts, ...rest } = look
  if (parts.length === 0) throw new Error('A look names at least one part')
  await ledger.db.insert(ledger.t.look).values(parts.map(part => ({ id: newHandle(), ...rest, part, at: ledger.at })))
  ledger.entry('data.looked', {
    ...(look.requestId ? { request: look.requestId } : {}),
    payload: {
      subject: look.subjectId,
      staff: look.staffId,
      role: look.role,
      purpose: look.purpose,
      parts: [...parts],
    },
  })
  return noteManyOpened(ledger, look, most)
}

/** Which parts of a request's data this staff member has looked at. */
export async function partsSeenBy(
  reader: Reader,
  t: Tables,
  requestId: string,
  staffId: string,
): Promise<readonly string[]> {
  const rows = await reader
    .selectDistinct({ part: t.look.part })
    .from(t.look)
    .where(and(eq(t.look.requestId, requestId), eq(t.look.staffId, staffId)))
  return rows.map(row => row.part)
}

/** One look as its subject sees it: by role, never by name. */
export type SeenLook = {
  id: string
  at: Instant
  role: StaffRole | 'system'
  part: string
  purpose: string
  requestId: string | null
}

/** A page of looks at this subject, newest first; `next` is where the following page begins, null on the last. */
export async function looksOf(
  reader: Reader,
  t: Tables,
  subjectId: string,
  after: string | null,
  size: number,
): Promise<{ looks: readonly SeenLook[]; next: string | null }> {
  const l = t.look
  const from = after === null ? null : cursorOf(after)
  const rows = await reader
    .select({ id: l.id, at: l.at, role: l.role, part: l.part, purpose: l.purpose, requestId: l.requestId })
    .from(l)
    .where(
      and(
        eq(l.subjectId, subjectId),
        from ? or(lt(l.at, from.at), and(eq(l.at, from.at), lt(l.id, from.id))) : undefined,
      ),
    )
    .orderBy(desc(l.at), desc(l.id))
    .limit(size + 1)
  const looks = rows.slice(0, size)
  const last = looks.at(-1)
  return { looks, next: rows.length > size && last ? `${last.at}~${last.id}` : null }
}

/** A cursor from an address; a broken one begins at the start. */
function cursorOf(text: string): { at: Instant; id: string } | null {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([\w-]{22})$/.exec(text) ?? []
  return at && id ? { at: at as Instant, id } : null
}
