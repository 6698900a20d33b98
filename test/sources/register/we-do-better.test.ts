/** The register of We Do Better against the facts of its controller's own statement. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { category, purpose, purposesOf, tablesOf } from '#domain/reading.ts'
import type { Retention } from '#domain/retention-rule.ts'
import { faultLine } from '#sources/register/fault.ts'
import { readRegister } from '#sources/register/read.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const read = await readRegister(path.join(root, 'sources/we-do-better/register.yaml'))
if ('faults' in read) throw new Error(read.faults.map(faultLine).join('\n'))
const { register, gaps } = read

const categories = [
  'identity_contact',
  'identifier',
  'location',
  'phone',
  'logs',
  'organisation',
  'contact_moments',
  'member_messages',
  'fraud_abuse',
  'usage_measurement',
  'survey',
  'account_and_offers',
  'request_file',
]

describe('the register of We Do Better', () => {
  it('has thirteen categories and nineteen purposes', () => {
    expect(register.categories.map(each => each.id)).toEqual(categories)
    expect(register.purposes).toHaveLength(19)
  })

  it('holds every category in a table, and the request file in the portal itself', () => {
    const empty = register.categories.filter(each => tablesOf(register, each.id).length === 0)
    expect(empty.map(each => [each.id, each.heldBy])).toEqual([['request_file', 'portal']])
  })

  it('lets a person look first at reports of fraud or abuse, and at nothing else (AMB-06)', () => {
    expect(register.categories.filter(each => each.review === 'always').map(each => each.id)).toEqual(['fraud_abuse'])
    expect(category(register, 'fraud_abuse').reviewReason?.nl).toBeTruthy()
  })

  it('splits the two bases of name and e-mail into two purposes (AMB-01)', () => {
    expect(purposesOf(register, 'identity_contact').map(each => [each.id, each.basis, each.directMarketing])).toEqual([
      ['idc_matching', 'contract', false],
      ['idc_marketing', 'consent', true],
      ['idc_improve', 'legitimateInterest', false],
      ['idc_incident', 'legitimateInterest', false],
    ])
  })

  it('ends marketing and the phone number at once when consent is withdrawn (AMB-01, AMB-04)', () => {
    for (const id of ['idc_marketing', 'pho_contact']) {
      expect(purpose(register, id).retention).toMatchObject({ endsAtOnceOn: 'consentWithdrawn' })
      expect(Object.values(register.subject.consents?.purposes ?? {})).toContain(id)
    }
  })

  it('keeps nothing alive for the catch-all log purpose, and log lines a month (AMB-03, AMB-05)', () => {
    expect(purpose(register, 'log_improve').retention).toEqual({ kind: 'followHost' })
    const logs = tablesOf(register, 'logs').filter(({ table }) => table.isLog)
    expect(logs.map(({ table }) => table.id)).toEqual(['log_line', 'staff_lookup'])
    for (const { table } of logs) expect(table.anchors.logCreated).toBe('at')
  })

  it('lets inspected messages follow the clock of their report (AMB-06)', () => {
    const found = tablesOf(register, 'fraud_abuse').find(({ table }) => table.id === 'inspected_message')
    expect(found?.table.anchorsFrom).toEqual({ column: 'report_id', table: 'abuse_report', key: 'id' })
  })

  it('counts from the last contact for who never had an agreement (AMB-09)', () => {
    expect(purpose(register, 'con_service').retention).toMatchObject({ fallbackAnchor: 'lastContact' })
    expect(register.subject.facts.lastContact).toBeTruthy()
  })

  it('asks before all cookies but the essential ones, and names providers as the statement does (AMB-14)', () => {
    expect(register.cookies.map(each => [each.id, each.consentNeeded, each.providers.length])).toEqual([
      ['essential', false, 5],
      ['functional', true, 4],
      ['statistics', true, 1],
      ['marketing', true, 3],
      ['unclassified', true, 0],
    ])
  })

  it('names what the controller must still fill in: names, countries and Art. 46 tools, assumed terms (AMB-12, 13, 19)', () => {
    const ids = gaps.map(each => each.id)
    expect(ids).toEqual(
      expect.arrayContaining([
        'recipient.affiliates_tvb.name',
        'recipient.platform_supplier.name',
        'recipient.software_supplier.country',
        'recipient.google.country',
        'purpose.usa_improve.basis',
        'purpose.sur_satisfaction.assumed',
        'purpose.acc_matching.assumed',
        'purpose.req_account.assumed',
        'controller.postalAddress',
        'human_decision',
      ]),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('gives out no staff name, no reporter and no secret', () => {
    const hidden = register.sources.flatMap(source =>
      source.tables.flatMap(table =>
        table.columns.flatMap(column =>
          column.thirdParty?.show === 'nothing' ? [`${table.id}.${column.id} ${column.thirdParty.reason}`] : [],
        ),
      ),
    )
    expect(hidden).toEqual([
      'member.password_hash securitySecret',
      'contact_moment.staff_id staffIdentity',
      'abuse_report.reporter_member_id reporterProtected',
      'abuse_report.reporter_email reporterProtected',
      'abuse_report.staff_id staffIdentity',
      'inspected_message.staff_id staffIdentity',
      'staff_lookup.staff_id staffIdentity',
    ])
  })

  it('lets received messages be taken along although somebody else wrote them', () => {
    const [found] = tablesOf(register, 'member_messages')
    const body = found?.table.columns.find(column => column.id === 'body')
    expect(body).toMatchObject({ origin: 'provided', portableException: true, thirdParty: { show: 'maskIdentifiers' } })
    expect(found?.table.subject.find(each => each.role === 'receiver')?.originOf).toMatchObject({ body: 'thirdParty' })
  })
})

const rule = z.object({
  kind: z.string(),
  anchor: z.string().optional(),
  duration: z.string().optional(),
  while: z.string().optional(),
  ends_at_once_on: z.string().optional(),
  x_fallback_anchor: z.string().optional(),
})
const facts = z.object({
  categories: z.array(
    z.object({
      id: z.string(),
      fields: z.array(z.object({ id: z.string(), origin: z.string() })),
      purposes: z.array(
        z.object({
          id: z.string(),
          basis: z.string(),
          direct_marketing: z.boolean().optional(),
          automated_matching: z.boolean().optional(),
          retention: z.object({
            rule,
            log_rule: rule.optional(),
            follow_up_rule: z.object({ until: z.string() }).optional(),
          }),
        }),
      ),
    }),
  ),
  cookies: z.object({ categories: z.array(z.object({ id: z.string(), providers: z.array(z.string()) })) }),
})

const factsFile = path.resolve(root, '../shared/law/register-facts.yaml')
const present = existsSync(factsFile)
if (!present)
  console.warn('Skipped: the facts of the statement are not beside this checkout (../shared/law/register-facts.yaml)')

const camel = (text: string) => text.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** A rule of the facts as the register says it. */
function asRetention(said: z.infer<typeof rule>, followUp?: { until: string }): unknown {
  if (said.kind === 'follow_host') return { kind: 'followHost' }
  const counted = { anchor: camel(said.anchor!), duration: said.duration }
  if (followUp)
    return { kind: 'untilEvent', opened: 'followUpOpened', until: camel(followUp.until), otherwise: counted }
  if (said.kind === 'max_after') return { kind: 'maxAfter', ...counted }
  return {
    kind: 'whileAndAfter',
    while: camel(said.while!),
    ...counted,
    ...(said.x_fallback_anchor ? { fallbackAnchor: camel(said.x_fallback_anchor) } : {}),
    ...(said.ends_at_once_on ? { endsAtOnceOn: camel(said.ends_at_once_on) } : {}),
  }
}

describe.runIf(present)('the facts of the statement', () => {
  const said = present
    ? facts.parse(parse(readFileSync(factsFile, 'utf8')))
    : { categories: [], cookies: { categories: [] } }

  it('has the same categories with the same purposes, in the same order', () => {
    expect(register.categories.map(each => [each.id, each.purposes])).toEqual(
      said.categories.map(each => [each.id, each.purposes.map(purpose => purpose.id)]),
    )
  })

  it.each(said.categories.flatMap(each => each.purposes.map(purpose => [purpose.id, each.id, purpose] as const)))(
    '%s has the basis, the term and the marks that the statement gives it',
    (id, inCategory, fact) => {
      const own = purpose(register, id)
      expect(own.category).toBe(inCategory)
      expect(own.basis).toBe(camel(fact.basis))
      expect(own.directMarketing).toBe(fact.direct_marketing ?? false)
      expect(own.automatedMatching).toBe(fact.automated_matching ?? false)
      expect<Retention>(own.retention).toEqual(asRetention(fact.retention.rule, fact.retention.follow_up_rule))
      expect(own.logRetention).toEqual(fact.retention.log_rule && asRetention(fact.retention.log_rule))
    },
  )

  it('has the same cookie groups with the same providers, word for word', () => {
    expect(register.cookies.map(({ id, providers }) => ({ id, providers }))).toEqual(said.cookies.categories)
  })

  it('has the same fields with the same origin, where a column carries a field of the statement', () => {
    const origins = new Map(
      register.sources.flatMap(source =>
        source.tables.flatMap(table =>
          table.columns.map(column => [`${column.category}.${table.id}.${column.id}`, column.origin]),
        ),
      ),
    )
    const carries: Record<string, string> = {
      'identity_contact.first_name': 'member.first_name',
      'identity_contact.last_name': 'member.last_name',
      'identity_contact.email': 'member.email',
      'identifier.member_number': 'member.member_number',
      'location.postcode': 'member.postcode',
      'location.city': 'member.city',
      'location.x_distance_or_coordinates': 'member.latitude',
      'phone.phone': 'member.phone',
      'logs.log_entry': 'log_line.action',
      'logs.x_staff_database_access': 'staff_lookup.staff_role',
      'organisation.organisation_name': 'organisation.name',
      'contact_moments.contact_when': 'contact_moment.at',
      'contact_moments.contact_how': 'contact_moment.channel',
      'contact_moments.contact_subject': 'contact_moment.subject',
      'contact_moments.contact_content_from_member': 'contact_moment.from_member',
      'contact_moments.contact_notes_by_staff': 'contact_moment.staff_note',
      'member_messages.message_sent': 'message.body',
      'member_messages.message_metadata': 'message.sent_at',
      'fraud_abuse.report': 'abuse_report.report_text',
      'fraud_abuse.ip_address': 'abuse_report.ip_address',
      'fraud_abuse.internal_notes': 'abuse_report.internal_notes',
      'fraud_abuse.messages_inspected': 'inspected_message.body_copy',
      'usage_measurement.usage_event': 'usage_event.name',
      'usage_measurement.campaign_result': 'campaign_result.opened_at',
      'survey.survey_invitation': 'survey_invitation.sent_at',
      'survey.survey_answers': 'survey_answer.answer',
      'account_and_offers.x_preferences': 'preference.radius_km',
      'account_and_offers.x_request_or_offer_posted': 'posting.title',
      'account_and_offers.x_request_status': 'posting.status',
      'account_and_offers.x_match_result': 'match_result.score',
      'account_and_offers.x_login_history': 'login_history.at',
    }
    const fields = said.categories.flatMap(each =>
      each.fields.map(field => ({ name: `${each.id}.${field.id}`, origin: camel(field.origin) })),
    )
    const elsewhere = new Set([
      'member_messages.message_received',
      'request_file.x_request_facts',
      'request_file.x_audit_events',
      'request_file.x_export_bundle',
    ])
    for (const { name, origin } of fields) {
      if (elsewhere.has(name)) continue
      expect([name, origins.get(`${name.split('.')[0]}.${carries[name]}`)]).toEqual([name, origin])
    }
  })
})
