/** Which name passkeys are made for: the host that people type, from the settings and never from the request. */
import { isIP } from 'node:net'
import type { Config } from '../config.ts'
import { ownOrigins } from '../server/csrf.ts'

export type RelyingParty = { id: string; origins: string[] }

/**
 * Null where browsers have no passkeys: at an address of numbers. A demo on 127.0.0.1 also answers to `localhost`, and
 * there they work.
 */
export function relyingParty(config: Config): RelyingParty | null {
  const { hostname, protocol } = new URL(config.baseUrl)
  const origins = [...ownOrigins(config)]
  if (!isIP(hostname)) return protocol === 'https:' || hostname === 'localhost' ? { id: hostname, origins } : null
  const local = origins.filter(origin => new URL(origin).hostname === 'localhost')
  return local.length ? { id: 'localhost', origins: local } : null
}
