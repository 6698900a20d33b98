/** The letter that tells staff what changed about signing in to their account. */
import type { Letter } from '#db/mail.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Portal } from '../portal.ts'
import { compose } from '../post/compose.ts'
import { moment } from '../text/dates.ts'
import { type AllWords, words } from '../text/words.ts'

/** @param what what changed, as a key of the words */
export function accountLetter(
  { register, config }: Pick<Portal, 'register' | 'config'>,
  language: Language,
  what: keyof AllWords['passkey']['letter']['what'],
  when: Instant,
): Letter {
  const w = words(language).passkey.letter
  const sender = { controller: register.controller.name, site: new URL(config.baseUrl).host }
  // Of the same kind as the letter about a new device: news about who can sign in.
  return compose(sender, 'newDevice', language, {
    subject: w.subject,
    message: w.what[what],
    facts: [[words(language).mail.facts.when, moment(when, language)]],
    todo: w.todo,
    goThere: 'signIn',
    more: [w.more],
  })
}
