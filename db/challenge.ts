/** What a browser must sign or bring back: a WebAuthn challenge, or one round at the organisation's sign-in. Used once. */
import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store, Writer } from './store.ts'

export type Challenge = Tables['signInChallenge']['$inferSelect']

/** Keeps a challenge; its `id` is the SHA-256 of the token in the browser's cookie. Operational, so without an entry. */
export async function keepChallenge(
  store: Store,
  challenge: Omit<Challenge, 'createdAt' | 'usedAt'>,
  at: Instant,
): Promise<void> {
  await store.tx(async db => {
    await db.insert(store.t.signInChallenge).values({ ...challenge, createdAt: at, usedAt: null })
  })
}

/** The challenge while it can still be used, else null. */
export async function liveChallenge(
  reader: Reader,
  t: Tables,
  id: string,
  kind: Challenge['kind'],
  at: Instant,
): Promise<Challenge | null> {
  const c = t.signInChallenge
  const [row] = await reader
    .select()
    .from(c)
    .where(and(eq(c.id, id), eq(c.kind, kind), isNull(c.usedAt), gt(c.expiresAt, at)))
    .limit(1)
  return row ?? null
}

/** Uses the challenge up; false when it was used or ran out, also when two try at once. The secret goes. */
export const useChallenge = (ledger: Ledger, id: string): Promise<boolean> => spend(ledger.db, ledger.t, id, ledger.at)

/** The same before anything is asked of the network, which no transaction waits for. Operational, so without an entry. */
export const spendChallenge = (store: Store, id: string, at: Instant): Promise<boolean> =>
  store.tx(db => spend(db, store.t, id, at))

async function spend(db: Writer, t: Tables, id: string, at: Instant): Promise<boolean> {
  const c = t.signInChallenge
  const used = await db
    .update(c)
    .set({ usedAt: at, secret: '' })
    .where(and(eq(c.id, id), isNull(c.usedAt), gt(c.expiresAt, at)))
    .returning({ id: c.id })
  return used.length === 1
}
