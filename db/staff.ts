/** Staff accounts: who they are, their role, their second factor. */
import { and, asc, count, eq, inArray, isNull, lt, max, or } from 'drizzle-orm'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { StaffRole, Theme } from './schema/people.ts'
import type { Tables } from './schema/tables.ts'
import { endAllSessions } from './session.ts'
import { dropLinks } from './sign-in.ts'
import type { Reader } from './store.ts'

export type Staff = Tables['staff']['$inferSelect']

/** Adds a staff member and gives their id. `email` is already in its compared form. Records `staff.added`. */
export async function addStaff(
  ledger: Ledger,
  staff: { email: string; name: string; role: StaffRole; language: 'nl' | 'en' },
): Promise<string> {
  const id = newHandle()
  await ledger.db.insert(ledger.t.staff).values({
    id,
    ...staff,
    theme: 'auto',
    totpSealed: null,
    totpStep: null,
    createdAt: ledger.at,
    disabledAt: null,
  })
  ledger.entry('staff.added', { payload: { staff: id, role: staff.role } })
  return id
}

export async function staffByEmail(reader: Reader, t: Tables, email: string): Promise<Staff | null> {
  const [row] = await reader.select().from(t.staff).where(eq(t.staff.email, email)).limit(1)
  return row ?? null
}

export async function staffById(reader: Reader, t: Tables, id: string): Promise<Staff | null> {
  const [row] = await reader.select().from(t.staff).where(eq(t.staff.id, id)).limit(1)
  return row ?? null
}

/** Whoever is linked to this account at the organisation's own sign-in (`issuer subject`). */
export async function staffByOidc(reader: Reader, t: Tables, oidcSubject: string): Promise<Staff | null> {
  const [row] = await reader.select().from(t.staff).where(eq(t.staff.oidcSubject, oidcSubject)).limit(1)
  return row ?? null
}

/** Links an account, once; false when it is linked already. Records `staff.linkedElsewhere`. */
export async function linkStaff(ledger: Ledger, id: string, oidcSubject: string): Promise<boolean> {
  const t = ledger.t.staff
  const linked = await ledger.db
    .update(t)
    .set({ oidcSubject })
    .where(and(eq(t.id, id), isNull(t.oidcSubject), isNull(t.disabledAt)))
    .returning({ id: t.id })
  if (linked.length) ledger.entry('staff.linkedElsewhere', { payload: { staff: id } })
  return linked.length === 1
}

/**
 * The organisation gives this person no role any more: sessions, links and every factor of their own end, so that only
 * its sign-in is left, which turns them away until it gives one again. Records `staff.roleChanged`, without a role.
 */
export async function endAccess(ledger: Ledger, id: string): Promise<void> {
  const t = ledger.t.staff
  await ledger.db.update(t).set({ totpSealed: null, totpStep: null }).where(eq(t.id, id))
  await forgetFactors(ledger, id)
  const sessions = await shutOut(ledger, id)
  ledger.entry('staff.roleChanged', { payload: { staff: id, role: null, sessionsEnded: sessions } })
}

/** Everybody, by address. A team is small: no pages. */
export function listStaff(reader: Reader, t: Tables): Promise<Staff[]> {
  return reader.select().from(t.staff).orderBy(asc(t.staff.email)).limit(10_000)
}

/** Per staff member: how many passkeys and unused recovery codes they have, and when a session of theirs was last used. */
export async function factorsOfAll(reader: Reader, t: Tables) {
  const { passkey: p, recoveryCode: r, session: s } = t
  const passkeys = await reader.select({ id: p.staffId, many: count() }).from(p).groupBy(p.staffId)
  const codes = await reader.select({ id: r.staffId, many: count() }).from(r).where(isNull(r.usedAt)).groupBy(r.staffId)
  const seen = await reader
    .select({ id: s.personId, at: max(s.seenAt) })
    .from(s)
    .where(eq(s.audience, 'staff'))
    .groupBy(s.personId)
  return {
    passkeys: new Map(passkeys.map(row => [row.id, row.many])),
    codes: new Map(codes.map(row => [row.id, row.many])),
    seen: new Map(seen.map(row => [row.id, row.at])),
  }
}

/** Names by id, of those among these ids that are staff. */
export async function staffNames(
  reader: Reader,
  t: Tables,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await reader
    .select({ id: t.staff.id, name: t.staff.name })
    .from(t.staff)
    .where(inArray(t.staff.id, wanted))
  return new Map(rows.map(row => [row.id, row.name]))
}

/** Who can be given work: everybody who can still sign in, by name. */
export function colleagues(reader: Reader, t: Tables): Promise<{ id: string; name: string }[]> {
  return reader
    .select({ id: t.staff.id, name: t.staff.name })
    .from(t.staff)
    .where(isNull(t.staff.disabledAt))
    .orderBy(asc(t.staff.name), asc(t.staff.id))
    .limit(1000)
}

/** Gives another role and ends their sessions and links, so that it holds at once. Records `staff.roleChanged`. */
export async function changeRole(ledger: Ledger, id: string, role: StaffRole): Promise<void> {
  const t = ledger.t.staff
  await ledger.db.update(t).set({ role }).where(eq(t.id, id))
  const sessions = await shutOut(ledger, id)
  ledger.entry('staff.roleChanged', { payload: { staff: id, role, sessionsEnded: sessions } })
}

/** Closes the account, ends its sessions and links at once and forgets every factor it had. Records `staff.disabled`. */
export async function disableStaff(ledger: Ledger, id: string): Promise<void> {
  const t = ledger.t.staff
  await ledger.db
    .update(t)
    .set({ disabledAt: ledger.at, totpSealed: null, totpStep: null })
    .where(and(eq(t.id, id), isNull(t.disabledAt)))
  await forgetFactors(ledger, id)
  const sessions = await shutOut(ledger, id)
  ledger.entry('staff.disabled', { payload: { staff: id, sessionsEnded: sessions } })
}

/** Opens a closed account again, without a second factor: it must be set up anew. The entry is `staff.added`. */
export async function readmitStaff(ledger: Ledger, id: string, role: StaffRole): Promise<void> {
  const t = ledger.t.staff
  await ledger.db.update(t).set({ disabledAt: null, role }).where(eq(t.id, id))
  ledger.entry('staff.added', { payload: { staff: id, role, again: true } })
}

/**
 * The second factor is confirmed: from now on it is asked. Passkeys and recovery codes of before go: whoever sets up anew
 * may have lost them. Records `staff.setUp`.
 */
export async function setTotp(ledger: Ledger, id: string, sealed: Buffer, step: number): Promise<void> {
  const t = ledger.t.staff
  await ledger.db.update(t).set({ totpSealed: sealed, totpStep: step }).where(eq(t.id, id))
  await forgetFactors(ledger, id)
  ledger.entry('staff.setUp', { payload: { staff: id } })
}

/** Spends a time step; false when it (or a later one) was spent before, so that one code works once. */
export async function spendStep(ledger: Ledger, id: string, step: number): Promise<boolean> {
  const t = ledger.t.staff
  const spent = await ledger.db
    .update(t)
    .set({ totpStep: step })
    .where(and(eq(t.id, id), or(isNull(t.totpStep), lt(t.totpStep, step)), isNull(t.disabledAt)))
    .returning({ id: t.id })
  return spent.length === 1
}

/** Their own language and theme. Records `settings.changed`. */
export async function saveStaffSettings(
  ledger: Ledger,
  id: string,
  settings: { language?: 'nl' | 'en'; theme?: Theme; shortcuts?: boolean },
): Promise<void> {
  await ledger.db.update(ledger.t.staff).set(settings).where(eq(ledger.t.staff.id, id))
  ledger.entry('settings.changed', { payload: settings })
}

/** Passkeys, recovery codes and rounds of signing in that are under way. */
async function forgetFactors({ db, t }: Ledger, id: string): Promise<void> {
  await db.delete(t.passkey).where(eq(t.passkey.staffId, id))
  await db.delete(t.recoveryCode).where(eq(t.recoveryCode.staffId, id))
  await db.delete(t.signInChallenge).where(eq(t.signInChallenge.personId, id))
}

async function shutOut(ledger: Ledger, id: string): Promise<number> {
  await dropLinks(ledger, 'staff', id)
  return endAllSessions(ledger, { audience: 'staff', personId: id }, false)
}
