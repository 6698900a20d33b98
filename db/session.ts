/** Sessions: who is signed in, where, until when. The token itself is never stored, only its SHA-256. */
import { and, desc, eq, gt, isNull, lt, ne } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Audience } from './schema/people.ts'
import type { Reader, Store } from './store.ts'
import type { Tables } from './schema/tables.ts'

/** One person as sessions know them: a subject's handle or a staff member's id. */
export type Person = { audience: Audience; personId: string }

/** Begins a session; gives its id. Records `signIn.succeeded`. */
export async function beginSession(
  ledger: Ledger,
  who: Person,
  session: { tokenHash: string; device: string; expiresAt: Instant },
): Promise<string> {
  const id = newHandle()
  await ledger.db.insert(ledger.t.session).values({
    id,
    audience: who.audience,
    personId: who.personId,
    ...session,
    createdAt: ledger.at,
    seenAt: ledger.at,
    provenAt: ledger.at,
    endedAt: null,
  })
  ledger.entry('signIn.succeeded', { payload: { audience: who.audience, person: who.personId } })
  return id
}

/**
 * The living session of a token with its person's settings, in one indexed query; null when it ended, ran out or its
 * person is disabled. The idle limit is the caller's: it differs per audience.
 */
export async function sessionByToken(reader: Reader, t: Tables, tokenHash: string, at: Instant) {
  const [row] = await reader
    .select({ session: t.session, subject: t.subject, staff: t.staff })
    .from(t.session)
    .leftJoin(t.subject, and(eq(t.session.audience, 'member'), eq(t.subject.id, t.session.personId)))
    .leftJoin(t.staff, and(eq(t.session.audience, 'staff'), eq(t.staff.id, t.session.personId)))
    .where(and(eq(t.session.tokenHash, tokenHash), isNull(t.session.endedAt), gt(t.session.expiresAt, at)))
    .limit(1)
  if (!row || (row.staff ? row.staff.disabledAt !== null : row.subject === null)) return null
  return row
}

/** Notes that the session was used. Operational, so without an audit entry; the caller does it once a minute at most. */
export async function touchSession(store: Store, id: string, at: Instant): Promise<void> {
  const t = store.t.session
  await store.tx(async db => {
    await db
      .update(t)
      .set({ seenAt: at })
      .where(and(eq(t.id, id), lt(t.seenAt, at)))
  })
}

/** The session proved itself again: new token, new moment. False when it has ended meanwhile. */
export async function renewProof(ledger: Ledger, sessionId: string, tokenHash: string): Promise<boolean> {
  const t = ledger.t.session
  const renewed = await ledger.db
    .update(t)
    .set({ tokenHash, provenAt: ledger.at, seenAt: ledger.at })
    .where(and(eq(t.id, sessionId), isNull(t.endedAt)))
    .returning({ audience: t.audience })
  const [session] = renewed
  if (session) ledger.entry('proof.renewed', { payload: { audience: session.audience } })
  return session !== undefined
}

/** Ends one session of this person. Records `signIn.ended`, also when it had ended already. */
export async function endSession(ledger: Ledger, who: Person, sessionId: string): Promise<void> {
  const t = ledger.t.session
  await ledger.db
    .update(t)
    .set({ endedAt: ledger.at })
    .where(and(mine(t, who), eq(t.id, sessionId), isNull(t.endedAt)))
  ledger.entry('signIn.ended', { payload: { audience: who.audience, session: sessionId } })
}

/** Ends every session of this person and gives their number. The entry is the caller's, or `signIn.endedEverywhere`. */
export async function endAllSessions(ledger: Ledger, who: Person, entry = true): Promise<number> {
  const t = ledger.t.session
  const ended = await ledger.db
    .update(t)
    .set({ endedAt: ledger.at })
    .where(and(mine(t, who), isNull(t.endedAt)))
    .returning({ id: t.id })
  if (entry) ledger.entry('signIn.endedEverywhere', { payload: { audience: who.audience, sessions: ended.length } })
  return ended.length
}

/** The person's living sessions, last used first; `seenAfter` is now minus the idle limit. */
export function liveSessions(reader: Reader, t: Tables, who: Person, at: Instant, seenAfter: Instant) {
  return reader
    .select({ id: t.session.id, device: t.session.device, createdAt: t.session.createdAt, seenAt: t.session.seenAt })
    .from(t.session)
    .where(
      and(
        mine(t.session, who),
        isNull(t.session.endedAt),
        gt(t.session.expiresAt, at),
        gt(t.session.seenAt, seenAfter),
      ),
    )
    .orderBy(desc(t.session.seenAt), desc(t.session.id))
    .limit(100)
}

/** How this person was seen before: never, on this kind of device, or only on others. */
export async function seenOn(
  reader: Reader,
  t: Tables,
  who: Person,
  device: string,
): Promise<'never' | 'here' | 'elsewhere'> {
  const here = await reader
    .select({ id: t.session.id })
    .from(t.session)
    .where(and(mine(t.session, who), eq(t.session.device, device)))
    .limit(1)
  if (here.length) return 'here'
  const elsewhere = await reader
    .select({ id: t.session.id })
    .from(t.session)
    .where(and(mine(t.session, who), ne(t.session.device, device)))
    .limit(1)
  return elsewhere.length ? 'elsewhere' : 'never'
}

const mine = (t: Tables['session'], who: Person) => and(eq(t.audience, who.audience), eq(t.personId, who.personId))
