/** What was said about a request, both ways: letters, messages, what is left out, and the second look. */
import { sentAnswer } from '#db/answer.ts'
import { messagesOf, noteRead, type RequestMessage } from '#db/message.ts'
import { filesOfMessages } from '#db/received-file.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { secondLookOf } from '#db/second-look.ts'
import { deadlineOf, type SubjectRequest } from '#db/subject-request.ts'
import { type Day, dayOf, type Instant } from '#domain/day.ts'
import { holidays } from '#domain/holidays.ts'
import type { Language } from '#domain/language.ts'
import { courtUntil, isLate } from '#domain/letter.ts'
import { secondLookBy } from '#domain/second-look.ts'
import { type Block, blocksOf } from '../letter/blocks.ts'
import { hiddenGroups } from '../letter/facts.ts'
import type { Portal } from '../portal.ts'
import { capital, longDay, recently, size } from '../text/dates.ts'

export type MessageView = {
  id: string
  mine: boolean
  kind: RequestMessage['kind']
  text: string
  when: string
  files: readonly { id: string; name: string; size: string }[]
}

export type LookState =
  | { state: 'none' }
  /** It can be asked; the last day of our promise when it is asked today. */
  | { state: 'can'; by: string }
  | { state: 'open'; asked: string; by: string; text: string; taken: boolean }
  | { state: 'decided'; outcome: 'stays' | 'changed'; text: string; reason: string; asked: string }

export type Dialogue = {
  letter: {
    blocks: readonly Block[]
    language: Language
    day: string
    post: boolean
    /** Last day for the court, when there is something to bring to it and the answer was in time. */
    courtUntil: string | null
  } | null
  hidden: readonly { what: string; count: number; because: string }[]
  messages: readonly MessageView[]
  /** A question of ours waits for an answer. */
  asked: boolean
  mayWrite: boolean
  look: LookState
}

/** For its owner; notes that they saw our messages. */
export async function dialogueOf(
  portal: Pick<Portal, 'store' | 'register'>,
  row: SubjectRequest,
  standing: string,
  { now, language }: { now: Instant; language: Language },
): Promise<Dialogue> {
  const { store, register } = portal
  const { controller } = register
  const day = (at: Instant): Day => dayOf(at, controller.timeZone)
  const [answer, messages, plan, look, term] = await Promise.all([
    sentAnswer(store.read, store.t, row.id),
    messagesOf(store.read, store.t, row.id),
    answerPlanOf(store.read, store.t, row.id),
    secondLookOf(store.read, store.t, row.id),
    deadlineOf(store.read, store.t, controller, row),
  ])
  const files = await filesOfMessages(
    store.read,
    store.t,
    messages.map(each => each.id),
  )
  await noteRead(store, row.id, 'staff', now)
  const negative = answer !== null && answer.outcome !== 'granted'
  const answered = answer?.sentAt ? day(answer.sentAt) : null
  return {
    letter:
      answer && answered
        ? {
            blocks: blocksOf(answer.text),
            language: answer.language,
            day: longDay(answered, language),
            post: answer.way === 'post',
            courtUntil:
              negative && !isLate(answer.outcome !== 'notHeld', { term, day: answered })
                ? longDay(courtUntil(answered), language)
                : null,
          }
        : null,
    // Before the answer nothing is decided yet about what stays out.
    hidden: row.answeredAt ? hiddenGroups(register, plan.hidden, language) : [],
    messages: messages.map(each => ({
      id: each.id,
      mine: each.from === 'member',
      kind: each.kind,
      text: each.text,
      when: capital(recently(each.at, now, language)),
      files: files
        .filter(file => file.messageId === each.id)
        .map(({ id, name, bytes }) => ({ id, name, size: size(bytes, language) })),
    })),
    asked: standing === 'question',
    mayWrite: row.closedAt === null,
    look: look
      ? look.decidedAt && look.outcome
        ? {
            state: 'decided',
            outcome: look.outcome,
            text: look.text,
            reason: look.reason,
            asked: longDay(day(look.askedAt), language),
          }
        : {
            state: 'open',
            asked: longDay(day(look.askedAt), language),
            by: longDay(look.answerBy, language),
            text: look.text,
            taken: look.takenBy !== null,
          }
      : row.answeredAt
        ? { state: 'can', by: longDay(secondLookBy(day(now), holidays(controller.holidays)), language) }
        : { state: 'none' },
  }
}
