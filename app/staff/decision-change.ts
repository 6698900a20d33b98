/** What staff can change on the page Besluit: decide, ask for a second person, and answer as one. */
import { z } from 'zod'
import { answerApproval, askApproval } from '#db/approval.ts'
import { decide } from '#db/decision.ts'
import { record } from '#db/record.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { dayOf, readDay } from '#domain/day.ts'
import { checkDecision } from '#domain/decision-check.ts'
import { decisionOutcomes, refusalGroundIds } from '#domain/decision.ts'
import { longestApprovalNote } from '#domain/request-note.ts'
import { may } from '#domain/staff-role.ts'
import { discard } from '#exports/vault.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'
import type { AllWords } from '../text/words.ts'
import { words } from '../text/words.ts'
import { oneOf } from './decision-view.ts'
import { type Change, declineStale, seenIn } from './stale.ts'
import { isThemselves } from './themselves.ts'

const plan = z.string().regex(/^[0-9a-f]{64}$/)
const text = z.string().max(100_000)
const change = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('decide'),
    part: z.string().max(200),
    item: z.string().max(200).nullish(),
    outcome: z.enum(decisionOutcomes).nullable().catch(null),
    ground: z
      .enum(refusalGroundIds as [string, ...string[]])
      .nullable()
      .catch(null),
    reason: text,
    wouldChange: text,
    until: z.string().max(20),
  }),
  z.object({ intent: z.literal('ask'), plan }),
  z.object({ intent: z.literal('answer'), plan, say: z.enum(['yes', 'no']), note: text }),
])

export type Typed = Partial<Record<'part' | 'outcome' | 'ground' | 'reason' | 'wouldChange' | 'until' | 'note', string>>
export type Outcome =
  | { done: string }
  | { errors: Readonly<Record<string, string>>; typed: Typed }
  | { stale: readonly Change[]; typed: Typed }

/** Makes the change that the form asks for. `done`: the place on the page to come back to. */
export async function changeDecision(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  form: FormData,
): Promise<Outcome> {
  const wanted = change.safeParse(Object.fromEntries(form))
  if (!wanted.success) throw missing()
  const { data } = wanted
  if (!may(staff.role, data.intent === 'answer' ? 'approve' : 'work')) throw missing()
  const w = words(context.language).review
  const typed: Typed = Object.fromEntries(
    Object.entries(data).filter(([name, value]) => typeof value === 'string' && name !== 'intent'),
  )
  const refused = (field: string, sentence: string): Outcome => ({ errors: { [field]: sentence }, typed })
  const { store, register, config } = context.portal
  const { controller } = register
  const actor = { kind: 'staff', ref: staff.staffId } as const
  const { staffId } = staff
  const seen = seenIn(form)
  if (data.intent === 'decide') {
    const checked = decisionIn(context, row, data)
    if ('faults' in checked) {
      const errors = Object.entries(checked.faults).map(([field, fault]) => [field, w.decision.faults[fault]])
      return { errors: Object.fromEntries(errors), typed }
    }
    const files = await record(store, context.now, actor, async ledger => {
      await declineStale(ledger, row.id, seen)
      return decide(ledger, controller, row, checked.decision, staffId)
    })
    if (typeof files === 'string') return refused('outcome', w.decision.shut[files])
    if ('stale' in files) return { stale: files.stale as readonly Change[], typed }
    for (const file of files) await discard(config.dataDir, file)
    return { done: 'besluiten' }
  }
  if (data.intent === 'ask') {
    const outcome = await record(store, context.now, actor, ledger =>
      askApproval(ledger, controller, row.id, { staffId, plan: data.plan }),
    )
    return outcome === 'asked' ? { done: 'akkoord' } : refused('akkoord', noApproval(w, outcome))
  }
  const note = data.note.trim()
  if (data.say === 'no' && note === '') return refused('note', w.approval.refusal.noteMissing)
  if (note.length > longestApprovalNote) return refused('note', w.approval.refusal.noteLong)
  const isSubject = await isThemselves(context, staff, row)
  const answer = { staffId, plan: data.plan, approved: data.say === 'yes', note, isSubject }
  const outcome = await record(store, context.now, actor, ledger => answerApproval(ledger, controller, row.id, answer))
  return outcome === 'done' ? { done: 'akkoord' } : refused('akkoord', noApproval(w, outcome))
}

function noApproval(w: AllWords['review'], because: Exclude<Awaited<ReturnType<typeof askApproval>>, 'asked'>): string {
  return because === 'answered' || because === 'queued' || because === 'othersLook'
    ? w.decision.shut[because]
    : w.approval.refusal[because]
}

type DecideForm = Extract<z.infer<typeof change>, { intent: 'decide' }>

/** `part` is empty for the whole request, else a category; `item` a record of it. */
function decisionIn({ portal: { register }, now }: Context, row: SubjectRequest, data: DecideForm) {
  const category = data.part === '' ? null : data.part
  if (category !== null && !register.categories.some(each => each.id === category)) throw missing()
  const item = category === null || !data.item ? null : oneOf(data.item)
  const ground = refusalGroundIds.find(each => each === data.ground) ?? null
  const { outcome, reason, wouldChange } = data
  const asked = { category, item, outcome, ground, reason, wouldChange, until: readDay(data.until) }
  return checkDecision(row.right, asked, dayOf(now, register.controller.timeZone))
}
