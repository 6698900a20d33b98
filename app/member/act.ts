/** What somebody does on the page of their request: write to us, ask to look again, stop it, keep its copy longer. */
import { record } from '#db/record.ts'
import { askSecondLook } from '#db/second-look.ts'
import { requestOf } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { readReference } from '#domain/reference.ts'
import { longestLook } from '#domain/second-look.ts'
import type { Context } from '../context.ts'
import { fileFaults } from '../form/ask-form.ts'
import { filesIn } from '../intake/files.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import { changeRequest } from './change-request.ts'
import { type Reply, takeReply, type Written } from './reply.ts'

export const results = ['prolonged', 'stopped', 'late', 'sent', 'resumed', 'look'] as const
export type ActResult = (typeof results)[number]
export type Acted =
  | { reference: string; result: ActResult }
  /** What is wrong, by field, and what was typed there. */
  | { errors: { message?: string; files?: string; look?: string }; typed: { message?: string; look?: string } }

/** Null when there is no such request of theirs, or nothing that can be done by that name. */
export async function act(
  portal: Portal,
  subjectId: string,
  reference: string,
  form: URLSearchParams,
  context: Pick<Context, 'now' | 'language' | 'uploads'>,
): Promise<Acted | null> {
  const { now, language } = context
  const wanted = form.get('do')
  if (wanted === 'message') return reply(portal, subjectId, reference, form.get('message') ?? '', context)
  if (wanted === 'look') return lookAgain(portal, subjectId, reference, form.get('look') ?? '', { now, language })
  return changeRequest(portal, subjectId, reference, wanted, now)
}

type Viewing = { now: Instant; language: Language }

async function reply(
  portal: Portal,
  subjectId: string,
  typed: string,
  message: string,
  context: Pick<Context, 'now' | 'language' | 'uploads'>,
): Promise<Acted | null> {
  const { store } = portal
  const reference = readReference(typed)
  const row = reference && (await requestOf(store.read, store.t, reference, subjectId))
  if (!reference || !row) return null
  const written = writtenIn(message, context)
  const result = await takeReply(portal, { kind: 'member', ref: subjectId }, row, written, context.now)
  if (result === 'sent' || result === 'resumed') return { reference, result }
  return { errors: whyNotSent(result, written, context.language), typed: { message } }
}

/** A message as it came in, with its files. */
export function writtenIn(text: string, context: Pick<Context, 'uploads'>): Written {
  const read = filesIn(context)
  return { text, files: 'fault' in read ? read.fault : read.files }
}

/** What is wrong with a message, at its field. A browser does not give files back: whoever chose some must do so again. */
export function whyNotSent(
  result: Exclude<Reply, 'sent' | 'resumed'>,
  { files }: Written,
  language: Language,
): { message?: string; files?: string } {
  const { dialogue, form } = words(language)
  if (result === 'empty' || result === 'long' || result === 'over') {
    return { message: dialogue[result], ...(files.length > 0 && { files: form.faults.filesAgain }) }
  }
  return { files: result === 'full' ? dialogue.full : form.faults[fileFaults[result]] }
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
