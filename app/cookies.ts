/** Cookies: their names, and how they are read and written. All are strictly necessary, so there is no cookie banner. */
import type { Config } from './config.ts'

/** `session` who is signed in · `visitor` binds forms to one browser · `attempt` one sign-in attempt · `form` one visit to the public form · `challenge` what this browser must sign or bring back · preferences (`values`: hide them) */
export type CookieName = 'session' | 'visitor' | 'attempt' | 'form' | 'challenge' | 'language' | 'theme' | 'values'

/** Longest Cookie header we look at, in characters; what is longer is treated as no cookies. */
const longestHeader = 8192

/**
 * The name on the wire. `__Host-` makes the browser refuse a cookie that another host or path planted; browsers give it
 * only over https, so the demo on loopback http goes without.
 */
export const cookieName = (config: Pick<Config, 'baseUrl'>, name: CookieName): string =>
  isSecure(config) ? `__Host-inzage-${name}` : `inzage-${name}`

/** The cookie's value, or null. A name that occurs twice counts as absent: somebody planted one. */
export function readCookie(config: Pick<Config, 'baseUrl'>, header: string | null, name: CookieName): string | null {
  if (!header || header.length > longestHeader) return null
  const wanted = `${cookieName(config, name)}=`
  const found = header
    .split(';')
    .map(part => part.trim())
    .filter(part => part.startsWith(wanted))
  const value = found.length === 1 ? found[0]!.slice(wanted.length) : ''
  return /^[\w.~-]+$/.test(value) ? value : null
}

/**
 * A `Set-Cookie` line. Values are our own tokens (base64url) or closed words.
 * @param seconds lifetime; absent = until the browser closes; 0 = remove it now
 */
export function cookie(config: Pick<Config, 'baseUrl'>, name: CookieName, value: string, seconds?: number): string {
  if (!/^[\w.~-]*$/.test(value)) throw new Error(`cookie ${name} has a value that needs quoting`)
  return [
    `${cookieName(config, name)}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure(config) ? ['Secure'] : []),
    ...(seconds === undefined ? [] : [`Max-Age=${seconds}`]),
  ].join('; ')
}

const isSecure = (config: Pick<Config, 'baseUrl'>): boolean => config.baseUrl.startsWith('https:')
