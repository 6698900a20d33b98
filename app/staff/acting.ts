/** What each change of a request is given, and what it can come to: done, refused at a field, or too late. */
import { type Ledger, record } from '#db/record.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Context, StaffVisitor } from '../context.ts'
import type { RepeatFault } from '../intake/repeats.ts'
import type { words } from '../text/words.ts'
import { type Change, declineStale } from './stale.ts'

type Words = ReturnType<typeof words>

export type Acting = {
  context: Context
  staff: StaffVisitor
  row: SubjectRequest
  form: FormData
  /** The newest entry that the page of this form knew. */
  seen: number
}

export type Refused = {
  field: string
  because: keyof Words['workbench']['refusal'] | keyof Words['staff']['refusal'] | RepeatFault
}
export type Stale = { stale: readonly Change[] }
/** `done`: what is said on the page afterwards. `byHand`: the person cannot read it on a page, so it must go on paper. */
export type Done = { done: keyof Words['workbench']['result'] | null; byHand?: boolean }
export type Outcome = Done | Refused | Stale

/** One thing that a form of the page can do. */
export type Doing = (acting: Acting) => Promise<Outcome>

export const refuse = (field: string, because: Refused['because']): Refused => ({ field, because })

/** One change by this colleague, only when nothing happened since their page was made. */
export function change<T>(
  { context: { portal, now }, staff, row, seen }: Acting,
  body: (ledger: Ledger) => Promise<T>,
): Promise<T | Stale> {
  return record<T | Stale>(portal.store, now, { kind: 'staff', ref: staff.staffId }, async ledger => {
    await declineStale(ledger, row.id, seen)
    return body(ledger)
  })
}

export const isStale = (outcome: unknown): outcome is Stale =>
  typeof outcome === 'object' && outcome !== null && 'stale' in outcome

/** The text of a field as it was typed, without the white space around it; empty when there is none. */
export function textIn(form: FormData, field: string): string {
  const typed = form.get(field)
  return typeof typed === 'string' ? typed.trim() : ''
}

/** The choice of a field, when it is one of these. */
export const choiceIn = <T extends string>(form: FormData, field: string, of: readonly T[]): T | null =>
  of.find(each => each === form.get(field)) ?? null
