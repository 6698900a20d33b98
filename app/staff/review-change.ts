/** What a reviewer can change: say why they look, hide, show again, release. A refusal is a value: which field, and why. */
import { z } from 'zod'
import type { NoDeciding } from '#db/decision.ts'
import { hideValues, showValue } from '#db/hidden-value.ts'
import { statePurpose } from '#db/look.ts'
import { record } from '#db/record.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { lookPurposes } from '#domain/look-purpose.ts'
import { columnsOf, tablesOf } from '#domain/reading.ts'
import { redactionReasonIds } from '#domain/register.ts'
import { may } from '#domain/staff-role.ts'
import { isCopy } from '#domain/standing.ts'
import { discard } from '#exports/vault.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { countsOf } from '../member/living-record.ts'
import { selfOf } from '../member/self.ts'
import { missing } from '../missing.ts'
import type { AllWords } from '../text/words.ts'
import { holdsRecord, releaseCategory } from './review-release.ts'
import { type Change, declineStale, seenIn } from './stale.ts'

const short = z.string().min(1).max(200)
const change = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('look'), purpose: z.enum(lookPurposes).nullable().catch(null) }),
  z.object({
    intent: z.literal('hide'),
    /** The record's place on the page, to come back to it. */
    at: z.string().regex(/^gegeven-\d{1,3}$/),
    category: short,
    source: short,
    table: short,
    key: short,
    column: z.array(short).max(200),
    whole: z.literal('1').optional(),
    reason: z.enum(redactionReasonIds).nullable().catch(null),
  }),
  z.object({ intent: z.literal('show'), at: z.string().regex(/^gegeven-\d{1,3}$/), id: short }),
  z.object({ intent: z.literal('release'), category: short }),
])

export type ReviewRefusal = keyof AllWords['review']['refusal']
export type Refused = {
  field: string
  because: ReviewRefusal
  /** What was chosen at one record, so that it stays chosen. */
  typed?: { at: string; columns: readonly string[]; reason: string }
}
export type Outcome = { refused: Refused } | { stale: readonly Change[]; typed?: Refused['typed'] } | { done: string }

/** Makes the change that the form asks for. `done`: the place on the page to come back to. */
export async function changeReview(
  context: Context,
  staff: StaffVisitor,
  request: SubjectRequest,
  form: FormData,
): Promise<Outcome> {
  const { store, register, config } = context.portal
  const wanted = change.safeParse({ ...Object.fromEntries(form), column: form.getAll('column') })
  if (!wanted.success) throw missing()
  const { data } = wanted
  if (!may(staff.role, data.intent === 'look' ? 'seeData' : 'work')) throw missing()
  const actor = { kind: 'staff', ref: staff.staffId } as const
  const seen = seenIn(form)
  switch (data.intent) {
    case 'look': {
      const { purpose } = data
      if (!purpose) return { refused: { field: 'purpose', because: 'whyMissing' } }
      await record(store, context.now, actor, ledger =>
        statePurpose(ledger, { sessionId: staff.sessionId, requestId: request.id, purpose }),
      )
      return { done: '' }
    }
    case 'hide': {
      const { at, reason, whole, source, table, key, category } = data
      const columns = columnsHere(context, request, data)
      if (!columns) throw missing()
      const typed = { at, columns: data.column, reason: reason ?? '' }
      if (!reason) return { refused: { field: `${at}-reason`, because: 'reasonMissing', typed } }
      if (!whole && columns.length === 0) return { refused: { field: `${at}-values`, because: 'nothing', typed } }
      if (!(await holdsRecord(context.portal, request, { category, source, table, key }))) throw missing()
      const found = await countOf(context, request, category)
      const outcome = await record(store, context.now, actor, async ledger => {
        await declineStale(ledger, request.id, seen)
        return hideValues(ledger, register.controller, request, {
          category,
          source,
          table,
          key,
          columns: whole ? [null] : columns,
          reason,
          staffId: staff.staffId,
          found,
        })
      })
      return finished(outcome, config.dataDir, at, typed)
    }
    case 'show': {
      const outcome = await record(store, context.now, actor, async ledger => {
        await declineStale(ledger, request.id, seen)
        return showValue(ledger, register.controller, request, { id: data.id, staffId: staff.staffId })
      })
      return finished(outcome, config.dataDir, data.at)
    }
    case 'release': {
      const outcome = await releaseCategory(context, staff, request, data.category, seen)
      if (typeof outcome === 'object') return outcome
      if (outcome === 'lookFirst' || outcome === 'lookAll') return { refused: { field: 'release', because: outcome } }
      return { done: 'deel' }
    }
  }
}

type Changed = readonly string[] | 'nothing' | 'full' | NoDeciding | { stale: readonly Change[] }

async function finished(outcome: Changed, dataDir: string, at: string, typed?: Refused['typed']): Promise<Outcome> {
  if (typeof outcome === 'string') {
    const because = outcome === 'nothing' ? 'already' : outcome
    return { refused: { field: `${at}-values`, because, ...(typed ? { typed } : {}) } }
  }
  if ('stale' in outcome) return { stale: outcome.stale, ...(typed ? { typed } : {}) }
  // The copies that held it go at once; a sweep takes what a crash leaves here.
  for (const file of outcome) await discard(dataDir, file)
  return { done: at }
}

/** The chosen columns, as the register knows them in this category; null when there is no such table here, or no copy. */
function columnsHere(
  { portal: { register } }: Context,
  request: SubjectRequest,
  { category, source, table, column }: { category: string; source: string; table: string; column: readonly string[] },
): readonly string[] | null {
  if (!isCopy(request.right) || !(request.scope.categories?.includes(category) ?? true)) return null
  const place = tablesOf(register, category).find(each => each.source.id === source && each.table.id === table)
  if (!place) return null
  const known = new Set(columnsOf(place.table, category).map(each => each.id))
  return column.every(each => known.has(each)) ? [...new Set(column)] : null
}

async function countOf({ portal }: Context, request: SubjectRequest, category: string): Promise<number> {
  const self = await selfOf(portal, request.subjectId)
  return (self && (await countsOf(portal, self, [category])).get(category)) ?? 0
}
