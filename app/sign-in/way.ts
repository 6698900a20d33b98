/** The addresses of signing in, and where somebody goes afterwards. */
import type { Audience } from '#db/schema/people.ts'
import { safePath } from '../safe-path.ts'

export const signInPages: Readonly<Record<Audience, { email: string; code: string; home: string }>> = {
  member: { email: '/inloggen', code: '/inloggen/code', home: '/' },
  staff: { email: '/medewerkers/inloggen', code: '/medewerkers/inloggen/code', home: '/werkvoorraad' },
}

/** Where this page's `?naar=` leads, else the audience's first page. */
export const wayOf = (request: Request, audience: Audience): string =>
  safePath(new URL(request.url).searchParams.get('naar'), signInPages[audience].home)

/** `page` with the same `?naar=`, and `more` as further words of the address. */
export function withNaar(page: string, request: Request, more: Readonly<Record<string, string>> = {}): string {
  const naar = safePath(new URL(request.url).searchParams.get('naar'), '')
  const query = new URLSearchParams({ ...(naar && { naar }), ...more })
  return query.size ? `${page}?${query}` : page
}
