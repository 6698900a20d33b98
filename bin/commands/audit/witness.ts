/** `inzage audit witness`: run by somebody else, on a machine of their own, who remembers what log they saw. */
import { LogNotFound, textOf, vkeyOf } from '#app/audit-log.ts'
import { makeWitness, openWitness, rememberedBy, remember } from '#app/witness.ts'
import { exitCodes } from '#db/audit/verdict.ts'
import { readConsistency, relate } from '#domain/audit/consistency.ts'
import { readSignedCheckpoint } from '#domain/audit/checkpoint.ts'
import { epochIn, keyOfEpoch } from '#domain/audit/epoch.ts'
import { signers, writeVkey } from '#domain/audit/note.ts'
import { defineCommand } from 'citty'
import { Exit } from '../../exit.ts'

const key = {
  type: 'string',
  default: 'witness.key',
  valueHint: 'FILE',
  description: "the witness's own key; never leaves this machine",
} as const

const init = defineCommand({
  meta: {
    name: 'init',
    description:
      'Makes a key for a witness and prints its public half. Exit codes: 0 made, 2 the call was wrong, 12 FILE is there.',
  },
  args: {
    name: { type: 'string', required: true, valueHint: 'NAME', description: 'as example.nl/privacy-officer' },
    key,
  },
  async run({ args }) {
    const made = usable(() => makeWitness(args.key, args.name))
    if (!made) throw new Exit(12, `${args.key} is there already: a witness keeps its key`)
    process.stdout.write(`${writeVkey(made)}\n`)
  },
})

const cosign = defineCommand({
  meta: {
    name: 'cosign',
    description: `Signs under a checkpoint, if it goes on from the one that was signed before, and prints the line.

Fetch the checkpoint and the proof from the portal: /log/checkpoint and /log/consistency?from=N&to=M. Hand the line to
"inzage audit cosign" there. Exit codes: 0 signed, 2 the call was wrong or a proof is needed, 12 FORK, 13 ROLLBACK,
14 SIGNATURE. Nothing is signed then: tell somebody.`,
  },
  args: {
    key,
    checkpoint: {
      type: 'string',
      required: true,
      valueHint: 'FILE',
      description: 'the checkpoint (a file, or file://)',
    },
    vkey: { type: 'string', required: true, valueHint: 'KEY|FILE', description: "the log's public key" },
    state: {
      type: 'string',
      default: 'witness.state',
      valueHint: 'FILE',
      description: 'what this witness saw before; kept by this command',
    },
    consistency: { type: 'string', valueHint: 'FILE', description: 'proof from the log seen before to this one' },
    'new-epoch': { type: 'boolean', description: 'the log began anew after a restore, and I know why' },
  },
  async run({ args }) {
    const { witness, log, note, proof } = usable(() => ({
      witness: openWitness(args.key),
      log: vkeyOf(args.vkey),
      note: textOf(args.checkpoint),
      proof: args.consistency === undefined ? null : textOf(args.consistency),
    }))
    const now = readSignedCheckpoint(note)
    if (!now) throw new Exit(2, `${args.checkpoint} is not a checkpoint`)
    const own = keyOfEpoch(log, epochIn(now.origin))
    if (now.origin !== own.name || !signers(now.note, [own])?.includes(own))
      throw new Exit(exitCodes.SIGNATURE, 'SIGNATURE: the checkpoint is not signed by the key of this log')
    const before = usable(() => rememberedBy(args.state, log))
    const given = proof === null ? null : readConsistency(proof)
    if (proof !== null && given?.from !== before?.size)
      throw new Exit(2, `That is not a proof from ${before?.size ?? 'nothing'} entries`)
    const anew = before !== null && epochIn(now.origin) > epochIn(before.origin)
    if (anew && !args['new-epoch'])
      throw new Exit(2, `A new epoch began: ${now.origin}. Ask why, see the first entry, then use --new-epoch`)
    const relation = before && !anew ? relate(before, now, given?.proof ?? null) : 'grown'
    if (relation === 'unproven')
      throw new Exit(2, `This witness saw ${before?.size} entries before: give the proof from there with --consistency`)
    if (relation === 'fork')
      throw new Exit(
        exitCodes.FORK,
        `FORK: this log does not go on from the ${before?.size} entries that were seen before`,
      )
    if (relation === 'rollback')
      throw new Exit(exitCodes.ROLLBACK, `ROLLBACK: ${before?.size} entries were seen before, and now ${now.size}`)
    const line = witness.sign(now.note.text, Math.floor(Date.now() / 1000))
    // Remembered before anybody has the line: a witness that forgot could sign two histories.
    if (relation !== 'same') remember(args.state, note)
    process.stdout.write(line)
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

export default defineCommand({
  meta: {
    name: 'witness',
    description: "Somebody outside who signs what log they saw: a privacy officer's own machine.",
  },
  subCommands: { init, cosign },
})
