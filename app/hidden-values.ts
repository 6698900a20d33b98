/** "Verberg wat er staat": a preference of this browser, kept in a cookie, so that hidden values never leave the server. */
import type { Config } from './config.ts'
import { readCookie } from './cookies.ts'

export const valuesHidden = (config: Pick<Config, 'baseUrl'>, request: Request): boolean =>
  readCookie(config, request.headers.get('Cookie'), 'values') === 'hidden'
