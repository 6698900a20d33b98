/** Headers on every response (ASVS 5.0 §3.4). Pages and data are never stored by a browser or a proxy. */
import type { Config } from '../config.ts'

/** Two years, in seconds. */
const hstsSeconds = 63_072_000

const unused = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'usb',
]

/**
 * What a page may load: our own files, and scripts that carry this response's nonce. No other host, no inline style, no
 * plugin, no frame. Trusted Types shut the DOM's script sinks.
 */
export const contentPolicy = (nonce: string): string =>
  [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `object-src 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
  ].join('; ')

/** Adds what is not there yet; a route that sets its own Cache-Control (files with a hash in their name) keeps it. */
export function harden(headers: Headers, config: Pick<Config, 'baseUrl'>, nonce: string): void {
  // What somebody sent us has a stricter one of its own (`file.ts`).
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', contentPolicy(nonce))
  headers.set('X-Content-Type-Options', 'nosniff')
  headers.set('X-Frame-Options', 'DENY')
  // Not no-referrer: without script, browsers then send forms with "Origin: null", which the wall refuses.
  headers.set('Referrer-Policy', 'same-origin')
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Cross-Origin-Resource-Policy', 'same-origin')
  headers.set('Permissions-Policy', unused.map(name => `${name}=()`).join(', '))
  if (config.baseUrl.startsWith('https:')) {
    headers.set('Strict-Transport-Security', `max-age=${hstsSeconds}; includeSubDomains`)
  }
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}
