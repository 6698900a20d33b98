/** Housekeeping: what signing in left and has no use any more is forgotten, and who looked at a request a minute ago. */
import { sweepPresence } from '#db/presence.ts'
import { forgetStale } from '#db/sign-in.ts'
import type { Portal } from '../portal.ts'

/** The sender's loop calls it once an hour. */
export async function sweepStale(portal: Pick<Portal, 'store' | 'now'>): Promise<void> {
  await forgetStale(portal.store, portal.now())
  await sweepPresence(portal.store, portal.now())
}
