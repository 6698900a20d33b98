/** Attempts to sign in (or to prove oneself again) and single-use links: what is open, tried, used. */
import { and, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Ledger } from './record.ts'
import type { Audience } from './schema/people.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store } from './store.ts'

export type Attempt = Tables['signInAttempt']['$inferSelect']
export type SignInLink = Tables['signInLink']['$inferSelect']

/** Wrong tries per code; the next one is refused, also when it is right. */
export const triesPerCode = 5
/** How long an ended session and a sent letter's row are remembered, in days (new-device notices, operator's questions). */
const daysRemembered = 90

/** Opens an attempt. Its `id` is the SHA-256 of the token in the browser's cookie. The entry is the caller's. */
export async function openAttempt(
  ledger: Ledger,
  attempt: Pick<Attempt, 'id' | 'audience' | 'addressTag' | 'personId' | 'sessionId' | 'codeHash' | 'expiresAt'>,
): Promise<void> {
  await ledger.db
    .insert(ledger.t.signInAttempt)
    .values({ ...attempt, createdAt: ledger.at, tries: 0, codeUsedAt: null, doneAt: null })
}

/** The attempt while it can still be used, else null. */
export async function liveAttempt(reader: Reader, t: Tables, id: string, at: Instant): Promise<Attempt | null> {
  const [row] = await reader
    .select()
    .from(t.signInAttempt)
    .where(and(eq(t.signInAttempt.id, id), gt(t.signInAttempt.expiresAt, at), isNull(t.signInAttempt.doneAt)))
    .limit(1)
  return row ?? null
}

/**
 * Counts a try on a living attempt and gives the attempt as it is now, or null when no try is left (or it was used or
 * ran out meanwhile). One statement: tries made at the same moment are counted one after the other.
 * @param step `code` before the mailed code was right, `totp` after it
 */
export async function countTry(ledger: Ledger, id: string, step: 'code' | 'totp'): Promise<Attempt | null> {
  const t = ledger.t.signInAttempt
  const [row] = await ledger.db
    .update(t)
    .set({ tries: sql`${t.tries} + 1` })
    .where(
      and(
        eq(t.id, id),
        lt(t.tries, triesPerCode),
        gt(t.expiresAt, ledger.at),
        isNull(t.doneAt),
        step === 'code' ? isNull(t.codeUsedAt) : isNotNull(t.codeUsedAt),
      ),
    )
    .returning()
  return row ?? null
}

/** The mailed code was right: it is spent, and the tries begin anew for the next step. */
export async function useCode(ledger: Ledger, id: string): Promise<void> {
  const t = ledger.t.signInAttempt
  await ledger.db.update(t).set({ codeUsedAt: ledger.at, tries: 0 }).where(eq(t.id, id))
}

/** What the code opened may take until `expiresAt`: a form is not filled in within the life of a code (WCAG 2.2.1). */
export async function keepAttempt(ledger: Ledger, id: string, expiresAt: Instant): Promise<void> {
  await ledger.db.update(ledger.t.signInAttempt).set({ expiresAt }).where(eq(ledger.t.signInAttempt.id, id))
}

/** Closes the attempt; false when somebody else closed it first. */
export async function finishAttempt(ledger: Ledger, id: string): Promise<boolean> {
  const t = ledger.t.signInAttempt
  const done = await ledger.db
    .update(t)
    .set({ doneAt: ledger.at })
    .where(and(eq(t.id, id), isNull(t.doneAt)))
    .returning({ id: t.id })
  return done.length === 1
}

/** Keeps a new single-use link, and ends the unused ones of the same kind for this person. The entry is the caller's. */
export async function keepLink(ledger: Ledger, link: Omit<SignInLink, 'createdAt' | 'usedAt'>): Promise<void> {
  const t = ledger.t.signInLink
  await dropLinks(ledger, link.audience, link.personId, link.kind)
  await ledger.db.insert(t).values({ ...link, createdAt: ledger.at, usedAt: null })
}

/** Unused links of this person stop working. */
export async function dropLinks(
  ledger: Ledger,
  audience: Audience,
  personId: string,
  kind?: SignInLink['kind'],
): Promise<void> {
  const t = ledger.t.signInLink
  await ledger.db
    .delete(t)
    .where(
      and(eq(t.audience, audience), eq(t.personId, personId), isNull(t.usedAt), kind ? eq(t.kind, kind) : undefined),
    )
}

/** The link while it can still be used, else null. */
export async function liveLink(
  reader: Reader,
  t: Tables,
  tokenHash: string,
  kind: SignInLink['kind'],
  at: Instant,
): Promise<SignInLink | null> {
  const l = t.signInLink
  const [row] = await reader
    .select()
    .from(l)
    .where(and(eq(l.tokenHash, tokenHash), eq(l.kind, kind), isNull(l.usedAt), gt(l.expiresAt, at)))
    .limit(1)
  return row ?? null
}

/** Uses the link up; false when it was used, dropped or ran out, also when two try at once. */
export async function useLink(ledger: Ledger, tokenHash: string): Promise<boolean> {
  const t = ledger.t.signInLink
  const used = await ledger.db
    .update(t)
    .set({ usedAt: ledger.at })
    .where(and(eq(t.tokenHash, tokenHash), isNull(t.usedAt), gt(t.expiresAt, ledger.at)))
    .returning({ kind: t.kind })
  return used.length === 1
}

/** Forgets what has no use any more: old attempts, links, counters, ended sessions. Operational, without an entry. */
export async function forgetStale(store: Store, at: Instant): Promise<void> {
  const { t } = store
  const hourAgo = later(at, -3600)
  const longAgo = later(at, -daysRemembered * 86_400)
  await store.tx(async db => {
    await db.delete(t.signInAttempt).where(lt(t.signInAttempt.expiresAt, hourAgo))
    await db.delete(t.signInChallenge).where(lt(t.signInChallenge.expiresAt, hourAgo))
    await db.delete(t.signInLink).where(lt(t.signInLink.expiresAt, hourAgo))
    await db.delete(t.rateLimit).where(lt(t.rateLimit.expiresAt, hourAgo))
    await db.delete(t.session).where(or(lt(t.session.endedAt, longAgo), lt(t.session.expiresAt, longAgo)))
    await db.delete(t.mail).where(or(lt(t.mail.sentAt, longAgo), lt(t.mail.failedAt, longAgo)))
  })
}
