/** Housekeeping of signing in: what has no use any more is forgotten. The sender's loop calls it once an hour. */
import { forgetStale } from '#db/sign-in.ts'
import type { Portal } from '../portal.ts'

export const sweepSignIn = (portal: Portal): Promise<void> => forgetStale(portal.store, portal.now())
