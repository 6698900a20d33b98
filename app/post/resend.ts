/**
 * Sending again what could not be delivered. Nothing of the old letter is left (T21), and none of it is needed: the address
 * is asked of the source as it is today, and the letter is written from the request as it stands now (decision 120).
 */
import { copyIsHeld } from '#db/held-copy.ts'
import { exportsOf, isReady, partsOf } from '#db/export.ts'
import { type Letter, type Mail, mailById } from '#db/mail.ts'
import { messagesOf } from '#db/message.ts'
import { canBeResent, resendMail } from '#db/outbox.ts'
import { pausesOf } from '#db/pause.ts'
import { type Ledger, record } from '#db/record.ts'
import { requestById } from '#db/subject-request.ts'
import { newsOf } from '#db/told.ts'
import type { Actor } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import type { Portal } from '../portal.ts'
import { type Addressee, addressOf } from './address.ts'
import { letters } from './letters.ts'
import { about } from './request-letters.ts'
import { letterAbout } from './tell.ts'

/**
 * Why a letter is not sent again: somebody settled it before · it held a code, of which a new one is asked for · nobody can
 * be mailed · what it said is no longer so.
 */
export type ResendRefusal = 'settled' | 'oneTime' | 'nobody' | 'over'

/** Writes another letter in the place of one that was given up; null when it is in the outbox. */
export async function resend(portal: Portal, id: string, by: Actor, at: Instant): Promise<ResendRefusal | null> {
  const { store } = portal
  const mail = await mailById(store.read, store.t, id)
  if (!mail || mail.failedAt === null || mail.settledAt !== null) return 'settled'
  const request = canBeResent(mail) && mail.requestId ? await requestById(store.read, store.t, mail.requestId) : null
  if (!request) return 'oneTime'
  const to = await addressOf(portal, request)
  if (!to) return 'nobody'
  return record<ResendRefusal | null>(store, at, by, async ledger => {
    const letter = await written(ledger, portal, mail, request.id, to)
    if (!letter) return ledger.decline('over')
    return (await resendMail(ledger, id, letter, to.email)) ? null : ledger.decline('settled')
  })
}

/** The letter of this kind as it would be written now; null when there is nothing of the kind to tell any more. */
async function written(
  ledger: Ledger,
  portal: Portal,
  mail: Pick<Mail, 'kind' | 'createdAt'>,
  requestId: string,
  to: Addressee,
): Promise<Letter | null> {
  const { db, t } = ledger
  const news = await newsOf(db, t, portal.register.controller, requestId)
  const { kind } = mail
  const open = news.standing !== 'answered' && news.standing !== 'closed'
  switch (kind) {
    case 'requestSubmitted':
    case 'answerIn':
      return open ? letterAbout(ledger, portal, requestId, to, { kind }) : null
    case 'extended':
      return open && news.extended ? letterAbout(ledger, portal, requestId, to, { kind }) : null
    case 'decided':
      return news.standing === 'answered' ? letterAbout(ledger, portal, requestId, to, { kind }) : null
    case 'message':
    case 'erased':
      return letterAbout(ledger, portal, requestId, to, { kind })
    case 'question': {
      const asks = await openQuestion(ledger, requestId)
      return asks && letterAbout(ledger, portal, requestId, to, { kind, asks })
    }
    case 'security':
      return letters(portal).security(to.language, { what: about(to.language, news).what, when: mail.createdAt })
    case 'copyReady':
    case 'copyPartlyReady':
    case 'copyExpires':
      return aboutCopy(ledger, portal, requestId, to, kind)
    default:
      return null
  }
}

/** What was asked last, while it waits for its answer. */
async function openQuestion({ db, t }: Ledger, requestId: string): Promise<'identity' | 'clarify' | null> {
  const pauses = await pausesOf(db, t, requestId)
  if (pauses.every(pause => pause.until !== null)) return null
  const asked = (await messagesOf(db, t, requestId)).findLast(({ kind }) => kind === 'identity' || kind === 'clarify')
  return asked?.kind === 'identity' || asked?.kind === 'clarify' ? asked.kind : null
}

/** About the copy that can be fetched now: whole or not, as it is now. */
async function aboutCopy(
  { db, t, at }: Ledger,
  portal: Portal,
  requestId: string,
  { language }: Addressee,
  kind: 'copyReady' | 'copyPartlyReady' | 'copyExpires',
): Promise<Letter | null> {
  const job = (await exportsOf(db, t, requestId)).find(each => isReady(each, at))
  if (!job?.expiresAt || (await copyIsHeld(db, t, requestId))) return null
  const { register } = portal
  const parts = (await partsOf(db, t, job.id)).filter(
    part => part.error || (part.leftOut && part.leftOut !== 'refused'),
  )
  const label = (id: string) => register.categories.find(each => each.id === id)?.label[language] ?? id
  const facts = {
    news: await newsOf(db, t, register.controller, requestId),
    bytes: job.bytes ?? 0,
    expiresAt: job.expiresAt,
    missing: [...new Set(parts.map(part => label(part.category)))],
  }
  const now = kind === 'copyExpires' ? kind : facts.missing.length > 0 ? 'copyPartlyReady' : 'copyReady'
  return letters(portal)[now](language, facts)
}
