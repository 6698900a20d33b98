/**
 * Forms are accepted only from our own pages: by where the browser says the request comes from, and by a token that
 * belongs to this browser and this session. Remix's own check compares Origin with Host, skips `?_data=` and resource
 * routes and accepts a missing Origin; so this stands before it. Nothing here looks at Host or X-Forwarded-Host.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readCookie } from '../cookies.ts'
import type { Config } from '../config.ts'
import type { Portal } from '../portal.ts'

/** Name of the hidden field in every form. */
export const csrfField = 'csrf'

/** Origins that forms come from: the configured one, and in a demo on loopback also its other name. */
export function ownOrigins(config: Config): ReadonlySet<string> {
  const own = new URL(config.baseUrl)
  if (config.mode === 'production' || !/^(127\.0\.0\.1|localhost)$/.test(own.hostname)) return new Set([own.origin])
  return new Set(['127.0.0.1', 'localhost'].map(name => `${own.protocol}//${name}${own.port ? `:${own.port}` : ''}`))
}

/** True when the browser itself says that one of our own pages sent this form. */
export function fromOwnPage(headers: Headers, origins: ReadonlySet<string>): boolean {
  const site = headers.get('sec-fetch-site')
  return origins.has(headers.get('origin') ?? '') && (site === null || site === 'same-origin')
}

/** True for what another site may do: link to a page. Not: load our pages as images, scripts, frames or data. */
export function mayRead(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site === null || site === 'same-origin' || site === 'none') return true
  return headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document'
}

/** The token for forms of this browser (its visitor cookie) and session. */
export function csrfToken(portal: Pick<Portal, 'config' | 'keys'>, visitor: string, cookies: string | null): string {
  const session = readCookie(portal.config, cookies, 'session') ?? ''
  return createHmac('sha256', portal.keys.tag).update(`csrf/v1\n${visitor}\n${session}`).digest('base64url')
}

/** The token for forms once these `Set-Cookie` lines have reached the browser: a renewed session has another one. */
export function csrfTokenAfter(
  portal: Pick<Portal, 'config' | 'keys'>,
  cookies: string | null,
  lines: readonly string[],
): string {
  const visitor = readCookie(portal.config, cookies, 'visitor') ?? ''
  const session = lines.map(line => line.split(';')[0] ?? '').find(pair => readCookie(portal.config, pair, 'session'))
  return csrfToken(portal, visitor, session ?? cookies)
}

/** True when the form carries the token of this browser and session. */
export function carriesToken(
  portal: Pick<Portal, 'config' | 'keys'>,
  cookies: string | null,
  form: URLSearchParams,
): boolean {
  const visitor = readCookie(portal.config, cookies, 'visitor')
  const [seen, ...more] = form.getAll(csrfField)
  if (!visitor || !seen || more.length) return false
  const expected = csrfToken(portal, visitor, cookies)
  if (seen.length !== expected.length || !/^[\w-]+$/.test(seen)) return false
  return timingSafeEqual(Buffer.from(seen), Buffer.from(expected))
}
