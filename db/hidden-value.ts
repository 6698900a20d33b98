/** Values and records that staff keep back from a request's copy, each with its reason, and shown again (ACC-06). */
import { and, asc, count, eq, inArray, isNull } from 'drizzle-orm'
import type { RedactionReason } from '#domain/register.ts'
import { type NoDeciding, noDeciding } from './decision.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import { reopenReview } from './request-review.ts'
import type { Tables } from './schema/tables.ts'
import { letGoOfCopies } from './stale-copy.ts'
import type { Reader } from './store.ts'
import { type Counting, refreshQueueCopy } from './subject-request.ts'

export type HiddenValue = Tables['hiddenValue']['$inferSelect']

/** One record of one category, as its source names it. */
export type Place = { category: string; source: string; table: string; key: string }

/** Values that one request can have hidden at most; more is a category to refuse. */
export const mostHidden = 5_000

/**
 * Hides values of one record, or (column null) the whole of it. What a copy held before is let go, and the category waits
 * for release again. Records `request.valueHidden` for each; gives the files of copies that must be removed now.
 * Declines with `'full'` beyond `mostHidden`, and with `'nothing'` when all of it was hidden before.
 */
export async function hideValues(
  ledger: Ledger,
  counting: Counting,
  request: { id: string },
  hide: Place & { columns: readonly (string | null)[]; reason: RedactionReason; staffId: string; found: number },
): Promise<readonly string[] | 'nothing' | 'full' | NoDeciding> {
  const { db, t } = ledger
  const closed = await noDeciding(ledger, request.id, hide.staffId)
  if (closed) return ledger.decline(closed)
  const { columns, reason, staffId, found, ...place } = hide
  const known = await hiddenAt(db, t, request.id, place)
  const fresh = columns.filter(column => !known.some(each => each.column === column))
  if (fresh.length === 0) return ledger.decline('nothing' as const)
  const before = await db.$count(
    t.hiddenValue,
    and(eq(t.hiddenValue.requestId, request.id), isNull(t.hiddenValue.liftedAt)),
  )
  if (before + fresh.length > mostHidden) return ledger.decline('full' as const)
  await db.insert(t.hiddenValue).values(
    fresh.map(column => ({
      id: newHandle(),
      requestId: request.id,
      ...place,
      column,
      reason,
      by: staffId,
      at: ledger.at,
      liftedAt: null,
      liftedBy: null,
    })),
  )
  for (const column of fresh) {
    const payload = { category: place.category, table: place.table, column, reason }
    ledger.entry('request.valueHidden', { request: request.id, payload })
  }
  await reopenReview(ledger, request.id, { category: place.category, found })
  const files = await letGoOfCopies(ledger, request.id)
  await refreshQueueCopy(ledger, counting, request.id)
  return files
}

/** Shows a value again; records `request.valueShown`. Declines with `'nothing'` when it was not hidden, or is of another request. */
export async function showValue(
  ledger: Ledger,
  counting: Counting,
  request: { id: string },
  show: { id: string; staffId: string },
): Promise<readonly string[] | 'nothing' | NoDeciding> {
  const closed = await noDeciding(ledger, request.id, show.staffId)
  if (closed) return ledger.decline(closed)
  const h = ledger.t.hiddenValue
  const [row] = await ledger.db
    .update(h)
    .set({ liftedAt: ledger.at, liftedBy: show.staffId })
    .where(and(eq(h.id, show.id), eq(h.requestId, request.id), isNull(h.liftedAt)))
    .returning()
  if (!row) return ledger.decline('nothing' as const)
  const { category, table, column, reason } = row
  ledger.entry('request.valueShown', { request: request.id, payload: { category, table, column, reason } })
  await reopenReview(ledger, request.id, { category })
  const files = await letGoOfCopies(ledger, request.id)
  await refreshQueueCopy(ledger, counting, request.id)
  return files
}

/** What is hidden of one record now. */
function hiddenAt(reader: Reader, t: Tables, requestId: string, place: Place): Promise<HiddenValue[]> {
  return hiddenAmong(reader, t, requestId, { ...place, keys: [place.key] })
}

/** What is hidden now of these records of one table: asked per batch, so that memory stays the same. */
export async function hiddenAmong(
  reader: Reader,
  t: Tables,
  requestId: string,
  where: Omit<Place, 'key'> & { keys: readonly string[] },
): Promise<HiddenValue[]> {
  if (where.keys.length === 0) return []
  const h = t.hiddenValue
  return reader
    .select()
    .from(h)
    .where(
      and(
        eq(h.requestId, requestId),
        eq(h.category, where.category),
        eq(h.source, where.source),
        eq(h.table, where.table),
        inArray(h.key, [...where.keys]),
        isNull(h.liftedAt),
      ),
    )
    .orderBy(asc(h.at), asc(h.id))
}

/** How many values are hidden now per category. */
export async function hiddenCounts(reader: Reader, t: Tables, requestId: string): Promise<ReadonlyMap<string, number>> {
  const h = t.hiddenValue
  const rows = await reader
    .select({ category: h.category, count: count() })
    .from(h)
    .where(and(eq(h.requestId, requestId), isNull(h.liftedAt)))
    .groupBy(h.category)
  return new Map(rows.map(row => [row.category, row.count]))
}

export type HiddenLine = HiddenValue & { name: string }

/** Everything that is hidden of a request now, oldest first, with who hid it (for staff only). */
export async function hiddenOf(reader: Reader, t: Tables, requestId: string): Promise<readonly HiddenLine[]> {
  const h = t.hiddenValue
  const rows = await reader
    .select({ hidden: h, name: t.staff.name })
    .from(h)
    .leftJoin(t.staff, eq(t.staff.id, h.by))
    .where(and(eq(h.requestId, requestId), isNull(h.liftedAt)))
    .orderBy(asc(h.category), asc(h.at), asc(h.id))
    .limit(mostHidden)
  return rows.map(({ hidden, name }) => ({ ...hidden, name: name ?? '' }))
}
