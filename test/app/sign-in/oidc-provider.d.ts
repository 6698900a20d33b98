/** What the tests use of the package, which comes without types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
  type Next = () => Promise<void>
  type Exchange = { path: string; body: Record<string, unknown>; status: number }
  export default class Provider {
    constructor(issuer: string, settings: Record<string, unknown>)
    proxy: boolean
    use(step: (exchange: Exchange, next: Next) => Promise<void>): void
    callback(): RequestListener
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<{ prompt: { name: string } }>
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: unknown): Promise<void>
    Grant: new (about: { clientId: string; accountId: string }) => {
      addOIDCScope(scope: string): void
      save(): Promise<string>
    }
  }
}
