/** `inzage staff add`: a new account and its set-up link. */
import { defineCommand } from 'citty'
import { withPortal } from '../../with-portal.ts'
import { emailArg, readRole, refusal, roleArg } from './call.ts'

export default defineCommand({
  meta: {
    name: 'add',
    description:
      'Adds a staff member (or lets a closed account in again) and prints a set-up link that works once, for three days. ' +
      'Give it to them yourself; it is not mailed. Exit codes: 0 added, 2 the call was wrong, 10 known already.',
  },
  args: {
    email: emailArg,
    role: roleArg,
    name: { type: 'string', valueHint: 'NAME', description: 'how colleagues see them; members never see it' },
  },
  run({ args }) {
    const role = readRole(args.role)
    return withPortal(async portal => {
      const { addStaff } = await import('#app/sign-in/staff-account.ts')
      const added = await addStaff(portal, { email: args.email, role, name: args.name }, portal.now())
      if ('fault' in added) throw refusal(added.fault, args.email)
      process.stdout.write(`${added.url}\n`)
      process.stderr.write('They open this link once, within three days, to set up their second factor.\n')
    })
  },
})
