/**
 * Notices as jobs: the row is due, somebody takes it for a while, and what came of it is recorded under the fence. Its id is
 * the id that the recipient sees, so a try that was never written down is recognised there as the same notice.
 */
import { and, asc, eq, isNotNull, isNull, lte, ne, or } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { nextTryAfter } from '#domain/notice.ts'
import { about, type Notice } from './notice.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store } from './store.ts'

/** How long one process may be busy with a notice, in seconds; longer than a recipient may take to answer. */
const leaseSeconds = 60
/** Notices taken up in one go. */
const mostDue = 50
/** How soon it is looked whether a mail went out, in seconds. */
const mailLook = 30

/** One try: HTTP status or null, a short code or null, and how long it took. */
export type Tried = { status: number | null; trouble: string | null; milliseconds: number }

/** What is due and nobody works on, longest waiting first. */
export async function dueNotices(reader: Reader, t: Tables, at: Instant): Promise<readonly string[]> {
  const n = t.notice
  const rows = await reader
    .select({ id: n.id })
    .from(n)
    .where(
      and(
        lte(n.dueAt, at),
        ne(n.way, 'hand'),
        isNull(n.sentAt),
        isNull(n.failedAt),
        or(isNull(n.leaseUntil), lte(n.leaseUntil, at)),
      ),
    )
    .orderBy(asc(n.dueAt), asc(n.id))
    .limit(mostDue)
  return rows.map(row => row.id)
}

/** Takes one up; null when somebody else has it, or it is done. A lease is no change (see `lease.ts`). */
export function takeNotice(store: Store, id: string, at: Instant): Promise<Notice | null> {
  const n = store.t.notice
  return store.tx(async db => {
    const [found] = await db.select({ fence: n.fence }).from(n).where(eq(n.id, id)).limit(1)
    if (!found) return null
    const [row] = await db
      .update(n)
      .set({ leaseUntil: later(at, leaseSeconds), fence: found.fence + 1 })
      .where(
        and(
          eq(n.id, id),
          eq(n.fence, found.fence),
          lte(n.dueAt, at),
          isNull(n.sentAt),
          or(isNull(n.leaseUntil), lte(n.leaseUntil, at)),
        ),
      )
      .returning()
    return row ?? null
  })
}

/**
 * What came of a try. Answered well: sent and acknowledged, because the recipient's own system said so. Otherwise it is
 * tried again after a longer wait, until a person must settle it (`notice.failed`). Declines to false when another process
 * took the notice over, or staff settled it meanwhile.
 */
export async function noteTry(ledger: Ledger, taken: Notice, tried: Tried, lasting = false): Promise<boolean> {
  const { db, t, at } = ledger
  const n = t.notice
  const attempts = taken.attempts + 1
  const wait = lasting ? null : nextTryAfter(attempts)
  const outcome =
    tried.trouble === null
      ? { sentAt: at, acknowledgedAt: at, dueAt: null, trouble: null }
      : wait === null
        ? { failedAt: at, dueAt: null, trouble: tried.trouble }
        : { dueAt: later(at, wait * 60), trouble: tried.trouble }
  const [row] = await db
    .update(n)
    .set({ ...outcome, attempts, leaseUntil: null })
    .where(mine(ledger, taken))
    .returning()
  if (!row) return ledger.decline(false)
  await db.insert(t.noticeTry).values({ id: newHandle(), noticeId: taken.id, at, ...tried })
  if (row.acknowledgedAt) {
    ledger.entry('notice.sent', about(row))
    ledger.entry('notice.acknowledged', about(row))
  } else ledger.entry('notice.failed', about(row))
  return true
}

/** Its mail is in the outbox; from now on it is looked whether that went out. Records `notice.made`; false when another has it. */
export async function noticeMailed(ledger: Ledger, taken: Notice, mailId: string): Promise<boolean> {
  const n = ledger.t.notice
  const [row] = await ledger.db
    .update(n)
    .set({ mailId, dueAt: later(ledger.at, mailLook), leaseUntil: null })
    .where(mine(ledger, taken))
    .returning()
  if (row) ledger.entry('notice.made', about(row))
  return row !== undefined
}

/** The mail of a notice went out, or was given up. Records `notice.sent` or `notice.failed`. */
export async function noteMail(ledger: Ledger, taken: Notice, trouble: string | null): Promise<boolean> {
  const { db, t, at } = ledger
  const n = t.notice
  const [row] = await db
    .update(n)
    .set({
      ...(trouble === null ? { sentAt: at } : { failedAt: at, trouble }),
      dueAt: null,
      leaseUntil: null,
      attempts: 1,
    })
    .where(mine(ledger, taken))
    .returning()
  if (!row) return ledger.decline(false)
  await db
    .insert(t.noticeTry)
    .values({ id: newHandle(), noticeId: taken.id, at, status: null, trouble, milliseconds: 0 })
  ledger.entry(trouble === null ? 'notice.sent' : 'notice.failed', about(row))
  return true
}

/** Nothing new: looked at again later. */
export async function waitForMail(store: Store, taken: Notice, at: Instant): Promise<void> {
  const n = store.t.notice
  await store.tx(async db => {
    await db
      .update(n)
      .set({ dueAt: later(at, mailLook), leaseUntil: null })
      .where(and(eq(n.id, taken.id), eq(n.fence, taken.fence)))
  })
}

/** Tries one again that waits or was given up, from the start. Records `notice.made`; declines to false when it is settled or has no address. */
export async function sendAgain(ledger: Ledger, id: string): Promise<boolean> {
  const n = ledger.t.notice
  const [row] = await ledger.db
    .update(n)
    .set({ dueAt: ledger.at, attempts: 0, failedAt: null, mailId: null })
    .where(
      and(
        eq(n.id, id),
        ne(n.way, 'hand'),
        isNull(n.sentAt),
        isNull(n.impossibleAt),
        isNull(n.disproportionateAt),
        // A mail that waits in the outbox is still on its way: a second one would be two.
        or(isNull(n.mailId), isNotNull(n.failedAt)),
      ),
    )
    .returning()
  if (!row) return ledger.decline(false)
  ledger.entry('notice.made', about(row))
  return true
}

const mine = ({ t }: Pick<Ledger, 't'>, taken: Notice) =>
  and(eq(t.notice.id, taken.id), eq(t.notice.fence, taken.fence), isNull(t.notice.sentAt))
