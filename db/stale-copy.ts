/** What may be given changed: copies made before are let go, and a new one is wanted when nothing waits any more. */
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Language } from '#domain/language.ts'
import type { Scope } from '#domain/subject-request.ts'
import { wantExport } from './export.ts'
import type { Ledger } from './record.ts'
import { awaitingRelease } from './request-facts.ts'
import { subjectById } from './subject.ts'

type Request = { id: string; subjectId: string; scope: Scope }

/**
 * Stops the copies of a request that are being made (`export.cancelled`) and lets go of those that lie ready
 * (`export.removed`). Gives the names of their files: remove them right after the transaction.
 */
export async function letGoOfCopies(ledger: Ledger, requestId: string): Promise<readonly string[]> {
  const { db, t } = ledger
  const e = t.export
  const mine = eq(e.requestId, requestId)
  const stopped = await db
    .update(e)
    .set({ cancelledAt: ledger.at, fence: sql`${e.fence} + 1`, leaseOwner: null, leaseUntil: null })
    .where(and(mine, isNull(e.builtAt), isNull(e.failedAt), isNull(e.cancelledAt)))
    .returning({ id: e.id })
  for (const { id } of stopped) ledger.entry('export.cancelled', { request: requestId, payload: { export: id } })
  const ready = await db
    .select({ id: e.id, file: e.file })
    .from(e)
    .where(and(mine, isNotNull(e.builtAt), isNull(e.removedAt)))
    .limit(100)
  await db
    .update(e)
    .set({ removedAt: ledger.at, file: null })
    .where(and(mine, isNotNull(e.builtAt), isNull(e.removedAt)))
  for (const { id } of ready) ledger.entry('export.removed', { request: requestId, payload: { export: id } })
  return ready.flatMap(({ file }) => file ?? [])
}

/** Wants a complete copy in the person's language, unless something still waits for a person. Gives whether it did. */
export async function wantWholeCopy(ledger: Ledger, request: Request, language?: Language): Promise<boolean> {
  const { db, t } = ledger
  if ((await awaitingRelease(db, t, request.id)).length > 0) return false
  const subject = language ? null : await subjectById(db, t, request.subjectId)
  await wantExport(ledger, {
    requestId: request.id,
    subjectId: request.subjectId,
    scope: request.scope,
    language: language ?? subject?.language ?? 'nl',
  })
  return true
}

/** A decision changed what a copy holds: whoever collected before gets a new one. Gives the files to remove. */
export async function remakeCopy(ledger: Ledger, request: Request): Promise<readonly string[]> {
  const { db, t } = ledger
  const collected = await db.$count(t.export, eq(t.export.requestId, request.id))
  if (collected === 0) return []
  const files = await letGoOfCopies(ledger, request.id)
  await wantWholeCopy(ledger, request)
  return files
}
