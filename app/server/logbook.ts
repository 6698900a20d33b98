/**
 * The logbook to take along: `POST /logboek/uitvoer` is what a filter finds, as CSV or JSON, after a fresh proof and
 * recorded before the first byte; `/logboek/:entry/bewijs` is one entry with its proof. For who may read the log.
 */
import { Readable } from 'node:stream'
import { makeReceipts } from '#db/audit/receipt.ts'
import { record } from '#db/record.ts'
import { entryName, readEntryName } from '#domain/audit/epoch.ts'
import { dayOf } from '#domain/day.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { logFile, logForms } from '../logbook/export.ts'
import { readAsked } from '../logbook/log-asked.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import { proofFirst } from '../who.ts'
import { bodyOf } from './body.ts'
import { signingOf } from './checkpoints.ts'
import type { Routes } from './exchange.ts'
import type { Refuse } from './refusal.tsx'

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const

/** Whoever may read the log; null for anybody else. */
const readerIn = ({ visitor }: Context): StaffVisitor | null =>
  visitor.audience === 'staff' && may(visitor.role, 'seeLog') ? visitor : null

export function logbookRoutes(app: Routes, portal: Portal, refuse: Refuse): void {
  const { store, register } = portal

  app.post('/logboek/uitvoer', async exchange => {
    const context = await exchange.get('context')()
    const { now, language } = context
    const staff = readerIn(context)
    const fields = exchange.get('form')
    const form = logForms.find(each => each === fields.get('form'))
    if (!staff || !form) return refuse(exchange, 404)
    const asked = await readAsked(context, staff, fields.get('q') ?? '')
    if (asked.wrong) return refuse(exchange, 404)
    const first = proofFirst({ request: exchange.req.raw, context })
    if (first) return first
    const { actors, kind, types: actions, request, from, until } = asked.filter
    await record(store, now, personOf(staff).actor, async ledger => {
      const about = { form, actors: list(actors), kind, actions: list(actions), from, until }
      ledger.entry('log.exported', { ...(request ? { request } : {}), payload: about })
    })
    const stream = Readable.from(logFile(portal, asked, form, language), { objectMode: true, highWaterMark: 1 })
    const name = `${words(language).logbook.file}-${dayOf(now, register.controller.timeZone)}.${form}`
    return new Response(bodyOf(stream), {
      headers: { 'Content-Type': types[form], 'Content-Disposition': `attachment; filename="${name}"` },
    })
  })

  app.get('/logboek/:entry/bewijs', async exchange => {
    const context = await exchange.get('context')()
    const staff = readerIn(context)
    const place = readEntryName(exchange.req.param('entry'))
    if (!staff || place === null) return refuse(exchange, 404)
    // Who may not see what an entry is about gets the proof that it is there, and no more.
    const disclose = may(staff.role, 'seeData')
    const [receipt] = await makeReceipts(store, signingOf(portal), null, [place], disclose)
    if (!receipt) return refuse(exchange, 404)
    await record(store, context.now, personOf(staff).actor, async ledger => {
      ledger.entry('log.exported', { payload: { form: 'receipt', entry: entryName(place) } })
    })
    return exchange.body(receipt.text, 200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="${entryName(place)}.tlog-proof"`,
    })
  })
}

const list = <T>(all: readonly T[] | null): T[] | null => (all === null ? null : [...all])
