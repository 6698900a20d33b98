/** Members of the demo platform with what makes each worth trying, most instructive first. */
import Database from 'better-sqlite3'
import { notables } from './notable-people.ts'

export type DemoMember = {
  email: string
  number: string
  name: string
  /** `active`, `ended`, `visitor`, `dormant`, as the platform has it. */
  state: string
  messages: number
  reports: number
  why: string
}

/** Throws when there is no demo platform at `file`. */
export function listMembers(file: string, limit: number): readonly DemoMember[] {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const rows = db
      .prepare(
        `select m.id, m.email, m.member_number as number, m.display_name as name, m.status as state,
           (select count(*) from message where sender_id = m.id)
             + (select count(*) from message where recipient_id = m.id) as messages,
           (select count(*) from abuse_report where reported_member_id = m.id)
             + (select count(*) from abuse_report where reporter_member_id = m.id) as reports
         from member m order by m.id limit ?`,
      )
      .all(limit) as (Omit<DemoMember, 'why'> & { id: number })[]
    return rows.map(({ id, ...member }) => ({ ...member, why: notables[id - 1]?.why ?? ordinary(member) }))
  } finally {
    db.close()
  }
}

function ordinary(member: Omit<DemoMember, 'why'>): string {
  if (member.reports > 0) return 'an ordinary member with a report of abuse: staff must release the copy'
  if (member.state === 'ended') return 'an ordinary member whose agreement ended'
  if (member.state === 'visitor') return 'a visitor who never had an agreement'
  return 'an ordinary member'
}
