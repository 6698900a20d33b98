/** `inzage demo members`: whom to sign in as, and what each shows. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { environment } from '#app/config.ts'
import { demoFolderOf } from '#app/demo.ts'
import { listMembers } from '#sources/we-do-better/seed/list.ts'
import { mostMembers } from '#sources/we-do-better/seed/platform.ts'
import { defineCommand } from 'citty'
import { Exit } from '../../exit.ts'
import { wholeNumber } from './whole-number.ts'

export default defineCommand({
  meta: {
    name: 'members',
    description:
      'Lists members of the demo platform with what makes each worth trying, most instructive first. ' +
      'Exit codes: 0 listed, 1 there is no demo platform, 2 the call was wrong.',
  },
  args: {
    limit: { type: 'string', default: '20', description: 'How many' },
    json: { type: 'boolean', default: false, description: 'One JSON list instead of a table' },
    folder: { type: 'string', description: 'Folder of the demo; default: DATA_DIR' },
  },
  run({ args }) {
    const limit = wholeNumber('--limit', args.limit, 1, mostMembers)
    const file = path.join(path.resolve(args.folder ?? demoFolderOf(environment())), 'platform.sqlite')
    if (!existsSync(file)) throw new Exit(1, 'There is no demo platform here yet. Make one with: inzage demo seed')
    const members = listMembers(file, limit)
    if (args.json) {
      process.stdout.write(`${JSON.stringify(members, null, 2)}\n`)
      return
    }
    const rows = [
      ['E-MAIL', 'NUMBER', 'STATE', 'MESSAGES', 'REPORTS', 'WHY'],
      ...members.map(each => [
        each.email,
        each.number,
        each.state,
        String(each.messages),
        String(each.reports),
        each.why,
      ]),
    ]
    const widths = rows[0]!.map((_, i) => Math.max(...rows.map(row => row[i]!.length)))
    for (const row of rows)
      process.stdout.write(
        `${row
          .map((cell, i) => cell.padEnd(widths[i]!))
          .join('  ')
          .trimEnd()}\n`,
      )
  },
})
