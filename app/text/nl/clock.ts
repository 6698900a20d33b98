/** De termijn in woorden: elke stap van de som, zoals pagina, mail en logboek die vertellen. */
import type { Day } from '#domain/day.ts'
import type { Step } from '#domain/deadline.ts'
import type { FreeDay } from '#domain/holidays.ts'
import type { PauseKind } from '#domain/pause.ts'
import { longDay, plainDay, shortDay } from '../dates.ts'

const months = { 1: 'één maand', 2: 'twee maanden', 3: 'drie maanden' } as const

const freeDays: Readonly<Record<FreeDay, string>> = {
  saturday: 'zaterdag',
  sunday: 'zondag',
  newYear: 'Nieuwjaarsdag',
  goodFriday: 'Goede Vrijdag',
  easterMonday: 'tweede paasdag',
  kingsDay: 'Koningsdag',
  liberationDay: 'Bevrijdingsdag',
  ascension: 'Hemelvaartsdag',
  whitMonday: 'tweede pinksterdag',
  christmas: 'eerste kerstdag',
  secondChristmas: 'tweede kerstdag',
  decree: 'een vrije dag volgens een koninklijk besluit',
}

const questions: Readonly<Record<string, string>> = {
  identity: 'we wilden zeker weten dat jij het bent',
  clarify: 'we vroegen welke gegevens je bedoelt',
}

const voids: Readonly<Record<string, string>> = {
  'void-authenticated': 'je was al ingelogd',
  'void-no-doubt': 'er was geen duidelijke twijfel over wie je bent',
  'void-not-access': 'die vraag mag alleen bij inzage',
  'void-small': 'het ging niet om heel veel gegevens',
  'void-late': 'we stelden de vraag te laat',
}

const long = (day: Day) => longDay(day, 'nl')
const plain = (day: Day) => plainDay(day, 'nl')
const days = (count: number) => (count === 1 ? '1 dag' : `${count} dagen`)
const list = (words: readonly string[]) => new Intl.ListFormat('nl').format(words)
/** Aan het begin van een zin: "Eén", niet "Één". */
const atStart = { 1: 'Eén maand', 2: 'Twee maanden', 3: 'Drie maanden' } as const
const asked = (kinds: readonly PauseKind[]) => list(kinds.map(kind => questions[kind] ?? kind))

function step(one: Step): string {
  switch (one.code) {
    case 'received':
      return `Ingediend op ${long(one.day)}.`
    case 'months':
      return one.clamped
        ? `${atStart[one.months]} later is ${plain(one.to)} (artikel 12 lid 3 AVG). Die maand is korter, dus geldt de laatste dag.`
        : `${atStart[one.months]} later is ${plain(one.to)} (artikel 12 lid 3 AVG).`
    case 'extended':
      return `Op ${plain(one.noticeDay)} zeiden we dat we ${months[one.months]} meer tijd nodig hebben. Dat was op tijd.`
    case 'extensionTooLate':
      return `Op ${plain(one.noticeDay)} vroegen we meer tijd. Dat was te laat: het kon tot en met ${plain(one.firstMonthEnds)}.`
    case 'paused':
      return `Vanaf ${plain(one.from)} stond de tijd ${days(one.days)} stil: ${asked(one.kinds)}. Dan wordt het ${plain(one.to)}.`
    case 'pauseOpen':
      return `Sinds ${plain(one.from)} staat de tijd stil: ${asked(one.kinds)}. Na het antwoord zijn er nog ${days(one.daysLeft)}. Zonder pauze was de laatste dag ${plain(one.unsuspended)}.`
    case 'pauseVoid':
      return `De pauze vanaf ${plain(one.from)} telt niet: ${voids[one.kind] ?? 'daar was geen goede reden voor'}.`
    case 'pauseTooLate':
      return `De pauze vanaf ${plain(one.from)} telt niet: de tijd was al om op ${plain(one.ended)}.`
    case 'capped':
      return `Vanaf het antwoord op ${plain(one.answered)} tellen we niet meer dan ${months[one.months]}. Dat is ${plain(one.to)}.`
    case 'rolled':
      return `${list(one.over.map(({ day, free }) => `${shortDay(day, 'nl', day)} is ${freeDays[free]}`))}. De eerste werkdag daarna is ${long(one.to)}.`
    default:
      return `Je krijgt antwoord uiterlijk op ${long(one.day)}.`
  }
}

/** De som in één bijzin, achter "antwoord uiterlijk …": "omdat we één maand hebben vanaf …". */
function because(steps: readonly Step[]): string {
  const of = <Code extends Step['code']>(code: Code) =>
    steps.filter((one): one is Extract<Step, { code: Code }> => one.code === code)
  const [counted] = of('months')
  if (!counted) return ''
  const paused = of('paused').reduce((sum, one) => sum + one.days, 0)
  const parts = [`omdat we ${months[counted.months]} hebben vanaf ${plain(counted.from)}`]
  if (paused > 0) parts.push(`met ${days(paused)} pauze`)
  if (of('rolled').length > 0) parts.push('en daarna de eerste werkdag geldt')
  return parts.join(', ')
}

export const clock = {
  step,
  /** De hele som, zin na zin. */
  sum: (steps: readonly Step[]) => steps.map(step).join(' '),
  because,
  answerBy: (day: Day) => `Antwoord uiterlijk op ${long(day)}`,
  /** Naam van de dagenbalk voor wie hem niet ziet. */
  ruler: (today: number, total: number, day: Day) => `Dag ${today} van ${total}. Antwoord uiterlijk op ${long(day)}.`,
  paused: (left: number) => `De tijd staat stil. Na het antwoord zijn er nog ${days(left)}.`,
  daysLeft: (left: number) => (left < 0 ? `${days(-left)} te laat` : left === 0 ? 'vandaag' : days(left)),
  refuseBy: (day: Day) => `Afwijzen of meer tijd vragen kan tot en met ${long(day)}.`,
  nominal: (day: Day) => `Voorzichtig gerekend is de laatste dag ${long(day)}.`,
  beyondHorizon: (year: number) =>
    `De vrije dagen volgens koninklijk besluit zijn bekend tot en met ${year}. Controleer de lijst.`,
}
