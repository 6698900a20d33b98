/**
 * One signed POST to an address of the register, and to no other (T18): https, a public address that was looked up once and
 * is the one that is called, no redirects, no proxy, a limit to time and to what is read of the answer.
 */
import { lookup } from 'node:dns/promises'
import { request } from 'node:https'
import { BlockList, isIP, isIPv4 } from 'node:net'
import type { Tried } from '#db/notice-job.ts'
import { Webhook } from 'standardwebhooks'

/** How long a recipient may take in all, in milliseconds. */
const patience = 15_000
/** Most that is read of an answer, in bytes; only its status counts. */
const mostRead = 64 * 1024

type Delivery = {
  url: string
  /** `whsec_…` or base64. */
  secret: string
  /** The notice's id, the same at every try. */
  id: string
  at: Date
  body: string
  /** `host:port` that may be called although it is private or on another port (`WEBHOOK_ALLOW`). */
  allow: readonly string[]
  /** Certificates that are trusted instead of the machine's own. */
  ca?: string
}

/** Nobody's public server: this machine, private networks, links, tests, multicast, what is reserved; and IPv4 within IPv6. */
const closed = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  closed.addSubnet(net, bits, 'ipv4')
}

/** Only global unicast (2000::/3) is public, and of that not the ranges that carry an IPv4 address or are for documents. */
const openSix = new BlockList()
openSix.addSubnet('2000::', 3, 'ipv6')
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closed.addSubnet(net, bits, 'ipv6')
}

/** Whether this IP address is one that the outside world may have. */
export const isPublic = (ip: string): boolean =>
  isIPv4(ip) ? !closed.check(ip, 'ipv4') : isIP(ip) === 6 && openSix.check(ip, 'ipv6') && !closed.check(ip, 'ipv6')

/** Throws with a short code. */
class NotDelivered extends Error {}

/** Delivers once. Never throws: what went wrong is a short code, never the recipient's words. */
export async function deliver(delivery: Delivery): Promise<Tried> {
  const start = performance.now()
  const took = () => Math.round(performance.now() - start)
  try {
    const status = await post(delivery)
    const well = status >= 200 && status < 300
    return { status, trouble: well ? null : `HTTP ${status}`, milliseconds: took() }
  } catch (error) {
    return { status: null, trouble: codeOf(error), milliseconds: took() }
  }
}

async function post(delivery: Delivery): Promise<number> {
  const { id, at, body } = delivery
  const url = new URL(delivery.url)
  const ip = await pinned(url, delivery.allow)
  const signature = new Webhook(delivery.secret).sign(id, at, body)
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        agent: false,
        ca: delivery.ca,
        signal: AbortSignal.timeout(patience),
        // The address that was looked at is the one that is called: a name that answers otherwise now changes nothing.
        lookup: (_, options, done) =>
          options.all ? done(null, [{ address: ip, family: isIP(ip) }]) : done(null, ip, isIP(ip)),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Inzage',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': signature,
        },
      },
      answer => {
        let read = 0
        answer.on('data', (part: Buffer) => {
          read += part.length
          if (read > mostRead) call.destroy(new NotDelivered('tooLong'))
        })
        answer.on('error', reject)
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

/** The one IP address that is called. Every address of the name must be public, or its host and port are allowed by name. */
async function pinned(url: URL, allow: readonly string[]): Promise<string> {
  if (url.protocol !== 'https:' || url.username || url.password) throw new NotDelivered('blocked')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const allowed = allow.includes(`${host}:${url.port || 443}`)
  if (!allowed && url.port) throw new NotDelivered('blocked')
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true })
  const [first] = found
  if (!first || (!allowed && !found.every(each => isPublic(each.address)))) throw new NotDelivered('blocked')
  return first.address
}

function codeOf(error: unknown): string {
  if (error instanceof NotDelivered) return error.message
  if (!(error instanceof Error)) return 'failed'
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout'
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? code : 'failed'
}
