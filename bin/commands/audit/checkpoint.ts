/** `inzage audit checkpoint`: where the log stands, signed. */
import { signCheckpoint } from '#db/audit/checkpoint.ts'
import { newestWitnessed, newestWithWitnesses } from '#db/audit/cosignature.ts'
import { defineCommand } from 'citty'
import { Exit } from '../../exit.ts'
import { codes, db, placed, reading, signing } from './place.ts'

export default defineCommand({
  meta: {
    name: 'checkpoint',
    description: `Prints the newest signed checkpoint; signs first when entries were added since and the key is at hand.

Keep what it prints somewhere else, or send it to the data protection officer. ${codes}`,
  },
  args: { db, cosigned: { type: 'boolean', description: 'the newest one that a witness signed too' } },
  async run({ args }) {
    const place = await placed(args)
    if (place.signing) await signing(place, signCheckpoint)
    const found = await reading(place, ({ read, t }) =>
      args.cosigned ? newestWitnessed(read, t) : newestWithWitnesses(read, t),
    )
    if (!found)
      throw new Exit(1, args.cosigned ? 'No witness signed yet' : 'Nothing was signed yet, and the key is not here')
    process.stdout.write(found.note)
  },
})
