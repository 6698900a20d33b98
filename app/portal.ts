/** The whole portal, composed: what every route, job and command works with. `open-portal.ts` puts it together. */
import type { KeyObject } from 'node:crypto'
import type { Instant } from '#domain/day.ts'
import type { Register } from '#domain/register.ts'
import type { Store } from '#db/store.ts'
import type { Source } from '#sources/source.ts'
import type { Logger } from 'pino'
import type { Config } from './config.ts'

export type Portal = {
  config: Config
  register: Register
  store: Store
  /** By id, as the register names them. */
  sources: ReadonlyMap<string, Source>
  /** The source that knows who people are (`register.subject.source`). */
  people: Source
  keys: {
    /** Signs checkpoints of the audit log; `origin` is the name in the note ("<host>/dsr-audit/1"). */
    log: { origin: string; privateKey: KeyObject }
    /** Signs bundles. */
    bundle: { id: string; privateKey: KeyObject; publicKey: KeyObject }
    /** HMAC key for codes, address tags and CSRF; derived from the configured secret. */
    tag: Buffer
    /** AES-256-GCM key for TOTP secrets. */
    seal: Buffer
  }
  /** The one clock. A request or job reads it once and hands the moment on. */
  now(): Instant
  log: Logger
  /** A check of the whole log in this process: closing waits for it. Here, because pages are built apart from the server. */
  check: { stop: boolean; ended: Promise<void> }
  close(): Promise<void>
}
