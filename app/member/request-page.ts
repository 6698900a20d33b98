/** Everything the page of one request shows. */
import { requestOf } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { readReference } from '#domain/reference.ts'
import { capital } from '../text/dates.ts'
import { words } from '../text/words.ts'
import type { Portal } from '../portal.ts'
import { type CopyView, copyView } from './copy-view.ts'
import {
  copyOf,
  type RequestSummary,
  requestSummary,
  timeline,
  type TimelineLine,
  waitingReviews,
} from './request-view.ts'

export type StepView = { key: string; state: 'done' | 'now' | 'later'; title: string; note?: string | null }

export type RequestPage = {
  request: RequestSummary
  steps: readonly StepView[]
  /** "omdat we één maand hebben vanaf …", and the whole sum. */
  because: string
  sum: readonly string[]
  copy: CopyView | null
  /** A new copy, with what was missing, is being made while the old one can be fetched. */
  renewed: boolean
  /** It still can be stopped by the one who asked. */
  stoppable: boolean
  timeline: readonly TimelineLine[]
}

/** Null when this person has no request by that reference: not found and not yours are the same answer. */
export async function requestPage(
  portal: Portal,
  subjectId: string,
  typed: string,
  viewing: { now: Instant; language: Language },
): Promise<RequestPage | null> {
  const { store } = portal
  const reference = readReference(typed)
  const row = reference && (await requestOf(store.read, store.t, reference, subjectId))
  if (!row) return null
  const [summary, { job, renewed }, reviews, lines] = await Promise.all([
    requestSummary(portal, row, viewing),
    copyOf(portal, row.id, viewing.now),
    waitingReviews(portal, row.id),
    timeline(portal, row.id, viewing),
  ])
  const copy = job && (await copyView(portal, job.id, subjectId, viewing))
  const { clock } = words(viewing.language)
  const { deadline, ...request } = summary
  return {
    request,
    steps: stepsOf(request, row.channel === 'portal', copy, reviews.length, viewing.language),
    because: clock.because(deadline.because),
    sum: deadline.because.map(clock.step),
    copy,
    renewed,
    stoppable: !request.answered && !request.closed && copy?.state === 'running',
    timeline: lines,
  }
}

/** Submitted, sure, collecting, checking, answer: each done, going on, or still to come. */
function stepsOf(
  request: RequestSummary,
  inPortal: boolean,
  copy: CopyView | null,
  reviews: number,
  language: Language,
): readonly StepView[] {
  const w = words(language).requests
  const first: StepView[] = [
    { key: 'submitted', state: 'done', title: w.steps.submitted, note: capital(request.received) },
    { key: 'sure', state: 'done', title: w.steps.sure, note: inPortal ? w.steps.sureNote : w.steps.sureStaff },
  ]
  if (request.withdrawn)
    return [
      ...first,
      { key: 'end', state: 'done', title: w.steps.withdrawn, note: request.closed && capital(request.closed) },
    ]
  const built = copy !== null && copy.state !== 'running' && copy.state !== 'failed'
  const collect: StepView = {
    key: 'collect',
    state: built || request.answered ? 'done' : 'now',
    title: w.steps.collect,
    note: copy && copy.of > 0 && copy.state === 'running' ? w.steps.collectNote(copy.done, copy.of) : undefined,
  }
  const check: StepView = {
    key: 'check',
    state: request.answered && reviews === 0 ? 'done' : built ? 'now' : 'later',
    title: w.steps.check,
    note: reviews > 0 ? w.steps.checkNote(reviews) : undefined,
  }
  const answer: StepView = request.answered
    ? { key: 'answer', state: 'done', title: w.steps.answered, note: capital(request.answered) }
    : {
        key: 'answer',
        state: 'later',
        title: w.steps.answer,
        note: request.answerBy && w.steps.answerNote(request.answerBy),
      }
  return [...first, collect, check, answer]
}
