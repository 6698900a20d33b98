/** The clock of one request as staff see it: last day, warning, what may be asked, and whether it can be extended. */
import { extensionOf } from '#db/extension.ts'
import { staffNames } from '#db/staff.ts'
import { clockOf, type SubjectRequest } from '#db/subject-request.ts'
import { dayOf } from '#domain/day.ts'
import { deadline, refuseBy, ruler, warning } from '#domain/deadline.ts'
import { extendedDays, extensionRefused } from '#domain/extension.ts'
import { holidays } from '#domain/holidays.ts'
import { openQuestions } from '#domain/question.ts'
import type { Context } from '../context.ts'

export type ClockView = Awaited<ReturnType<typeof clockView>>

export async function clockView({ portal, now }: Context, row: SubjectRequest) {
  const { store, register } = portal
  const { holidays: calendar, timeZone: zone } = register.controller
  const free = holidays(calendar)
  const [clock, extension] = await Promise.all([
    clockOf(store.read, store.t, register.controller, row),
    extensionOf(store.read, store.t, row.id),
  ])
  const names = await staffNames(store.read, store.t, extension ? [extension.by] : [])
  const today = dayOf(now, zone)
  const over = row.answeredAt ?? row.closedAt
  const sum = deadline(clock, free)
  const term = ruler(clock, sum, over ? dayOf(over, zone) : today)
  const days = extendedDays(clock, today, free)
  const refuse = refuseBy(clock, free).answerBy
  return {
    ...sum,
    today,
    received: clock.received,
    ruler: { total: term.total, day: term.total - term.left },
    /** Null once answered or closed. */
    warning: over ? null : warning(sum, today),
    overdue: !over && term.overdue,
    refuseBy: refuse,
    refuseLate: refuse !== null && today > refuse,
    extension: extension && {
      ground: extension.ground,
      reason: extension.reason,
      months: extension.months === 1 ? (1 as const) : (2 as const),
      noticeDay: extension.noticeDay,
      by: names.get(extension.by) ?? null,
    },
    /** Why no extension can be sent today; null when it can. */
    extensionRefused: extensionRefused({ answered: over !== null, clock, today }, free),
    /** What each length would lead to; while a question is open, what it is without the pause. */
    extended: { 1: days[1].answerBy ?? days[1].unsuspended, 2: days[2].answerBy ?? days[2].unsuspended },
    questions: over ? [] : openQuestions(clock.pauses, today),
    /** Any question that is open, also one that stops nothing. */
    asked: !over && clock.pauses.some(({ until }) => until === null),
    pauses: clock.pauses,
  }
}
