/** Signs where the log stands, within a second after it grew. */
import { auditHead } from '#db/audit/head.ts'
import { type Signing, signCheckpoint } from '#db/audit/checkpoint.ts'
import type { Portal } from '../portal.ts'
import { every, type Timer } from './every.ts'

/** How often the log is looked at, in milliseconds (security/rules.md §3.8: at most a second after commit). */
const lookEvery = 900

export const signingOf = ({ keys, config }: Portal): Signing => ({ ...keys.log, file: config.checkpointFile })

/**
 * Signs now, and then whenever the log has grown.
 * @throws SigningRefused when the log contradicts what was signed before: then nothing may be served
 */
export async function keepSigning(portal: Portal): Promise<Timer> {
  const { store } = portal
  let signed = await signCheckpoint(store, signingOf(portal))
  return every('checkpoint', lookEvery, portal.log, async () => {
    const head = await auditHead(store.read, store.t)
    if (head.size !== signed.size || head.epoch !== signed.epoch)
      signed = await signCheckpoint(store, signingOf(portal))
  })
}
