/** `inzage demo seed`: makes the demo platform's own database and files. */
import path from 'node:path'
import { environment } from '#app/config.ts'
import { demoFolderOf } from '#app/demo.ts'
import { instantOf } from '#domain/day.ts'
import { fewestMembers, mostMembers, seedPlatform, usualMembers } from '#sources/we-do-better/seed/platform.ts'
import { defineCommand } from 'citty'
import { Exit } from '../../exit.ts'
import { wholeNumber } from './whole-number.ts'

export default defineCommand({
  meta: {
    name: 'seed',
    description:
      'Makes the demo platform: a database and a folder of attachments with invented people, the same for the same ' +
      'seed and moment. Prints the number of members and rows. Exit codes: 0 made, 1 it was already there or failed, ' +
      '2 the call was wrong.',
  },
  args: {
    members: {
      type: 'string',
      default: String(usualMembers),
      description: `How many, ${fewestMembers} to ${mostMembers}`,
    },
    records: {
      type: 'string',
      default: '2000',
      description: 'About how many records the member veel@voorbeeld.example has',
    },
    seed: { type: 'string', default: '1', description: 'Another number gives other people' },
    now: { type: 'string', description: 'Moment that everything is counted back from (ISO 8601, UTC); default: now' },
    folder: { type: 'string', description: 'Where to; default: the folder of the demo (DATA_DIR)' },
    replace: { type: 'boolean', default: false, description: 'Throw away the demo platform that is there' },
  },
  async run({ args }) {
    const folder = path.resolve(args.folder ?? demoFolderOf(environment()))
    const now = args.now === undefined ? Date.now() : Date.parse(args.now)
    if (Number.isNaN(now)) throw new Exit(2, `--now must be a moment such as 2026-11-22T09:00:00Z, not "${args.now}"`)
    const started = performance.now()
    const made = await seedPlatform({
      file: path.join(folder, 'platform.sqlite'),
      filesRoot: path.join(folder, 'platform-files'),
      members: wholeNumber('--members', args.members, fewestMembers, mostMembers),
      records: wholeNumber('--records', args.records, 0, 10_000_000),
      seed: wholeNumber('--seed', args.seed, 0, 2 ** 32 - 1),
      now: instantOf(now),
      replace: args.replace,
      progress: (done, of) => {
        if (done % 10_000 === 0) process.stderr.write(`${done} of ${of} members\n`)
      },
    })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    process.stderr.write(`${path.join(folder, 'platform.sqlite')} made in ${seconds} s\n`)
    process.stdout.write(`${made.members} members, ${made.rows} rows\n`)
  },
})
