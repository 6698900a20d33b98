/**
 * One round at the organisation's own sign-in (OpenID Connect: authorisation code with PKCE). What must come back (state,
 * nonce, verifier) is sealed in a challenge of this browser, used once (docs/decisions/118-oidc.md).
 */
import * as client from 'openid-client'
import { z } from 'zod'
import { type Challenge, spendChallenge } from '#db/challenge.ts'
import type { Audience } from '#db/schema/people.ts'
import type { Instant } from '#domain/day.ts'
import type { Context, Held, Visitor } from '../context.ts'
import { faultOf } from '../fault.ts'
import type { Portal } from '../portal.ts'
import type { OidcProvider } from '../setting-oidc.ts'
import { tagOf } from './code.ts'
import { withinLimits } from './limits.ts'
import { giveChallenge, readChallenge } from './challenge.ts'
import { organisationPages, type OrganisationNotice } from './organisation.ts'
import { proofSeconds } from './session.ts'

/** How long the provider may take to answer, in seconds. */
const providerSeconds = 10
/** How long what it says of itself is used again, in milliseconds. */
const discoveredFor = 3_600_000

/** What the provider says of somebody. `subject` names them for good: issuer and its own name for them. */
export type Claims = {
  subject: string
  email: string | null
  name: string | null
  all: Readonly<Record<string, unknown>>
}

const carried = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The session that proves itself again; null for signing in. */
  sessionId: z.string().nullable(),
  held: z.strictObject({ to: z.string(), fields: z.array(z.tuple([z.string(), z.string()])) }).nullable(),
})
export type Round = Pick<Challenge, 'id' | 'next'> & z.infer<typeof carried>

/** Where the browser goes, and the line of the cookie that binds the round to it; null when the provider does not answer, or too often asked. */
export async function beginRound(
  context: Context,
  audience: Audience,
  going: { next: string; held: Pick<Held, 'to' | 'fields'> | null },
): Promise<{ url: URL; setCookie: string } | null> {
  const { portal, visitor, peer, now } = context
  const addressTag = tagOf(portal.keys.tag, 'peer', peer)
  if (!(await withinLimits(portal, 'challenge', { addressTag, peer }, now))) return null
  const provider = await discovered(portal, audience)
  if (!provider) return null
  const { state, nonce, verifier } = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  }
  const session = visitor.audience === audience ? visitor : null
  const url = client.buildAuthorizationUrl(provider, {
    redirect_uri: portal.config.baseUrl + organisationPages[audience].back,
    scope: 'openid email profile',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    // Within a session they prove it anew, whatever the provider remembers.
    ...(session && { prompt: 'login', max_age: String(proofSeconds) }),
  })
  // Nobody's form is kept for somebody who is not signed in.
  const held = session &&
    going.held && { to: going.held.to, fields: going.held.fields.map(([name, value]) => [name, value]) }
  const secret = JSON.stringify({ state, nonce, verifier, sessionId: session?.sessionId ?? null, held })
  const about = { kind: 'oidc', audience, personId: idOf(session), next: going.next, secret } as const
  return { url, setCookie: await giveChallenge(portal, about, now) }
}

const idOf = (visitor: Visitor | null): string | null =>
  visitor?.audience === 'staff' ? visitor.staffId : visitor?.audience === 'member' ? visitor.subjectId : null

/**
 * Ends the round that this browser began: the provider's claims, checked (signature, issuer, audience, nonce, state), or
 * what to say. The challenge is spent first, whatever comes of it.
 * @param search the query with which the provider sent the browser back
 */
export async function endRound(
  portal: Portal,
  audience: Audience,
  cookies: string | null,
  search: string,
  now: Instant,
): Promise<{ round: Round; claims: Claims } | { notice: OrganisationNotice }> {
  const challenge = await readChallenge(portal, cookies, 'oidc', now)
  if (challenge?.audience !== audience || !(await spendChallenge(portal.store, challenge.id, now)))
    return { notice: 'verlopen' }
  const round = { id: challenge.id, next: challenge.next, ...carried.parse(JSON.parse(challenge.secret)) }
  const provider = await discovered(portal, audience)
  if (!provider) return { notice: 'weg' }
  try {
    const back = new URL(portal.config.baseUrl + organisationPages[audience].back + search)
    const tokens = await client.authorizationCodeGrant(provider, back, {
      pkceCodeVerifier: round.verifier,
      expectedState: round.state,
      expectedNonce: round.nonce,
      idTokenExpected: true,
      ...(round.sessionId && { maxAge: proofSeconds }),
    })
    const claims = tokens.claims()
    if (!claims) return { notice: 'geweigerd' }
    const all = await withUserInfo(provider, tokens.access_token, claims, portal.config.oidc[audience])
    return { round, claims: readClaims(all) }
  } catch (error) {
    const notice = isAway(error) ? 'weg' : 'geweigerd'
    portal.log.warn({ organisation: audience, notice, ...faultOf(error) }, 'signing in through the organisation failed')
    return { notice }
  }
}

/** Some providers say little in the token and the rest when asked. */
async function withUserInfo(
  provider: client.Configuration,
  token: string,
  claims: client.IDToken,
  settings: OidcProvider | null,
): Promise<Record<string, unknown>> {
  const wanted = ['email', ...(settings?.roles ? [settings.roles.claim] : [])]
  if (wanted.every(name => name in claims) || !provider.serverMetadata().userinfo_endpoint) return { ...claims }
  return { ...(await client.fetchUserInfo(provider, token, claims.sub)), ...claims }
}

const shape = z.looseObject({
  iss: z.string(),
  sub: z.string(),
  email: z.string().max(320).optional().catch(undefined),
  email_verified: z.unknown(),
  name: z.string().max(200).optional().catch(undefined),
})

/** An address counts only when the provider says that it checked it; some say so in text. */
function readClaims(claims: Record<string, unknown>): Claims {
  const { iss, sub, email, email_verified, name } = shape.parse(claims)
  const checked = email_verified === true || email_verified === 'true'
  return { subject: `${iss} ${sub}`, email: (checked && email) || null, name: name ?? null, all: claims }
}

/** Per portal, so that two of them in one process share nothing. */
const known = new WeakMap<Portal, Map<Audience, { provider: client.Configuration; until: number }>>()

/** What the provider says of itself; null when it does not answer (noted in the log). */
async function discovered(portal: Portal, audience: Audience): Promise<client.Configuration | null> {
  const settings = portal.config.oidc[audience]
  if (!settings) return null
  const kept = known.get(portal) ?? new Map<Audience, { provider: client.Configuration; until: number }>()
  known.set(portal, kept)
  const found = kept.get(audience)
  if (found && found.until > performance.now()) return found.provider
  try {
    const provider = await discover(settings)
    kept.set(audience, { provider, until: performance.now() + discoveredFor })
    return provider
  } catch (error) {
    portal.log.warn({ organisation: audience, ...faultOf(error) }, 'the provider of signing in does not answer')
    return null
  }
}

async function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<client.Configuration> {
  const plain = issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
  const harden = [...plain, client.enableNonRepudiationChecks]
  const basic = client.ClientSecretBasic(clientSecret)
  const options = { execute: harden, timeout: providerSeconds }
  const provider = await client.discovery(new URL(issuer), clientId, clientSecret, basic, options)
  const methods = provider.serverMetadata().token_endpoint_auth_methods_supported
  if (!methods || methods.includes('client_secret_basic')) return provider
  const post = client.ClientSecretPost(clientSecret)
  const other = new client.Configuration(provider.serverMetadata(), clientId, clientSecret, post)
  other.timeout = providerSeconds
  for (const each of harden) each(other)
  return other
}

/** The provider could not be reached, or said that it is in trouble itself. */
const isAway = (error: unknown): boolean => {
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  if (error instanceof TypeError && !code) return true
  if (cause instanceof Response) return cause.status >= 500
  return code === 'OAUTH_TIMEOUT' || cause instanceof TypeError
}
