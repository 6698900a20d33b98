/** What the portal itself holds about one person: part of every answer to Art. 15 (ACC-02), and of nobody else's. */
import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { auditTrail } from './audit/trail.ts'
import { objectionsOf } from './objection.ts'
import { filesOfSubject } from './received-file.ts'
import { restrictionsOf } from './restriction.ts'
import { subjectById } from './subject.ts'
import type { Store } from './store.ts'

/** More than this of one kind is a fault somewhere, not a person's file. */
const most = 10_000

export type OwnRecords = Awaited<ReturnType<typeof ownRecords>>

/**
 * Requests with their steps and everything that belongs to them: what arrived, messages both ways, how we knew who asked,
 * questions, extension, decisions, answers, second looks, labels, staff's notes, mail about them; corrections, statements,
 * freezes, what is set still and objected to; choices on consent with the text that was shown; looks, sign-ins, settings;
 * and what files there are, without their content.
 */
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
  const { letter: a, requestNote: n, requestMessage: e, requestIdentity: i, requestPause: p, requestExtension: x } = t
  const { decision: d, answer: w, secondLook: o, requestLabel: b, mail: m } = t
  const arrivals = await read
    .select()
    .from(a)
    .where(eq(a.subjectId, subjectId))
    .orderBy(asc(a.arrivedAt), asc(a.id))
    .limit(most)
  // A list without members finds nothing, so somebody without requests needs no way of their own.
  const notes = await read.select().from(n).where(inArray(n.requestId, ids)).orderBy(asc(n.at), asc(n.id)).limit(most)
  const messages = await read
    .select()
    .from(e)
    .where(inArray(e.requestId, ids))
    .orderBy(asc(e.at), asc(e.id))
    .limit(most)
  const checks = await read.select().from(i).where(inArray(i.requestId, ids)).orderBy(asc(i.at), asc(i.id)).limit(most)
  const pauses = await read.select().from(p).where(inArray(p.requestId, ids)).orderBy(asc(p.at), asc(p.id)).limit(most)
  const extensions = await read.select().from(x).where(inArray(x.requestId, ids)).orderBy(asc(x.at)).limit(most)
  const decisions = await read
    .select()
    .from(d)
    .where(inArray(d.requestId, ids))
    .orderBy(asc(d.at), asc(d.id))
    .limit(most)
  const answers = await read
    .select()
    .from(w)
    .where(and(inArray(w.requestId, ids), isNotNull(w.sentAt)))
    .orderBy(asc(w.sentAt), asc(w.id))
    .limit(most)
  const secondLooks = await read.select().from(o).where(inArray(o.requestId, ids)).orderBy(asc(o.askedAt)).limit(most)
  const labels = await read.select().from(b).where(inArray(b.requestId, ids)).orderBy(asc(b.at)).limit(most)
  const letters = await read
    .select({ id: m.id, kind: m.kind, sentAt: m.sentAt })
    .from(m)
    .where(and(inArray(m.requestId, ids), isNotNull(m.sentAt)))
    .orderBy(asc(m.sentAt), asc(m.id))
    .limit(most)
  const l = t.look
  const looks = await read.select().from(l).where(eq(l.subjectId, subjectId)).orderBy(asc(l.at), asc(l.id)).limit(most)
  const { correction: c, statement: u, freeze: f } = t
  const corrections = await read
    .select()
    .from(c)
    .where(eq(c.subjectId, subjectId))
    .orderBy(asc(c.askedAt), asc(c.id))
    .limit(most)
  const statements = await read
    .select()
    .from(u)
    .where(eq(u.subjectId, subjectId))
    .orderBy(asc(u.at), asc(u.id))
    .limit(most)
  const freezes = await read.select().from(f).where(eq(f.subjectId, subjectId)).orderBy(asc(f.from)).limit(most)
  const s = t.session
  const sessions = await read
    .select({ id: s.id, device: s.device, createdAt: s.createdAt, seenAt: s.seenAt, endedAt: s.endedAt })
    .from(s)
    .where(and(eq(s.audience, 'member'), eq(s.personId, subjectId)))
    .orderBy(asc(s.createdAt), asc(s.id))
    .limit(most)
  const { notice: v } = t
  const notices = await read
    .select()
    .from(v)
    .where(eq(v.subjectId, subjectId))
    .orderBy(asc(v.createdAt), asc(v.id))
    .limit(most)
  const { consentChoice: y, choiceText: z } = t
  const consents = await read
    .select({ choice: y, shown: z.shown })
    .from(y)
    .innerJoin(z, eq(z.id, y.textId))
    .where(eq(y.subjectId, subjectId))
    .orderBy(asc(y.at), asc(y.id))
    .limit(most)
  return {
    subject: await subjectById(read, t, subjectId),
    requests,
    arrivals,
    steps,
    messages,
    checks,
    pauses,
    extensions,
    decisions,
    answers,
    secondLooks,
    restrictions: await restrictionsOf(read, t, subjectId),
    objections: await objectionsOf(read, t, subjectId),
    labels,
    notes,
    letters,
    looks,
    corrections,
    statements,
    freezes,
    consents,
    notices,
    sessions,
    files: await filesOfSubject(read, t, subjectId),
  }
}
