/** `inzage staff link`: a new set-up link. */
import { defineCommand } from 'citty'
import { withPortal } from '../../with-portal.ts'
import { emailArg, refusal } from './call.ts'

export default defineCommand({
  meta: {
    name: 'link',
    description:
      'Prints a new set-up link for somebody who lost theirs, or their telephone. An earlier link stops working; open ' +
      'sessions end when the new one is used. Exit codes: 0 made, 11 unknown.',
  },
  args: { email: emailArg },
  run: ({ args }) =>
    withPortal(async portal => {
      const { newSetUpLink } = await import('#app/sign-in/staff-account.ts')
      const made = await newSetUpLink(portal, args.email, portal.now())
      if ('fault' in made) throw refusal(made.fault, args.email)
      process.stdout.write(`${made.url}\n`)
    }),
})
