/** The outbox: letters are written with their cause, sent afterwards, and emptied of what is personal once sent. */
import { and, asc, eq, gt, isNotNull, isNull, lte, notExists, or } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { MailKind } from './schema/post.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store } from './store.ts'
import type { RequestNews } from './told.ts'

export type Mail = Tables['mail']['$inferSelect']

/** A letter that is written but has no address yet. */
export type Letter = { kind: MailKind; language: Language; subject: string; text: string; html: string }

/** What letters about a copy tell. `news`: of the request it belongs to. `expiresAt`: first moment it cannot be fetched any more. `missing`: labels, in the letter's language, of what is not in it yet. */
export type CopyFacts = { news: RequestNews; bytes: number; expiresAt: Instant; missing?: readonly string[] }
/** Writes the letters about a copy; handed to the worker, which knows no words. */
export type CopyLetters = Readonly<
  Record<'copyReady' | 'copyPartlyReady' | 'copyExpires', (language: Language, facts: CopyFacts) => Letter>
>

/** Longest subject line and address, in characters. */
const longestSubject = 200
const longestAddress = 254

/** True for one plain address: no names, lists, comments, spaces or line breaks. */
export function isAddress(text: string): boolean {
  return (
    text.length <= longestAddress &&
    /^[^\s<>()[\]\\,;:"@\u0000-\u001f\u007f]+@[^\s<>()[\]\\,;:"@\u0000-\u001f\u007f]+$/.test(text)
  )
}

/**
 * Puts a letter in the outbox, in the transaction of its cause (whose entry is the caller's). Gives its id.
 * @throws when the address or subject could put something else into the header
 */
export async function queueMail(
  ledger: Ledger,
  letter: Letter,
  to: string,
  more: { requestId?: string; expiresAt?: Instant } = {},
): Promise<string> {
  if (!isAddress(to)) throw new Error('A letter needs one plain address')
  if (letter.subject.length > longestSubject || /[\u0000-\u001f\u007f]/.test(letter.subject)) {
    throw new Error('A subject is one short line')
  }
  const id = newHandle()
  await ledger.db.insert(ledger.t.mail).values({
    id,
    ...letter,
    to,
    requestId: more.requestId ?? null,
    expiresAt: more.expiresAt ?? null,
    createdAt: ledger.at,
    dueAt: ledger.at,
    attempts: 0,
    leaseOwner: null,
    leaseUntil: null,
    fence: 0,
    trouble: null,
    sentAt: null,
    failedAt: null,
    settledAt: null,
    resentAs: null,
  })
  return id
}

/** True when a letter waits that nobody is sending; cheap, so that an empty outbox costs no transaction. */
export async function mailIsDue(reader: Reader, t: Tables, at: Instant): Promise<boolean> {
  const m = t.mail
  const due = await reader
    .select({ id: m.id })
    .from(m)
    .where(and(isNull(m.sentAt), isNull(m.failedAt), lte(m.dueAt, at), or(isNull(m.leaseUntil), lte(m.leaseUntil, at))))
    .limit(1)
  return due.length > 0
}

export async function mailById(reader: Reader, t: Tables, id: string): Promise<Mail | null> {
  const [row] = await reader.select().from(t.mail).where(eq(t.mail.id, id)).limit(1)
  return row ?? null
}

/** What a letter loses when it is done with. */
const emptied = { to: '', subject: '', text: '', html: '', leaseOwner: null, leaseUntil: null }

/** It went out. Records `mail.sent`; false (and nothing recorded) when the lease was lost to another sender. */
export async function mailSent(ledger: Ledger, id: string, fence: number): Promise<boolean> {
  const t = ledger.t.mail
  const [row] = await ledger.db
    .update(t)
    .set({ ...emptied, sentAt: ledger.at, trouble: null })
    .where(and(eq(t.id, id), eq(t.fence, fence), isNull(t.sentAt), isNull(t.failedAt)))
    .returning()
  if (row) ledger.entry('mail.sent', { ...requestOf(row), payload: { mail: row.id, kind: row.kind } })
  return row !== undefined
}

/** It will not be tried again. Records `mail.failed`; false when the lease was lost to another sender. */
export async function mailFailed(ledger: Ledger, id: string, fence: number, trouble: string): Promise<boolean> {
  const t = ledger.t.mail
  const [row] = await ledger.db
    .update(t)
    .set({ ...emptied, failedAt: ledger.at, trouble })
    .where(and(eq(t.id, id), eq(t.fence, fence), isNull(t.sentAt), isNull(t.failedAt)))
    .returning()
  if (row) ledger.entry('mail.failed', { ...requestOf(row), payload: { mail: row.id, kind: row.kind, trouble } })
  return row !== undefined
}

/** Gives the letter back, to be tried again at `dueAt`. Operational, so without an entry. */
export async function postponeMail(
  store: Store,
  id: string,
  fence: number,
  next: { dueAt: Instant; attempts: number; trouble: string },
): Promise<void> {
  const t = store.t.mail
  await store.tx(async db => {
    await db
      .update(t)
      .set({ ...next, leaseOwner: null, leaseUntil: null })
      .where(and(eq(t.id, id), eq(t.fence, fence), isNull(t.sentAt), isNull(t.failedAt)))
  })
}

/** Letters about a request that went out or were given up, oldest first: its timeline may tell. */
export function lettersOf(reader: Reader, t: Tables, requestId: string) {
  const m = t.mail
  return reader
    .select({ id: m.id, kind: m.kind, createdAt: m.createdAt, sentAt: m.sentAt, failedAt: m.failedAt })
    .from(m)
    .where(eq(m.requestId, requestId))
    .orderBy(asc(m.createdAt), asc(m.id))
    .limit(200)
}

/**
 * Copies that were never fetched, go away between now and `until`, and whose person was not written to about that since
 * `toldSince`. Somebody who kept their copy longer is reminded once more.
 */
export function copiesToRemind(
  reader: Reader,
  t: Tables,
  when: { at: Instant; until: Instant; toldSince: Instant },
): Promise<Tables['export']['$inferSelect'][]> {
  const e = t.export
  const m = t.mail
  const told = reader
    .select({ id: m.id })
    .from(m)
    .where(and(eq(m.requestId, e.requestId), eq(m.kind, 'copyExpires'), gt(m.createdAt, when.toldSince)))
  return reader
    .select()
    .from(e)
    .where(
      and(
        isNull(e.removedAt),
        isNotNull(e.builtAt),
        isNull(e.downloadedAt),
        gt(e.expiresAt, when.at),
        lte(e.expiresAt, when.until),
        notExists(told),
      ),
    )
    .orderBy(asc(e.expiresAt), asc(e.id))
    .limit(100)
}

const requestOf = (row: Mail) => (row.requestId ? { request: row.requestId } : {})
