/** What staff do with a letter: save it, start again from the template, put in what is missing, send it, take it back. */
import { z } from 'zod'
import { queueAnswer, takeBackAnswer } from '#db/answer.ts'
import { draftOf, longestLetter, saveDraft } from '#db/letter-draft.ts'
import { type Ledger, record } from '#db/record.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { languages, type Language } from '#domain/language.ts'
import { letterParts } from '#domain/letter.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { draftLetter } from '../letter/draft.ts'
import { letterOf } from '../letter/facts.ts'
import { unsaid } from '../letter/parts.ts'
import { recipientOf } from '../letter/recipient.ts'
import { standardPart } from '../letter/standard.ts'
import { renderTemplate } from '../letter/template.ts'
import { missing } from '../missing.ts'
import { type Change, declineStale, seenIn } from './stale.ts'

const text = z.string().transform(value => value.replaceAll('\r\n', '\n').trim())
const language = z.enum(languages)
const form = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), text, language }),
  z.object({ intent: z.literal('redraft'), language }),
  z.object({ intent: z.literal('add'), text, language, part: z.enum(letterParts) }),
  z.object({
    intent: z.literal('send'),
    text,
    language,
    plan: z.string().max(64),
    way: z.enum(['page', 'post']).nullable().catch(null),
  }),
  z.object({ intent: z.literal('takeBack') }),
])

/** What came of it, for the address: the page says it in words. */
export const results = ['saved', 'savedFirst', 'redrafted', 'added', 'takenBack', 'tooLate', 'queued'] as const
export type LetterResult = (typeof results)[number]
export type LetterRefused = {
  because?: 'empty' | 'long' | 'changed' | 'notReady' | 'onItsWay' | 'way'
  stale?: readonly Change[]
  typed?: { text: string; language: Language }
}

/** Makes the change that the form asks for: what came of it, or why not, with what was typed. */
export async function changeLetter(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  sent: FormData,
): Promise<LetterResult | LetterRefused> {
  const { portal, now } = context
  const { store, register } = portal
  const wanted = form.safeParse({ way: null, ...Object.fromEntries(sent) })
  if (!wanted.success) throw missing()
  const { data } = wanted
  const change = <T>(body: (ledger: Ledger) => Promise<T>) =>
    record<T | { stale: readonly Change[] }>(store, now, { kind: 'staff', ref: staff.staffId }, async ledger => {
      await declineStale(ledger, row.id, seenIn(sent))
      return body(ledger)
    })
  const save = (written: { text: string; language: Language }) =>
    change(async ledger => {
      await saveDraft(ledger, register.controller, { requestId: row.id, staffId: staff.staffId, ...written })
      return null
    })

  if (data.intent === 'takeBack') {
    const back = await record(store, now, { kind: 'staff', ref: staff.staffId }, ledger =>
      takeBackAnswer(ledger, register.controller, row.id),
    )
    return back ? 'takenBack' : 'tooLate'
  }
  const letter = await letterOf(portal, row, { now, language: data.language })
  if (!letter || row.answeredAt || row.closedAt) return { because: letter ? 'onItsWay' : 'notReady' }
  if (data.intent === 'redraft') {
    const drafted = await draftLetter(portal, letter, data.language)
    return (await save({ text: drafted.text, language: data.language })) ?? 'redrafted'
  }
  const typed = { text: data.text, language: data.language }
  if (typed.text === '') return { because: 'empty', typed }
  if (typed.text.length > longestLetter) return { because: 'long', typed }
  const kept = (refused: LetterRefused | null, result: LetterResult) => (refused ? { ...refused, typed } : result)
  if (data.intent === 'save') return kept(await save(typed), 'saved')
  if (data.intent === 'add') {
    const part = renderTemplate(standardPart(data.part, row.right, typed.language), letter.facts)
    const added = 'text' in part ? `${typed.text}\n\n${part.text}` : typed.text
    return kept(await save({ ...typed, text: added }), 'added')
  }
  const draft = await draftOf(store.read, store.t, row.id)
  // Only what was saved, and so could be read as a whole, goes.
  if (!draft || draft.text !== typed.text || draft.language !== typed.language)
    return kept(await save(typed), 'savedFirst')
  const recipient = await recipientOf(portal, row, draft.language)
  const way = recipient.account ? data.way : 'post'
  if (!way) return { because: 'way', typed }
  const queued = await change(ledger =>
    queueAnswer(ledger, register.controller, {
      requestId: row.id,
      planHash: data.plan,
      partsMissing: unsaid(draft.text, letter, draft.language).length,
      language: draft.language,
      way,
      staffId: staff.staffId,
    }),
  )
  if (typeof queued === 'string') return { because: queued, typed }
  return 'stale' in queued ? { ...queued, typed } : 'queued'
}
