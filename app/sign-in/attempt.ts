/** The cookie of one attempt: it binds the mailed code to this browser, and remembers the address for "send again". */
import { z } from 'zod'
import type { Audience } from '#db/schema/people.ts'
import { cookie, readCookie } from '../cookies.ts'
import type { Portal } from '../portal.ts'
import { newToken, tokenHash } from './code.ts'
import { open, seal } from './seal.ts'

/** How long an attempt and its code live, in seconds. */
export const attemptSeconds = 600
/** How long the browser remembers the attempt, in seconds: longer, so that the page can say that the code ran out. */
const cookieSeconds = 3600

/** `id` finds the row; `address` is what was typed, or the address on file for a renewed proof. */
export type OpenAttempt = { id: string; audience: Audience; address: string }

const shape = z.strictObject({
  token: z.string().length(43),
  audience: z.enum(['member', 'staff']),
  address: z.string(),
})

/**
 * A new attempt and the `Set-Cookie` line that carries it. The address lies sealed in the person's own browser and
 * nowhere else: the store has only its tag.
 */
export function newAttempt(portal: Portal, audience: Audience, address: string): { id: string; setCookie: string } {
  const token = newToken()
  const sealed = seal(portal.keys.seal, 'attempt', Buffer.from(JSON.stringify({ token, audience, address })))
  return {
    id: tokenHash(token),
    setCookie: cookie(portal.config, 'attempt', sealed.toString('base64url'), cookieSeconds),
  }
}

/** The attempt of this browser, or null when it has none (or one that we did not make). */
export function readAttempt(portal: Portal, cookieHeader: string | null): OpenAttempt | null {
  const value = readCookie(portal.config, cookieHeader, 'attempt')
  const plain = value && open(portal.keys.seal, 'attempt', Buffer.from(value, 'base64url'))
  if (!plain) return null
  const { token, audience, address } = shape.parse(JSON.parse(plain.toString()))
  return { id: tokenHash(token), audience, address }
}

/** Takes the attempt's cookie away. */
export const forgetAttempt = (portal: Portal): string => cookie(portal.config, 'attempt', '', 0)

/** How the log speaks of somebody who is not known yet: a name for the attempt, 128 bits of its hash. */
export const attemptRef = (id: string): string => Buffer.from(id, 'hex').subarray(0, 16).toString('base64url')
