/** `inzage audit epoch`: a new part of the log after an old database was put back (security/rules.md §3.7). */
import { signCheckpoint } from '#db/audit/checkpoint.ts'
import { epochReasons, openEpoch } from '#db/audit/open-epoch.ts'
import { instantOf } from '#domain/day.ts'
import { defineCommand } from 'citty'
import { Exit } from '../../exit.ts'
import { codes, placed, signing } from './place.ts'

export default defineCommand({
  meta: {
    name: 'epoch',
    description: `After an old database was put back on purpose: closes the log as it is and begins a new epoch.

The old epoch stays as it is, to be read and verified. The first entry of the new one says what was the last log that
anybody outside can know, and why there is a new one. Does nothing when the log agrees with all that was signed. Stop the
portal first. ${codes}`,
  },
  args: {
    reason: { type: 'string', required: true, valueHint: 'restored', description: 'why: an old copy was put back' },
  },
  async run({ args }) {
    const reason = epochReasons.find(each => each === args.reason)
    if (!reason) throw new Exit(2, `--reason is ${epochReasons.join(' or ')}, not "${args.reason}"`)
    await signing(await placed({}), async (store, keys) => {
      await store.migrate()
      const made = await openEpoch(store, keys, instantOf(Date.now()), reason)
      if (made === 'agrees') {
        process.stderr.write('The log agrees with all that was signed: nothing was lost, and no new epoch is needed\n')
        return
      }
      const { kept, previous } = made.before
      const gone = previous ? `; the last one signed was ${previous.origin} with ${previous.size}` : ''
      process.stderr.write(`Epoch ${kept.epoch} is closed with ${kept.size} entries${gone}\n`)
      process.stdout.write((await signCheckpoint(store, keys)).note)
    })
  },
})
