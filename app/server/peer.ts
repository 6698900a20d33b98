/** The address of who really asks, for limits. It is never logged or stored as it is. */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * The peer's address. With `proxies` of ours in front, each adds the address it saw at the end of X-Forwarded-For; only
 * those last entries can be believed.
 */
export function peerOf(incoming: Pick<IncomingMessage, 'headers' | 'socket'>, proxies: number): string {
  const socket = incoming.socket.remoteAddress ?? ''
  if (proxies === 0) return socket
  const told = [incoming.headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const address = told.at(-proxies)?.trim() ?? ''
  return isIP(address) ? address : socket
}
