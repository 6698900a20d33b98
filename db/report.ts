/** What reports are counted from: read by index, page after page, so that memory stays flat. Nothing here names a person. */
import { and, asc, count, eq, gt, gte, inArray, isNotNull, lt, or } from 'drizzle-orm'
import { type Day, dayOf, type Instant } from '#domain/day.ts'
import type { ExtensionReason } from '#domain/extension.ts'
import type { Answered } from '#domain/report.ts'
import type { Right } from '#domain/right.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** `from` inclusive, `until` exclusive. */
export type Stretch = { from: Instant; until: Instant }

const page = 1000

/** Requests that were answered in this stretch of time, in order. */
export async function* answeredIn(
  reader: Reader,
  t: Tables,
  { from, until }: Stretch,
  zone: string,
): AsyncGenerator<Answered> {
  const q = t.subjectRequest
  let after: { at: Instant; id: string } | null = null
  for (;;) {
    const rows: { id: string; right: Right; receivedAt: Instant; answeredAt: Instant | null; answerBy: Day }[] =
      await reader
        .select({
          id: q.id,
          right: q.right,
          receivedAt: q.receivedAt,
          answeredAt: q.answeredAt,
          answerBy: q.answerBy,
        })
        .from(q)
        .where(
          and(
            gte(q.answeredAt, after?.at ?? from),
            lt(q.answeredAt, until),
            after ? or(gt(q.answeredAt, after.at), gt(q.id, after.id)) : undefined,
          ),
        )
        .orderBy(asc(q.answeredAt), asc(q.id))
        .limit(page)
    for (const { right, receivedAt, answeredAt, answerBy } of rows) {
      if (answeredAt) yield { right, received: dayOf(receivedAt, zone), answered: dayOf(answeredAt, zone), answerBy }
    }
    const last = rows.at(-1)
    if (rows.length < page || !last?.answeredAt) return
    after = { at: last.answeredAt, id: last.id }
  }
}

/** How many requests reached us in this stretch, per right. */
export async function receivedIn(
  reader: Reader,
  t: Tables,
  { from, until }: Stretch,
): Promise<readonly { right: Right; count: number }[]> {
  const q = t.subjectRequest
  return reader
    .select({ right: q.right, count: count() })
    .from(q)
    .where(and(gte(q.receivedAt, from), lt(q.receivedAt, until)))
    .groupBy(q.right)
}

/** Every open request, by its last day. */
export async function* openNow(
  reader: Reader,
  t: Tables,
  zone: string,
): AsyncGenerator<{ received: Day; answerBy: Day }> {
  const q = t.subjectRequest
  let after: { day: Day; id: string } | null = null
  for (;;) {
    const rows: { id: string; receivedAt: Instant; answerBy: Day }[] = await reader
      .select({ id: q.id, receivedAt: q.receivedAt, answerBy: q.answerBy })
      .from(q)
      .where(
        and(
          eq(q.open, true),
          after ? or(gt(q.answerBy, after.day), and(eq(q.answerBy, after.day), gt(q.id, after.id))) : undefined,
        ),
      )
      .orderBy(asc(q.answerBy), asc(q.id))
      .limit(page)
    for (const { receivedAt, answerBy } of rows) yield { received: dayOf(receivedAt, zone), answerBy }
    const last = rows.at(-1)
    if (rows.length < page || !last) return
    after = { day: last.answerBy, id: last.id }
  }
}

/** Extensions that were told in this stretch, per ground of 12(3). */
export async function extensionsIn(
  reader: Reader,
  t: Tables,
  { from, until }: Stretch,
): Promise<readonly { ground: ExtensionReason; count: number }[]> {
  const x = t.requestExtension
  return reader
    .select({ ground: x.ground, count: count() })
    .from(x)
    .where(and(gte(x.at, from), lt(x.at, until)))
    .groupBy(x.ground)
}

/** Second looks that were asked for in this stretch, by what came of them; null is not decided yet. */
export async function secondLooksIn(
  reader: Reader,
  t: Tables,
  { from, until }: Stretch,
): Promise<readonly { outcome: 'stays' | 'changed' | null; count: number }[]> {
  const s = t.secondLook
  return reader
    .select({ outcome: s.outcome, count: count() })
    .from(s)
    .where(and(gte(s.askedAt, from), lt(s.askedAt, until)))
    .groupBy(s.outcome)
}

export type SourceFigures = {
  source: string
  copies: number
  meanSeconds: number
  longestSeconds: number
  failed: number
}

/** How long each source took for the copies that were made in this stretch, and how often it did not answer; slowest first. */
export async function sourcesIn(
  reader: Reader,
  t: Tables,
  { from, until }: Stretch,
): Promise<readonly SourceFigures[]> {
  const e = t.export
  const p = t.exportPart
  const found = new Map<string, { copies: number; sum: number; longest: number; failed: number }>()
  let after: { at: Instant; id: string } | null = null
  for (;;) {
    const jobs: { id: string; builtAt: Instant | null }[] = await reader
      .select({ id: e.id, builtAt: e.builtAt })
      .from(e)
      .where(
        and(
          isNotNull(e.builtAt),
          gte(e.builtAt, after?.at ?? from),
          lt(e.builtAt, until),
          after ? or(gt(e.builtAt, after.at), gt(e.id, after.id)) : undefined,
        ),
      )
      .orderBy(asc(e.builtAt), asc(e.id))
      .limit(200)
    if (jobs.length > 0) {
      const ids = jobs.map(({ id }) => id)
      const parts = await reader
        .select({ id: p.exportId, source: p.source, startedAt: p.startedAt, doneAt: p.doneAt, error: p.error })
        .from(p)
        .where(inArray(p.exportId, ids))
      addParts(found, parts)
    }
    const last = jobs.at(-1)
    if (jobs.length < 200 || !last?.builtAt) break
    after = { at: last.builtAt, id: last.id }
  }
  return [...found]
    .map(([source, { copies, sum, longest, failed }]) => ({
      source,
      copies,
      meanSeconds: sum / copies,
      longestSeconds: longest,
      failed,
    }))
    .toSorted((a, b) => b.meanSeconds - a.meanSeconds || (a.source < b.source ? -1 : 1))
}

type Part = { id: string; source: string; startedAt: Instant | null; doneAt: Instant | null; error: string | null }

/** A source works on its categories one after the other: its time is from the first begun to the last done. */
function addParts(
  found: Map<string, { copies: number; sum: number; longest: number; failed: number }>,
  parts: readonly Part[],
): void {
  const spans = new Map<string, { source: string; from: number; to: number; failed: boolean }>()
  for (const { id, source, startedAt, doneAt, error } of parts) {
    const key = `${id} ${source}`
    const span = spans.get(key) ?? { source, from: Infinity, to: -Infinity, failed: false }
    if (startedAt) span.from = Math.min(span.from, Date.parse(startedAt))
    if (doneAt) span.to = Math.max(span.to, Date.parse(doneAt))
    if (error) span.failed = true
    spans.set(key, span)
  }
  for (const { source, from, to, failed } of spans.values()) {
    const seconds = to >= from ? (to - from) / 1000 : 0
    const sum = found.get(source) ?? { copies: 0, sum: 0, longest: 0, failed: 0 }
    found.set(source, {
      copies: sum.copies + 1,
      sum: sum.sum + seconds,
      longest: Math.max(sum.longest, seconds),
      failed: sum.failed + (failed ? 1 : 0),
    })
  }
}
