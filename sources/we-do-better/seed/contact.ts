/** Contact with us, questionnaires and mailings. */
import type { Chance } from './chance.ts'
import { pdf } from './files.ts'
import type { Person } from './names.ts'
import * as texts from './texts.ts'
import { type World, ago, another, day, hour, iso, minute } from './world.ts'

export function addContact(world: World, who: Person, random: Chance, withFile: boolean): void {
  const third = random.likely(0.1) ? another(world, random, who.id) : null
  const about = third ? ` Het ging over ${third.email} (${third.phone}).` : ''
  const at = ago(world, random, 600)
  const note = random.pick(texts.staffNotes)
  const moment = world.rows.add('contact_moment', {
    member_id: who.id,
    at: iso(at),
    channel: random.pick(['phone', 'email', 'chat', 'post', 'desk']),
    kind: random.pick(['question', 'complaint', 'technical', 'other']),
    subject: random.pick(texts.contactSubjects),
    from_member: random.pick(texts.contactTexts) + about,
    staff_note: note === null ? null : note + about,
    staff_id: random.between(1, texts.staff.length),
  })
  if (!withFile) return
  const bytes = pdf([
    `Brief van ${who.firstName} ${who.lastName}`,
    'Onderwerp: mijn vraag van vorige week',
    'Bedankt voor de hulp.',
  ])
  const path = `contact/${String(moment).padStart(6, '0')}.pdf`
  world.files.push({ path, bytes })
  world.rows.add('contact_attachment', {
    contact_moment_id: moment,
    name: 'brief.pdf',
    path,
    media_type: 'application/pdf',
    bytes: bytes.length,
    received_at: iso(at),
  })
}

export function addSurvey(world: World, who: Person, random: Chance): void {
  const sent = ago(world, random, random.likely(0.85) ? 28 : 60, 2)
  const answered = random.likely(0.6) ? Math.min(sent + random.between(1, 20) * day, world.now - minute) : null
  const invitation = world.rows.add('survey_invitation', {
    survey_id: random.between(1, 3),
    member_id: who.id,
    sent_at: iso(sent),
    answered_at: answered === null ? null : iso(answered),
  })
  if (answered === null) return
  for (const [i, question] of texts.surveyQuestions.entries()) {
    world.rows.add('survey_answer', {
      invitation_id: invitation,
      question,
      score: i < 2 ? random.between(1, 10) : null,
      answer: i < 2 ? null : random.pick(texts.surveyAnswers),
      answered_at: iso(answered),
    })
  }
}

export function addCampaign(world: World, who: Person, random: Chance): void {
  const sent = ago(world, random, 300, 3)
  const opened = random.likely(0.5) ? sent + random.between(1, 60) * hour : null
  world.rows.add('campaign_result', {
    member_id: who.id,
    campaign: random.pick(texts.campaigns),
    sent_at: iso(sent),
    opened_at: opened === null ? null : iso(opened),
    clicked_at: opened !== null && random.likely(0.3) ? iso(opened + minute) : null,
  })
}
