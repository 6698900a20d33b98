/** Requests that seem to repeat one another, and those that were joined: for the pages of staff and of the person. */
import { areStrangers, likelyRepeats, type MergeFault, mergedInto, mergeRequests, unmergeRequest } from '#db/merge.ts'
import { record } from '#db/record.ts'
import { requestByReference, requestById, type SubjectRequest } from '#db/subject-request.ts'
import { dayOf, type Day } from '#domain/day.ts'
import { readReference } from '#domain/reference.ts'
import type { Right } from '#domain/right.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'

export type RepeatsView = {
  reference: string
  right: Right
  received: Day
  /** The request that this one was merged into. */
  into: { reference: string; received: Day } | null
  /** Requests that this one answers too. */
  merged: readonly { reference: string; received: Day }[]
  likely: readonly {
    reference: string
    received: Day
    because: 'person' | 'email' | 'name'
    letter: string | null
    subjectId: string
    samePerson: boolean
    /** No source knows either of the two, so nobody can say that they are one. */
    strangers: boolean
  }[]
  /** Joined requests come apart again while neither was answered. */
  open: boolean
}

/** Null when this request stands alone. Nobody's data are in it but references and days. */
export async function repeatsView({ portal }: Context, request: SubjectRequest): Promise<RepeatsView | null> {
  const { store, register } = portal
  const day = (row: SubjectRequest) => dayOf(row.receivedAt, register.controller.timeZone)
  const of = (row: SubjectRequest) => ({ reference: row.reference, received: day(row) })
  const [into, merged, likely] = await Promise.all([
    request.mergedInto ? requestById(store.read, store.t, request.mergedInto) : null,
    mergedInto(store.read, store.t, request.id),
    request.answeredAt ? [] : likelyRepeats(store.read, store.t, request),
  ])
  if (!into && merged.length === 0 && likely.length === 0) return null
  const strangers = await Promise.all(likely.map(each => areStrangers(store.read, store.t, [request, each.request])))
  return {
    ...of(request),
    right: request.right,
    into: into && of(into),
    merged: merged.map(of),
    likely: likely.map((each, index) => ({
      ...of(each.request),
      strangers: strangers[index] ?? false,
      because: each.because,
      letter: each.request.letterId,
      subjectId: each.request.subjectId,
      samePerson: each.request.subjectId === request.subjectId,
    })),
    open: request.answeredAt === null && request.closedAt === null,
  }
}

export type RepeatFault = MergeFault | 'notMerged'

/** Joins two requests (`with`), or takes one out of another; null when it is done. */
export async function changeRepeats(
  { portal, now }: Context,
  staff: StaffVisitor,
  wanted: { reference: string; with: string | null },
): Promise<RepeatFault | null> {
  const { store, register } = portal
  const find = async (typed: string) => {
    const reference = readReference(typed)
    const row = reference ? await requestByReference(store.read, store.t, reference) : null
    if (!row) throw missing()
    return row
  }
  const one = await find(wanted.reference)
  const other = wanted.with === null ? null : await find(wanted.with)
  return record(store, now, { kind: 'staff', ref: staff.staffId }, async ledger => {
    const fault = other
      ? await mergeRequests(ledger, register.controller, [one.id, other.id])
      : await unmergeRequest(ledger, register.controller, one.id)
    return fault ? ledger.decline(fault) : null
  })
}
