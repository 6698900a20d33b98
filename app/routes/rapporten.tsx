/** Rapporten: how requests were answered in a period, without anybody's data. Every chart has its table. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { periodOf, reportTables, reportView } from '../report/report-view.ts'
import { number, plainDay } from '../text/dates.ts'
import { BarChart } from '../ui/bar-chart.tsx'
import { Card } from '../ui/blocks.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { StackedTable } from '../ui/table.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.report.title)

export async function loader(args: LoaderFunctionArgs) {
  requireStaff(args, rolesThatMay('seeReports'))
  const { portal, now, language } = args.context
  const asked = new URL(args.request.url).searchParams.get('periode')
  return reportView(portal, periodOf(asked, now, portal.register.controller.timeZone), now, language)
}

export default function Reports() {
  const { w, language } = useWords()
  const view = useLoaderData<typeof loader>()
  const r = w.report
  const { period, onTime, medianDays } = view
  const figures = [
    [r.headlines.onTime, onTime.percent === null ? r.nothing : r.percent(onTime.percent)],
    [r.headlines.late, number(onTime.late, language)],
    [r.headlines.median, medianDays === null ? r.nothing : r.days(number(medianDays, language))],
    [r.headlines.received, number(view.received, language)],
    [r.headlines.open, number(view.open, language)],
  ] as const
  return (
    <>
      <h1>{r.title}</h1>
      <form method="get" className="inline-form">
        <div className="field">
          <Select
            name="periode"
            label={r.period}
            value={period.id}
            options={[...new Set([period.id, ...view.periods])].map(id => ({ value: id, label: id }))}
          />
        </div>
        <Button>{r.show}</Button>
      </form>
      <p className="muted">{r.from(plainDay(period.from, language), plainDay(period.until, language))}</p>
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div className="figure" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={`/rapporten/${period.id}/${r.file}.pdf`} download>
          {r.pdf}
        </a>
      </p>
      {reportTables.map(table => {
        const { columns, rows } = view.tables[table]
        const body = (
          <>
            <StackedTable
              caption={r.titles[table]}
              columns={columns}
              rows={rows.map(([name = '', ...cells]) => ({
                key: name,
                cells: [name, ...cells.map(cell => ({ content: cell, number: true as const }))],
              }))}
            />
            <p>
              <a href={`/rapporten/${period.id}/${table}.csv`} download>
                {r.csv}
                <span className="sr-only">: {r.titles[table]}</span>
              </a>
            </p>
          </>
        )
        return (
          <Card key={table} id={table} title={r.titles[table]}>
            {rows.length === 0 ? (
              <p>{r.nothing}</p>
            ) : table === 'secondLooks' ? (
              body
            ) : (
              <>
                <BarChart bars={view.charts[table]} name={r.titles[table]} />
                <More title={r.asTable}>{body}</More>
              </>
            )}
          </Card>
        )
      })}
      <p className="muted">{r.howCounted}</p>
    </>
  )
}
