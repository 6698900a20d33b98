/** The organisation's own sign-in (OIDC), as pages know it: whether there is one, where it begins, and what it said. */
import type { Audience } from '#db/schema/people.ts'
import type { Config } from '../config.ts'
import { safePath } from '../safe-path.ts'

export const organisationPages: Readonly<Record<Audience, { start: string; back: string }>> = {
  member: { start: '/inloggen/organisatie', back: '/inloggen/organisatie/terug' },
  staff: { start: '/medewerkers/inloggen/organisatie', back: '/medewerkers/inloggen/organisatie/terug' },
}

/** `weg`: the provider does not answer · `verlopen`: too late, used, or of another browser · `geweigerd`: everything else */
export const notices = ['weg', 'verlopen', 'geweigerd'] as const
export type OrganisationNotice = (typeof notices)[number]

/** What the page's address says of a round that did not end well. */
export const noticeIn = (request: Request): OrganisationNotice | null =>
  notices.find(word => word === new URL(request.url).searchParams.get('organisatie')) ?? null

/** Null when the settings name no provider for this audience. */
export function organisationOf(config: Config, audience: Audience, request: Request) {
  const provider = config.oidc[audience]
  if (!provider) return null
  const naar = safePath(new URL(request.url).searchParams.get('naar'), '')
  return { start: organisationPages[audience].start, host: new URL(provider.issuer).host, naar }
}
