/** What the staff commands share: a role from its word, and a refusal as an exit code. */
import type { StaffFault } from '#app/sign-in/staff-account.ts'
import { type StaffRole, staffRoles } from '#domain/staff-role.ts'
import { Exit } from '../../exit.ts'

export const roleArg = {
  type: 'string',
  required: true,
  valueHint: staffRoles.join('|'),
  description:
    'handler: works on requests · approver: second pair of eyes · officer: supervises, sees the log · admin: sees how requests stand, no data',
} as const

export const emailArg = {
  type: 'positional',
  required: true,
  valueHint: 'EMAIL',
  description: 'their e-mail address',
} as const

export function readRole(text: string): StaffRole {
  const role = staffRoles.find(each => each === text)
  if (!role) throw new Exit(2, `--role: "${text}" is no role; expected ${staffRoles.join(', ')}`)
  return role
}

/** The exit for a wish that was refused. */
export function refusal(fault: StaffFault, email: string): Exit {
  if (fault === 'notAnAddress')
    return new Exit(2, `"${email}" is no e-mail address; expected something like noor@example.nl`)
  if (fault === 'known') {
    return new Exit(
      10,
      `${email} is a member of staff already. Another role: inzage staff role. A new set-up link: inzage staff link`,
    )
  }
  return new Exit(11, `${email} is no member of staff (or their account is closed). See: inzage staff list`)
}
