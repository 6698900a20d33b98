/** Reports to take along: `/rapporten/:period/rapport.pdf` for the board, and each table as CSV. Staff only, never cached. */
import { stringify } from 'csv-stringify/sync'
import { record } from '#db/record.ts'
import { dayOf } from '#domain/day.ts'
import { readPeriod } from '#domain/report.ts'
import { may } from '#domain/staff-role.ts'
import { letterPdf } from '../letter/pdf.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { reportTables, reportText, reportView } from '../report/report-view.ts'
import { plainDay } from '../text/dates.ts'
import { words } from '../text/words.ts'
import type { Exchange, Routes } from './exchange.ts'
import type { Refuse } from './refusal.tsx'

export function reportRoutes(app: Routes, portal: Portal, refuse: Refuse): void {
  const file = (exchange: Exchange, body: Uint8Array<ArrayBuffer> | string, type: string, name: string) =>
    exchange.body(body, 200, { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` })

  app.get('/rapporten/:period/:file', async exchange => {
    const { visitor, now, language } = await exchange.get('context')()
    const period = readPeriod(exchange.req.param('period'))
    const name = exchange.req.param('file')
    if (visitor.audience !== 'staff' || !may(visitor.role, 'seeReports') || !period) return refuse(exchange, 404)
    const { report: r, letters: l } = words(language)
    const table = reportTables.find(each => name === `${each}.csv`)
    if (!table && name !== `${r.file}.pdf`) return refuse(exchange, 404)
    const view = await reportView(portal, period, now, language)
    await record(portal.store, now, personOf(visitor).actor, async ledger => {
      ledger.entry('report.made', { payload: { period: period.id, what: table ?? 'all' } })
    })
    if (table) {
      const { columns, rows } = view.tables[table]
      const csv = stringify([columns, ...rows], {
        bom: true,
        delimiter: ';',
        escape_formulas: true,
        record_delimiter: '\r\n',
      })
      return file(exchange, csv, 'text/csv; charset=utf-8', `${r.file}-${period.id}-${table}.csv`)
    }
    const { controller } = portal.register
    const pdf = await letterPdf({
      language,
      title: r.pdfTitle(period.id),
      sender: [controller.name],
      recipient: [],
      about: [
        r.from(plainDay(period.from, language), plainDay(period.until, language)),
        plainDay(dayOf(now, controller.timeZone), language),
      ],
      text: reportText(view, language),
      page: l.pdf.page,
      at: now,
    })
    return file(exchange, new Uint8Array(pdf), 'application/pdf', `${r.file}-${period.id}.pdf`)
  })
}
