/** What the page of a letter shows: the draft, how it reads, what it lacks, and how it went. */
import { answerOf } from '#db/answer.ts'
import { draftOf } from '#db/letter-draft.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { staffNames } from '#db/staff.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { dayOf } from '#domain/day.ts'
import { planHash } from '#domain/decision.ts'
import type { Language } from '#domain/language.ts'
import { courtUntil, courtUntilRolled, requiredParts } from '#domain/letter.ts'
import { postingOf } from '#db/posting.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { blocksOf, plainLines } from '../letter/blocks.ts'
import { draftLetter } from '../letter/draft.ts'
import { letterOf } from '../letter/facts.ts'
import { liveOn } from '../letter/live.ts'
import { filledIn } from '../letter/marks.ts'
import { unsaid } from '../letter/parts.ts'
import { recipientOf } from '../letter/recipient.ts'
import { lostSigns } from '../letter/signs.ts'
import { longDay } from '../text/dates.ts'
import { measure } from '../text/meter.ts'
import { words } from '../text/words.ts'
import { lookAtLetter } from './letter-look.ts'

export type LetterView = Awaited<ReturnType<typeof letterView>>

/** @param typed what came back with an error, instead of what is saved */
export async function letterView(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  typed?: { text: string; language: Language },
) {
  const { portal, now } = context
  const { store, register } = portal
  const zone = register.controller.timeZone
  const [draft, answer, plan] = await Promise.all([
    draftOf(store.read, store.t, row.id),
    answerOf(store.read, store.t, row.id),
    answerPlanOf(store.read, store.t, row.id),
  ])
  const recipient = await recipientOf(portal, row, draft?.language ?? context.language)
  const language = typed?.language ?? draft?.language ?? recipient.language
  const letter = await letterOf(portal, row, { now, language })
  const mayWork = may(staff.role, 'work')
  const w = words(context.language).letters
  if (answer && !answer.sentAt) {
    const left = Math.max(0, Math.ceil((Date.parse(answer.goesAt) - Date.parse(now)) / 1000))
    return { state: 'queued' as const, left, mayWork }
  }
  if (answer?.sentAt) {
    const named = await lookAtLetter(context, staff, row)
    const posting = await postingOf(store.read, store.t, row.id, zone)
    const poster = posting && (await staffNames(store.read, store.t, [posting.by]))
    return {
      state: 'sent' as const,
      mayWork,
      today: dayOf(now, zone),
      posting: posting && { ...posting, by: poster?.get(posting.by) ?? '' },
      at: answer.sentAt,
      way: answer.way,
      named,
      blocks: named ? blocksOf(answer.text) : null,
      language: answer.language,
      // Who has a page fetches the copy there; for who has none, or gets the answer by post, staff do.
      bundle: letter !== null && letter.bundleUntil !== null && (!recipient.account || answer.way === 'post'),
    }
  }
  if (!letter) return { state: 'undecided' as const }
  const named = await lookAtLetter(context, staff, row)
  const name = named ? recipient.name : w.nameMark
  const made = draft ? null : await draftLetter(portal, letter, language)
  const text = typed?.text ?? draft?.text ?? made?.text ?? ''
  const day = dayOf(now, zone)
  const missing = unsaid(text, letter, language)
  const filled = filledIn(text, liveOn(day, language, { name, bundleUntil: letter.bundleUntil }))
  const names = draft ? await staffNames(store.read, store.t, [draft.by]) : null
  return {
    state: 'draft' as const,
    outcome: letter.is.outcome,
    language,
    text,
    saved: draft && { by: names?.get(draft.by) ?? '', at: draft.at },
    broken: made?.broken ?? null,
    parts: requiredParts(letter.is).map(part => ({ part, said: !missing.includes(part) })),
    meter: measure(plainLines(filled), language),
    court: [longDay(courtUntil(day), context.language), longDay(courtUntilRolled(day), context.language)] as const,
    // A late answer has no term, and who got all has nothing to bring to court.
    courtShown: requiredParts(letter.is).includes('courtTerm'),
    blocks: blocksOf(filled),
    named,
    lost: lostSigns(filled),
    plan: planHash(plan),
    account: recipient.account,
    mayWork,
  }
}
