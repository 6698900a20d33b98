/** The steps of a request as its person sees them: done, going on, or still to come; for every right and however it came. */
import type { RequestExtension } from '#db/extension.ts'
import type { Language } from '#domain/language.ts'
import type { Right } from '#domain/right.ts'
import { isCopy } from '#domain/standing.ts'
import { capital } from '../text/dates.ts'
import { words } from '../text/words.ts'
import type { CopyView } from './copy-view.ts'
import type { LookState } from './dialogue.ts'
import type { RequestSummary } from './request-view.ts'

export type StepView = { key: string; state: 'done' | 'now' | 'later'; title: string; note?: string | null }

type Known = {
  inPortal: boolean
  right: Right
  copy: CopyView | null
  /** Categories that wait for a person. */
  reviews: number
  extension: RequestExtension | null
  look: LookState
}

export function stepsOf(request: RequestSummary, known: Known, language: Language): readonly StepView[] {
  const { requests: w, dialogue } = words(language)
  const answered = request.answered !== null
  const asked = request.standing === 'question'
  const held = asked || !request.identityKnown
  const first: StepView[] = [
    { key: 'submitted', state: 'done', title: w.steps.submitted, note: capital(request.received) },
    sure(request, known, language),
  ]
  if (request.withdrawn) {
    return [
      first[0]!,
      { key: 'end', state: 'done', title: w.steps.withdrawn, note: request.closed && capital(request.closed) },
    ]
  }
  const question: StepView[] = asked
    ? [{ key: 'question', state: 'now', title: dialogue.steps.question, note: dialogue.steps.questionNote }]
    : []
  const answer: StepView = answered
    ? { key: 'answer', state: 'done', title: w.steps.answered, note: capital(request.answered!) }
    : {
        key: 'answer',
        state: 'later',
        title: w.steps.answer,
        note: request.answerBy && w.steps.answerNote(request.answerBy),
      }
  return [
    ...first,
    ...question,
    ...(isCopy(known.right)
      ? copySteps(request, known, held, language)
      : [looking(answered, held, dialogue.steps.look)]),
    ...extended(request, known.extension, language),
    answer,
    ...again(known.look, language),
  ]
}

/** Whoever was signed in is known; for the others a person looked, unless that still has to be done. */
function sure(request: RequestSummary, { inPortal }: Known, language: Language): StepView {
  const w = words(language).requests.steps
  return request.identityKnown
    ? { key: 'sure', state: 'done', title: w.sure, note: inPortal ? w.sureNote : w.sureStaff }
    : { key: 'sure', state: 'now', title: w.sureAsk }
}

const looking = (answered: boolean, held: boolean, title: string): StepView => ({
  key: 'look',
  state: answered ? 'done' : held ? 'later' : 'now',
  title,
})

function copySteps(
  request: RequestSummary,
  { copy, reviews }: Known,
  held: boolean,
  language: Language,
): readonly StepView[] {
  const w = words(language).requests.steps
  const built = copy?.built ?? false
  return [
    {
      key: 'collect',
      state: built || request.answered ? 'done' : held ? 'later' : 'now',
      title: w.collect,
      note: copy && copy.of > 0 && copy.state === 'running' ? w.collectNote(copy.done, copy.of) : undefined,
    },
    {
      key: 'check',
      state: request.answered && reviews === 0 ? 'done' : built && !held ? 'now' : 'later',
      title: w.check,
      note: reviews > 0 ? w.checkNote(reviews) : undefined,
    },
  ]
}

/** The notice of 12(3), as a step of its own; its letter stands among the messages. */
function extended(
  request: RequestSummary,
  extension: RequestExtension | null,
  language: Language,
): readonly StepView[] {
  if (!extension) return []
  const { dialogue, mail } = words(language)
  return [
    {
      key: 'extended',
      state: 'done',
      title: request.answerBy ? dialogue.extendedTitle(request.answerBy) : dialogue.extendedTitleOpen,
      note: `${mail.extended.ground[extension.ground]} ${dialogue.extendedNote}`,
    },
  ]
}

function again(look: LookState, language: Language): readonly StepView[] {
  const w = words(language).dialogue.steps
  if (look.state === 'open') return [{ key: 'again', state: 'now', title: w.again, note: w.againNote(look.by) }]
  return look.state === 'decided' ? [{ key: 'again', state: 'done', title: w.againDone }] : []
}
