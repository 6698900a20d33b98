/** The demo's staff: one of each role, with a second factor that the demo prints. */
import { record } from '#db/record.ts'
import type { StaffRole } from '#db/schema/people.ts'
import { addStaff, setTotp } from '#db/staff.ts'
import type { Instant } from '#domain/day.ts'
import type { Portal } from '../portal.ts'
import { sealSecret, secretOfLink } from '../sign-in/totp.ts'

export type Colleague = { role: StaffRole; name: string; email: string }

export const team: readonly Colleague[] = [
  { role: 'handler', name: 'Fenna Hofstra', email: 'behandelaar@voorbeeld.example' },
  { role: 'approver', name: 'Bilal Yıldız', email: 'tweede@voorbeeld.example' },
  { role: 'officer', name: 'Marijke Ossendrijver', email: 'privacy@voorbeeld.example' },
  { role: 'admin', name: 'Tim van Dongen', email: 'beheer@voorbeeld.example' },
]

/** Base32, for an authenticator app; always the same within one demo. */
export const totpSecretOf = (portal: Pick<Portal, 'keys'>, { email }: Colleague): string =>
  secretOfLink(portal.keys.seal, `demo ${email}`)

/** Adds the team; gives each one's id by role. */
export async function addTeam(portal: Portal, at: Instant): Promise<ReadonlyMap<StaffRole, string>> {
  const ids = new Map<StaffRole, string>()
  for (const colleague of team) {
    const { role, name, email } = colleague
    const id = await record(portal.store, at, { kind: 'system', ref: 'operator' }, async ledger => {
      const added = await addStaff(ledger, { email, name, role, language: 'nl' })
      await setTotp(ledger, added, sealSecret(portal.keys.seal, totpSecretOf(portal, colleague)), 0)
      return added
    })
    ids.set(role, id)
  }
  return ids
}
