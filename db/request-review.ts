/** Categories that a person must look at before they go out: which wait, and who released them. */
import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import { wantWholeCopy } from './stale-copy.ts'
import type { Reader } from './store.ts'
import { type Counting, type SubjectRequest, refreshQueueCopy } from './subject-request.ts'

export type Review = {
  category: string
  found: number
  salt: Buffer | null
  released: { at: Instant; staffId: string; name: string } | null
}

/** The categories of a request that wait, or waited, for release; with the name of who released them (for staff only). */
export async function reviewsWithNames(reader: Reader, t: Tables, requestId: string): Promise<readonly Review[]> {
  const r = t.requestReview
  const rows = await reader
    .select({
      category: r.category,
      found: r.found,
      salt: r.salt,
      at: r.releasedAt,
      staffId: r.releasedBy,
      name: t.staff.name,
    })
    .from(r)
    .leftJoin(t.staff, eq(t.staff.id, r.releasedBy))
    .where(eq(r.requestId, requestId))
    .orderBy(asc(r.category))
    .limit(100)
  return rows.map(({ category, found, salt, at, staffId, name }) => ({
    category,
    found,
    salt: salt && Buffer.from(salt),
    released: at && staffId ? { at, staffId, name: name ?? '' } : null,
  }))
}

/**
 * Lets one category go out, as it was seen. When nothing waits any more, a complete bundle is wanted in the same
 * transaction. Records `request.reviewReleased`; false when it was released before or never waited.
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
  await wantWholeCopy(ledger, request, release.language)
  await refreshQueueCopy(ledger, counting, request.id)
  return true
}

/**
 * A category waits for a person: for the first time, or once more because what is hidden in it changed. What was seen of
 * it stays seen.
 */
export async function reopenReview(
  ledger: Ledger,
  requestId: string,
  review: { category: string; found?: number },
): Promise<void> {
  const r = ledger.t.requestReview
  const { category, found } = review
  if (found !== undefined) await putReview(ledger, requestId, { category, found })
  const [opened] = await ledger.db
    .update(r)
    .set({ releasedAt: null, releasedBy: null, since: ledger.at })
    .where(and(eq(r.requestId, requestId), eq(r.category, category), isNotNull(r.releasedAt)))
    .returning({ id: r.id })
  if (opened) {
    ledger.entry('request.reviewReopened', { request: requestId, payload: { category } })
  }
}

/**
 * A copy was made, and some of what it found must be seen by a person. Of a category that was released, that is what came
 * or changed since: it waits again (`request.reviewReopened`), unless somebody released it afresh while the copy was made.
 */
export async function foundToReview(
  ledger: Ledger,
  requestId: string,
  review: { category: string; found: number; releasedAt: Instant | null },
): Promise<void> {
  const r = ledger.t.requestReview
  const { category, found, releasedAt } = review
  if (releasedAt === null) return putReview(ledger, requestId, review)
  const [opened] = await ledger.db
    .update(r)
    .set({ found, releasedAt: null, releasedBy: null, since: ledger.at })
    .where(and(eq(r.requestId, requestId), eq(r.category, category), eq(r.releasedAt, releasedAt)))
    .returning({ id: r.id })
  if (opened) ledger.entry('request.reviewReopened', { request: requestId, payload: { category, found } })
}

/** The row of a category, with how much was found; a release that was given meanwhile stays. */
async function putReview(
  ledger: Ledger,
  requestId: string,
  { category, found }: { category: string; found: number },
): Promise<void> {
  const r = ledger.t.requestReview
  await ledger.db
    .insert(r)
    .values({
      id: newHandle(),
      requestId,
      category,
      found,
      salt: null,
      since: ledger.at,
      releasedBy: null,
      releasedAt: null,
    })
    .onConflictDoUpdate({ target: [r.requestId, r.category], set: { found } })
}
