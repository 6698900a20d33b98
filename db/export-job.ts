/** What a worker writes about an export. Each change compares the fence first: who lost the lease changes nothing. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { anotherIsRunning, type Export, mostAttempts } from './export.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store } from './store.ts'
import { machineAnswers } from '#domain/standing.ts'
import { factsOf } from './request-facts.ts'
import { foundToReview } from './request-review.ts'
import { refreshQueueCopy, answerRequest, type Counting, requestById } from './subject-request.ts'

/** The lease is somebody else's now, or the job was cancelled: stop, and leave no trace. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
}

/** Another export of the same person is running: this one waits. */
export class PersonBusy extends Error {
  override name = 'PersonBusy'
}

/** A request whose exports were begun this often without ending (the process dies on them) is left to a person. */
const mostStarts = 100

/** One lease: this job, under this fence. */
export type Held = { id: string; fence: number }

/** What happened with one category in one source, as staff and member see it. */
export type PartFacts = Pick<
  Tables['exportPart']['$inferSelect'],
  'source' | 'category' | 'expected' | 'found' | 'doneAt' | 'error' | 'leftOut'
>

const held = (t: Tables['export'], { id, fence }: Held) =>
  and(eq(t.id, id), eq(t.fence, fence), isNull(t.builtAt), isNull(t.failedAt), isNull(t.cancelledAt))

/**
 * Work begins: the file's name is set down before the file exists. Records `export.started`. Gives the job as it was, with
 * the name that an earlier attempt may have left behind.
 * @throws LeaseLost, PersonBusy, and an error with code TOO_OFTEN
 */
export async function beginExport(ledger: Ledger, lease: Held, file: string): Promise<Export> {
  const t = ledger.t.export
  const [job] = await ledger.db.select().from(t).where(held(t, lease)).limit(1)
  if (!job) throw new LeaseLost()
  if (await anotherIsRunning(ledger, job)) throw new PersonBusy()
  const e = ledger.t.auditEntry
  const starts = await ledger.db.$count(e, and(eq(e.request, job.requestId), eq(e.type, 'export.started')))
  if (starts >= mostStarts) throw Object.assign(new Error('it was begun too often'), { code: 'TOO_OFTEN' })
  await ledger.db.update(t).set({ file, startedFence: lease.fence }).where(held(t, lease))
  await ledger.db.delete(ledger.t.exportPart).where(eq(ledger.t.exportPart.exportId, job.id))
  ledger.entry('export.started', { request: job.requestId, payload: { export: job.id, attempt: job.attempts + 1 } })
  return job
}

/** Progress, for the page. Operational, so without an entry; false when the lease is lost. */
export async function noteProgress(
  store: Store,
  lease: Held,
  at: Instant,
  parts: readonly PartFacts[],
): Promise<boolean> {
  return store.tx(async db => {
    const t = store.t.export
    // Locks the row on PostgreSQL too, so that nobody takes it between this look and the parts.
    const [mine] = await db.update(t).set({ fence: lease.fence }).where(held(t, lease)).returning({ id: t.id })
    if (!mine) return false
    await putParts(db, store.t, lease.id, at, parts)
    return true
  })
}

async function putParts(
  db: Ledger['db'],
  t: Tables,
  exportId: string,
  at: Instant,
  parts: readonly PartFacts[],
): Promise<void> {
  for (const part of parts) {
    await db
      .insert(t.exportPart)
      .values({ id: newHandle(), exportId, startedAt: at, ...part })
      .onConflictDoUpdate({
        target: [t.exportPart.exportId, t.exportPart.source, t.exportPart.category],
        set: {
          expected: part.expected,
          found: part.found,
          doneAt: part.doneAt,
          error: part.error,
          leftOut: part.leftOut,
        },
      })
  }
}

/** A finished bundle. */
export type BuiltFacts = {
  file: string
  bytes: number
  sha256: string
  items: number
  expiresAt: Instant
  parts: readonly PartFacts[]
  /** Categories that wait for a person, with how many items; `releasedAt`: these came or changed since that release. */
  review: readonly { category: string; found: number; releasedAt: Instant | null }[]
  /** Parts that failed. */
  failed: number
}

/** When an incomplete bundle is tried again, and for how manieth time. */
export type Again = { dueAt: Instant; attempts: number }

export type Outcome = { answered: boolean; replaced: Export | null; retry: string | null }

/**
 * The bundle lies ready. In one transaction: the export is built (`export.built` or `export.partial`), what waits for a
 * person is written down, an incomplete one gets a successor in the queue (`export.retried`), the bundle that this one
 * replaces is let go, and the request is answered when nothing is missing any more.
 * @throws LeaseLost
 */
export async function builtExport(
  ledger: Ledger,
  counting: Counting,
  lease: Held,
  built: BuiltFacts,
  again: Again | null,
): Promise<Outcome> {
  const { db, t } = ledger
  const [job] = await db
    .update(t.export)
    .set({
      builtAt: ledger.at,
      file: built.file,
      bytes: built.bytes,
      sha256: built.sha256,
      items: built.items,
      failedParts: built.failed,
      expiresAt: built.expiresAt,
      trouble: null,
      leaseOwner: null,
      leaseUntil: null,
    })
    .where(held(t.export, lease))
    .returning()
  if (!job) throw new LeaseLost()
  await putParts(db, t, job.id, ledger.at, built.parts)
  ledger.entry(built.failed ? 'export.partial' : 'export.built', {
    request: job.requestId,
    payload: {
      export: job.id,
      items: built.items,
      bytes: built.bytes,
      sha256: built.sha256,
      failedParts: built.failed,
    },
  })
  for (const review of built.review) await foundToReview(ledger, job.requestId, review)
  const replaced = job.replaces ? await letGo(ledger, job.replaces) : null
  const retry = again ? await successor(ledger, job, again) : null
  const request = await requestById(ledger.db, ledger.t, job.requestId)
  // Who asked on paper, or does not get everything, has a letter for an answer.
  const whole = built.failed === 0 && built.review.length === 0 && request !== null
  const alone = whole && machineAnswers(await factsOf(ledger.db, ledger.t, request))
  const answered = alone && (await answerRequest(ledger, counting, job.requestId))
  if (!answered) await refreshQueueCopy(ledger, counting, job.requestId)
  return { answered, replaced, retry }
}

/** The same job once more, to take the place of an incomplete bundle. */
async function successor(ledger: Ledger, job: Export, again: Again): Promise<string> {
  const id = newHandle()
  await ledger.db.insert(ledger.t.export).values({
    ...job,
    id,
    ...again,
    wantedAt: ledger.at,
    replaces: job.id,
    leaseOwner: null,
    leaseUntil: null,
    fence: 0,
    startedFence: null,
    builtAt: null,
    file: null,
    bytes: null,
    sha256: null,
    items: null,
    failedParts: null,
    expiresAt: null,
    extendedAt: null,
    downloadedAt: null,
    removedAt: null,
  })
  ledger.entry('export.retried', {
    request: job.requestId,
    payload: { export: id, replaces: job.id, attempt: again.attempts + 1 },
  })
  return id
}

/** The bundle that is replaced stops being offered; its file goes right after this transaction. */
async function letGo(ledger: Ledger, id: string): Promise<Export | null> {
  const t = ledger.t.export
  const [old] = await ledger.db
    .select()
    .from(t)
    .where(and(eq(t.id, id), isNull(t.removedAt)))
    .limit(1)
  if (!old) return null
  await ledger.db.update(t).set({ removedAt: ledger.at, file: null }).where(eq(t.id, id))
  ledger.entry('export.removed', { request: old.requestId, payload: { export: id } })
  return old
}

/**
 * An attempt came to nothing: back into the queue for later (`export.retried`), or, after the last one, given up
 * (`export.failed`). `trouble` is a short code.
 * @throws LeaseLost
 */
export async function failedAttempt(
  ledger: Ledger,
  counting: Counting,
  lease: Held,
  trouble: string,
  dueAt: Instant,
): Promise<'retried' | 'failed'> {
  const t = ledger.t.export
  const [job] = await ledger.db
    .update(t)
    .set({ attempts: sql`${t.attempts} + 1`, trouble, file: null, dueAt, leaseOwner: null, leaseUntil: null })
    .where(held(t, lease))
    .returning()
  if (!job) throw new LeaseLost()
  const givenUp = job.attempts >= mostAttempts
  if (givenUp) await ledger.db.update(t).set({ failedAt: ledger.at }).where(eq(t.id, job.id))
  ledger.entry(givenUp ? 'export.failed' : 'export.retried', {
    request: job.requestId,
    payload: { export: job.id, attempt: job.attempts, trouble },
  })
  await refreshQueueCopy(ledger, counting, job.requestId)
  return givenUp ? 'failed' : 'retried'
}

/** Gives the job back untouched (the process stops, or the person's other export is running). Operational, no entry. */
export async function releaseExport(store: Store, lease: Held, dueAt: Instant): Promise<void> {
  const t = store.t.export
  await store.tx(async db => {
    await db.update(t).set({ leaseOwner: null, leaseUntil: null, dueAt }).where(held(t, lease)).returning({ id: t.id })
  })
}

/** One export by its handle, whoever's it is: for the worker only. */
export async function exportById(reader: Reader, t: Tables, id: string): Promise<Export | null> {
  const [job] = await reader.select().from(t.export).where(eq(t.export.id, id)).limit(1)
  return job ?? null
}
