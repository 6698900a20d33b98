/** The Host header: noted, and then replaced by our own name, so that nothing behind this can build an address from it. */
import type { IncomingMessage } from 'node:http'

const seen = new WeakMap<IncomingMessage, string>()

/** Puts `host` in the place of what the client said. */
export function pinHost(incoming: IncomingMessage, host: string): void {
  seen.set(incoming, incoming.headers.host ?? '')
  incoming.headers.host = host
}

/** What the client said. */
export const hostSaid = (incoming: IncomingMessage): string => seen.get(incoming) ?? ''
