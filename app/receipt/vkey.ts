/** The public key of the audit log, as a line that anybody can check receipts with: one key, under a name per epoch. */
import { verifierKey } from '#db/audit/checkpoint.ts'
import { auditHead } from '#db/audit/head.ts'
import { keyOfEpoch } from '#domain/audit/epoch.ts'
import { writeVkey } from '#domain/audit/note.ts'
import type { Portal } from '../portal.ts'

/** As this epoch of the log signs. */
export const vkeyOf = ({ keys }: Pick<Portal, 'keys'>, epoch: number): string =>
  writeVkey(keyOfEpoch(verifierKey(keys.log.origin, keys.log.privateKey), epoch))

/** As the log signs now, and as each of its epochs did, oldest first. */
export async function vkeysOf(
  portal: Pick<Portal, 'keys' | 'store'>,
): Promise<{ now: string; all: readonly string[] }> {
  const { epoch } = await auditHead(portal.store.read, portal.store.t)
  const all = Array.from({ length: epoch }, (_, index) => vkeyOf(portal, index + 1))
  return { now: vkeyOf(portal, epoch), all }
}
