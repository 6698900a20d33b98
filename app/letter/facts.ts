/** What a letter can say: the decisions, the clock, the copy and who we are, in words. */
import { type Export, expiryOf, exportsOf, isReady, lastDayOf, partsOf } from '#db/export.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { deadlineOf, type SubjectRequest } from '#db/subject-request.ts'
import { type Day, dayOf, type Instant } from '#domain/day.ts'
import type { Deadline } from '#domain/deadline.ts'
import { type AnswerPlan, type Decision, groundOf } from '#domain/decision.ts'
import type { Language } from '#domain/language.ts'
import { type LetterCase, letterCase } from '#domain/letter.ts'
import { redactionReasons, type RedactionReason, type Register } from '#domain/register.ts'
import type { Portal } from '../portal.ts'
import { longDay, number } from '../text/dates.ts'
import { bundleWords } from '../text/bundle-words.ts'
import { words } from '../text/words.ts'
import { articleInWords } from './article.ts'
import { mark } from './marks.ts'

/** One part that is not given, or that is. */
type Part = { what: string; because: string }
type Refused = Part & { article: string; until: string; change: string }

/** The facts that a template can name; a name outside this list is an error in the template. */
export type Facts = {
  /** Filled in when the letter goes (`live.ts`). */
  name: string
  today: string
  court_until: string
  bundle_until: string
  reference: string
  received: string
  answer_by: string
  late: boolean
  given: readonly Part[]
  refused: readonly Refused[]
  hidden: readonly (Part & { count: string; article: string })[]
  searched: readonly string[]
  controller: string
  contact: string
  site: string
  authority: string
  authority_site: string
}

export type LetterOf = {
  is: LetterCase
  facts: Facts
  /** Last day on which the copy can be fetched; null without a copy. */
  bundleUntil: Day | null
}

/** Everything about the letter of a request that would be sent on `now`; null before anything is decided. */
export async function letterOf(
  portal: Pick<Portal, 'store' | 'register' | 'config'>,
  row: SubjectRequest,
  { now, language }: { now: Instant; language: Language },
): Promise<LetterOf | null> {
  const { store, register, config } = portal
  const { controller } = register
  const [plan, term, jobs] = await Promise.all([
    answerPlanOf(store.read, store.t, row.id),
    deadlineOf(store.read, store.t, controller, row),
    exportsOf(store.read, store.t, row.id),
  ])
  const is = letterCase(row.right, plan.decisions, plan.hidden.length, { term, day: dayOf(now, controller.timeZone) })
  if (!is) return null
  const newest = jobs.find(job => job.builtAt)
  const searched = newest ? (await partsOf(store.read, store.t, newest.id)).map(part => part.source) : null
  return {
    is,
    facts: factsFor({ register, site: new URL(config.baseUrl).host }, { row, plan, term, is, searched }, language),
    bundleUntil: lastDayOfCopy(jobs, row, now, controller.timeZone),
  }
}

/** Until when a copy can be fetched. Before the letter went, the days are those that would count from now (`freeCopy`). */
function lastDayOfCopy(jobs: readonly Export[], row: SubjectRequest, now: Instant, zone: string): Day | null {
  if (!row.answeredAt) return jobs.some(job => job.builtAt) ? lastDayOf(expiryOf(now, zone), zone) : null
  const ready = jobs.find(job => isReady(job, now))
  return ready?.expiresAt ? lastDayOf(ready.expiresAt, zone) : null
}

type Known = {
  row: Pick<SubjectRequest, 'reference' | 'right' | 'receivedAt'>
  plan: Pick<AnswerPlan, 'decisions' | 'hidden'>
  term: Deadline
  is: LetterCase
  /** Ids of the sources that answered; null when nobody searched by machine. */
  searched: readonly string[] | null
}

/** The facts in words. */
export function factsFor(
  { register, site }: { register: Register; site: string },
  { row, plan, term, is, searched }: Known,
  language: Language,
): Facts {
  const { controller } = register
  const last = is.refused + is.hidden > 0 ? term.firstMonthEnds : term.answerBy
  const systems = register.sources.filter(({ id }) => searched === null || searched.includes(id))
  return {
    name: mark('name'),
    today: mark('today'),
    court_until: mark('court_until'),
    bundle_until: mark('bundle_until'),
    reference: row.reference,
    received: longDay(dayOf(row.receivedAt, controller.timeZone), language),
    answer_by: last ? longDay(last, language) : '–',
    late: is.late,
    given: plan.decisions
      .filter(({ outcome }) => outcome === 'give')
      .map(each => ({ what: whatOf(register, each, language), because: oneLine(each.reason) })),
    refused: plan.decisions
      .filter(({ outcome }) => outcome !== 'give' && outcome !== 'notHeld')
      .map(each => refusedOf(register, each, language)),
    hidden: hiddenGroups(register, plan.hidden, language).map(({ what, count, because, reason }) => ({
      what,
      count: number(count, language),
      because,
      article: articleInWords(redactionReasons[reason].article, language),
    })),
    searched: systems.map(({ label }) => label[language]),
    controller: controller.name,
    contact: controller.email,
    site,
    authority: controller.supervisoryAuthority.name,
    authority_site: new URL(controller.supervisoryAuthority.url).host.replace(/^www\./, ''),
  }
}

/** What a decision is about: everything, a category, or one record of it. */
function whatOf(
  register: Register,
  { category, item }: Pick<Decision, 'category' | 'item'>,
  language: Language,
): string {
  const w = words(language).templates
  if (category === null) return w.whole
  const label = labelOf(register, category, language)
  return item === null ? label : `${label}, ${w.oneRecord}`
}

function refusedOf(register: Register, each: Decision, language: Language): Refused {
  return {
    what: whatOf(register, each, language),
    because: oneLine(each.reason),
    // Nobody decides to refuse without a ground; who cannot be identified is told so by the article of that.
    article: articleInWords(groundOf(each.ground ?? 'notIdentified').article, language),
    until: each.until ? longDay(each.until, language) : '',
    change: oneLine(each.wouldChange),
  }
}

/** Values that are kept back, counted by category and reason. */
export function hiddenGroups(
  register: Register,
  hidden: AnswerPlan['hidden'],
  language: Language,
): readonly { what: string; count: number; because: string; reason: RedactionReason }[] {
  const counts = new Map<string, { category: string; reason: RedactionReason; count: number }>()
  for (const { category, reason } of hidden) {
    const key = `${category}\n${reason}`
    const known = counts.get(key) ?? { category, reason, count: 0 }
    counts.set(key, { ...known, count: known.count + 1 })
  }
  return [...counts.values()].map(({ category, reason, count }) => ({
    what: labelOf(register, category, language),
    count,
    because: bundleWords[language].leftOut.reasons[reason],
    reason,
  }))
}

const labelOf = (register: Register, id: string, language: Language): string =>
  register.categories.find(each => each.id === id)?.label[language] ?? id

/** What somebody typed, as one sentence or more on one line of the letter. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
