/** How often: codes asked and codes tried, per account, per peer and in all (T15). The same for who is not known. */
import { type Limit, countWithin } from '#db/rate-limit.ts'
import type { Instant } from '#domain/day.ts'
import type { Portal } from '../portal.ts'
import { tagOf } from './code.ts'

/** All limits hold for this window, in seconds. */
const window = 900

/** A peer may be a whole office behind one address, hence more than for one account. */
const most = {
  ask: { account: 10, peer: 60, all: 2_000 },
  try: { account: 10, peer: 100, all: 5_000 },
  totp: { account: 10, peer: 100, all: 5_000 },
  challenge: { account: 60, peer: 120, all: 5_000 },
  file: { account: 5, peer: 20, all: 500 },
  passkey: { account: 30, peer: 100, all: 5_000 },
} as const

/** Counts one more: `ask` for a code, `try` of a mailed code, `totp` of an app's code, `challenge` asked for, `passkey` used, `file` a request without an account. False when there were too many. */
export function withinLimits(
  portal: Portal,
  step: keyof typeof most,
  who: { addressTag: string; peer: string },
  now: Instant,
): Promise<boolean> {
  const limits: Limit[] = [
    { key: `${step} account ${who.addressTag}`, most: most[step].account, seconds: window },
    {
      key: `${step} peer ${tagOf(portal.keys.tag, 'peer', network(who.peer))}`,
      most: most[step].peer,
      seconds: window,
    },
    { key: `${step} all`, most: most[step].all, seconds: window },
  ]
  return countWithin(portal.store, limits, now)
}

/** One household or office has a whole IPv6 /64: it counts as one peer. */
const network = (peer: string): string =>
  peer.includes(':') && !peer.includes('.') ? expanded(peer).slice(0, 4).join(':') : peer.replace(/^::ffff:/i, '')

function expanded(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const front = head ? head.split(':') : []
  const back = tail ? tail.split(':') : []
  const gap = tail === undefined ? 0 : Math.max(8 - front.length - back.length, 0)
  return [...front, ...Array<string>(gap).fill('0'), ...back].map(part => part.replace(/^0+(?=.)/, '').toLowerCase())
}
