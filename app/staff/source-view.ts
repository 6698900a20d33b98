/** What was searched for a request, per source, and how the copy stands. */
import { type Export, type ExportPart, isReady, isRunning, lastDayOf } from '#db/export.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { category as categoryOf } from '#domain/reading.ts'
import type { Register } from '#domain/register.ts'
import { portal as portalPart } from '#exports/own-rows.ts'

export type SourceOutcome = 'waiting' | 'busy' | 'complete' | 'nothing' | 'review' | 'refused' | 'failed'
export type CopyView = ReturnType<typeof copyOf>

/** As the register and the member's own page tell them. */
function inRegisterOrder(register: Register, parts: readonly ExportPart[]): readonly ExportPart[] {
  const place = new Map(register.categories.map((each, index) => [each.id, index]))
  return parts.toSorted((a, b) => (place.get(a.category) ?? 0) - (place.get(b.category) ?? 0))
}

/** What each source answered, in the register's order; this portal, which is no source of the register, comes last. */
export function sourcesOf(register: Register, parts: readonly ExportPart[], language: Language) {
  const answers = ({ id, label }: { id: string; label: string | null }) => {
    const own = inRegisterOrder(register, parts).filter(part => part.source === id)
    return own.length > 0 ? [{ id, label, lines: own.map(part => partLine(register, part, language)) }] : []
  }
  const named = register.sources.map(({ id, label }) => ({ id, label: label[language] }))
  return [...named, { id: portalPart, label: null }].flatMap(answers)
}

/** What a source answered for one category. */
function partLine(register: Register, part: ExportPart, language: Language) {
  return {
    key: part.id,
    category: categoryOf(register, part.category).label[language],
    found: part.found,
    at: part.doneAt,
    outcome: outcomeOf(part),
  }
}

function outcomeOf(part: ExportPart): SourceOutcome {
  if (part.error || part.leftOut === 'failed') return 'failed'
  if (part.leftOut) return part.leftOut
  if (part.doneAt) return part.found > 0 ? 'complete' : 'nothing'
  return part.startedAt ? 'busy' : 'waiting'
}

/** How the newest copy of a request stands. */
export function copyOf(job: Export, now: Instant, zone: string) {
  return {
    running: isRunning(job),
    readyUntil: isReady(job, now) && job.expiresAt ? lastDayOf(job.expiresAt, zone) : null,
    fetchedAt: job.downloadedAt,
    gone: job.builtAt !== null && !isReady(job, now),
    gaveUp: job.failedAt !== null,
    retryAt: isRunning(job) && job.attempts > 0 && job.dueAt > now ? job.dueAt : null,
  }
}
