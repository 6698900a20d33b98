/** Searching for what is held, for a request that did not come through the portal's own page. */
import { and, eq, isNull, or, isNotNull } from 'drizzle-orm'
import type { Language } from '#domain/language.ts'
import { isCopy } from '#domain/standing.ts'
import { wantExport } from './export.ts'
import type { Ledger } from './record.ts'
import { factsOf } from './request-facts.ts'
import { type Counting, refreshQueueCopy, requestById } from './subject-request.ts'

export type CollectRefusal = 'notACopy' | 'identityFirst' | 'collecting' | 'answered'

/**
 * Puts the search in the workers' queue, when it was not done yet or was given up. Records `export.wanted`; declines to the
 * reason why not: a right that needs no copy, somebody we do not know yet, or a search that runs or is done.
 */
export async function collectRequest(
  ledger: Ledger,
  counting: Counting,
  requestId: string,
  language: Language,
): Promise<CollectRefusal | null> {
  const { db, t } = ledger
  const request = await requestById(db, t, requestId)
  if (!request) throw new Error('there is no such request')
  const { id, subjectId, scope } = request
  if (!isCopy(request.right)) return ledger.decline('notACopy')
  const facts = await factsOf(db, t, request)
  if (facts.answered || facts.closed || facts.merged) return ledger.decline('answered')
  if (!facts.identityKnown) return ledger.decline('identityFirst')
  const e = t.export
  const alive = and(isNull(e.failedAt), isNull(e.cancelledAt), isNull(e.removedAt))
  const [running] = await db
    .select({ id: e.id })
    .from(e)
    .where(and(eq(e.requestId, requestId), alive, or(isNull(e.builtAt), isNotNull(e.file))))
    .limit(1)
  if (running) return ledger.decline('collecting')
  await wantExport(ledger, { requestId: id, subjectId, scope, language })
  await refreshQueueCopy(ledger, counting, requestId)
  return null
}
