/** Writing to the person about their request, inside the change that it tells of: so letter and page say the same. */
import { isAddress, type Letter, queueMail } from '#db/mail.ts'
import { newsOf } from '#db/told.ts'
import type { Ledger } from '#db/record.ts'
import type { Day, Instant } from '#domain/day.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import type { Addressee } from './address.ts'
import { letters } from './letters.ts'
import { about } from './request-letters.ts'

/** What there is to tell; where the request stands and by when is found by itself. */
export type Tidings =
  | { kind: 'requestSubmitted' | 'answerIn' | 'message' | 'extended' | 'decided' | 'erased' }
  | { kind: 'question'; asks: 'identity' | 'clarify'; replyBy?: Day }

/**
 * Puts the letter in the outbox; nothing when nobody can be mailed (`to` null). Call it last in a change, when the
 * request's own facts and its queue copy are written. `to` is found before the change (`addressOf`), because a source is
 * never asked inside a transaction.
 */
export async function tellPerson(
  ledger: Ledger,
  portal: Pick<Portal, 'register' | 'config'>,
  requestId: string,
  to: Addressee | null,
  tidings: Tidings,
): Promise<void> {
  if (!to || !isAddress(to.email)) return
  await queueMail(ledger, await letterAbout(ledger, portal, requestId, to, tidings), to.email, { requestId })
}

/** The letter itself, from the request as it stands inside this change. */
export async function letterAbout(
  ledger: Ledger,
  portal: Pick<Portal, 'register' | 'config'>,
  requestId: string,
  { language, account }: Pick<Addressee, 'language' | 'account'>,
  tidings: Tidings,
): Promise<Letter> {
  const news = await newsOf(ledger.db, ledger.t, portal.register.controller, requestId)
  const facts = { ...about(language, news), account }
  const write = letters(portal)
  switch (tidings.kind) {
    case 'question':
      return write.question(language, {
        ...facts,
        kind: tidings.asks,
        ...(tidings.replyBy && { replyBy: tidings.replyBy }),
      })
    case 'extended':
      return write.extended(language, { ...facts, ...(news.extended && { ground: news.extended }) })
    default:
      return write[tidings.kind](language, facts)
  }
}

/**
 * Warns the person that somebody asked something in their name (public form, or on behalf of): at every address that we
 * have of them, an earlier one too, each once. What was asked in their own session needs no warning.
 */
export async function warnPerson(
  ledger: Ledger,
  portal: Pick<Portal, 'register' | 'config'>,
  requestId: string,
  to: Pick<Addressee, 'language'> & { emails: readonly string[] },
  when: Instant,
): Promise<void> {
  const { right } = await newsOf(ledger.db, ledger.t, portal.register.controller, requestId)
  const what = words(to.language).common.right[right]
  const letter = letters(portal).security(to.language, { what, when })
  for (const email of new Set(to.emails)) await queueMail(ledger, letter, email, { requestId })
}
