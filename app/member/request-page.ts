/** Everything the page of one request shows. */
import { extensionOf } from '#db/extension.ts'
import { mergedInto } from '#db/merge.ts'
import { requestById, requestOf } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { readReference } from '#domain/reference.ts'
import { words } from '../text/words.ts'
import type { Portal } from '../portal.ts'
import { type CopyView, copyView } from './copy-view.ts'
import { type Dialogue, dialogueOf } from './dialogue.ts'
import {
  copyOf,
  type RequestSummary,
  requestSummary,
  timeline,
  type TimelineLine,
  waitingReviews,
} from './request-view.ts'
import { type StepView, stepsOf } from './request-steps.ts'

export type RequestPage = {
  request: RequestSummary
  steps: readonly StepView[]
  /** "omdat we één maand hebben vanaf …", and the whole sum. */
  because: string
  sum: readonly string[]
  copy: CopyView | null
  /** A new copy, with what was missing, is being made while the old one can be fetched. */
  renewed: boolean
  /** The request that this one was joined with: its answer is the answer here too. And what was joined with this one. */
  merged: { into: string | null; with: readonly string[] }
  /** It still can be stopped by the one who asked. */
  stoppable: boolean
  dialogue: Dialogue
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
  const summary = await requestSummary(portal, row, viewing)
  const [{ job, renewed }, reviews, lines, extension, kept, joined, dialogue] = await Promise.all([
    copyOf(portal, row.id, viewing.now),
    waitingReviews(portal, row.id),
    timeline(portal, row.id, viewing),
    extensionOf(store.read, store.t, row.id),
    row.mergedInto ? requestById(store.read, store.t, row.mergedInto) : null,
    mergedInto(store.read, store.t, row.id),
    dialogueOf(portal, row, summary.standing, viewing),
  ])
  const copy = job && (await copyView(portal, job.id, subjectId, viewing))
  const { clock } = words(viewing.language)
  const { deadline, ...request } = summary
  return {
    request,
    steps: stepsOf(
      request,
      {
        inPortal: row.channel === 'portal',
        right: row.right,
        copy,
        reviews: reviews.length,
        extension,
        look: dialogue.look,
      },
      viewing.language,
    ),
    because: clock.because(deadline.because),
    sum: deadline.because.map(clock.step),
    copy,
    renewed,
    merged: { into: kept?.reference ?? null, with: joined.map(each => each.reference) },
    stoppable: !request.answered && !request.closed,
    dialogue,
    timeline: lines,
  }
}
