/** Receipts of a request as files, with the log's key: whoever has them needs nothing else from us (security/rules.md §3.5). */
import { entryName, keyOfEpoch } from '#domain/audit/epoch.ts'
import { writeVkey } from '#domain/audit/note.ts'
import { type Signing, verifierKey } from '#db/audit/checkpoint.ts'
import { auditHead } from '#db/audit/head.ts'
import { makeReceipts, placesOf } from '#db/audit/receipt.ts'
import type { Store } from '#db/store.ts'

/** The log's key of the present epoch as a line, and what proves each step so far, oldest first; `name` has no ending. */
export type Receipts = { vkey: string; files: readonly { name: string; text: string }[] }

/** @throws SigningRefused */
export async function receiptsOf(store: Store, signing: Signing, requestId: string): Promise<Receipts> {
  const places = await placesOf(store.read, store.t, requestId)
  const receipts = await makeReceipts(store, signing, requestId, places)
  const { epoch } = await auditHead(store.read, store.t)
  return {
    vkey: writeVkey(keyOfEpoch(verifierKey(signing.origin, signing.privateKey), epoch)),
    files: receipts.map(({ place, text }) => ({ name: entryName(place), text })),
  }
}

/** The same as files of a folder; their names are from our own vocabulary, so that they are safe everywhere. */
export const receiptFiles = ({ vkey, files }: Receipts): [name: string, text: string][] => [
  ['log.vkey', `${vkey}\n`],
  ...files.map(({ name, text }): [string, string] => [`${name}.tlog-proof`, text]),
]
