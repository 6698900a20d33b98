/** `inzage audit cosign`: keeps what a witness signed, at the portal. */
import { LogNotFound, textOf, vkeyOf } from '#app/audit-log.ts'
import { keepCosignature, recentCheckpoints } from '#db/audit/cosignature.ts'
import { record } from '#db/record.ts'
import { cosignatureFor } from '#domain/audit/cosignature.ts'
import { instantOf } from '#domain/day.ts'
import { defineCommand } from 'citty'
import { Exit } from '../../exit.ts'
import { db, placed, signing } from './place.ts'

/** How far back the checkpoint may lie that a witness signed: a month's, when one is signed each minute. */
const mostBack = 50_000

export default defineCommand({
  meta: {
    name: 'cosign',
    description: `Keeps a witness's line with the checkpoint that it is under, and shows it from then on.

FILE is what "inzage audit witness cosign" printed. Exit codes: 0 kept, 2 the call was wrong, 14 SIGNATURE: the line is
not the witness's, or is under none of our checkpoints.`,
  },
  args: {
    db,
    file: { type: 'positional', required: true, valueHint: 'FILE', description: "the witness's line" },
    vkey: { type: 'string', required: true, valueHint: 'KEY|FILE', description: "the witness's public key" },
  },
  async run({ args }) {
    const { sent, witness } = usable(() => ({ sent: textOf(args.file), witness: vkeyOf(args.vkey) }))
    if (witness.kind !== 'witness') throw new Exit(2, 'That is the key of a log: give the key that the witness made')
    await signing(await placed(args), async store => {
      for (const checkpoint of await recentCheckpoints(store.read, store.t, mostBack)) {
        const line = cosignatureFor(checkpoint.note, sent, witness)
        if (!line) continue
        const actor = { kind: 'system', ref: 'operator' } as const
        const kept = await record(store, instantOf(Date.now()), actor, ledger =>
          keepCosignature(ledger, checkpoint, witness.name, line),
        )
        const size = `the checkpoint of ${checkpoint.size} entries`
        process.stdout.write(kept ? `Kept with ${size}\n` : `Was with ${size} already\n`)
        return
      }
      throw new Exit(14, 'SIGNATURE: under none of our checkpoints is that a line of this witness')
    })
  },
})

function usable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof LogNotFound) throw new Exit(2, error.message)
    throw error
  }
}
