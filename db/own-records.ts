/** What the portal itself holds about one person: part of every answer to Art. 15 (ACC-02), and of nobody else's. */
import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { auditTrail } from './audit/trail.ts'
import { subjectById } from './subject.ts'
import type { Store } from './store.ts'

/** More than this of one kind is a fault somewhere, not a person's file. */
const most = 10_000

export type OwnRecords = Awaited<ReturnType<typeof ownRecords>>

/** Requests with their steps, staff's notes on them, letters about them, looks, sign-ins and settings. */
export async function ownRecords({ read, t }: Pick<Store, 'read' | 't'>, subjectId: string) {
  const q = t.subjectRequest
  const requests = await read
    .select()
    .from(q)
    .where(eq(q.subjectId, subjectId))
    .orderBy(asc(q.receivedAt), asc(q.id))
    .limit(most)
  const ids = requests.map(request => request.id)
  const steps = []
  for (const request of requests) {
    for (const step of await auditTrail(read, t, request.id)) steps.push({ ...step, request })
  }
  const n = t.requestNote
  const notes = ids.length
    ? await read.select().from(n).where(inArray(n.requestId, ids)).orderBy(asc(n.at), asc(n.id)).limit(most)
    : []
  const m = t.mail
  const letters = ids.length
    ? await read
        .select({ id: m.id, kind: m.kind, sentAt: m.sentAt })
        .from(m)
        .where(and(inArray(m.requestId, ids), isNotNull(m.sentAt)))
        .orderBy(asc(m.sentAt), asc(m.id))
        .limit(most)
    : []
  const l = t.look
  const looks = await read.select().from(l).where(eq(l.subjectId, subjectId)).orderBy(asc(l.at), asc(l.id)).limit(most)
  const s = t.session
  const sessions = await read
    .select({ id: s.id, device: s.device, createdAt: s.createdAt, seenAt: s.seenAt, endedAt: s.endedAt })
    .from(s)
    .where(and(eq(s.audience, 'member'), eq(s.personId, subjectId)))
    .orderBy(asc(s.createdAt), asc(s.id))
    .limit(most)
  return { subject: await subjectById(read, t, subjectId), requests, steps, notes, letters, looks, sessions }
}
