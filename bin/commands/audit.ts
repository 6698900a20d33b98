/** `inzage audit`: proves the audit log, or says exactly what is wrong with it. */
import { environment } from '#app/config.ts'
import { knownOf, logPlace, LogNotFound } from '#app/audit-log.ts'
import { signCheckpoint, SigningRefused } from '#db/audit/checkpoint.ts'
import { ForeignSignature, type Known } from '#db/audit/known.ts'
import { newestCheckpoint } from '#db/audit/trail.ts'
import { exitCodes, type Verdict } from '#db/audit/verdict.ts'
import { verifyLog } from '#db/audit/verify.ts'
import { openStore, openToRead } from '#db/open.ts'
import { defineCommand } from 'citty'
import { Exit } from '../exit.ts'

const codes = `Exit codes: 0 OK, 1 the log could not be opened, 2 the call was wrong, 10 TAMPERED, 11 PAYLOAD_MISSING,
12 FORK, 13 ROLLBACK, 14 SIGNATURE.`

const db = {
  type: 'string',
  valueHint: 'PATH|URL',
  description: 'SQLite file or postgres:// (the portal as it is set up)',
} as const

const verify = defineCommand({
  meta: {
    name: 'verify',
    description: `Recomputes the whole audit log and prints OK, or what is wrong and where.

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
    const store = await openToRead(place.where)
    try {
      const verdict = await verifyLog(store, { key: place.key, known })
      if (verdict.result === 'OK' && !place.key) process.stderr.write('No key was given: signatures were not checked\n')
      process.stdout.write(`${sentence(verdict)}\n`)
      if (verdict.result !== 'OK') throw new Exit(exitCodes[verdict.result])
    } finally {
      await store.close()
    }
  },
})

const checkpoint = defineCommand({
  meta: {
    name: 'checkpoint',
    description: `Prints the newest signed checkpoint; signs first when entries were added since and the key is at hand.

Keep what it prints somewhere else, or send it to the data protection officer. ${codes}`,
  },
  args: { db },
  async run({ args }) {
    const { where, signing } = await placed(args)
    const note = signing ? await signed(where, signing) : await stored(where)
    process.stdout.write(note)
  },
})

async function signed(
  where: Parameters<typeof openStore>[0],
  signing: Parameters<typeof signCheckpoint>[1],
): Promise<string> {
  const store = await openStore(where)
  try {
    return (await signCheckpoint(store, signing)).note
  } catch (error) {
    if (error instanceof SigningRefused)
      throw new Exit(error.reason === 'KNOWN_MISSING' ? 1 : exitCodes[error.reason], error.message)
    if (error instanceof ForeignSignature) throw new Exit(exitCodes.SIGNATURE, error.message)
    throw error
  } finally {
    await store.close()
  }
}

async function stored(where: Parameters<typeof openStore>[0]): Promise<string> {
  const store = await openToRead(where)
  try {
    const newest = await newestCheckpoint(store.read, store.t)
    if (!newest) throw new Exit(1, 'Nothing was signed yet, and the key is not here')
    return newest.note
  } finally {
    await store.close()
  }
}

async function placed(asked: { db?: string; vkey?: string; known?: string }) {
  try {
    return await logPlace(environment(), asked)
  } catch (error) {
    if (error instanceof LogNotFound) throw new Exit(2, error.message)
    throw error
  }
}

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
    return `OK ${verdict.size} entries, root ${verdict.root} (${checked})`
  }
  const where = 'seq' in verdict ? `${verdict.seq}` : `at ${verdict.size} entries`
  return `${verdict.result} ${where}: ${verdict.why}`
}

export default defineCommand({
  meta: { name: 'audit', description: 'The audit log: prove it, and sign where it stands.' },
  subCommands: { verify, checkpoint },
})
