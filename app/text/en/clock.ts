/** The term in words: each step of the sum, as page, mail and log tell it. */
import type { Day } from '#domain/day.ts'
import type { Step } from '#domain/deadline.ts'
import type { FreeDay } from '#domain/holidays.ts'
import type { PauseKind } from '#domain/pause.ts'
import { longDay, plainDay, shortDay } from '../dates.ts'
import type { clock as nl } from '../nl/clock.ts'
import type { Widen } from '../widen.ts'

const months = { 1: 'one month', 2: 'two months', 3: 'three months' } as const

const freeDays: Readonly<Record<FreeDay, string>> = {
  saturday: 'a Saturday',
  sunday: 'a Sunday',
  newYear: 'New Year’s Day',
  goodFriday: 'Good Friday',
  easterMonday: 'Easter Monday',
  kingsDay: 'King’s Day',
  liberationDay: 'Liberation Day',
  ascension: 'Ascension Day',
  whitMonday: 'Whit Monday',
  christmas: 'Christmas Day',
  secondChristmas: 'the second day of Christmas',
  decree: 'a day off by royal decree',
}

const questions: Readonly<Record<string, string>> = {
  identity: 'we wanted to be sure that it is you',
  clarify: 'we asked which data you mean',
}

const voids: Readonly<Record<string, string>> = {
  'void-authenticated': 'you were signed in already',
  'void-no-doubt': 'there was no clear doubt about who you are',
  'void-not-access': 'that question is only allowed for access',
  'void-small': 'it was not about a very large amount of data',
  'void-late': 'we asked too late',
}

const long = (day: Day) => longDay(day, 'en')
const plain = (day: Day) => plainDay(day, 'en')
const days = (count: number) => (count === 1 ? '1 day' : `${count} days`)
const list = (words: readonly string[]) => new Intl.ListFormat('en-GB').format(words)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const asked = (kinds: readonly PauseKind[]) => list(kinds.map(kind => questions[kind] ?? kind))

function step(one: Step): string {
  switch (one.code) {
    case 'received':
      return `Submitted on ${long(one.day)}.`
    case 'months':
      return one.clamped
        ? `${capital(months[one.months])} later is ${plain(one.to)} (Article 12(3) GDPR). That month is shorter, so its last day counts.`
        : `${capital(months[one.months])} later is ${plain(one.to)} (Article 12(3) GDPR).`
    case 'extended':
      return `On ${plain(one.noticeDay)} we said that we need more time: ${months[one.months]}. That was in time.`
    case 'extensionTooLate':
      return `On ${plain(one.noticeDay)} we asked for more time. That was too late: the limit was ${plain(one.firstMonthEnds)}.`
    case 'paused':
      return `From ${plain(one.from)} the clock stood still for ${days(one.days)}: ${asked(one.kinds)}. That makes it ${plain(one.to)}.`
    case 'pauseOpen':
      return `The clock has stood still since ${plain(one.from)}: ${asked(one.kinds)}. After the answer ${days(one.daysLeft)} remain. Without the pause the last day would be ${plain(one.unsuspended)}.`
    case 'pauseVoid':
      return `The pause from ${plain(one.from)} does not count: ${voids[one.kind] ?? 'there was no good reason for it'}.`
    case 'pauseTooLate':
      return `The pause from ${plain(one.from)} does not count: the time had run out on ${plain(one.ended)}.`
    case 'capped':
      return `From the answer on ${plain(one.answered)} we count no more than ${months[one.months]}. That is ${plain(one.to)}.`
    case 'rolled':
      return `${list(one.over.map(({ day, free }) => `${shortDay(day, 'en', day)} is ${freeDays[free]}`))}. The first working day after that is ${long(one.to)}.`
    default:
      return `You get an answer on ${long(one.day)} at the latest.`
  }
}

function because(steps: readonly Step[]): string {
  const of = <Code extends Step['code']>(code: Code) =>
    steps.filter((one): one is Extract<Step, { code: Code }> => one.code === code)
  const [counted] = of('months')
  if (!counted) return ''
  const paused = of('paused').reduce((sum, one) => sum + one.days, 0)
  const parts = [`because we have ${months[counted.months]} from ${plain(counted.from)}`]
  if (paused > 0) parts.push(`with a pause of ${days(paused)}`)
  if (of('rolled').length > 0) parts.push('and then the first working day counts')
  return parts.join(', ')
}

export const clock: Widen<typeof nl> = {
  step,
  sum: steps => steps.map(step).join(' '),
  because,
  answerBy: day => `Answer by ${long(day)}`,
  ruler: (today, total, day) => `Day ${today} of ${total}. Answer by ${long(day)}.`,
  paused: left => `The clock stands still. After the answer ${days(left)} remain.`,
  daysLeft: left => (left < 0 ? `${days(-left)} late` : left === 0 ? 'today' : days(left)),
  refuseBy: day => `Refusing or asking for more time is possible up to and including ${long(day)}.`,
  nominal: day => `To be on the safe side the last day is ${long(day)}.`,
  beyondHorizon: year => `The days off by royal decree are known until ${year}. Check the list.`,
}
