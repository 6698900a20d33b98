/**
 * The wall in front of everything: what it lets through has a method we know, a form of a sane size that came from our
 * own page, and an answer with hardened headers. It stands before Remix, for documents, `?_data=` and resource routes alike.
 */
import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Portal } from '../portal.ts'
import { carriesToken, fromOwnPage, mayRead, ownOrigins } from './csrf.ts'
import type { Env, Exchange } from './exchange.ts'
import { readForm } from './form.ts'
import { harden } from './headers.ts'
import { hostSaid } from './host.ts'
import { peerOf } from './peer.ts'
import type { Refuse } from './refusal.tsx'
import { contextOf } from './request-context.ts'
import { noUploads, readUpload, takesFiles, uploadRoom, type UploadRead } from './upload.ts'

const methods = new Set(['GET', 'HEAD', 'POST'])

/** Notes a fault and answers with a calm page. */
export type Broken = (exchange: Exchange, error: unknown) => Response

/** Everything that holds for each request; `stopping` asks clients to come back on a new connection. */
export function wall(portal: Portal, refuse: Refuse, broken: Broken, stopping: () => boolean): MiddlewareHandler<Env> {
  const origins = ownOrigins(portal.config)
  const room = uploadRoom()
  const hosts = new Set([...origins].map(origin => new URL(origin).host))

  async function refused(exchange: Exchange): Promise<Response | null> {
    const { method, headers } = exchange.req.raw
    if (!methods.has(method)) {
      exchange.header('Allow', [...methods].join(', '))
      return refuse(exchange, 405)
    }
    // A demo has no proxy in front; another name in Host means that some page made its own name point at us.
    if (portal.config.mode !== 'production' && !hosts.has(hostSaid(exchange.env.incoming))) {
      return refuse(exchange, 421)
    }
    if (method !== 'POST') return mayRead(headers) ? null : refuse(exchange, 403)
    if (!fromOwnPage(headers, origins)) return refuse(exchange, 403)
    const trusted = (form: URLSearchParams) => carriesToken(portal, headers.get('cookie'), form)
    const { read, release } = await bodyOf(exchange, trusted)
    exchange.set('release', release)
    if ('refused' in read) {
      // What is left of the body is not read; the connection cannot be used again.
      exchange.header('Connection', 'close')
      return refuse(exchange, read.refused)
    }
    if (!trusted(read.form)) return refuse(exchange, 403)
    exchange.set('form', read.form)
    exchange.set('uploads', read.uploads ?? noUploads)
    return null
  }

  async function bodyOf(exchange: Exchange, trusted: (form: URLSearchParams) => boolean): Promise<UploadRead> {
    const { incoming } = exchange.env
    const multipart = /^multipart\/form-data\s*;/i.test(incoming.headers['content-type'] ?? '')
    if (multipart && takesFiles(exchange.req.path)) {
      return readUpload(incoming, room, peerOf(incoming, portal.config.proxies), trusted)
    }
    return { read: await readForm(incoming), release() {} }
  }

  return async (exchange, next) => {
    const started = performance.now()
    const now = portal.now()
    const [requestId, nonce] = [randomBytes(8).toString('hex'), randomBytes(16).toString('base64')]
    const { headers } = exchange.req.raw
    exchange.set('requestId', requestId)
    exchange.set('nonce', nonce)
    exchange.set('now', now)
    exchange.set('form', new URLSearchParams())
    exchange.set('uploads', noUploads)
    exchange.set('release', () => {})
    let found: ReturnType<typeof contextOf> | undefined
    const peer = peerOf(exchange.env.incoming, portal.config.proxies)
    const given = { headers, now, nonce, requestId, peer }
    exchange.set('context', () => (found ??= contextOf(portal, { ...given, uploads: exchange.get('uploads') })))

    try {
      const no = await refused(exchange)
      if (no) exchange.res = no
      else await next()
      if (found) for (const line of (await found).setCookies) exchange.res.headers.append('Set-Cookie', line)
    } catch (error) {
      // What routes throw is answered further in; here it is the wall itself, or who asks could not be looked up.
      exchange.res = broken(exchange, error)
    } finally {
      exchange.get('release')()
    }
    harden(exchange.res.headers, portal.config, nonce)
    if (stopping()) exchange.res.headers.set('Connection', 'close')
    portal.log.info({
      requestId,
      method: exchange.req.method,
      // Paths can hold single-use tokens and references: the first word says enough.
      path: `/${exchange.req.path.split('/')[1] ?? ''}`,
      status: exchange.res.status,
      ms: Math.round(performance.now() - started),
    })
  }
}
