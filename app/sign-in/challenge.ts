/** A challenge as the browser holds it: a cookie with a token; the store keeps the token's hash. Ten minutes, once. */
import { createHmac } from 'node:crypto'
import { type Challenge, keepChallenge, liveChallenge } from '#db/challenge.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { cookie, readCookie } from '../cookies.ts'
import type { Portal } from '../portal.ts'
import { newToken, tokenHash } from './code.ts'
import { open, seal } from './seal.ts'

/** How long a browser may take to sign or come back, in seconds. */
export const challengeSeconds = 600

type About = Pick<Challenge, 'kind' | 'audience' | 'personId' | 'next'>

/** Keeps a challenge for this browser and gives its `Set-Cookie` line. */
export async function giveChallenge(portal: Portal, about: About & { secret: string }, now: Instant): Promise<string> {
  const token = newToken()
  const { secret, ...rest } = about
  const sealed = seal(sealKey(portal, token), 'challenge', Buffer.from(secret)).toString('base64url')
  const expiresAt = later(now, challengeSeconds)
  await keepChallenge(portal.store, { id: tokenHash(token), ...rest, secret: sealed, expiresAt }, now)
  return cookie(portal.config, 'challenge', token, challengeSeconds)
}

/** The challenge of this browser, opened, while it can be used; else null. */
export async function readChallenge(
  portal: Portal,
  cookieHeader: string | null,
  kind: Challenge['kind'],
  now: Instant,
): Promise<Challenge | null> {
  const token = readCookie(portal.config, cookieHeader, 'challenge')
  const found = token ? await liveChallenge(portal.store.read, portal.store.t, tokenHash(token), kind, now) : null
  const plain = token && found && open(sealKey(portal, token), 'challenge', Buffer.from(found.secret, 'base64url'))
  return plain ? { ...found, secret: plain.toString() } : null
}

export const forgetChallenge = (portal: Portal): string => cookie(portal.config, 'challenge', '', 0)

/** The key is the portal's and this browser's together: the store alone, or the key alone, opens nothing. */
const sealKey = ({ keys }: Portal, token: string): Buffer =>
  createHmac('sha256', keys.seal).update(`challenge\n${token}`).digest()
