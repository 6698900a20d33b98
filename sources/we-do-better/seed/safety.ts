/** Reports of fraud or abuse, and the messages that were looked into because of one. */
import type { Chance } from './chance.ts'
import type { Person } from './names.ts'
import { addMessage } from './postings.ts'
import * as texts from './texts.ts'
import { type World, ago, another, day, hour, iso, minute } from './world.ts'

export type ReportState = 'open' | 'follow_up' | 'closed'

/** The reporter writes an own address in the text, as people do; whoever is reported must never see it. */
export function addReport(
  world: World,
  reported: Person,
  reporter: Person | null,
  state: ReportState,
  random: Chance,
): number {
  const received = ago(world, random, state === 'open' ? 20 : 50, 8)
  const followed = state === 'open' ? null : received + random.between(2, 40) * hour
  const closed = state === 'closed' ? Math.min(followed! + random.between(1, 5) * day, world.now - minute) : null
  const outsider = `melder.${world.rows.written()}@buiten.example`
  const answerTo = reporter ? `${reporter.email} of ${reporter.phone}` : outsider
  const note = random.pick(texts.reportNotes)
  const report = world.rows.add('abuse_report', {
    reported_member_id: reported.id,
    reporter_member_id: reporter?.id ?? null,
    reporter_email: reporter ? null : outsider,
    kind: random.pick(['fraud', 'abuse', 'both']),
    status: state,
    report_text: `${random.pick(texts.reportTexts)} Jullie kunnen mij bereiken via ${answerTo}.`,
    ip_address: reported.address,
    internal_notes: note === null ? null : `${note} Melder gesproken (${answerTo}).`,
    staff_id: state === 'open' ? null : 2,
    received_at: iso(received),
    follow_up_opened_at: followed === null ? null : iso(followed),
    closed_at: closed === null ? null : iso(closed),
  })
  if (followed === null) return report
  const other = reporter ?? another(world, random, reported.id)
  const body = texts.messageBody(random, other, () => another(world, random, reported.id))
  const message = addMessage(world, other, reported, random, body)
  world.rows.add('inspected_message', {
    report_id: report,
    message_id: message,
    body_copy: body,
    staff_id: 2,
    inspected_at: iso(followed + hour),
  })
  world.rows.add('staff_lookup', {
    member_id: reported.id,
    staff_id: 2,
    staff_role: 'safety',
    part: 'Berichten',
    purpose: 'Melding van misbruik beoordelen',
    at: iso(followed + hour),
  })
  return report
}
