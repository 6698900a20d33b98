/** Somebody whose copy was never fetched hears of it three days before it goes; once, and once more if they kept it longer. */
import { copyIsHeld } from '#db/held-copy.ts'
import { copiesToRemind, isAddress, queueMail } from '#db/mail.ts'
import { record } from '#db/record.ts'
import { requestById } from '#db/subject-request.ts'
import { newsOf } from '#db/told.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import type { Portal } from '../portal.ts'
import { selfOf } from '../member/self.ts'
import { letters } from './letters.ts'

/** How long before the copy goes, in seconds. The letter says "three days". */
const ahead = 3 * 86_400

const sender = { kind: 'system', ref: 'sender' } as const

/** Writes the reminders that are due and gives their number. Safe when several processes do it at once. */
export async function remindOfCopies(portal: Portal): Promise<number> {
  const { store } = portal
  const at = portal.now()
  const due = { at, until: later(at, ahead), toldSince: later(at, -ahead) }
  let written = 0
  for (const job of await copiesToRemind(store.read, store.t, due)) {
    // Nobody can fetch it yet: its days begin when its letter goes.
    if (await copyIsHeld(store.read, store.t, job.requestId)) continue
    const request = await requestById(store.read, store.t, job.requestId)
    const person = await selfOf(portal, job.subjectId)
    if (!request || !person || !isAddress(person.email) || !job.expiresAt) continue
    if (await tell(portal, { ...job, expiresAt: job.expiresAt }, person.email, due)) written++
  }
  return written
}

class AlreadyTold extends Error {}

/** False when another process was first. Changes queue on the log, so whoever comes second sees the first one's letter. */
async function tell(
  portal: Portal,
  job: { id: string; requestId: string; language: Language; bytes: number | null; expiresAt: Instant },
  to: string,
  due: Parameters<typeof copiesToRemind>[2],
): Promise<boolean> {
  try {
    await record(portal.store, due.at, sender, async ledger => {
      const still = await copiesToRemind(ledger.db, ledger.t, due)
      if (!still.some(each => each.id === job.id)) throw new AlreadyTold()
      const news = await newsOf(ledger.db, ledger.t, portal.register.controller, job.requestId)
      const facts = { news, bytes: job.bytes ?? 0, expiresAt: job.expiresAt }
      const letter = letters(portal).copyExpires(job.language, facts)
      await queueMail(ledger, letter, to, { requestId: job.requestId })
      ledger.entry('export.reminded', { request: job.requestId, payload: { export: job.id } })
    })
    return true
  } catch (error) {
    if (error instanceof AlreadyTold) return false
    throw error
  }
}
