/** Other requests of the same person: what there is, whether this one repeats, and the letter it came in (12(5)). */
import { requestsOf, type SubjectRequest } from '#db/subject-request.ts'
import { addMonths, dayOf } from '#domain/day.ts'
import type { Context } from '../context.ts'

/** Newest of the others that the page lists. */
const shown = 10
/** How far back requests for the same count as repeating, in months. Access at reasonable intervals (recital 63). */
const repeatMonths = 12

export async function othersView({ portal: { store, register } }: Context, row: SubjectRequest) {
  const day = (each: SubjectRequest) => dayOf(each.receivedAt, register.controller.timeZone)
  const others = (await requestsOf(store.read, store.t, row.subjectId)).filter(each => each.id !== row.id)
  const since = addMonths(day(row), -repeatMonths)
  const before = others.filter(
    each => each.right === row.right && each.receivedAt < row.receivedAt && day(each) >= since && !each.mergedInto,
  )
  return {
    letter: row.letterId,
    /** How manieth of this right within a year this one is; 1 is the first. */
    nth: before.length + 1,
    list: others.slice(0, shown).map(each => ({
      reference: each.reference,
      right: each.right,
      received: day(each),
      need: each.need,
      over: each.answeredAt !== null || each.closedAt !== null,
    })),
    more: Math.max(0, others.length - shown),
  }
}
