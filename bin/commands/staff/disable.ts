/** `inzage staff disable`: closes an account at once. */
import { defineCommand } from 'citty'
import { withPortal } from '../../with-portal.ts'
import { emailArg, refusal } from './call.ts'

export default defineCommand({
  meta: {
    name: 'disable',
    description:
      'Closes an account: sessions and links end at once, the second factor is forgotten. Exit codes: 0 done, 11 unknown.',
  },
  args: { email: emailArg },
  run: ({ args }) =>
    withPortal(async portal => {
      const { disableStaff } = await import('#app/sign-in/staff-account.ts')
      const refused = await disableStaff(portal, args.email, portal.now())
      if (refused) throw refusal(refused.fault, args.email)
      process.stderr.write(`${args.email} cannot sign in any more\n`)
    }),
})
