/** The whole server as one function from request to response: the wall, our own routes, files, and then the pages. */
import { Hono } from 'hono'
import type { Portal } from '../portal.ts'
import { aboutRoutes } from './about.ts'
import type { Assets } from './assets.ts'
import { calendarRoutes } from './calendar.ts'
import { dossierRoutes } from './dossier.ts'
import { downloadRoutes } from './download.ts'
import type { Env, Exchange, Routes } from './exchange.ts'
import { fileRoutes } from './file.ts'
import { followedRoutes } from './followed.ts'
import { faultOf, isPassing } from '../fault.ts'
import { holdForms } from './held-form.ts'
import { letterRoutes } from './letter.ts'
import { linkRoutes } from './link.tsx'
import { logbookRoutes } from './logbook.ts'
import { mailboxRoutes } from './mailbox.tsx'
import { type Pages, retryAfter } from './pages.ts'
import { organisationRoutes } from './organisation.tsx'
import { passkeyRoutes } from './passkey.ts'
import { preferenceRoutes } from './preferences.ts'
import { publicLogRoutes } from './public-log.ts'
import { refuser } from './refusal.tsx'
import { signOutRoutes } from './sign-out.ts'
import { receiptRoutes } from './receipt.ts'
import { reportRoutes } from './report.ts'
import { type Broken, wall } from './wall.ts'

/** Everything the server answers. `stopping` is true from the moment that it was told to stop. */
export function portalApp(portal: Portal, pages: Pages, assets: Assets, stopping: () => boolean): Routes {
  const app: Routes = new Hono<Env>({ strict: true })
  const refuse = refuser(portal, pages.stylesheet)
  const broken: Broken = (exchange, error) => {
    portal.log.error({ requestId: exchange.get('requestId'), ...faultOf(error) })
    if (!isPassing(error)) return refuse(exchange, 500)
    exchange.header('Retry-After', retryAfter)
    return refuse(exchange, 503)
  }
  app.use('*', wall(portal, refuse, broken, stopping))
  // Before forms are held: it carries them along itself.
  organisationRoutes(app, portal, pages, refuse)
  app.use('*', holdForms(pages))
  aboutRoutes(app, portal)
  publicLogRoutes(app, portal)
  preferenceRoutes(app, portal)
  signOutRoutes(app, portal)
  passkeyRoutes(app, portal, refuse)
  downloadRoutes(app, portal, refuse)
  calendarRoutes(app, portal, refuse)
  fileRoutes(app, portal, refuse)
  letterRoutes(app, portal, refuse)
  followedRoutes(app, portal, refuse)
  dossierRoutes(app, portal, refuse)
  reportRoutes(app, portal, refuse)
  receiptRoutes(app, portal, refuse)
  logbookRoutes(app, portal, refuse)
  linkRoutes(app, portal, pages.stylesheet)
  if (portal.config.mode !== 'production') mailboxRoutes(app, portal, pages.stylesheet)
  app.all('*', async exchange => {
    const path = exchange.req.path
    const file = await assets(exchange.req.raw, path)
    if (file) return file
    // A page has no suffix: "/gegevens/x.css" is asked for to have a page cached as if it were a file.
    if (path.startsWith('/assets/') || /\.[^/]*$/.test(path)) return refuse(exchange, 404)
    return pages.answer(pageRequest(exchange, portal.config.baseUrl), await exchange.get('context')())
  })
  app.notFound(exchange => refuse(exchange as Exchange, 404))
  app.onError((error, exchange) => broken(exchange as Exchange, error))
  return app
}

/** The request as pages see it: at our own address whatever the client called us, with the form that passed the wall. */
function pageRequest(exchange: Exchange, baseUrl: string): Request {
  const { raw } = exchange.req
  const { pathname, search } = new URL(raw.url)
  const headers = new Headers(raw.headers)
  // Checked by the wall; Remix would compare them once more, by other rules.
  for (const name of ['origin', 'host', 'x-forwarded-host', 'x-forwarded-proto', 'content-length']) headers.delete(name)
  // The fields of a form with files go on as a plain form; its files are in the context.
  if (raw.method === 'POST') headers.set('content-type', 'application/x-www-form-urlencoded')
  return new Request(baseUrl + pathname + search, {
    method: raw.method,
    headers,
    body: raw.method === 'POST' ? exchange.get('form').toString() : null,
    signal: raw.signal,
  })
}
