/** `inzage staff list`: who works here. */
import { defineCommand } from 'citty'
import { withPortal } from '../../with-portal.ts'

export default defineCommand({
  meta: {
    name: 'list',
    description:
      'Lists staff, tab separated: e-mail, name, role, state (active, invited: no second factor yet, or closed), how they ' +
      'can sign in (app, passkeys with their number, recovery codes left, organisation, or -) and when they were last seen. ' +
      'Exit codes: 0 listed, 1 failed, 2 the call was wrong, 78 a setting is missing or weak.',
  },
  args: { json: { type: 'boolean', description: 'print JSON' } },
  run: ({ args }) =>
    withPortal(async portal => {
      const { overviewOfStaff } = await import('#app/sign-in/staff-overview.ts')
      const staff = await overviewOfStaff(portal)
      const lines = staff.map(one => {
        const ways = [
          one.app && 'app',
          one.passkeys > 0 && `passkeys:${one.passkeys}`,
          one.recoveryCodes > 0 && `codes:${one.recoveryCodes}`,
          one.organisation && 'organisation',
        ].filter(Boolean)
        const cells = [one.email, one.name, one.role, one.state, ways.join(' ') || '-', one.lastSeen ?? 'never']
        return `${cells.join('\t')}\n`
      })
      process.stdout.write(args.json ? `${JSON.stringify(staff, null, 2)}\n` : lines.join(''))
    }),
})
