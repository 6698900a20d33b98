/** `inzage audit verify-receipt`: checks what somebody holds of the log, with nothing but the log's key. */
import { LogNotFound, receiptsIn, textOf, vkeyOf } from '#app/audit-log.ts'
import { exitCodes } from '#db/audit/verdict.ts'
import { type Checkpoint, readSignedCheckpoint } from '#domain/audit/checkpoint.ts'
import { type ConsistencyProof, readConsistency, relate } from '#domain/audit/consistency.ts'
import { entryName, epochIn, keyOfEpoch, placeOf } from '#domain/audit/epoch.ts'
import { signers, type VerifierKey } from '#domain/audit/note.ts'
import { type ReceiptFault, verifyReceipt } from '#domain/audit/receipt.ts'
import { defineCommand } from 'citty'
import { Exit } from '../../exit.ts'

const said: Readonly<Record<ReceiptFault, string>> = {
  form: 'it is not a receipt, or it was changed',
  entry: 'it holds no well-formed entry',
  index: 'the entry has another number than the receipt says',
  commitment: 'the details are not what the entry promised',
  origin: 'it is of another log than the key',
  signature: 'the checkpoint is not signed by the key',
  inclusion: 'the entry is not in the log that was signed',
}

type Result = { code: number; line: string }
type Later = { checkpoint: Checkpoint; proofs: readonly ConsistencyProof[] }

export default defineCommand({
  meta: {
    name: 'verify-receipt',
    description: `Checks receipts offline: the entry, its details, that it is in the log, and that the log was signed.

FILE is a *.tlog-proof, a folder with them, or the ZIP they came in. With --later and --consistency it also checks that a
checkpoint from elsewhere goes on from the same log: a server that shows two histories is found out. Needs no settings,
no network and no database. Exit codes: 0 OK, 2 the call was wrong, 10 TAMPERED, 12 FORK, 13 ROLLBACK, 14 SIGNATURE.`,
  },
  args: {
    file: { type: 'positional', required: true, valueHint: 'FILE…', description: 'receipts' },
    vkey: {
      type: 'string',
      required: true,
      valueHint: 'KEY|FILE',
      description: "the log's public key: name+id+base64, or a file with it (inzage-keys.json)",
    },
    later: { type: 'string', valueHint: 'FILE', description: 'a later checkpoint, from somebody else' },
    consistency: {
      type: 'string',
      valueHint: 'FILE…',
      description: 'proof up to that checkpoint, with commas for more',
    },
  },
  async run({ args }) {
    const results = await usable(async () => {
      const key = vkeyOf(args.vkey)
      const later = laterOf(args.later, args.consistency, key)
      const receipts = await Promise.all([...new Set([args.file, ...args._])].map(receiptsIn))
      return receipts.flat().map(({ name, text }) => ({ name, ...check(text, key, later) }))
    })
    for (const { name, line } of results) process.stdout.write(`${name}: ${line}\n`)
    const worst = results.find(({ code }) => code !== 0)
    if (worst) throw new Exit(worst.code)
  },
})

async function usable<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body()
  } catch (error) {
    if (error instanceof LogNotFound) throw new Exit(2, error.message)
    throw error
  }
}

function check(text: string, key: VerifierKey, later: Later | null): Result {
  const verdict = verifyReceipt(text, key)
  if (!verdict.ok) {
    const result = verdict.fault === 'signature' || verdict.fault === 'origin' ? 'SIGNATURE' : 'TAMPERED'
    return { code: exitCodes[result], line: `${result}: ${said[verdict.fault]}` }
  }
  const { entry, checkpoint } = verdict
  const name = entryName(placeOf(epochIn(checkpoint.origin), entry.seq))
  const ok = `OK #${name} ${entry.type} at ${entry.ts}, in the log of ${checkpoint.size} entries`
  if (!later) return { code: 0, line: ok }
  const proof = later.proofs.find(({ from }) => from === checkpoint.size)?.proof ?? null
  const to = later.checkpoint
  switch (relate(checkpoint, to, proof)) {
    case 'same':
    case 'grown':
      return { code: 0, line: `${ok}, which is the beginning of that of ${to.size}` }
    case 'fork':
      return {
        code: exitCodes.FORK,
        line: `FORK: the log of ${to.size} entries does not go on from that of ${checkpoint.size}`,
      }
    case 'rollback':
      return {
        code: exitCodes.ROLLBACK,
        line: `ROLLBACK: the later log has ${to.size} entries, this one ${checkpoint.size}`,
      }
    case 'unproven':
      throw new Exit(2, `There is no proof from ${checkpoint.size} to ${to.size} entries: give it with --consistency`)
  }
}

function laterOf(later: string | undefined, files: string | undefined, key: VerifierKey): Later | null {
  const proofs = (files?.split(',') ?? []).map(file => {
    const proof = readConsistency(textOf(file))
    if (!proof) throw new Exit(2, `${file} is not a consistency proof`)
    return proof
  })
  const note = later === undefined ? proofs[0]?.checkpoint : textOf(later)
  if (note === undefined) return null
  const checkpoint = readSignedCheckpoint(note)
  if (!checkpoint) throw new Exit(2, `${later ?? files} holds no checkpoint`)
  const own = keyOfEpoch(key, epochIn(checkpoint.origin))
  if (checkpoint.origin !== own.name || !signers(checkpoint.note, [own])?.includes(own))
    throw new Exit(exitCodes.SIGNATURE, 'The later checkpoint is not signed by the key')
  return { checkpoint, proofs }
}
