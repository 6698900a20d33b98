/**
 * A real OpenID provider on loopback, for tests. Whoever comes to its sign-in page is `next`, without typing; a browser of
 * ours (cookies per host) walks through it.
 */
import { createServer } from 'node:http'
import OpenProvider from 'oidc-provider'
import { Client, type Answer } from '#test/client.ts'
import { freePort } from '#test/world.ts'

export type Account = {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  groups?: readonly string[]
}

export type TestProvider = Awaited<ReturnType<typeof openProvider>>

const secret = 'a-secret-of-the-test-client-that-is-long-enough'

/** @param back the addresses that the portal may be returned to */
export async function openProvider(back: readonly string[]) {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const accounts = new Map<string, Account>()
  const state = {
    next: '',
    /** Changes the token endpoint's answer before it is sent. */
    tamper: null as ((body: Record<string, unknown>) => Record<string, unknown>) | null,
    /** The last answer of the token endpoint. */
    last: null as Record<string, unknown> | null,
  }
  const client = (client_id: string) => ({
    client_id,
    client_secret: secret,
    redirect_uris: [...back],
    grant_types: ['authorization_code'],
  })
  const provider = new OpenProvider(issuer, {
    clients: [client('inzage'), client('another')],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
    cookies: { keys: ['for-the-test'] },
    pkce: { required: () => true },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => accounts.get(id) ?? { sub: id } }),
    async loadExistingGrant(ctx: { oidc: { client: { clientId: string }; session: { accountId: string } } }) {
      const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  provider.use(async (exchange, next) => {
    await next()
    if (exchange.path !== '/token' || !('id_token' in exchange.body)) return
    state.last = exchange.body
    if (state.tamper) exchange.body = state.tamper(exchange.body)
  })
  const answer = provider.callback()
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    void provider
      .interactionDetails(request, response)
      .then(() => provider.interactionFinished(request, response, { login: { accountId: state.next } }))
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  let open = true

  return {
    issuer,
    state,
    settings: (audience: 'STAFF' | 'MEMBER') => ({
      [`OIDC_${audience}_ISSUER`]: issuer,
      [`OIDC_${audience}_CLIENT_ID`]: 'inzage',
      [`OIDC_${audience}_CLIENT_SECRET`]: secret,
    }),
    /** Who signs in from now on. */
    is(account: Account): void {
      accounts.set(account.sub, account)
      state.next = account.sub
    },
    /** Follows the provider from where the portal sent the browser; gives the path and query it is sent back to. */
    async walk(url: string): Promise<string> {
      const visitor = new Client(issuer)
      let at = url
      for (let n = 0; n < 8 && at.startsWith(issuer); n++) {
        const answered: Answer = await visitor.get(at.slice(issuer.length))
        if (!answered.location)
          throw new Error(`the provider answered ${answered.status}: ${answered.text.slice(0, 300)}`)
        at = new URL(answered.location, issuer).href
      }
      const { pathname, search } = new URL(at)
      return pathname + search
    },
    async close(): Promise<void> {
      if (!open) return
      open = false
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}
