/** `inzage sign-in`: a single-use link for an operator to hand over. */
import { defineCommand } from 'citty'
import { Exit } from '../exit.ts'
import { withPortal } from '../with-portal.ts'

export default defineCommand({
  meta: {
    name: 'sign-in',
    description:
      'Prints a link that signs this person in once, within ten minutes; it stands in the audit log that it was made. ' +
      'Only for somebody whose identity you know. Exit codes: 0 made, 11 nobody is known by that address.',
  },
  args: {
    email: { type: 'positional', required: true, valueHint: 'EMAIL', description: "the person's e-mail address" },
    staff: { type: 'boolean', description: 'a staff member instead of a member' },
  },
  run: ({ args }) =>
    withPortal(async portal => {
      const { makeSignInLink } = await import('#app/sign-in/link.ts')
      const audience = args.staff ? 'staff' : 'member'
      const link = await makeSignInLink(portal, { audience, email: args.email }, portal.now())
      if (!link) throw new Exit(11, `No ${audience === 'staff' ? 'staff member' : 'member'} is known by ${args.email}`)
      process.stdout.write(`${link}\n`)
    }),
})
