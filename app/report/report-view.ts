/** A report over one period: the figures, and the same figures as tables for the page, a spreadsheet and paper. */
import { answeredIn, extensionsIn, openNow, receivedIn, secondLooksIn, sourcesIn } from '#db/report.ts'
import { addDays, dayOf, type Instant, startOfDay } from '#domain/day.ts'
import { extensionReasons } from '#domain/extension.ts'
import { holidays } from '#domain/holidays.ts'
import type { Language } from '#domain/language.ts'
import { ageFigures, answerFigures, percent, type Period, periodsUpTo, readPeriod } from '#domain/report.ts'
import type { Portal } from '../portal.ts'
import { number } from '../text/dates.ts'
import { words } from '../text/words.ts'

/** Months that can be chosen. */
const months = 24

export const reportTables = ['perRight', 'ages', 'extensions', 'sources', 'secondLooks'] as const
export type ReportTable = (typeof reportTables)[number]

/** Cells as text; the first one names the row. */
export type TableView = { columns: readonly string[]; rows: readonly (readonly string[])[] }
/** A bar of a chart, of `of`. */
export type Bar = { label: string; value: number; shown: string }

export type ReportView = {
  period: Period
  periods: readonly string[]
  onTime: { percent: number | null; answered: number; late: number }
  medianDays: number | null
  received: number
  open: number
  tables: Readonly<Record<ReportTable, TableView>>
  charts: Readonly<Record<Exclude<ReportTable, 'secondLooks'>, readonly Bar[]>>
}

/** The period that was asked for, else the month of `now`. */
export function periodOf(asked: string | null | undefined, now: Instant, zone: string): Period {
  return readPeriod(asked ?? '') ?? readPeriod(dayOf(now, zone).slice(0, 7))!
}

export async function reportView(
  portal: Pick<Portal, 'store' | 'register'>,
  period: Period,
  now: Instant,
  language: Language,
): Promise<ReportView> {
  const { store, register } = portal
  const { timeZone: zone, holidays: calendar } = register.controller
  const { read, t } = store
  const today = dayOf(now, zone)
  const stretch = { from: startOfDay(period.from, zone), until: startOfDay(addDays(period.until, 1), zone) }
  const answers = answerFigures(holidays(calendar))
  for await (const answered of answeredIn(read, t, stretch, zone)) answers.add(answered)
  for (const { right, count } of await receivedIn(read, t, stretch)) answers.received(right, count)
  const age = ageFigures(today)
  for await (const request of openNow(read, t, zone)) age.add(request)
  const [extensions, secondLooks, sources] = await Promise.all([
    extensionsIn(read, t, stretch),
    secondLooksIn(read, t, stretch),
    sourcesIn(read, t, stretch),
  ])
  const { whole, perRight } = answers.figures()
  const w = words(language)
  const r = w.report
  const n = (value: number | null) => (value === null ? '–' : number(value, language))
  const part = (some: number, all: number) => {
    const share = percent(some, all)
    return share === null ? '–' : r.percent(share)
  }
  const given = (ground: (typeof extensionReasons)[number]) =>
    extensions.find(each => each.ground === ground)?.count ?? 0
  const nameOf = (id: string) =>
    register.sources.find(each => each.id === id)?.label[language] ?? w.staff.request.portal
  const looks = (outcome: 'stays' | 'changed' | null) => secondLooks.find(each => each.outcome === outcome)?.count ?? 0
  return {
    period,
    periods: periodsUpTo(today, months).map(({ id }) => id),
    onTime: {
      percent: percent(whole.onTime, whole.answered),
      answered: whole.answered,
      late: whole.answered - whole.onTime,
    },
    medianDays: whole.medianDays,
    received: whole.received,
    open: age.figures().reduce((sum, each) => sum + each.open, 0),
    tables: {
      perRight: {
        columns: Object.values(r.columns.perRight),
        rows: [
          ...perRight.map(each => [w.staff.right[each.right], each] as const),
          ...(perRight.length > 1 ? [[r.all, whole] as const] : []),
        ].map(([name, each]) => [
          name,
          n(each.received),
          n(each.answered),
          part(each.onTime, each.answered),
          part(each.inOneMonth, each.answered),
          part(each.inThreeMonths, each.answered),
          n(each.medianDays),
        ]),
      },
      ages: {
        columns: Object.values(r.columns.ages),
        rows: age.figures().map(({ from, to, open, late }) => [r.age(from, to), n(open), n(late)]),
      },
      extensions: {
        columns: Object.values(r.columns.extensions),
        rows: extensionReasons.map(ground => [r.grounds[ground], n(given(ground))]),
      },
      sources: {
        columns: Object.values(r.columns.sources),
        rows: sources.map(each => [
          nameOf(each.source),
          n(each.copies),
          n(round(each.meanSeconds)),
          n(round(each.longestSeconds)),
          n(each.failed),
        ]),
      },
      secondLooks: {
        columns: Object.values(r.columns.secondLooks),
        rows: ([null, 'stays', 'changed'] as const).map(outcome => [r.looks[outcome ?? 'open'], n(looks(outcome))]),
      },
    },
    charts: {
      perRight: perRight.map(each => ({
        label: w.staff.right[each.right],
        value: each.answered,
        shown: r.onTimeOf(each.onTime, each.answered),
      })),
      ages: age.figures().map(({ from, to, open }) => ({ label: r.age(from, to), value: open, shown: n(open) })),
      extensions: extensionReasons.map(ground => ({
        label: r.grounds[ground],
        value: given(ground),
        shown: n(given(ground)),
      })),
      sources: sources.map(each => ({
        label: nameOf(each.source),
        value: each.meanSeconds,
        shown: r.seconds(n(round(each.meanSeconds))),
      })),
    },
  }
}

const round = (value: number): number => Math.round(value * 10) / 10

/** The report as text with headings and lists, as a letter is (`app/letter/blocks.ts`): for the board's paper. */
export function reportText(view: ReportView, language: Language): string {
  const r = words(language).report
  const head = [
    `- ${r.headlines.onTime}: ${view.onTime.percent === null ? r.nothing : r.percent(view.onTime.percent)}`,
    `- ${r.headlines.late}: ${number(view.onTime.late, language)}`,
    `- ${r.headlines.median}: ${view.medianDays === null ? r.nothing : r.days(number(view.medianDays, language))}`,
    `- ${r.headlines.received}: ${number(view.received, language)}`,
    `- ${r.headlines.open}: ${number(view.open, language)}`,
  ].join('\n')
  const parts = reportTables.map(table => {
    const { columns, rows } = view.tables[table]
    const lines = rows.map(([name, ...cells]) => {
      const facts = cells.map((cell, index) => `${columns[index + 1]!.toLowerCase()} ${cell}`)
      return `- ${name}: ${facts.join(', ')}`
    })
    return `## ${r.titles[table]}\n\n${lines.length > 0 ? lines.join('\n') : r.nothing}`
  })
  return [head, ...parts, r.howCounted].join('\n\n')
}
