/** `inzage audit verify`: recomputes the whole log. */
import { knownOf } from '#app/audit-log.ts'
import { ForeignSignature, type Known } from '#db/audit/known.ts'
import { type ClosedEpoch, exitCodes, type Verdict } from '#db/audit/verdict.ts'
import { verifyLog } from '#db/audit/verify.ts'
import { entryName } from '#domain/audit/epoch.ts'
import { defineCommand } from 'citty'
import { Exit } from '../../exit.ts'
import { codes, db, placed, reading } from './place.ts'

export default defineCommand({
  meta: {
    name: 'verify',
    description: `Recomputes the whole audit log, every epoch of it, and prints OK, or what is wrong and where.

Needs no other settings than DATA_DIR or DATABASE_URL, or just --db. Writes nothing. ${codes}`,
  },
  args: {
    db,
    vkey: {
      type: 'string',
      valueHint: 'KEY|FILE',
      description: "the log's public key, name+id+base64 (the portal's own)",
    },
    known: { type: 'string', valueHint: 'FILE', description: "checkpoints kept elsewhere (the portal's own file)" },
  },
  async run({ args }) {
    const place = await placed(args)
    const known = readable(() => knownOf(place))
    const verdict = await reading(place, store => verifyLog(store, { key: place.key, known }))
    if (verdict.result === 'OK' && !place.key) process.stderr.write('No key was given: signatures were not checked\n')
    if (verdict.result === 'OK') process.stdout.write(verdict.closed.map(each => `${ended(each)}\n`).join(''))
    process.stdout.write(`${sentence(verdict)}\n`)
    if (verdict.result !== 'OK') throw new Exit(exitCodes[verdict.result])
  },
})

function readable(read: () => readonly Known[]): readonly Known[] {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ForeignSignature)) throw error
    process.stdout.write(`SIGNATURE: ${error.message}\n`)
    throw new Exit(exitCodes.SIGNATURE)
  }
}

/** One line for people and scripts alike. */
function sentence(verdict: Verdict): string {
  if (verdict.result === 'OK') {
    const checked = `${verdict.checkpoints} checkpoints, ${verdict.known} known outside the database`
    const epoch = verdict.epoch === 1 ? '' : `, epoch ${verdict.epoch}`
    return `OK ${verdict.size} entries, root ${verdict.root} (${checked}${epoch})`
  }
  const where = 'seq' in verdict ? entryName(verdict.seq) : `at ${verdict.size} entries`
  return `${verdict.result} ${where}: ${verdict.why}`
}

/** A closed epoch: what there is of it, and what was lost when an old copy was put back. */
function ended({ epoch, size, root, signed, lost }: ClosedEpoch): string {
  const gone = lost > 0 ? `; ${lost} of the ${signed} that were signed were lost, as the next epoch says` : ''
  return `closed epoch ${epoch}: ${size} entries, root ${root}${gone}`
}
