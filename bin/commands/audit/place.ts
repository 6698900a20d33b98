/** Where the log lies, for the commands of `inzage audit`; and how they end when it contradicts what was signed. */
import { environment } from '#app/config.ts'
import { logPlace, LogNotFound, type LogPlace } from '#app/audit-log.ts'
import { type Signing, SigningRefused } from '#db/audit/checkpoint.ts'
import { ForeignSignature } from '#db/audit/known.ts'
import { exitCodes } from '#db/audit/verdict.ts'
import { openStore, openToRead } from '#db/open.ts'
import type { ReadStore, Store } from '#db/store.ts'
import { Exit } from '../../exit.ts'

export const codes = `Exit codes: 0 OK, 1 the log could not be opened, 2 the call was wrong, 10 TAMPERED, 11 PAYLOAD_MISSING,
12 FORK, 13 ROLLBACK, 14 SIGNATURE.`

export const db = {
  type: 'string',
  valueHint: 'PATH|URL',
  description: 'SQLite file or postgres:// (the portal as it is set up)',
} as const

/** Where the log lies, by what was typed and the settings. A wrong call ends with 2. */
export async function placed(asked: { db?: string; vkey?: string; known?: string }): Promise<LogPlace> {
  try {
    return await logPlace(environment(), asked)
  } catch (error) {
    if (error instanceof LogNotFound) throw new Exit(2, error.message)
    throw error
  }
}

/** Runs `body` on the log, to look only. */
export async function reading<T>({ where }: LogPlace, body: (store: ReadStore) => Promise<T>): Promise<T> {
  const store = await openToRead(where)
  try {
    return await body(store)
  } finally {
    await store.close()
  }
}

/** Runs `body` on the log with what signs it, at the portal itself. */
export async function signing<T>(place: LogPlace, body: (store: Store, signing: Signing) => Promise<T>): Promise<T> {
  if (!place.signing) throw new Exit(2, 'The key of the log is not here: run this where the portal runs')
  const store = await openStore(place.where)
  try {
    return await body(store, place.signing)
  } catch (error) {
    if (error instanceof SigningRefused)
      throw new Exit(error.reason === 'KNOWN_MISSING' ? 1 : exitCodes[error.reason], error.message)
    if (error instanceof ForeignSignature) throw new Exit(exitCodes.SIGNATURE, error.message)
    throw error
  } finally {
    await store.close()
  }
}
