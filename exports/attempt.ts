/**
 * One attempt at one export, from lease to bundle. It can be killed at any moment: the row still waits, its lease runs
 * out, and whoever takes it next removes what this attempt left. A lost lease changes nothing any more.
 */
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { machineAnswers } from '#domain/standing.ts'
import type { Located } from '#domain/subject.ts'
import { consentsOf } from '#db/consent-choice.ts'
import { expiryOf, type Export, lastDayOf, mostAttempts } from '#db/export.ts'
import {
  beginExport,
  builtExport,
  exportById,
  failedAttempt,
  type Held,
  LeaseLost,
  noteProgress,
  type PartFacts,
  PersonBusy,
  releaseExport,
} from '#db/export-job.ts'
import { renewLease } from '#db/lease.ts'
import { isAddress, queueMail } from '#db/mail.ts'
import { newsOf } from '#db/told.ts'
import { ownRecords } from '#db/own-records.ts'
import { type Ledger, record } from '#db/record.ts'
import { factsOf } from '#db/request-facts.ts'
import { isStranger, type Subject, subjectById } from '#db/subject.ts'
import { requestById, type SubjectRequest } from '#db/subject-request.ts'
import { type Bundle, buildBundle } from './build.ts'
import { codeOf, type Outcome } from './collect.ts'
import type { Desk } from './desk.ts'
import { papersOf } from './own.ts'
import { progressNotes } from './progress.ts'
import { receiptsOf } from './receipts.ts'
import { type StaffReview, staffReview } from './staff-review.ts'
import { discard, newFile, placeOf, prepareVault, settle } from './vault.ts'

/** A lease holds this many seconds and is renewed well before. */
export const leaseSeconds = 20
const renewEvery = 5_000
/** How long a job waits after each attempt that failed, in seconds. */
const waits = [30, 120, 600, 1_800, 7_200, 21_600, 43_200, 86_400]
/** How long a job waits for another one of the same person, in seconds. */
const busyWait = 2

const worker = { kind: 'system', ref: 'worker' } as const

/** Works on the export of this lease until it is built, postponed, or `signal` says stop. Never throws for its own failures. */
export async function attempt(desk: Desk, lease: Held, signal: AbortSignal): Promise<void> {
  const { store } = desk
  const file = newFile()
  const stop = new AbortController()
  const stopped = () => stop.abort(new Error('stopped'))
  signal.addEventListener('abort', stopped, { once: true })
  const renewing = setInterval(() => {
    renewLease(store, 'export', lease, desk.now(), leaseSeconds).then(
      mine => mine || stop.abort(new LeaseLost()),
      // A store that cannot be reached now may be back before the lease runs out; the fence decides in the end.
      () => {},
    )
  }, renewEvery)
  try {
    const job = await record(store, desk.now(), worker, ledger => beginExport(ledger, lease, file))
    if (job.file) await discard(desk.dataDir, job.file)
    if (signal.aborted) stopped()
    await work(desk, lease, job, file, stop.signal)
  } catch (error) {
    await discard(desk.dataDir, file).catch(() => {})
    if (error instanceof LeaseLost || stop.signal.reason instanceof LeaseLost) return
    if (error instanceof PersonBusy) return await releaseExport(store, lease, later(desk.now(), busyWait))
    if (signal.aborted) return await releaseExport(store, lease, desk.now())
    await postpone(desk, lease, codeOf(error))
  } finally {
    clearInterval(renewing)
    signal.removeEventListener('abort', stopped)
  }
}

/** Back into the queue for later, or given up. */
async function postpone(desk: Desk, lease: Held, trouble: string): Promise<void> {
  const { store, register } = desk
  const job = await exportById(store.read, store.t, lease.id)
  if (!job) return
  const now = desk.now()
  try {
    const next = await record(store, now, worker, ledger =>
      failedAttempt(ledger, register.controller, lease, trouble, retryAt(now, job.attempts)),
    )
    desk.note({ export: lease.id, trouble, next }, 'an export failed')
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
  }
}

const retryAt = (now: Instant, attempts: number): Instant =>
  later(now, waits[Math.min(attempts, waits.length - 1)] ?? 30)

async function work(desk: Desk, lease: Held, job: Export, file: string, signal: AbortSignal): Promise<void> {
  const { store, register, dataDir } = desk
  const zone = register.controller.timeZone
  const now = desk.now()
  await prepareVault(dataDir)
  const subject = await subjectById(store.read, store.t, job.subjectId)
  if (!subject) throw new Error('there is no such person')
  const who = await locate(desk, subject)
  const request = await requestById(store.read, store.t, job.requestId)
  const review = await staffReview(desk, job.requestId)
  const expiresAt = expiryOf(now, zone)
  const progress = progressNotes(outcomes => {
    const at = desk.now()
    return noteProgress(
      store,
      lease,
      at,
      outcomes.map(each => partOf(each, at)),
    )
  })
  const place = placeOf(dataDir, file)
  let bundle: Bundle
  try {
    bundle = await buildBundle(
      {
        ...desk,
        who,
        records: await ownRecords(store, job.subjectId),
        papers: papersOf(desk, job.subjectId),
        scope: job.scope,
        language: job.language,
        request,
        receipts: request && (await receiptsOf(store, desk.signing, request.id)),
        released: new Set(review.released.keys()),
        review,
        now,
        lastDay: lastDayOf(expiresAt, zone),
        signal,
        progress: progress.note,
      },
      place.part,
      place.scratch,
    )
  } finally {
    // Whatever came of it, nothing is being written about it any more.
    await progress.settled()
  }
  signal.throwIfAborted()
  const replaced = job.replaces ? await exportById(store.read, store.t, job.replaces) : null
  // Only a better bundle takes the place of an incomplete one.
  if (bundle.failed > 0 && replaced && !replaced.removedAt && bundle.failed >= (replaced.failedParts ?? 0)) {
    throw Object.assign(new Error('the same part failed again'), { code: 'SOURCE_FAILED' })
  }
  await settle(dataDir, file)
  await finish(desk, lease, job, { file, expiresAt, bundle, who, request, review })
}

type Finished = {
  file: string
  expiresAt: Instant
  bundle: Bundle
  who: Located | null
  request: SubjectRequest | null
  review: StaffReview
}

/** Somebody whom no source knows (they asked on paper) is nobody's: the bundle says that nothing is held. */
async function locate(desk: Desk, subject: Subject): Promise<Located | null> {
  if (isStranger(subject)) return null
  const source = desk.sources.get(subject.source)
  if (!source) throw new Error('the source of this person is not open')
  const { read, t } = desk.store
  const who = await source.locate({ key: subject.key })
  return who && { ...who, facts: await consentsOf(read, t, subject.id, who.facts) }
}

/** The last step: everything about the ready bundle in one transaction; the bundle it replaces goes afterwards. */
async function finish(desk: Desk, lease: Held, job: Export, done: Finished): Promise<void> {
  const { store, register, dataDir } = desk
  const { bundle, file, expiresAt } = done
  const at = desk.now()
  const attempts = job.attempts + 1
  const again = bundle.failed > 0 && attempts < mostAttempts ? { attempts, dueAt: retryAt(at, job.attempts) } : null
  const facts = {
    file,
    bytes: bundle.bytes,
    sha256: bundle.sha256,
    items: bundle.items,
    expiresAt,
    parts: bundle.outcomes.map(each => partOf(each, at)),
    review: bundle.review.map(each => ({ ...each, releasedAt: done.review.released.get(each.category) ?? null })),
    failed: bundle.failed,
  }
  try {
    const outcome = await record(store, at, worker, async ledger => {
      const built = await builtExport(ledger, register.controller, lease, facts, again)
      await tell(ledger, desk, job, done)
      return built
    })
    if (outcome.replaced?.file) await discard(dataDir, outcome.replaced.file)
    desk.note({ export: job.id, items: bundle.items, bytes: bundle.bytes, failed: bundle.failed }, 'an export is built')
  } catch (error) {
    // A connection that broke while committing leaves the outcome open: look before anything is thrown away.
    const now = await exportById(store.read, store.t, job.id).catch(() => null)
    if (now?.builtAt && now.file === file) return
    throw error
  }
}

/** The letter goes into the outbox with the fact that it tells. */
async function tell(
  ledger: Ledger,
  desk: Desk,
  job: Export,
  { who, request, bundle, expiresAt }: Finished,
): Promise<void> {
  if (!who || !request || !isAddress(who.email)) return
  // Who asked on paper, or does not get everything, hears of it in the letter that is the answer (REF-02).
  if (!machineAnswers(await factsOf(ledger.db, ledger.t, request))) return
  const label = (id: string) => desk.register.categories.find(each => each.id === id)?.label[job.language] ?? id
  const missing = [
    ...new Set([
      ...bundle.review.map(each => each.category),
      ...bundle.outcomes.filter(each => each.error).map(each => each.category),
    ]),
  ].map(label)
  const news = await newsOf(ledger.db, ledger.t, desk.register.controller, request.id)
  const facts = { news, bytes: bundle.bytes, expiresAt, missing }
  const kind = missing.length > 0 || bundle.failed > 0 ? 'copyPartlyReady' : 'copyReady'
  await queueMail(ledger, desk.letters[kind](job.language, facts), who.email, { requestId: request.id })
}

const partOf = (outcome: Outcome, at: Instant): PartFacts => ({
  source: outcome.source,
  category: outcome.category,
  expected: outcome.expected,
  found: outcome.found,
  doneAt: outcome.done ? at : null,
  error: outcome.error,
  leftOut: outcome.error ? 'failed' : outcome.leftOut,
})
