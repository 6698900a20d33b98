/**
 * Exports: the job that makes a bundle, and what becomes of the bundle. The row is the queue; whoever holds the lease
 * under the present fence works on it, and every change compares that fence first.
 */
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { addDays, type Day, dayOf, type Instant, startOfDay } from '#domain/day.ts'
import type { Actor } from '#domain/audit-entry.ts'
import type { Language } from '#domain/language.ts'
import type { Scope } from '#domain/subject-request.ts'
import { newHandle } from './random.ts'
import { type Ledger, record } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store } from './store.ts'

export type Export = Tables['export']['$inferSelect']
export type ExportPart = Tables['exportPart']['$inferSelect']

/** A bundle can be fetched for this many days, and once again as many. */
export const keptDays = 14
/** Attempts that fail as a whole before the job is given up. */
export const mostAttempts = 8
/** Most exports of one person that a page lists. */
const mostListed = 100

const blank = {
  attempts: 0,
  leaseOwner: null,
  leaseUntil: null,
  fence: 0,
  startedFence: null,
  trouble: null,
  builtAt: null,
  failedAt: null,
  cancelledAt: null,
  file: null,
  bytes: null,
  sha256: null,
  items: null,
  failedParts: null,
  expiresAt: null,
  extendedAt: null,
  downloadedAt: null,
  removedAt: null,
} as const

/** Puts a bundle in the queue, in the transaction of its cause. Gives the export's id. Records `export.wanted`. */
export async function wantExport(
  ledger: Ledger,
  wanted: { requestId: string; subjectId: string; scope: Scope; language: Language },
): Promise<string> {
  const id = newHandle()
  await ledger.db
    .insert(ledger.t.export)
    .values({ ...blank, id, ...wanted, wantedAt: ledger.at, dueAt: ledger.at, replaces: null })
  ledger.entry('export.wanted', { request: wanted.requestId, payload: { export: id } })
  return id
}

/** One export of this person with its parts; null when there is none, or it is somebody else's. */
export async function exportOf(
  reader: Reader,
  t: Tables,
  id: string,
  subjectId: string,
): Promise<{ job: Export; parts: ExportPart[] } | null> {
  const [job] = await reader
    .select()
    .from(t.export)
    .where(and(eq(t.export.id, id), eq(t.export.subjectId, subjectId)))
    .limit(1)
  return job ? { job, parts: await partsOf(reader, t, id) } : null
}

/** Progress and outcome per source and category. */
export function partsOf(reader: Reader, t: Tables, exportId: string): Promise<ExportPart[]> {
  return reader
    .select()
    .from(t.exportPart)
    .where(eq(t.exportPart.exportId, exportId))
    .orderBy(asc(t.exportPart.id))
    .limit(500)
}

/** The exports of one request, newest first; a successor is made in the very moment of what it follows, so attempts decide. */
export function exportsOf(reader: Reader, t: Tables, requestId: string): Promise<Export[]> {
  return reader
    .select()
    .from(t.export)
    .where(eq(t.export.requestId, requestId))
    .orderBy(desc(t.export.wantedAt), desc(t.export.attempts), desc(t.export.id))
    .limit(mostListed)
}

/** The exports of one person, newest first. */
export function exportsOfSubject(reader: Reader, t: Tables, subjectId: string): Promise<Export[]> {
  return reader
    .select()
    .from(t.export)
    .where(eq(t.export.subjectId, subjectId))
    .orderBy(desc(t.export.wantedAt), desc(t.export.attempts), desc(t.export.id))
    .limit(mostListed)
}

/** True while it can be fetched: built, not removed, not past its last moment. Checked at every download. */
export function isReady(job: Export, now: Instant): boolean {
  return (
    job.builtAt !== null && job.removedAt === null && job.file !== null && job.expiresAt !== null && now < job.expiresAt
  )
}

/** True while nobody has to do anything but wait: not built, not given up, not cancelled. */
export const isRunning = (job: Export): boolean => !job.builtAt && !job.failedAt && !job.cancelledAt

/**
 * The first bytes of a bundle went out: recorded once, the first time (`export.downloaded`), whoever comes again or at the
 * same moment. Gives whether this was the first time.
 */
export async function downloadedExport(
  store: Store,
  at: Instant,
  actor: Actor,
  id: string,
  subjectId: string,
): Promise<boolean> {
  const t = store.t.export
  const mine = and(eq(t.id, id), eq(t.subjectId, subjectId), isNotNull(t.builtAt), isNull(t.downloadedAt))
  const [open] = await store.read.select({ id: t.id }).from(t).where(mine).limit(1)
  if (!open) return false
  return await record(store, at, actor, async ledger => {
    const [row] = await ledger.db
      .update(t)
      .set({ downloadedAt: ledger.at })
      .where(mine)
      .returning({ requestId: t.requestId })
    if (!row) return ledger.decline(false)
    ledger.entry('export.downloaded', { request: row.requestId, payload: { export: id } })
    return true
  })
}

/** Keeps a bundle as many days again, once. False when it is gone, or was prolonged before. Records `export.prolonged`. */
export async function prolongExport(ledger: Ledger, id: string, subjectId: string, zone: string): Promise<boolean> {
  const t = ledger.t.export
  const [row] = await ledger.db
    .update(t)
    .set({ extendedAt: ledger.at, expiresAt: endOf(addDays(dayOf(ledger.at, zone), keptDays), zone) })
    .where(
      and(
        eq(t.id, id),
        eq(t.subjectId, subjectId),
        isNotNull(t.builtAt),
        isNull(t.removedAt),
        isNull(t.extendedAt),
        gt(t.expiresAt, ledger.at),
      ),
    )
    .returning({ requestId: t.requestId, expiresAt: t.expiresAt })
  if (row)
    ledger.entry('export.prolonged', { request: row.requestId, payload: { export: id, expiresAt: row.expiresAt } })
  return row !== undefined
}

/** Stops a job that is not finished; a worker at it notices by its fence. Records `export.cancelled`. */
export async function cancelExport(ledger: Ledger, id: string, subjectId: string): Promise<boolean> {
  const t = ledger.t.export
  const [row] = await ledger.db
    .update(t)
    .set({ cancelledAt: ledger.at, fence: sql`${t.fence} + 1`, leaseOwner: null, leaseUntil: null })
    .where(and(eq(t.id, id), eq(t.subjectId, subjectId), isNull(t.builtAt), isNull(t.failedAt), isNull(t.cancelledAt)))
    .returning({ requestId: t.requestId })
  if (row) ledger.entry('export.cancelled', { request: row.requestId, payload: { export: id } })
  return row !== undefined
}

/** The last moment of a bundle that is made on this day: the end of its last day in the controller's zone. */
export const expiryOf = (at: Instant, zone: string): Instant => endOf(addDays(dayOf(at, zone), keptDays), zone)

/** The last day on which a bundle can be fetched. */
export const lastDayOf = (expiresAt: Instant, zone: string): Day => addDays(dayOf(expiresAt, zone), -1)

const endOf = (day: Day, zone: string): Instant => startOfDay(addDays(day, 1), zone)

/** Bundles whose last moment has passed and that still have a file. */
export function expiredExports(reader: Reader, t: Tables, now: Instant): Promise<Export[]> {
  return reader
    .select()
    .from(t.export)
    .where(and(isNull(t.export.removedAt), isNotNull(t.export.expiresAt), lte(t.export.expiresAt, now)))
    .orderBy(asc(t.export.expiresAt))
    .limit(100)
}

/** The file is gone. Records `export.removed`; false when somebody recorded it before. */
export async function removedExport(ledger: Ledger, id: string): Promise<boolean> {
  const t = ledger.t.export
  const [row] = await ledger.db
    .update(t)
    .set({ removedAt: ledger.at, file: null })
    .where(and(eq(t.id, id), isNull(t.removedAt), isNotNull(t.builtAt)))
    .returning({ requestId: t.requestId })
  if (row) ledger.entry('export.removed', { request: row.requestId, payload: { export: id } })
  return row !== undefined
}

/** Which of these names belong to a bundle that can be fetched, or to work that somebody is at now. */
export async function namesInUse(store: Store, names: readonly string[], now: Instant): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set()
  const t = store.t.export
  const rows = await store.read
    .select({ file: t.file })
    .from(t)
    .where(
      and(
        inArray(t.file, [...names]),
        or(
          and(isNotNull(t.builtAt), isNull(t.removedAt)),
          and(isNull(t.builtAt), isNull(t.failedAt), isNull(t.cancelledAt), gt(t.leaseUntil, now)),
        ),
      ),
    )
  return new Set(rows.flatMap(row => row.file ?? []))
}

/** Whether another export of this person is being worked on; asked inside `record`, where everybody queues. */
export async function anotherIsRunning(ledger: Ledger, job: Pick<Export, 'id' | 'subjectId'>): Promise<boolean> {
  const t = ledger.t.export
  const rows = await ledger.db
    .select({ id: t.id })
    .from(t)
    .where(
      and(
        eq(t.subjectId, job.subjectId),
        ne(t.id, job.id),
        eq(t.startedFence, t.fence),
        isNull(t.builtAt),
        isNull(t.failedAt),
        isNull(t.cancelledAt),
        gt(t.leaseUntil, ledger.at),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** True when an export waits that nobody is working on; cheap, so that an empty queue costs no transaction. */
export async function exportIsDue(reader: Reader, t: Tables, at: Instant): Promise<boolean> {
  const e = t.export
  const rows = await reader
    .select({ id: e.id })
    .from(e)
    .where(
      and(
        isNull(e.builtAt),
        isNull(e.failedAt),
        isNull(e.cancelledAt),
        lte(e.dueAt, at),
        or(isNull(e.leaseUntil), lte(e.leaseUntil, at)),
      ),
    )
    .limit(1)
  return rows.length > 0
}
