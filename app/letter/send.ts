/**
 * Letters whose thirty seconds are over go: filled in for this day, there for the person, the request answered, and the mail
 * that says so in the outbox, all in one change (decision 108). Any number of processes may do this at once.
 */
import { type Answer, dueAnswers, holdAnswer, sendAnswer } from '#db/answer.ts'
import { record } from '#db/record.ts'
import { requestById, type SubjectRequest } from '#db/subject-request.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import { obeyNow } from '../bar/obey.ts'
import { settleByAnswer } from '../bar/settle.ts'
import { addressOf } from '../post/address.ts'
import { tellPerson } from '../post/tell.ts'
import type { Portal } from '../portal.ts'
import { recipientOf } from './recipient.ts'
import { letterOf } from './facts.ts'
import { liveOn } from './live.ts'
import { filledIn } from './marks.ts'
import { unsaid } from './parts.ts'

const actor = { kind: 'system', ref: 'sender' } as const

/** Sends what is due now; gives how many letters went. */
export async function sendDueAnswers(portal: Portal): Promise<number> {
  const { store } = portal
  let sent = 0
  for (const answer of await dueAnswers(store.read, store.t, portal.now())) {
    const request = await requestById(store.read, store.t, answer.requestId)
    if (!request) throw new Error('there is no such request')
    if (await sendOne(portal, answer, request)) sent++
  }
  return sent
}

async function sendOne(portal: Portal, answer: Answer, request: SubjectRequest): Promise<boolean> {
  const now = portal.now()
  const { controller } = portal.register
  const letter = await letterOf(portal, request, { now, language: answer.language })
  if (letter && unsaid(answer.text, letter, answer.language).length > 0) {
    // Midnight came in its thirty seconds: a letter that is late says so (UAVG 35(2)), so somebody must look again.
    await record(portal.store, now, actor, ledger => holdAnswer(ledger, controller, answer, 'unsaid'))
    return false
  }
  const text = await finalText(portal, request, answer, now)
  const to = answer.way === 'page' ? await addressOf(portal, request) : null
  const went = await record(portal.store, now, actor, async ledger => {
    const sent = await sendAnswer(ledger, controller, answer, text)
    if (sent) await settleByAnswer(ledger, portal, answer)
    if (sent) await tellPerson(ledger, portal, request.id, to, { kind: 'decided' })
    return sent
  })
  if (went) await obeyNow(portal, request.subjectId)
  return went
}

/** The letter as its reader has it: with their name, and the days that follow from the day it goes. */
export async function finalText(
  portal: Portal,
  request: SubjectRequest,
  { text, language }: Pick<Answer, 'text' | 'language'>,
  at: Instant,
): Promise<string> {
  const { name } = await recipientOf(portal, request, language)
  const letter = await letterOf(portal, request, { now: at, language })
  const day = dayOf(at, portal.register.controller.timeZone)
  return filledIn(text, liveOn(day, language, { name, bundleUntil: letter?.bundleUntil ?? null }))
}
