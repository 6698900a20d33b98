/** Every letter that the portal sends, from facts to words. */
import { lastDayOf } from '#db/export.ts'
import type { CopyFacts, CopyLetters, Letter } from '#db/mail.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Portal } from '../portal.ts'
import { longDay, moment, size } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { compose, type Sender } from './compose.ts'
import { about, block, type RequestLetters, requestLetters } from './request-letters.ts'

export type Letters = CopyLetters &
  RequestLetters & {
    /** @param purpose `proof`: asked within a session, to confirm a step */
    signInCode(language: Language, code: string, purpose: 'signIn' | 'proof'): Letter
    noAccount(language: Language, audience: 'member' | 'staff'): Letter
    /** A code to the new address of somebody who changes theirs. */
    newAddress(language: Language, code: string): Letter
    /** To the old address: with the code that stops it. */
    addressChanges(language: Language, facts: { stop: string; at: Instant }): Letter
    newDevice(language: Language, facts: { device: string; at: Instant }): Letter
  }

/** The letters of this portal: signed with the controller's name and the address that people type. */
export function letters(portal: Pick<Portal, 'register' | 'config'>): Letters {
  const { name, timeZone } = portal.register.controller
  const sender: Sender = { controller: name, site: new URL(portal.config.baseUrl).host }
  const lastDay = (language: Language, at: Instant) => longDay(lastDayOf(at, timeZone), language)

  const copyFacts = (language: Language, { news, expiresAt, bytes, missing }: CopyFacts) => {
    const w = words(language).mail.facts
    return [
      ...block(language, about(language, news)),
      [w.until, lastDay(language, expiresAt)],
      [w.size, size(bytes, language)],
      ...(missing?.length ? [[w.missing, missing.join(', ')] as const] : []),
    ] as const
  }

  return {
    ...requestLetters(sender),
    signInCode(language, code, purpose) {
      const w = words(language).mail
      const own = purpose === 'proof' ? w.proofCode : w.signInCode
      return compose(sender, 'signInCode', language, {
        subject: own.subject,
        message: w.signInCode.message(code),
        todo: w.signInCode.todo,
        more: [own.more],
      })
    },
    noAccount(language, audience) {
      const w = words(language).mail.noAccount
      return compose(sender, 'noAccount', language, {
        subject: w.subject,
        message: w.message,
        more: audience === 'staff' ? [w.more, w.staffMore] : [w.more],
      })
    },
    newAddress(language, code) {
      const w = words(language)
      const own = w.correct.mail.newAddress
      return compose(sender, 'proveAddress', language, {
        subject: own.subject,
        message: w.mail.signInCode.message(code),
        todo: w.mail.signInCode.todo,
        more: [own.more],
      })
    },
    addressChanges(language, { stop, at }) {
      const w = words(language)
      const own = w.correct.mail.changes
      return compose(sender, 'security', language, {
        subject: own.subject,
        message: own.message,
        facts: [
          [own.code, stop],
          [w.mail.facts.when, moment(at, language)],
        ],
        todo: own.todo(sender.site),
        more: [own.more],
      })
    },
    newDevice(language, { device, at }) {
      const w = words(language).mail
      return compose(sender, 'newDevice', language, {
        subject: w.newDevice.subject,
        message: w.newDevice.message,
        facts: [
          [w.facts.device, device],
          [w.facts.when, moment(at, language)],
        ],
        todo: w.newDevice.todo,
        goThere: 'signIn',
        more: [w.newDevice.more],
      })
    },
    copyReady(language, facts) {
      const w = words(language).mail.copyReady
      return compose(sender, 'copyReady', language, {
        subject: w.subject,
        message: w.message,
        facts: copyFacts(language, facts),
        todo: w.todo,
        goThere: 'signIn',
      })
    },
    copyPartlyReady(language, facts) {
      const w = words(language).mail
      return compose(sender, 'copyPartlyReady', language, {
        subject: w.copyPartlyReady.subject,
        message: w.copyPartlyReady.message,
        facts: copyFacts(language, facts),
        todo: w.copyReady.todo,
        goThere: 'signIn',
        more: [w.copyPartlyReady.more],
      })
    },
    copyExpires(language, facts) {
      const w = words(language).mail.copyExpires
      return compose(sender, 'copyExpires', language, {
        subject: w.subject,
        message: w.message(lastDay(language, facts.expiresAt)),
        facts: copyFacts(language, facts),
        todo: w.todo,
        goThere: 'signIn',
        more: [w.more],
      })
    },
  }
}
