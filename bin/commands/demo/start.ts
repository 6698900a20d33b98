/** `inzage demo [start]`: makes the demo when it is not there, and serves it. */
import { environment } from '#app/config.ts'
import { runDemo } from '#app/demo/run.ts'
import { fewestMembers, mostMembers } from '#sources/we-do-better/seed/platform.ts'
import { defineCommand } from 'citty'
import { refusalOf } from '../../refusal.ts'
import { startArgs } from './start-args.ts'
import { wholeNumber } from './whole-number.ts'

export default defineCommand({
  meta: {
    name: 'start',
    description:
      'Makes a demo organisation in DATA_DIR (default ./var/demo) when it is not there, serves it on 127.0.0.1 ' +
      '(PORT, default 3000) and prints where to go. Exit codes: 0 stopped when told to, 1 failed, 2 the call was ' +
      'wrong, 78 a setting is wrong.',
  },
  args: startArgs,
  async run({ args }) {
    try {
      await runDemo({
        env: environment(),
        fresh: args.fresh,
        members: wholeNumber('--members', args.members, fewestMembers, mostMembers),
        say: text => void process.stderr.write(`${text}\n`),
        print: text => void process.stdout.write(text),
      })
    } catch (error) {
      throw refusalOf(error)
    }
  },
})
