/** What the server knows of one request while it is handled: Hono's variables and Node's own objects. */
import type { HttpBindings } from '@hono/node-server'
import type { Context as HonoContext, Hono } from 'hono'
import type { Instant } from '#domain/day.ts'
import type { Context } from '../context.ts'
import type { Uploads } from './upload.ts'

export type Env = {
  Bindings: HttpBindings
  Variables: {
    requestId: string
    nonce: string
    now: Instant
    /** The fields of a POST that passed the wall; empty otherwise. */
    form: URLSearchParams
    /** The files of that form, on a page that takes them. */
    uploads: Uploads
    /** Gives back the room that those files take; the wall calls it when the answer is there. */
    release(): void
    /** Who asks, in which language; looked up on the first call, once. */
    context(): Promise<Context>
  }
}
export type Exchange = HonoContext<Env>
export type Routes = Hono<Env>
