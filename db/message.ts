/** Messages on the page of a request, both ways. The mail about one holds none of its text, and notes are not among them. */
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Day, Instant } from '#domain/day.ts'
import { closePauses } from './pause.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store } from './store.ts'
import { type Counting, refreshQueueCopy } from './subject-request.ts'

export type RequestMessage = Tables['requestMessage']['$inferSelect']
/** With the writer's name, for staff. */
export type MessageRead = RequestMessage & { name: string | null }
export type MessageKind = RequestMessage['kind']

/** Longest message, in characters; also what a question's own words may be. */
export const longestMessage = 4000
/** More messages than this on one request would be a book. */
const most = 500

/** Writes a message of ours, in the transaction of its cause, whose entry is the caller's. Gives its id. */
export async function putMessage(
  ledger: Ledger,
  message: { requestId: string; kind: MessageKind; text: string; staffId: string | null },
): Promise<string> {
  const id = newHandle()
  await ledger.db.insert(ledger.t.requestMessage).values({ id, from: 'staff', ...message, at: ledger.at, readAt: null })
  return id
}

/** Staff write to the person. Records `request.messageSent`; the log says that they wrote, not what. */
export async function sendMessage(
  ledger: Ledger,
  message: { requestId: string; text: string; staffId: string },
): Promise<string> {
  const id = await putMessage(ledger, { ...message, kind: 'message' })
  ledger.entry('request.messageSent', { request: message.requestId, payload: { message: id } })
  return id
}

/**
 * The person writes to us. When a question was open, their answer ends its pause on that day: the clock runs again, and
 * staff who find the answer too little ask on at once (TIME-11). Records `request.messageReceived`, and `request.resumed`.
 */
export async function receiveReply(
  ledger: Ledger,
  counting: Counting,
  reply: { requestId: string; text: string; day: Day },
): Promise<{ id: string; resumed: boolean }> {
  const { requestId, text, day } = reply
  const id = newHandle()
  await ledger.db
    .insert(ledger.t.requestMessage)
    .values({ id, requestId, from: 'member', staffId: null, kind: 'message', text, at: ledger.at, readAt: null })
  ledger.entry('request.messageReceived', { request: requestId, payload: { message: id } })
  const resumed = await closePauses(ledger, requestId, day)
  await refreshQueueCopy(ledger, counting, requestId)
  return { id, resumed }
}

/** The messages of a request, oldest first. */
export async function messagesOf(reader: Reader, t: Tables, requestId: string): Promise<readonly MessageRead[]> {
  const m = t.requestMessage
  const rows = await reader
    .select({ message: m, name: t.staff.name })
    .from(m)
    .leftJoin(t.staff, eq(t.staff.id, m.staffId))
    .where(eq(m.requestId, requestId))
    .orderBy(asc(m.at), asc(m.id))
    .limit(most)
  return rows.map(({ message, name }) => ({ ...message, name }))
}

/** Notes when the other side first saw these messages. Housekeeping: it changes nothing about the request. */
export async function noteRead(store: Store, requestId: string, from: 'member' | 'staff', at: Instant): Promise<void> {
  const m = store.t.requestMessage
  const unread = and(eq(m.requestId, requestId), eq(m.from, from), isNull(m.readAt))
  const waiting = await store.read.select({ id: m.id }).from(m).where(unread).limit(1)
  if (waiting.length === 0) return
  await store.tx(async db => {
    await db.update(m).set({ readAt: at }).where(unread)
  })
}
