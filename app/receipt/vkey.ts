/** The public key of the audit log, as a line that anybody can check receipts with. */
import { verifierKey } from '#db/audit/checkpoint.ts'
import { writeVkey } from '#domain/audit/note.ts'
import type { Portal } from '../portal.ts'

export const vkeyOf = ({ keys }: Pick<Portal, 'keys'>): string =>
  writeVkey(verifierKey(keys.log.origin, keys.log.privateKey))
