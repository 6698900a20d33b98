/** Unusually many people opened: a line in the server's log, and for the officer a notice of the last week. */
import { alarmsSince } from '#db/many-opened.ts'
import type { ManyOpened } from '#domain/many-opened.ts'
import { later } from '#domain/moment.ts'
import type { Context, StaffVisitor } from '../context.ts'
import type { Portal } from '../portal.ts'
import { moment } from '../text/dates.ts'

/** How long an alarm is shown, in seconds. */
const shownFor = 7 * 86_400

/** Says it to who watches the server; without a name of anybody. */
export function warnOfMany({ log }: Pick<Portal, 'log'>, alarm: ManyOpened | null): void {
  if (alarm) log.warn({ ...alarm }, 'one member of staff opened the data of unusually many people')
}

/** What the officer is shown; nothing for anybody else. */
export async function alarmsFor({ portal, now, language }: Context, staff: StaffVisitor) {
  if (staff.role !== 'officer') return []
  const { read, t } = portal.store
  const alarms = await alarmsSince(read, t, later(now, -shownFor))
  return alarms.map(({ at, ...alarm }) => ({ ...alarm, when: moment(at, language) }))
}
