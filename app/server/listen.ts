/** The server on its address: time limits, and a stop that lets requests in flight finish. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import type { Portal } from '../portal.ts'
import { portalApp } from './app.ts'
import { openAssets } from './assets.ts'
import { pinHost } from './host.ts'
import { buildFolder, openPages, type Pages } from './pages.ts'

/**
 * Somebody who sends a byte now and then does not hold a connection: headers, then the whole request, in milliseconds. The
 * second is for a scan over a slow line; a form without files has less time (`form.ts`).
 */
const headersWithin = 10_000
const requestWithin = 300_000
/** A connection on which nothing moves, also a download that nobody reads. */
const idleAtMost = 120_000
/** How long a stop waits for requests in flight. */
const stopWithin = 30_000

export type Running = {
  port: number
  url: string
  pages: Pages
  /** Routes that the server answers itself, before the pages. */
  own: readonly { method: string; path: string }[]
  /** Stops accepting, lets requests in flight finish (at most `within` ms), then closes what is left. */
  stop(within?: number): Promise<void>
}

/** Starts serving. @throws PagesMissing, or the listening error (EADDRINUSE, EACCES) */
export async function startServer(portal: Portal, build = buildFolder): Promise<Running> {
  let stopping = false
  const pages = await openPages(build)
  const assets = await openAssets(path.join(build, 'client'))
  const app = portalApp(portal, pages, assets, () => stopping)
  const { host } = new URL(portal.config.baseUrl)
  const listener = getRequestListener(app.fetch)
  const server = createServer(
    {
      headersTimeout: headersWithin,
      requestTimeout: requestWithin,
      connectionsCheckingInterval: 2000,
      keepAliveTimeout: 5000,
    },
    (incoming, outgoing) => {
      pinHost(incoming, host)
      void listener(incoming, outgoing)
    },
  )
  server.timeout = idleAtMost
  await listening(server, portal.config.host, portal.config.port)
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: portal.config.baseUrl,
    pages,
    own: app.routes.filter(route => route.method !== 'ALL').map(({ method, path: at }) => ({ method, path: at })),
    async stop(within = stopWithin) {
      stopping = true
      const closed = new Promise<void>(done => server.close(() => done()))
      const late = new AbortController()
      // Connections that are kept alive become idle one by one while their requests finish.
      const idle = setInterval(() => server.closeIdleConnections(), 50)
      const waited = pause(within, 'late', { signal: late.signal }).catch(() => 'closed')
      const ended = await Promise.race([closed, waited])
      if (ended === 'late') server.closeAllConnections()
      await closed
      clearInterval(idle)
      late.abort()
    },
  }
}

/** Throws the listening error when the port cannot be had, before anything is made for nothing. */
export async function checkPort(host: string, port: number): Promise<void> {
  const probe = createServer()
  await listening(probe, host, port)
  await new Promise(done => probe.close(done))
}

const listening = (server: Server, host: string, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
