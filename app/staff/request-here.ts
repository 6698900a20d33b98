/** The request that the address of a staff page names, and what the head of each of its pages says. */
import { presentBeside } from '#db/presence.ts'
import { factsOf, seenUpTo } from '#db/request-facts.ts'
import { requestByReference, type SubjectRequest } from '#db/subject-request.ts'
import { checklist, leftToDo } from '#domain/checklist.ts'
import { readReference } from '#domain/reference.ts'
import { need } from '#domain/standing.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'

/** The row by its reference in its one spelling; anything else is not found. */
export async function requestHere(context: Context, reference: string | undefined): Promise<SubjectRequest> {
  const { store } = context.portal
  const known = readReference(reference ?? '')
  const row = known && known === reference ? await requestByReference(store.read, store.t, known) : null
  if (!row) throw missing()
  return row
}

/**
 * What every page of one request shows on top: what is needed now, what is left to do, and who else looks at it.
 * @param partsMissing what the letter must say and does not
 */
export async function requestHead(context: Context, staff: StaffVisitor, row: SubjectRequest, partsMissing: number) {
  const { portal, now } = context
  const { store } = portal
  const [facts, seen, others] = await Promise.all([
    factsOf(store.read, store.t, row),
    seenUpTo(store.read, store.t, row.id),
    presentBeside(store, row.id, staff.staffId, now),
  ])
  const checks = checklist(facts, partsMissing)
  return {
    reference: row.reference,
    right: row.right,
    channel: row.channel,
    receivedAt: row.receivedAt,
    answeredAt: row.answeredAt,
    closedAt: row.closedAt,
    need: need(facts),
    facts,
    checks,
    left: leftToDo(checks),
    /** Goes into every form of the page, so that a stale one is found out. */
    seen,
    /** Names of colleagues who have it open now. */
    others,
  }
}
export type RequestHeadView = Awaited<ReturnType<typeof requestHead>>
