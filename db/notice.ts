/** Telling recipients (Art. 19): which notices there are, and what staff settle by hand. Delivering them: `notice-job.ts`. */
import { and, asc, count, desc, eq, gt, isNotNull, isNull, lt, lte, or, type SQL } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { type NoticeCause, type NoticeList, noticeLists, type NoticeWay, type Settlement } from '#domain/notice.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

export type Notice = Tables['notice']['$inferSelect']
type NoticeTry = Tables['noticeTry']['$inferSelect']

/** Somebody who got data: the legal name, and how they are told. `recipientId`: in the register, when it knows them. */
export type Told = { recipient: string; recipientId: string | null; way: NoticeWay }

/** More than this of one person is a fault somewhere. */
const mostListed = 1000

/** How the log speaks of one: never whom it is about, and the name of the recipient only in the payload. */
export const about = (row: Pick<Notice, 'id' | 'subjectId' | 'cause' | 'causeId' | 'recipient' | 'requestId'>) => ({
  ...(row.requestId && { request: row.requestId }),
  payload: {
    notice: row.id,
    subject: row.subjectId,
    cause: row.cause,
    causeId: row.causeId,
    recipient: row.recipient,
  },
})

/**
 * One notice for each recipient of this cause; those who have one already get no second one, so this may run again.
 * Records `notice.made` for each; gives how many were made.
 * @param dueAt from when on they are told; a change that can still be taken back waits until it cannot
 */
export async function makeNotices(
  ledger: Ledger,
  wanted: {
    subjectId: string
    requestId?: string | null
    cause: NoticeCause
    causeId: string
    /** Ids of the categories that it is about. */
    categories: readonly string[]
    recipients: readonly Told[]
    dueAt?: Instant
  },
): Promise<number> {
  const { db, t, at } = ledger
  const { recipients, requestId = null, dueAt = at, ...rest } = wanted
  let made = 0
  for (const told of recipients) {
    const [row] = await db
      .insert(t.notice)
      .values({ id: newHandle(), ...rest, ...told, requestId, createdAt: at, dueAt })
      .onConflictDoNothing()
      .returning()
    if (!row) continue
    ledger.entry('notice.made', about(row))
    made++
  }
  return made
}

/**
 * The change was taken back. Notices that nobody touched yet go, as if never made; gives those recipients who may know of
 * it by now, and so must hear that it was taken back.
 */
export async function takeBackNotices({ db, t }: Ledger, causeId: string): Promise<readonly Told[]> {
  const n = t.notice
  await db
    .delete(n)
    .where(
      and(
        eq(n.causeId, causeId),
        eq(n.fence, 0),
        isNull(n.sentAt),
        isNull(n.acknowledgedAt),
        isNull(n.impossibleAt),
        isNull(n.disproportionateAt),
      ),
    )
  return db
    .select({ recipient: n.recipient, recipientId: n.recipientId, way: n.way })
    .from(n)
    .where(eq(n.causeId, causeId))
    .orderBy(asc(n.recipient))
}

/** Everything that this person's recipients were or will be told, newest first. */
export function noticesTo(reader: Reader, t: Tables, subjectId: string): Promise<Notice[]> {
  const n = t.notice
  return reader
    .select()
    .from(n)
    .where(eq(n.subjectId, subjectId))
    .orderBy(desc(n.createdAt), asc(n.recipient))
    .limit(mostListed)
}

type NoticeLine = Notice & { reference: string | null }

/** A page of one list: what waits longest first, what is settled newest first. */
export async function noticePage(
  reader: Reader,
  t: Tables,
  at: Instant,
  asked: { list: NoticeList; from: string | null; size: number },
): Promise<{ rows: readonly NoticeLine[]; next: string | null }> {
  const n = t.notice
  const [after, id] = /^(\d{4}-[\dT:.-]+Z)_([\w-]+)$/.exec(asked.from ?? '')?.slice(1) ?? []
  const newest = asked.list === 'settled'
  const beyond = newest ? lt : gt
  const place =
    after && id
      ? or(beyond(n.createdAt, after as Instant), and(eq(n.createdAt, after as Instant), gt(n.id, id)))
      : undefined
  const found = await reader
    .select({ notice: n, reference: t.subjectRequest.reference })
    .from(n)
    .leftJoin(t.subjectRequest, eq(t.subjectRequest.id, n.requestId))
    .where(and(listed(t, asked.list, at), place))
    .orderBy(newest ? desc(n.createdAt) : asc(n.createdAt), asc(n.id))
    .limit(asked.size + 1)
  const rows = found.slice(0, asked.size).map(({ notice, reference }) => ({ ...notice, reference }))
  const last = rows.at(-1)
  return { rows, next: found.length > asked.size && last ? `${last.createdAt}_${last.id}` : null }
}

/** How many there are in each list. */
export async function noticeCounts(
  reader: Reader,
  t: Tables,
  at: Instant,
): Promise<Readonly<Record<NoticeList, number>>> {
  const counted = { hand: 0, waiting: 0, sent: 0, settled: 0 }
  for (const list of noticeLists) {
    const [row] = await reader
      .select({ n: count() })
      .from(t.notice)
      .where(listed(t, list, at))
    counted[list] = row?.n ?? 0
  }
  return counted
}

function listed({ notice: n }: Tables, list: NoticeList, at: Instant): SQL | undefined {
  const open = and(isNull(n.acknowledgedAt), isNull(n.impossibleAt), isNull(n.disproportionateAt))
  const byHand = or(isNotNull(n.failedAt), and(eq(n.way, 'hand'), lte(n.dueAt, at)))
  if (list === 'hand') return and(open, isNull(n.sentAt), byHand)
  if (list === 'sent') return and(open, isNotNull(n.sentAt))
  if (list === 'settled')
    return or(isNotNull(n.acknowledgedAt), isNotNull(n.impossibleAt), isNotNull(n.disproportionateAt))
  return and(open, isNull(n.sentAt), isNull(n.failedAt), or(eq(n.way, 'mail'), eq(n.way, 'webhook'), gt(n.dueAt, at)))
}

export async function noticeById(reader: Reader, t: Tables, id: string): Promise<Notice | null> {
  const [row] = await reader.select().from(t.notice).where(eq(t.notice.id, id)).limit(1)
  return row ?? null
}

/** Every try to deliver this one, oldest first. */
export function triesOf(reader: Reader, t: Tables, id: string): Promise<NoticeTry[]> {
  const y = t.noticeTry
  return reader.select().from(y).where(eq(y.noticeId, id)).orderBy(asc(y.at), asc(y.id)).limit(100)
}

const asEvent = {
  told: 'notice.sent',
  acknowledged: 'notice.acknowledged',
  impossible: 'notice.impossible',
  disproportionate: 'notice.disproportionate',
} as const

/** Settles one by hand; the machine stops trying. Records what it came to; declines to false when it was settled before. */
export async function settleNotice(
  ledger: Ledger,
  id: string,
  wanted: { as: Settlement; reason: string; by: string },
): Promise<boolean> {
  const { db, t, at } = ledger
  const n = t.notice
  const moments = {
    told: { sentAt: at },
    acknowledged: { acknowledgedAt: at },
    impossible: { impossibleAt: at },
    disproportionate: { disproportionateAt: at },
  } as const
  const [found] = await db.select({ fence: n.fence }).from(n).where(eq(n.id, id)).limit(1)
  const [row] = await db
    .update(n)
    // A try that is on its way finds its fence stale, and what staff said stays.
    .set({
      ...moments[wanted.as],
      reason: wanted.reason,
      by: wanted.by,
      dueAt: null,
      leaseUntil: null,
      fence: (found?.fence ?? 0) + 1,
    })
    .where(
      and(
        eq(n.id, id),
        isNull(n.acknowledgedAt),
        isNull(n.impossibleAt),
        isNull(n.disproportionateAt),
        wanted.as === 'acknowledged' ? undefined : isNull(n.sentAt),
      ),
    )
    .returning()
  if (!row) return ledger.decline(false)
  ledger.entry(asEvent[wanted.as], about(row))
  return true
}
