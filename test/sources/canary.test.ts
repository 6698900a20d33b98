/** Nobody's identifiers come along with somebody else's data (Art. 15(4)): every member, every item, free text too. */
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { all } from './contract.ts'
import { type DemoPlatform, demoPlatform } from './demo-platform.ts'

const members = 400
let demo: DemoPlatform
/** Whose an address, number, phone or IP address is; staff and outsiders are nobody's. */
const owners = new Map<string, Set<string>>()
const names: string[] = []
const plainPhone = (text: string) => text.replace(/\D/g, '').replace(/^(00)?31/, '0')

beforeAll(async () => {
  demo = await demoPlatform({ members })
  const db = new Database(demo.file, { readonly: true })
  const own = (text: string | null, who: string) => text && owners.set(text, (owners.get(text) ?? new Set()).add(who))
  type Row = { id: number; email: string; phone: string | null; member_number: string }
  for (const { id, email, phone, member_number } of db
    .prepare('select id, email, phone, member_number from member')
    .all() as Row[]) {
    own(email.toLowerCase(), String(id))
    own(member_number, String(id))
    own(phone && plainPhone(phone), String(id))
    own(`06${String(id).padStart(8, '0')}`, String(id))
    own(`2001:db8:0:${id.toString(16)}::1`, String(id))
  }
  for (const { name, email } of db.prepare('select name, email from staff').all() as {
    name: string
    email: string
  }[]) {
    names.push(name)
    own(email, 'staff')
  }
  for (const email of db
    .prepare('select reporter_email from abuse_report where reporter_email is not null')
    .pluck()
    .all() as string[]) {
    own(email, 'outsider')
  }
  db.close()
})
afterAll(() => demo.dispose())

/** Everything in a text that looks like somebody's identifier, in the form of `owners`. */
function identifiers(text: string): string[] {
  const decoded = text.replaceAll('%40', '@')
  const phones = decoded.replace(/(?<=\d)[\s\-()./]+(?=\d)/g, '').match(/(?:\+31|0031|0)6\d{8}/g) ?? []
  return [
    ...(decoded.toLowerCase().match(/[a-z0-9.+-]+@[a-z0-9.-]+\.example/g) ?? []),
    ...(decoded.match(/WDB-[0-9A-Z]{4}-[0-9A-Z]{4}/g) ?? []),
    ...phones.map(plainPhone),
    ...(decoded.match(/2001:db8:[0-9a-f:]+/g) ?? []),
  ]
}

test('the demo really holds identifiers of others in free text, so that this test can fail', () => {
  const db = new Database(demo.file, { readonly: true })
  const count = (text: string) => Number(db.prepare(text).pluck().get())
  expect(
    count("select count(*) from message where body like '%@leden.example%' and recipient_id is not null"),
  ).toBeGreaterThan(50)
  expect(count("select count(*) from contact_moment where staff_note like '%@%'")).toBeGreaterThan(3)
  expect(count("select count(*) from log_line where path like '%\\%40%' escape '\\'")).toBeGreaterThan(20)
  expect(count("select count(*) from abuse_report where report_text like '%@%'")).toBeGreaterThan(4)
  db.close()
})

test('no item of anybody holds an address, phone, number or IP address of somebody else, nor the name of staff', async () => {
  let checked = 0
  const leaks: string[] = []
  for (let id = 1; id <= members; id++) {
    const who = (await demo.platform.locate({ key: String(id) }))!
    for (const item of await all(demo.platform, who, { categories: demo.categories })) {
      const text = JSON.stringify({ ...item, attachments: item.attachments.map(each => each.name) })
      for (const found of identifiers(text)) {
        checked++
        const owner = owners.get(found)
        if (!owner?.has(who.key)) leaks.push(`${item.table} ${item.role} of ${who.key}: ${found}`)
      }
      for (const name of names) if (text.includes(name)) leaks.push(`${item.table} of ${who.key}: staff ${name}`)
    }
  }
  expect(leaks).toEqual([])
  expect(checked, "everybody's own identifiers are there").toBeGreaterThan(members * 3)
})

test('who is reported learns nothing about the reporter; the reporter nothing about our notes or the address of the other', async () => {
  const eva = (await demo.platform.locate({ email: 'eva@voorbeeld.example' }))!
  const reports = (await all(demo.platform, eva, { categories: ['fraud_abuse'] })).filter(
    item => item.table === 'abuse_report',
  )
  expect(reports.length).toBeGreaterThan(1)
  for (const report of reports) {
    expect(report.role).toBe('reported')
    expect(report.values).not.toHaveProperty('reporter_member_id')
    expect(report.values).not.toHaveProperty('reporter_email')
    expect(report.redactions.some(each => each.reason === 'reporterProtected')).toBe(true)
    expect(JSON.stringify(report)).not.toMatch(/anouk/i)
  }
  const anouk = (await demo.platform.locate({ email: 'anouk@voorbeeld.example' }))!
  const made = (await all(demo.platform, anouk, { categories: ['fraud_abuse'] })).find(
    item => item.role === 'reporter',
  )!
  expect(made.values.report_text).toContain('anouk@voorbeeld.example')
  expect(made.values).not.toHaveProperty('internal_notes')
  expect(made.values).not.toHaveProperty('ip_address')
  expect(JSON.stringify(made)).not.toContain('2001:db8')
})
