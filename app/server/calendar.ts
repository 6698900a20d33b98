/** `/verzoeken/:reference/agenda.ics`: the last day of the member's own request, for their calendar. */
import ical, { ICalEventTransparency } from 'ical-generator'
import { deadlineOf, requestOf } from '#db/subject-request.ts'
import { readReference } from '#domain/reference.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import type { Routes } from './exchange.ts'
import type { Refuse } from './refusal.tsx'

export function calendarRoutes(app: Routes, portal: Portal, refuse: Refuse): void {
  app.get('/verzoeken/:reference/agenda.ics', async exchange => {
    const { visitor, language, now } = await exchange.get('context')()
    const reference = readReference(exchange.req.param('reference'))
    const { store, register, config } = portal
    const request =
      visitor.audience === 'member' && reference
        ? await requestOf(store.read, store.t, reference, visitor.subjectId)
        : null
    const due = request && (await deadlineOf(store.read, store.t, register.controller, request)).answerBy
    if (!request || !due) return refuse(exchange, 404)
    const w = words(language).server.calendar
    // No more than the reference and the day: calendars are shared and synchronised.
    const calendar = ical({ prodId: { company: 'Inzage', product: 'Inzage' } })
    calendar.createEvent({
      id: `${request.reference}@${new URL(config.baseUrl).hostname}`,
      stamp: now,
      start: due,
      allDay: true,
      summary: w.summary(request.reference),
      description: w.description,
      url: `${config.baseUrl}/verzoeken/${request.reference}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    })
    return exchange.body(calendar.toString(), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `attachment; filename="${request.reference}.ics"`,
    })
  })
}
