/** `inzage staff role`: another role, at once. */
import { changeRole } from '#app/sign-in/staff-account.ts'
import { defineCommand } from 'citty'
import { withPortal } from '../../with-portal.ts'
import { emailArg, readRole, refusal, roleArg } from './call.ts'

export default defineCommand({
  meta: {
    name: 'role',
    description: 'Gives another role. Open sessions end, so that it holds at once. Exit codes: 0 done, 2 the call was wrong, 11 unknown.',
  },
  args: { email: emailArg, role: roleArg },
  run: ({ args }) =>
    withPortal(async portal => {
      const refused = await changeRole(portal, args.email, readRole(args.role), portal.now())
      if (refused) throw refusal(refused.fault, args.email)
      process.stderr.write(`${args.email} is ${args.role} now\n`)
    }),
})
