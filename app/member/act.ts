/** What somebody does on the page of their request: write to us, ask to look again, stop it, keep its copy longer. */
import { record } from '#db/record.ts'
import { askSecondLook } from '#db/second-look.ts'
import { requestOf } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { readReference } from '#domain/reference.ts'
import { longestLook } from '#domain/second-look.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import { changeRequest } from './change-request.ts'
import { takeReply } from './reply.ts'

export const results = ['prolonged', 'stopped', 'late', 'sent', 'resumed', 'look'] as const
export type ActResult = (typeof results)[number]
export type Acted =
  | { reference: string; result: ActResult }
  /** What is wrong, by field, and what was typed there. */
  | { errors: { message?: string; look?: string }; typed: { message?: string; look?: string } }

/** Null when there is no such request of theirs, or nothing that can be done by that name. */
export async function act(
  portal: Portal,
  subjectId: string,
  reference: string,
  form: URLSearchParams,
  { now, language }: { now: Instant; language: Language },
): Promise<Acted | null> {
  const wanted = form.get('do')
  if (wanted === 'message') return reply(portal, subjectId, reference, form.get('message') ?? '', { now, language })
  if (wanted === 'look') return lookAgain(portal, subjectId, reference, form.get('look') ?? '', { now, language })
  return changeRequest(portal, subjectId, reference, wanted, now)
}

type Viewing = { now: Instant; language: Language }

async function reply(
  portal: Portal,
  subjectId: string,
  typed: string,
  message: string,
  { now, language }: Viewing,
): Promise<Acted | null> {
  const reference = readReference(typed)
  const result = reference && (await takeReply(portal, subjectId, reference, message, now))
  if (!reference || !result) return null
  if (result === 'sent' || result === 'resumed') return { reference, result }
  return { errors: { message: words(language).dialogue[result] }, typed: { message } }
}

async function lookAgain(
  portal: Portal,
  subjectId: string,
  typed: string,
  look: string,
  { now, language }: Viewing,
): Promise<Acted | null> {
  const { store, register } = portal
  const reference = readReference(typed)
  const row = reference && (await requestOf(store.read, store.t, reference, subjectId))
  if (!reference || !row) return null
  const w = words(language).dialogue
  const text = look.trim()
  const wrong = (error: string): Acted => ({ errors: { look: error }, typed: { look } })
  if (text === '') return wrong(w.lookEmpty)
  if (text.length > longestLook) return wrong(w.lookLong)
  const refused = await record(store, now, { kind: 'member', ref: subjectId }, ledger =>
    askSecondLook(ledger, register.controller, { requestId: row.id, text }),
  )
  return refused ? wrong(w.lookRefused[refused]) : { reference, result: 'look' }
}
