/** `inzage audit consistency`: proof that a log is the beginning of a longer one. */
import { checkpointAt } from '#db/audit/cosignature.ts'
import { consistencyProof } from '#db/audit/head.ts'
import { newestWithWitnesses } from '#db/audit/cosignature.ts'
import { writeConsistency } from '#domain/audit/consistency.ts'
import { defineCommand } from 'citty'
import { Exit } from '../../exit.ts'
import { db, placed, reading } from './place.ts'

export default defineCommand({
  meta: {
    name: 'consistency',
    description: `Prints the proof that the log of N entries is the beginning of the log of M entries, with M's checkpoint.

For a witness, or for "inzage audit verify-receipt --consistency". The portal gives the same at
/log/consistency?from=N&to=M. Exit codes: 0 printed, 1 the log could not be opened, 2 there is no such log.`,
  },
  args: {
    db,
    from: { type: 'string', required: true, valueHint: 'N', description: 'size of the earlier log' },
    to: { type: 'string', valueHint: 'M', description: 'size of a log that was signed (the newest)' },
    epoch: { type: 'string', valueHint: 'E', description: 'epoch of the log (the newest)' },
  },
  async run({ args }) {
    const [from, to, epoch] = [args.from, args.to, args.epoch].map(number)
    await reading(await placed(args), async ({ read, t }) => {
      const newest = await newestWithWitnesses(read, t)
      const asked = { epoch: epoch ?? newest?.epoch ?? 1, size: to ?? newest?.size ?? 0 }
      const checkpoint = await checkpointAt(read, t, asked)
      if (!checkpoint) throw new Exit(2, `No log of ${asked.size} entries was signed: take the size of a checkpoint`)
      if (!from || from > checkpoint.size) throw new Exit(2, `--from is a size from 1 to ${checkpoint.size}`)
      const proof = await consistencyProof(read, t, from, checkpoint)
      process.stdout.write(writeConsistency({ from: String(from), proof, checkpoint: checkpoint.note }))
    })
  },
})

function number(text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^(0|[1-9]\d{0,14})$/.test(text)) throw new Exit(2, `"${text}" is not a size`)
  return Number(text)
}
