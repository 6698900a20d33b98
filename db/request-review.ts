/** Categories that a person must look at before they go out: which wait, and who released them. */
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { wantExport } from './export.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { type Counting, type SubjectRequest, refreshQueueCopy } from './subject-request.ts'

export type Review = {
  category: string
  found: number
  released: { at: Instant; staffId: string; name: string } | null
}

/** The categories of a request that wait, or waited, for release; with the name of who released them (for staff only). */
export async function reviewsWithNames(reader: Reader, t: Tables, requestId: string): Promise<readonly Review[]> {
  const r = t.requestReview
  const rows = await reader
    .select({ category: r.category, found: r.found, at: r.releasedAt, staffId: r.releasedBy, name: t.staff.name })
    .from(r)
    .leftJoin(t.staff, eq(t.staff.id, r.releasedBy))
    .where(eq(r.requestId, requestId))
    .orderBy(asc(r.category))
    .limit(100)
  return rows.map(({ category, found, at, staffId, name }) => ({
    category,
    found,
    released: at && staffId ? { at, staffId, name: name ?? '' } : null,
  }))
}

/**
 * Lets one category go out. When nothing waits any more, a complete bundle is wanted in the same transaction. Records
 * `request.reviewReleased`; false when it was released before or never waited.
 */
export async function releaseReview(
  ledger: Ledger,
  counting: Counting,
  request: Pick<SubjectRequest, 'id' | 'subjectId' | 'scope'>,
  release: { category: string; staffId: string; language: Language },
): Promise<boolean> {
  const { db, t } = ledger
  const r = t.requestReview
  const [row] = await db
    .update(r)
    .set({ releasedBy: release.staffId, releasedAt: ledger.at })
    .where(and(eq(r.requestId, request.id), eq(r.category, release.category), isNull(r.releasedAt)))
    .returning({ found: r.found })
  if (!row) return ledger.decline(false)
  ledger.entry('request.reviewReleased', {
    request: request.id,
    payload: { category: release.category, found: row.found },
  })
  const waiting = await db.$count(r, and(eq(r.requestId, request.id), isNull(r.releasedAt)))
  if (waiting === 0) {
    await wantExport(ledger, {
      requestId: request.id,
      subjectId: request.subjectId,
      scope: request.scope,
      language: release.language,
    })
  }
  await refreshQueueCopy(ledger, counting, request.id)
  return true
}
