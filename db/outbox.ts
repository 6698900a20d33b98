/**
 * The outbox as staff see it: which letters wait, which were given up, and settling those. Never an address or a word of a
 * letter: of one that was given up there is nothing left but its kind, its request, its moments and a code.
 */
import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, min, or, type SQL } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { isAddress, type Letter, queueMail } from './mail.ts'
import type { Ledger } from './record.ts'
import { type MailKind, mailKinds } from './schema/post.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** Letters that hold a code, or answer one step of signing in: nobody can send them again, a new one is asked for. */
const oneTime = new Set<MailKind>(['signInCode', 'proveAddress', 'noAccount', 'newDevice'])

/** How long one of those stays in the list after it failed, in seconds: nothing can be done about it but mend the cause. */
const oneTimeShown = 14 * 86_400

export const canBeResent = ({ kind, requestId }: { kind: MailKind; requestId: string | null }): boolean =>
  requestId !== null && !oneTime.has(kind)

export const outboxLists = ['failed', 'waiting'] as const
export type OutboxList = (typeof outboxLists)[number]

export type OutboxRow = {
  id: string
  kind: MailKind
  requestId: string | null
  /** The request's number for people; null when the letter is about none. */
  reference: string | null
  createdAt: Instant
  /** When it was given up, or when it is tried next. */
  at: Instant
  attempts: number
  trouble: string | null
}
export type OutboxPage = { rows: readonly OutboxRow[]; next: string | null }

/** A page of one list: what failed newest first, what waits in the order it is sent. A broken cursor begins at the start. */
export async function outboxPage(
  reader: Reader,
  t: Tables,
  at: Instant,
  asked: { list: OutboxList; kind: MailKind | null; from: string | null; size: number },
): Promise<OutboxPage> {
  const m = t.mail
  const failed = asked.list === 'failed'
  const moment = failed ? m.failedAt : m.dueAt
  const [after, id] = /^(\d{4}-[\dT:.-]+Z)_([\w-]+)$/.exec(asked.from ?? '')?.slice(1) ?? []
  const beyond = failed ? lt : gt
  const place =
    after && id ? or(beyond(moment, after as Instant), and(eq(moment, after as Instant), beyond(m.id, id))) : undefined
  const order = failed ? desc : asc
  const rows = await reader
    .select({
      id: m.id,
      kind: m.kind,
      requestId: m.requestId,
      reference: t.subjectRequest.reference,
      createdAt: m.createdAt,
      at: moment,
      attempts: m.attempts,
      trouble: m.trouble,
    })
    .from(m)
    .leftJoin(t.subjectRequest, eq(t.subjectRequest.id, m.requestId))
    .where(and(listed(t, asked.list, at), asked.kind ? eq(m.kind, asked.kind) : undefined, place))
    .orderBy(order(moment), order(m.id))
    .limit(asked.size + 1)
  const shown = rows.slice(0, asked.size).map(row => ({ ...row, at: row.at ?? row.createdAt }))
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > asked.size && last ? `${last.at}_${last.id}` : null }
}

export type OutboxCounts = Readonly<Record<OutboxList, Readonly<Partial<Record<MailKind, number>>>>> & {
  /** Since when the letter that waits longest is due; null when none waits. */
  oldestDue: Instant | null
}

/** How many letters of each kind wait, and how many were given up and not settled. */
export async function outboxCounts(reader: Reader, t: Tables, at: Instant): Promise<OutboxCounts> {
  const m = t.mail
  const per = (list: OutboxList) =>
    reader
      .select({ kind: m.kind, n: count(), oldest: min(m.dueAt) })
      .from(m)
      .where(listed(t, list, at))
      .groupBy(m.kind)
  const [failed, waiting] = await Promise.all([per('failed'), per('waiting')])
  const counted = (rows: typeof failed) => Object.fromEntries(rows.map(({ kind, n }) => [kind, n]))
  const due = waiting.flatMap(({ oldest }) => oldest ?? []).toSorted()
  return { failed: counted(failed), waiting: counted(waiting), oldestDue: due[0] ?? null }
}

/**
 * Sends another letter in the place of one that was given up: written anew, to the address that holds today, with an id of
 * its own. Records `mail.resent`. False when it was settled before.
 */
export async function resendMail(ledger: Ledger, id: string, letter: Letter, to: string): Promise<boolean> {
  if (!isAddress(to)) throw new Error('A letter needs one plain address')
  const row = await settle(ledger, id)
  if (!row) return false
  const as = await queueMail(ledger, letter, to, row.requestId ? { requestId: row.requestId } : {})
  const m = ledger.t.mail
  await ledger.db.update(m).set({ resentAs: as }).where(eq(m.id, id))
  ledger.entry('mail.resent', { ...requestOf(row), payload: { mail: as, of: id, kind: row.kind } })
  return true
}

/** Takes a letter that was given up off the list, without another. Records `mail.putAside`; false when it was settled before. */
export async function putAsideMail(ledger: Ledger, id: string): Promise<boolean> {
  const row = await settle(ledger, id)
  if (row) ledger.entry('mail.putAside', { ...requestOf(row), payload: { mail: id, kind: row.kind } })
  return row !== undefined
}

/** A letter that waits for its next try is tried now, under its own Message-ID. Records `mail.resent`; false when it does not wait. */
export async function hurryMail(ledger: Ledger, id: string): Promise<boolean> {
  const m = ledger.t.mail
  const [row] = await ledger.db
    .update(m)
    .set({ dueAt: ledger.at })
    .where(and(eq(m.id, id), isNull(m.sentAt), isNull(m.failedAt), gt(m.dueAt, ledger.at)))
    .returning()
  if (row) ledger.entry('mail.resent', { ...requestOf(row), payload: { mail: id, kind: row.kind } })
  return row !== undefined
}

async function settle({ db, t, at }: Ledger, id: string) {
  const [row] = await db
    .update(t.mail)
    .set({ settledAt: at })
    .where(and(eq(t.mail.id, id), isNotNull(t.mail.failedAt), isNull(t.mail.settledAt)))
    .returning()
  return row
}

/** What a list holds. */
function listed(t: Tables, list: OutboxList, at: Instant): SQL | undefined {
  const m = t.mail
  if (list === 'waiting') return and(isNull(m.sentAt), isNull(m.failedAt))
  const lasting = mailKinds.filter(kind => !oneTime.has(kind))
  return and(
    isNull(m.settledAt),
    isNotNull(m.failedAt),
    or(inArray(m.kind, lasting), gt(m.failedAt, later(at, -oneTimeShown))),
  )
}

const requestOf = (row: { requestId: string | null }) => (row.requestId ? { request: row.requestId } : {})
