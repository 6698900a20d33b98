/** Empties the outbox: at least once, in the order it fell due, again and again with longer waits, up to a limit. */
import { setTimeout as pause } from 'node:timers/promises'
import { takeLease } from '#db/lease.ts'
import { type Mail, mailById, mailFailed, mailIsDue, mailSent, postponeMail } from '#db/mail.ts'
import { newHandle } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { later } from '#domain/moment.ts'
import type { Portal } from '../portal.ts'
import { sweepStale } from '../sign-in/sweep.ts'
import { remindOfQuestions } from './question-reminder.ts'
import { remindOfCopies } from './reminder.ts'
import { NotTaken, openTransport, type Transport } from './transport.ts'

/** Waits after the first, second, … failure, in seconds; after the last one the letter is given up. Together 13 hours. */
const waits = [10, 30, 120, 600, 1800, 3600, 10_800, 28_800]
/** How long one sender may hold a letter, in seconds; longer than a mail server may take to answer. */
const leaseSeconds = 120
/** Letters on their way at the same time. */
const lanes = 4
/** How often the outbox is looked at, in milliseconds. */
const pollEvery = 500
/** How often what has no use any more is forgotten, and reminders are written, in milliseconds. */
const sweepEvery = 3_600_000

const sender = { kind: 'system', ref: 'sender' } as const

/** Sends until the signal aborts; a letter on its way is finished first. Never throws for a letter or the store. */
export async function sendMail(portal: Portal, signal: AbortSignal): Promise<void> {
  const transport = openTransport(portal.config)
  let sweepAt = 0
  try {
    while (!signal.aborted) {
      try {
        if (performance.now() >= sweepAt) {
          sweepAt = performance.now() + sweepEvery
          await sweepStale(portal)
          await remindOfCopies(portal)
          await remindOfQuestions(portal)
        }
        await sendRound(portal, transport, signal)
      } catch (error) {
        portal.log.error({ err: error }, 'the outbox could not be emptied; it is tried again')
      }
      await pause(pollEvery, undefined, { signal }).catch(() => undefined)
    }
  } finally {
    transport.close()
  }
}

/** Sends everything that is due now, once, and gives how many letters went out. */
export async function sendDue(portal: Portal): Promise<number> {
  const transport = openTransport(portal.config)
  try {
    return await sendRound(portal, transport)
  } finally {
    transport.close()
  }
}

async function sendRound(portal: Portal, transport: Transport, signal?: AbortSignal): Promise<number> {
  const { store } = portal
  if (!(await mailIsDue(store.read, store.t, portal.now()))) return 0
  let sent = 0
  const lane = async () => {
    const owner = newHandle()
    while (!signal?.aborted) {
      const lease = await takeLease(store, 'mail', owner, portal.now(), leaseSeconds)
      if (!lease) return
      const mail = await mailById(store.read, store.t, lease.id)
      if (mail && (await sendOne(portal, transport, mail, lease.fence))) sent++
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return sent
}

/** True when it went out and was noted. */
async function sendOne(portal: Portal, transport: Transport, mail: Mail, fence: number): Promise<boolean> {
  if (mail.expiresAt !== null && mail.expiresAt <= portal.now()) {
    await note(portal, ledger => mailFailed(ledger, mail.id, fence, 'expired'))
    return false
  }
  try {
    await transport.send(mail)
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    portal.log.warn({ mail: mail.id, kind: mail.kind, trouble: error.trouble }, 'a letter was not taken')
    await tryLater(portal, mail, fence, error)
    return false
  }
  return note(portal, ledger => mailSent(ledger, mail.id, fence))
}

async function tryLater(portal: Portal, mail: Mail, fence: number, { trouble, lasting }: NotTaken): Promise<void> {
  const wait = waits[mail.attempts]
  if (lasting || wait === undefined) {
    await note(portal, ledger => mailFailed(ledger, mail.id, fence, trouble))
    return
  }
  const next = { dueAt: later(portal.now(), wait), attempts: mail.attempts + 1, trouble }
  await postponeMail(portal.store, mail.id, fence, next)
}

class LostLease extends Error {}

/** Records what became of a letter; false when another sender took it over meanwhile, and then it is theirs to record. */
async function note(portal: Portal, change: (ledger: Ledger) => Promise<boolean>): Promise<boolean> {
  try {
    await record(portal.store, portal.now(), sender, async ledger => {
      if (!(await change(ledger))) throw new LostLease()
    })
    return true
  } catch (error) {
    if (error instanceof LostLease) return false
    throw error
  }
}
