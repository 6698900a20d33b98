/**
 * The clock of Art. 12(3) GDPR, counted as Regulation 1182/71 says: one calendar month from the civil date of receipt,
 * clamped once, shifted by pauses, then rolled to a working day. Never "30 days". The sum is told in steps, which page,
 * mail and log put into words (`app/text/…/clock.ts`).
 */
import { addDays, addMonths, type Day, daysBetween, earlier, later } from './day.ts'
import { type FreeDay, freeDay, type Holidays } from './holidays.ts'
import { isCounted, type Pause, type PauseKind, type Stop, stopsOf } from './pause.ts'

/** One extension, by at most two months (TIME-08). `noticeDay`: the day its notice, with reasons, was sent. */
export type Extension = { noticeDay: Day; months: 1 | 2 }

/** The facts that the last day follows from. `received` is the civil date of receipt in the controller's zone (TIME-02). */
export type Clock = { received: Day; pauses: readonly Pause[]; extension: Extension | null }

export type Deadline = {
  /** The last day to answer, inclusive; overdue begins at the next midnight. Null while a pause is open. */
  answerBy: Day | null
  /** The same day before rolling: warn from here. Null while a pause is open. */
  nominal: Day | null
  /** Limit for a notice of extension and for a refusal (12(3), 12(4)). Null while a pause in the first month is open. */
  firstMonthEnds: Day | null
  /** Days that remain once the open pause ends; null when the clock runs. */
  daysLeft: number | null
  /** What `answerBy` would be without the open pause; null when the clock runs. Shown as a warning (TIME-11). */
  unsuspended: Day | null
  because: readonly Step[]
}

/** One step of the sum; `because` has them in the order in which people tell it. */
export type Step =
  | { code: 'received'; day: Day; free: FreeDay | null }
  /** `clamped`: the date does not exist in that month, so the month's last day counts (TIME-04). */
  | { code: 'months'; months: 1 | 2 | 3; from: Day; to: Day; clamped: boolean }
  | { code: 'extended'; noticeDay: Day; months: 1 | 2; firstMonthEnds: Day | null }
  | { code: 'extensionTooLate'; noticeDay: Day; firstMonthEnds: Day }
  /** The clock stood still for `days`; the last day moves to `to`. */
  | { code: 'paused'; kinds: readonly PauseKind[]; from: Day; until: Day; days: number; to: Day }
  | { code: 'pauseOpen'; kinds: readonly PauseKind[]; from: Day; daysLeft: number; unsuspended: Day }
  /** Did not count by law (a `void-…` kind). */
  | { code: 'pauseVoid'; kind: PauseKind; from: Day; until: Day | null }
  /** Began when the period was already over (`ended`). */
  | { code: 'pauseTooLate'; from: Day; until: Day | null; ended: Day }
  /** Not later than whole months counted afresh from the answer that ended the pause (TIME-11). */
  | { code: 'capped'; answered: Day; months: 1 | 2 | 3; to: Day }
  | { code: 'rolled'; from: Day; to: Day; over: readonly { day: Day; free: FreeDay }[] }
  | { code: 'answerBy'; day: Day }

/** The last day to answer, with its sum (12(3); TIME-01 … TIME-12). */
export function deadline(clock: Clock, holidays: Holidays): Deadline {
  const stops = stopsOf(clock.received, clock.pauses)
  const first = count(clock.received, 1, stops, holidays)
  const extension = extensionOf(clock, first)
  const whole = extension?.inTime ? count(clock.received, extension.total, stops, holidays) : first
  return {
    answerBy: whole.answerBy,
    nominal: whole.open ? null : whole.nominal,
    firstMonthEnds: first.answerBy,
    daysLeft: whole.open ? whole.open.daysLeft : null,
    unsuspended: whole.open ? whole.open.unsuspended : null,
    because: [
      { code: 'received', day: clock.received, free: freeDay(clock.received, holidays) },
      ...(extension ? [extension.step] : []),
      ...clock.pauses.filter(pause => !isCounted(pause)).map(pause => ({ code: 'pauseVoid' as const, ...pause })),
      ...whole.steps,
      ...(whole.answerBy ? [{ code: 'answerBy' as const, day: whole.answerBy }] : []),
    ],
  }
}

/** The last day to refuse, in whole or in part (12(4), TIME-10): an extension does not move it. */
export function refuseBy(clock: Clock, holidays: Holidays): Deadline {
  return deadline({ ...clock, extension: null }, holidays)
}

/** The first working day on or after this one (Reg. 1182/71 Art. 3(4), TIME-05), with the free days it passed. */
export function rolled(day: Day, holidays: Holidays): { day: Day; over: { day: Day; free: FreeDay }[] } {
  const over: { day: Day; free: FreeDay }[] = []
  for (let to = day; ; to = addDays(to, 1)) {
    const free = freeDay(to, holidays)
    if (!free) return { day: to, over }
    over.push({ day: to, free })
  }
}

/** How far a clock has run, for the day ruler: "dag 19 van 30". While a pause is open the day stands still. */
export type Ruler = { total: number; today: number; left: number; overdue: boolean }

/** @param today civil date in the controller's zone. Day 0 is the day of receipt, which is not counted (TIME-03). */
export function ruler(clock: Clock, { answerBy, because }: Deadline, today: Day): Ruler {
  const open = because.find(step => step.code === 'pauseOpen')
  const end = open ? addDays(open.from, open.daysLeft) : (answerBy ?? clock.received)
  const now = open ? earlier(open.from, today) : today
  const total = daysBetween(clock.received, end)
  const left = daysBetween(now, end)
  return {
    total,
    today: Math.min(Math.max(total - left, 0), total),
    left,
    overdue: answerBy !== null && today > answerBy,
  }
}

/** How loud to warn: from the nominal day on, the earlier one; the rolled day is the outer limit (law/rules §2). */
export type Warning = { left: number; tone: 'calm' | 'soon' | 'late' }

/** Days before the nominal day from which a request is soon due, and urgent. */
const soonFrom = 7
const urgentFrom = 2

/**
 * `left`: days until the last day, negative when it is over. The tone counts from the nominal day, so that free days are
 * no reason to wait. While a pause is open the day without it counts. Null when no day is known.
 */
export function warning({ answerBy, nominal, unsuspended }: Deadline, today: Day): Warning | null {
  const last = answerBy ?? unsuspended
  if (last === null) return null
  const left = daysBetween(today, last)
  const careful = daysBetween(today, nominal ?? last)
  return { left, tone: left < 0 || careful <= urgentFrom ? 'late' : careful <= soonFrom ? 'soon' : 'calm' }
}

type Count = {
  nominal: Day
  answerBy: Day | null
  open: { daysLeft: number; unsuspended: Day } | null
  steps: Step[]
}

/** Counts whole months from receipt, then the pauses in their order, then rolls once. */
function count(received: Day, months: 1 | 2 | 3, stops: readonly Stop[], holidays: Holidays): Count {
  const start = addMonths(received, months)
  const steps: Step[] = [
    { code: 'months', months, from: received, to: start, clamped: start.slice(8) !== received.slice(8) },
  ]
  let nominal = start
  let stopped = 0
  for (const stop of stops) {
    const { day: ends } = rolled(nominal, holidays)
    // What starts after the period has run out revives nothing.
    if (stop.from > ends) {
      steps.push({ code: 'pauseTooLate', from: stop.from, until: stop.until, ended: ends })
      continue
    }
    if (stop.until === null) {
      const daysLeft = Math.max(daysBetween(stop.from, nominal), 0)
      steps.push({ code: 'pauseOpen', kinds: stop.kinds, from: stop.from, daysLeft, unsuspended: ends })
      return { nominal, answerBy: null, open: { daysLeft, unsuspended: ends }, steps }
    }
    const days = daysBetween(stop.from, stop.until)
    stopped += days
    const shifted = addDays(start, stopped)
    steps.push({
      code: 'paused',
      kinds: stop.kinds,
      from: stop.from,
      until: stop.until,
      days,
      to: later(shifted, nominal),
    })
    const afresh = addMonths(stop.until, months)
    nominal = earlier(shifted, afresh)
    if (afresh < shifted) steps.push({ code: 'capped', answered: stop.until, months, to: afresh })
  }
  const { day: answerBy, over } = rolled(nominal, holidays)
  if (over.length > 0) steps.push({ code: 'rolled', from: nominal, to: answerBy, over })
  return { nominal, answerBy, open: null, steps }
}

/** An extension counts when its notice was sent within the first month (TIME-09); that month ends as pauses made it end. */
function extensionOf(
  { received, extension }: Clock,
  first: Count,
): { inTime: boolean; total: 2 | 3; step: Step } | null {
  if (!extension || extension.noticeDay < received) return null
  const { noticeDay, months } = extension
  const total = months === 1 ? 2 : 3
  const ends = first.answerBy
  // While a pause in the first month is open, that month has not run out.
  if (ends !== null && noticeDay > ends) {
    return { inTime: false, total, step: { code: 'extensionTooLate', noticeDay, firstMonthEnds: ends } }
  }
  return { inTime: true, total, step: { code: 'extended', noticeDay, months, firstMonthEnds: ends } }
}
