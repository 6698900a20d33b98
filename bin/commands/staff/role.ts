/** `inzage staff role`: another role, at once. */
import { defineCommand } from 'citty'
import { withPortal } from '../../with-portal.ts'
import { emailArg, readRole, refusal, roleArg } from './call.ts'

export default defineCommand({
  meta: {
    name: 'role',
    description:
      'Gives another role. Open sessions end, so that it holds at once. Exit codes: 0 done, 2 the call was wrong, 11 unknown.',
  },
  args: { email: emailArg, role: roleArg },
  run({ args }) {
    const role = readRole(args.role)
    return withPortal(async portal => {
      const { changeRole } = await import('#app/sign-in/staff-account.ts')
      const refused = await changeRole(portal, args.email, role, portal.now())
      if (refused) throw refusal(refused.fault, args.email)
      process.stderr.write(`${args.email} is ${role} now\n`)
    })
  },
})
