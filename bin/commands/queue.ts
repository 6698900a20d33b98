/** `inzage queue index`: what requests are found by, written again from the sources. */
import { defineCommand } from 'citty'
import { indexRequests } from '#app/search-words.ts'
import { withPortal } from '../with-portal.ts'

const index = defineCommand({
  meta: {
    name: 'index',
    description: `Writes the words that requests are found by in the queue: of the person's name, and their address.

New requests get theirs by themselves. This is for requests from before, and with --all for people who go by another name
since. Safe to stop and to run again; the portal can be in use meanwhile. Exit codes: 0 written, 1 failed, 2 the call was wrong,
78 a setting is missing or weak.`,
  },
  args: { all: { type: 'boolean', description: 'also requests that have words already' } },
  async run({ args }) {
    await withPortal(async portal => {
      const done = await indexRequests(portal, args.all ?? false, count => {
        if (count % 10_000 === 0 && count > 0) process.stderr.write(`${count} requests\n`)
      })
      process.stdout.write(`${done} requests have their words\n`)
    })
  },
})

export default defineCommand({ meta: { name: 'queue', description: 'The queue of staff.' }, subCommands: { index } })
