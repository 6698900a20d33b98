/** `inzage staff list`: who works here. */
import { defineCommand } from 'citty'
import { withPortal } from '../../with-portal.ts'

export default defineCommand({
  meta: {
    name: 'list',
    description:
      'Lists staff, tab separated: e-mail, name, role, and active, invited (second factor not set up) or closed. ' +
      'Exit codes: 0 listed, 1 failed, 2 the call was wrong, 78 a setting is missing or weak.',
  },
  args: { json: { type: 'boolean', description: 'print JSON' } },
  run: ({ args }) =>
    withPortal(async portal => {
      const { listStaff } = await import('#app/sign-in/staff-account.ts')
      const staff = (await listStaff(portal)).map(one => ({
        email: one.email,
        name: one.name,
        role: one.role,
        state: one.disabledAt ? 'closed' : one.totpSealed ? 'active' : 'invited',
      }))
      const lines = staff.map(one => `${one.email}\t${one.name}\t${one.role}\t${one.state}\n`)
      process.stdout.write(args.json ? `${JSON.stringify(staff, null, 2)}\n` : lines.join(''))
    }),
})
