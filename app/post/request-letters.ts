/**
 * The letters about a request. Each says where it stands and by when, in the words of its page; none says what was asked,
 * answered or decided, because mail can be read by others (S2).
 */
import type { Letter } from '#db/mail.ts'
import type { MailKind } from '#db/schema/post.ts'
import type { RequestNews } from '#db/told.ts'
import type { Day, Instant } from '#domain/day.ts'
import type { ExtensionReason } from '#domain/extension.ts'
import type { Language } from '#domain/language.ts'
import type { Told } from '#domain/told.ts'
import { longDay, moment } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { compose, type Content, type Sender } from './compose.ts'

/** Which request, in the member's own words, and what its page says of it now (`told`). */
export type About = { reference: string; what: string } & Told & {
    /** False for somebody who cannot sign in here: then the letter says how else to reach us. */
    account?: boolean
  }

export type RequestLetters = {
  requestSubmitted(language: Language, facts: About & { received: Day }): Letter
  question(language: Language, facts: About & { kind: 'identity' | 'clarify'; replyBy?: Day }): Letter
  answerIn(language: Language, facts: About): Letter
  message(language: Language, facts: About): Letter
  /** @param facts `ground`: why; the notice of 12(3) itself, with its reasons in full, stands on the page */
  extended(language: Language, facts: About & { ground?: ExtensionReason }): Letter
  decided(language: Language, facts: About): Letter
  erased(language: Language, facts: About): Letter
  /** To every address that we have of the person: somebody asked something in their name. */
  security(language: Language, facts: { what: string; when: Instant }): Letter
  /** A code to the address of somebody who asks without an account. */
  proveAddress(language: Language, code: string): Letter
}

export function requestLetters(sender: Sender): RequestLetters {
  const write = (kind: MailKind, language: Language, content: Content) => compose(sender, kind, language, content)

  return {
    requestSubmitted(language, facts) {
      const w = words(language).mail.requestSubmitted
      return write('requestSubmitted', language, {
        subject: w.subject,
        message: w.message(longDay(facts.received, language)),
        facts: block(language, facts),
        more: [w.more],
      })
    },
    question(language, facts) {
      const w = words(language).mail.question
      // A question that may not stop the clock is asked all the same (TIME-11): then the letter says that time runs.
      const stands = facts.standing === 'question'
      return write('question', language, {
        subject: w.subject,
        message: w.message,
        facts: [
          ...block(language, facts),
          ...(facts.replyBy ? [[words(language).mail.facts.replyBy, longDay(facts.replyBy, language)] as const] : []),
        ],
        ...toDo(language, facts, w.todo),
        more: [
          ...(facts.kind === 'identity'
            ? [facts.account === false ? w.identity : `${w.identity} ${w.onPage}`]
            : stands
              ? [w.clarify]
              : []),
          stands ? w.stands : w.runs,
        ],
      })
    },
    answerIn(language, facts) {
      const w = words(language).mail.answerIn
      return write('answerIn', language, { subject: w.subject, message: w.message, facts: block(language, facts) })
    },
    message(language, facts) {
      const w = words(language).mail.message
      return write('message', language, {
        subject: w.subject,
        message: w.message,
        facts: block(language, facts),
        ...toDo(language, facts, w.todo),
        more: [w.more],
      })
    },
    extended(language, facts) {
      const w = words(language).mail.extended
      return write('extended', language, {
        subject: w.subject,
        message: facts.answerBy ? w.message(longDay(facts.answerBy, language)) : `${w.subject}.`,
        facts: block(language, facts),
        more: [...(facts.ground ? [w.ground[facts.ground]] : []), ...(facts.account === false ? [] : [w.more])],
      })
    },
    decided(language, facts) {
      const w = words(language).mail.decided
      return write('decided', language, {
        subject: w.subject,
        message: w.message,
        facts: block(language, facts),
        ...toDo(language, facts, w.todo),
        more: [w.more],
      })
    },
    erased(language, facts) {
      const w = words(language).mail.erased
      return write('erased', language, {
        subject: w.subject,
        message: w.message,
        facts: block(language, facts),
        more: [w.more],
      })
    },
    security(language, { what, when }) {
      const w = words(language).mail
      return write('security', language, {
        subject: w.security.subject,
        message: w.security.message,
        facts: [
          [w.facts.what, what],
          [w.facts.when, moment(when, language)],
        ],
        todo: w.security.todo,
        goThere: 'help',
        more: [w.security.more],
      })
    },
    proveAddress(language, code) {
      const w = words(language).mail
      return write('proveAddress', language, {
        subject: w.proveAddress.subject,
        message: w.signInCode.message(code),
        todo: w.signInCode.todo,
        more: [w.proveAddress.more],
      })
    },
  }
}

/** What the letter says of a request, from what its page would say now. */
export const about = (language: Language, { right, ...news }: RequestNews) => ({
  ...news,
  what: words(language).common.right[right],
})

/** What every letter about a request shows: sort, reference, where it stands, and the last day while there is one. */
export function block(
  language: Language,
  { reference, what, standing, answerBy }: About,
): NonNullable<Content['facts']> {
  const { mail, common } = words(language)
  return [
    [mail.facts.what, what],
    [mail.facts.reference, reference],
    [mail.facts.standing, common.standing[standing]],
    ...(answerBy ? [[mail.facts.answerBy, longDay(answerBy, language)] as const] : []),
  ]
}

/** What to do: on the page of the request, or, for who has none, by reaching us. */
const toDo = (language: Language, { account }: About, onPage: string): Pick<Content, 'todo' | 'goThere'> =>
  account === false ? { todo: words(language).mail.reachUs, goThere: 'help' } : { todo: onPage, goThere: 'signIn' }
