/** The copy that a request makes: how far it is per part, or where to fetch it and until when. */
import { type Export, exportOf, isReady, isRunning, lastDayOf, type ExportPart } from '#db/export.ts'
import { copyIsHeld } from '#db/held-copy.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { longDay, number, plainDay, recently, size } from '../text/dates.ts'
import { words } from '../text/words.ts'
import type { Portal } from '../portal.ts'
import type { Tone } from '../ui/tag.tsx'

export type PartView = { id: string; label: string; count: string; state: string; tone: Tone }

export type CopyView = {
  id: string
  /** `held`: it goes with a letter that was not sent yet, and is offered in the same moment. */
  state: 'held' | 'running' | 'ready' | 'gone' | 'failed' | 'cancelled'
  built: boolean
  parts: readonly PartView[]
  done: number
  of: number
  /** A worker has it; until then it stands in line. */
  started: boolean
  /** A source did not answer and is tried again. */
  retrying: boolean
  size: string | null
  items: string | null
  until: string | null
  gone: string | null
  sha256: string | null
  fetched: string | null
  prolonged: boolean
  /** What is not in it (yet), each with why. */
  missing: readonly string[]
  scope: { what: string; period: string | null; form: string }
}

/** Null when this person has no such export. */
export async function copyView(
  portal: Pick<Portal, 'store' | 'register'>,
  id: string,
  subjectId: string,
  { now, language }: { now: Instant; language: Language },
): Promise<CopyView | null> {
  const { store, register } = portal
  const found = await exportOf(store.read, store.t, id, subjectId)
  if (!found) return null
  const { job } = found
  const parts = mergedByCategory(found.parts)
  const zone = register.controller.timeZone
  const label = (category: string) =>
    register.categories.find(each => each.id === category)?.label[language] ?? category
  const w = words(language)
  const until = job.expiresAt && lastDayOf(job.expiresAt, zone)
  return {
    id: job.id,
    state: (await copyIsHeld(store.read, store.t, job.requestId)) ? 'held' : stateOfJob(job, now),
    built: job.builtAt !== null,
    parts: parts.map(part => ({
      id: part.category,
      label: label(part.category),
      count: countOf(part, language),
      ...stateOf(part, language),
    })),
    done: parts.filter(part => part.done).length,
    of: parts.length,
    started: job.attempts > 0 || parts.length > 0,
    retrying: isRunning(job) && (job.attempts > 1 || parts.some(part => part.error)),
    size: job.bytes === null ? null : size(job.bytes, language),
    items: job.items === null ? null : number(job.items, language),
    until: until && longDay(until, language),
    gone: until && plainDay(until, language),
    sha256: job.sha256,
    fetched: job.downloadedAt && recently(job.downloadedAt, now, language),
    prolonged: job.extendedAt !== null,
    missing: job.builtAt
      ? parts.flatMap(part =>
          part.leftOut === 'review'
            ? [w.requests.missingReview(label(part.category))]
            : part.error || part.leftOut === 'failed'
              ? [w.requests.missingFailed(label(part.category))]
              : [],
        )
      : [],
    scope: {
      what: job.scope.categories?.map(label).join(', ') ?? w.requests.scopeAll,
      period:
        [
          ...(job.scope.from ? [w.requests.periodFrom(plainDay(job.scope.from, language))] : []),
          ...(job.scope.until ? [w.requests.periodUntil(plainDay(job.scope.until, language))] : []),
        ].join(' ') || null,
      form: w.download.forms[job.scope.forms.length > 1 ? 'both' : (job.scope.forms[0] ?? 'both')],
    },
  }
}

function stateOfJob(job: Export, now: Instant): Exclude<CopyView['state'], 'held'> {
  if (isReady(job, now)) return 'ready'
  if (isRunning(job)) return 'running'
  if (job.cancelledAt) return 'cancelled'
  return job.failedAt ? 'failed' : 'gone'
}

type Merged = {
  category: string
  expected: number | null
  found: number
  started: boolean
  done: boolean
  error: boolean
  leftOut: ExportPart['leftOut']
}

/** A category that lies in several sources is one line for its person. */
function mergedByCategory(parts: readonly ExportPart[]): Merged[] {
  const merged = new Map<string, Merged>()
  for (const part of parts) {
    const known = merged.get(part.category)
    merged.set(part.category, {
      category: part.category,
      expected: part.expected === null && !known ? null : (known?.expected ?? 0) + (part.expected ?? 0),
      found: (known?.found ?? 0) + part.found,
      started: (known?.started ?? false) || part.startedAt !== null,
      done: (known?.done ?? true) && part.doneAt !== null,
      error: (known?.error ?? false) || part.error !== null,
      leftOut: known?.leftOut ?? part.leftOut,
    })
  }
  return [...merged.values()]
}

/** How many of what waits for a person is not said before they released it. */
const countOf = (part: Merged, language: Language): string =>
  part.leftOut === 'review' || (part.expected === null && part.found === 0)
    ? '–'
    : number(Math.max(part.found, part.expected ?? 0), language)

function stateOf(part: Merged, language: Language): { state: string; tone: Tone } {
  const w = words(language).requests.partState
  if (part.leftOut === 'review') return { state: w.review, tone: 'turn' }
  if (part.leftOut === 'refused') return { state: w.refused, tone: 'plain' }
  if (part.error) return { state: w.failed, tone: 'late' }
  if (part.done) return part.found === 0 ? { state: w.none, tone: 'plain' } : { state: w.done, tone: 'done' }
  return part.started ? { state: w.busy, tone: 'busy' } : { state: w.waiting, tone: 'plain' }
}
