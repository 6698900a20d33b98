/** Passkeys of staff (WebAuthn): the public half, a name, and how often it was used by its own count. */
import { and, asc, eq, isNull, lt, or } from 'drizzle-orm'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Staff } from './staff.ts'
import type { Reader } from './store.ts'

export type Passkey = Tables['passkey']['$inferSelect']

/** Most passkeys of one person. */
export const mostPasskeys = 10

/** Adds a passkey; false when that credential is here already or there are too many. Records `staff.passkeyAdded`. */
export async function addPasskey(
  ledger: Ledger,
  passkey: Pick<Passkey, 'id' | 'staffId' | 'name' | 'publicKey' | 'counter' | 'transports'>,
): Promise<boolean> {
  const t = ledger.t.passkey
  if ((await ledger.db.$count(t, eq(t.staffId, passkey.staffId))) >= mostPasskeys) return false
  const added = await ledger.db
    .insert(t)
    .values({ ...passkey, createdAt: ledger.at, usedAt: null })
    .onConflictDoNothing({ target: t.id })
    .returning({ id: t.id })
  if (added.length === 1) ledger.entry('staff.passkeyAdded', { payload: { staff: passkey.staffId } })
  return added.length === 1
}

/** This person's passkeys, oldest first. */
export function passkeysOf(reader: Reader, t: Tables, staffId: string): Promise<Passkey[]> {
  const p = t.passkey
  return reader.select().from(p).where(eq(p.staffId, staffId)).orderBy(asc(p.createdAt), asc(p.id)).limit(mostPasskeys)
}

/** A credential with the person it belongs to, while their account is open. */
export async function passkeyById(
  reader: Reader,
  t: Tables,
  id: string,
): Promise<{ passkey: Passkey; staff: Staff } | null> {
  const [row] = await reader
    .select({ passkey: t.passkey, staff: t.staff })
    .from(t.passkey)
    .innerJoin(t.staff, eq(t.staff.id, t.passkey.staffId))
    .where(and(eq(t.passkey.id, id), isNull(t.staff.disabledAt)))
    .limit(1)
  return row ?? null
}

/**
 * Notes a use with the authenticator's own count; false when that count does not go up (a copied credential), or the
 * passkey is gone. Authenticators that do not count say 0 each time.
 */
export async function notePasskeyUse(ledger: Ledger, id: string, counter: number): Promise<boolean> {
  const t = ledger.t.passkey
  const used = await ledger.db
    .update(t)
    .set({ counter, usedAt: ledger.at })
    .where(and(eq(t.id, id), or(lt(t.counter, counter), counter === 0 ? eq(t.counter, 0) : undefined)))
    .returning({ id: t.id })
  return used.length === 1
}

/** Removes one of this person's own passkeys; false when they have no such one. Records `staff.passkeyRemoved`. */
export async function removePasskey(ledger: Ledger, staffId: string, id: string): Promise<boolean> {
  const t = ledger.t.passkey
  const gone = await ledger.db
    .delete(t)
    .where(and(eq(t.id, id), eq(t.staffId, staffId)))
    .returning({ id: t.id })
  if (gone.length) ledger.entry('staff.passkeyRemoved', { payload: { staff: staffId } })
  return gone.length === 1
}
