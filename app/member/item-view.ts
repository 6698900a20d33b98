/** One stored record as its subject sees it: values with origin, why it is kept and until when, and their rights to it. */
import { barrier, type Bars, type Place } from '#domain/bar.ts'
import { originFor, type Placed } from '#domain/bundle.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import type { Item } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import { followsHost, purposesOf } from '#domain/reading.ts'
import { type Purpose, redactionReasons, type Register, type Table } from '#domain/register.ts'
import type { Term } from '#domain/retention.ts'
import { type Right, rights } from '#domain/right.ts'
import { basisRights, rightsOf } from '#domain/rights.ts'
import type { SubjectFacts } from '#domain/subject.ts'
import { moment, plainDay, size } from '../text/dates.ts'
import { words } from '../text/words.ts'
import type { ChangesAt, ChangeView } from './changes.ts'
import { termText } from './term-text.ts'
import { valueText } from './value-text.ts'

export type PurposeView = {
  id: string
  label: string
  meaning: string
  basis: string
  article: string
  interest: string | null
  term: string
  /** What stands in the way of this use now, in words; null when nothing does. */
  stopped: string | null
  /** Where to object to it; null when that is not for this purpose, or not for who looks. */
  object: string | null
}

export type ItemView = {
  key: string
  title: string
  at: string | null
  role: string | null
  values: readonly {
    id: string
    label: string
    text: string
    mono: boolean
    cut: boolean
    empty: boolean
    origin: string
    /** How the person changes it; null when they can only look. */
    change: ChangeView | null
  }[]
  files: readonly { name: string; size: string | null }[]
  redacted: readonly { text: string; article: string }[]
  keptUntil: string
  purposes: readonly PurposeView[]
  rights: readonly string[]
}

export type Viewing = {
  register: Register
  facts: SubjectFacts
  now: Instant
  language: Language
  longest?: number
  /** What is set still and objected to. */
  bars?: Bars
  /** For the person's own pages: what they can change. */
  changes?: ChangesAt
}

/** @param placed what `placer` (domain/bundle.ts) decided about this item */
export function itemView(item: Item, table: Table, placed: Placed, viewing: Viewing): ItemView {
  const { language, register } = viewing
  const w = words(language).member.data
  const role = table.subject.find(each => each.role === item.role)
  const deleted = (column: string) =>
    item.removedPeople?.includes(column)
      ? table.people.find(each => each.column === column)?.deletedName[language]
      : undefined
  const applies = new Set<Right>(
    placed.access.flatMap(column => rightsOf(placed.live, column, originFor(column, role))),
  )
  return {
    key: `${item.table}-${item.key}-${item.role}`,
    title: table.label[language],
    at: item.at && moment(item.at, language),
    role: table.subject.length > 1 ? (role?.roleLabel[language] ?? null) : null,
    values: placed.access.map(column => {
      const value = deleted(column.id) ?? item.values[column.id]
      const { mono, cut, empty, ...said } = valueText(value, column, language, viewing.longest)
      const left = empty && item.redactions.some(each => each.column === column.id)
      return {
        id: column.id,
        label: column.label[language],
        text: left ? w.leftOut : said.text,
        mono,
        cut,
        empty,
        origin: w.origins[originFor(column, role)],
        change: viewing.changes?.(item, column) ?? null,
      }
    }),
    files: item.attachments.map(file => ({
      name: file.name,
      size: file.bytes === null ? null : size(file.bytes, language),
    })),
    redacted: redactedOf(item, language),
    keptUntil: followsHost(register, item.category)
      ? purposesOf(register, item.category)
          .map(each => each.term[language])
          .join(' ')
      : termText(placed.term, language),
    purposes: placed.live.map(live => purposeView(live, viewing, { ...item, column: null })),
    rights: rights.filter(right => applies.has(right)).map(right => w.rightWords[right]),
  }
}

/** Why something may be used, in words; consent with its day. Without a term of this person's own, the register's words. */
export function purposeView(
  { purpose, term }: { purpose: Purpose; term: Term | null },
  viewing: Viewing,
  place: Place,
): PurposeView {
  const { language, register, facts } = viewing
  const w = words(language).member.data
  const consent = purpose.basis === 'consent' ? facts.consents[purpose.id] : undefined
  const live = { purpose, term: term ?? { kind: 'host' as const } }
  const stands = viewing.bars && barrier(place, live, { facts, bars: viewing.bars }, viewing.now)
  const opposable = basisRights[purpose.basis].objection || purpose.directMarketing
  return {
    id: purpose.id,
    label: purpose.label[language],
    meaning: purpose.meaning[language],
    basis: consent?.given
      ? w.bases.consentOn(plainDay(dayOf(consent.at, register.controller.timeZone), language))
      : w.bases[purpose.basis],
    article: w.articles[purpose.basis],
    interest: purpose.interest?.[language] ?? null,
    term: term ? termText(term, language) : purpose.term[language],
    stopped: stands ? words(language).object.barrier[stands] : null,
    object: viewing.changes && opposable && !stands ? `/bezwaar?doel=${purpose.id}` : null,
  }
}

/** Per reason one sentence with its article: nothing is left out in silence (Art. 15(4)). */
function redactedOf(item: Item, language: Language): { text: string; article: string }[] {
  const w = words(language).member.data
  const counts = new Map<keyof typeof redactionReasons, number>()
  for (const { reason, count } of item.redactions) counts.set(reason, (counts.get(reason) ?? 0) + count)
  return [...counts].map(([reason, count]) => ({
    text: w.redacted[reason](count),
    article: w.redactedArticle(...paragraphOf(redactionReasons[reason].article)),
  }))
}

/** `15(4)` as article and paragraph, which the languages write each in their own way; `UAVG 41(1)(d)` names its act. */
function paragraphOf(article: string): [article: string, paragraph: string | null, act?: 'UAVG'] {
  const [, act, number = article, paragraph = null] = /^(UAVG )?(\d+)\((\d+)\)(?:\(\w\))?$/.exec(article) ?? []
  return act ? [number, paragraph, 'UAVG'] : [number, paragraph]
}
