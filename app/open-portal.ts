/** Puts the whole portal together, and takes it apart again in the opposite order. */
import path from 'node:path'
import { pino, type Logger } from 'pino'
import { compareWithKnown } from '#db/audit/checkpoint.ts'
import { auditHead } from '#db/audit/head.ts'
import { openStore } from '#db/open.ts'
import { record } from '#db/record.ts'
import type { Store } from '#db/store.ts'
import { type Instant, instantOf } from '#domain/day.ts'
import { openSources } from '#sources/open.ts'
import type { Config } from './config.ts'
import { faultOf } from './fault.ts'
import { openKeys } from './keys.ts'
import type { Portal } from './portal.ts'

/** Fields that may slip into a log call; their values never reach the log. */
const unsaid = ['email', 'to', 'code', 'token', 'cookie', 'authorization', 'password', 'secret', 'name', 'displayName']

/** A logger to stderr: one JSON line each, without personal data, addresses of peers or query strings. */
export const openLogger = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      serializers: { err: faultOf },
      redact: { paths: unsaid.flatMap(field => [field, `*.${field}`]), remove: true },
    },
    pino.destination({ dest: 2, sync: true }),
  )

/**
 * Opens store, sources and keys. The schema is brought up to date here, under a lock, so that any command may be the
 * first to meet a new version. A portal that has recorded nothing yet gets its keys and the log's first entry.
 * @throws KeyRefused; SigningRefused when the log contradicts what was signed before; and whatever a store or source that cannot be opened throws
 */
export async function openPortal(config: Config, given: { now?: () => Instant; log?: Logger } = {}): Promise<Portal> {
  const now = given.now ?? (() => instantOf(Date.now()))
  const log = given.log ?? openLogger(config.logLevel)
  const store = await openStore(
    config.databaseUrl
      ? { engine: 'postgres', url: config.databaseUrl }
      : { engine: 'sqlite', file: path.join(config.dataDir, 'inzage.sqlite') },
  )
  try {
    await store.migrate()
    const logIsEmpty = (await auditHead(store.read, store.t)).size === 0
    const keys = await openKeys(config, logIsEmpty)
    // Before anything is added: to go on after an old copy was put back would be to write a second history.
    await compareWithKnown(store, { ...keys.log, file: config.checkpointFile })
    if (logIsEmpty) await openLog(store, now())
    const sources = await openSources(config.register, config.sources)
    const people = sources.get(config.register.subject.source)
    if (!people) throw new Error(`the register names no source "${config.register.subject.source}" to find people in`)
    const portal: Portal = {
      config,
      register: config.register,
      store,
      sources,
      people,
      keys,
      now,
      log,
      check: { stop: false, ended: Promise.resolve() },
      async close() {
        portal.check.stop = true
        await portal.check.ended
        for (const source of sources.values()) await source.close()
        await store.close()
      },
    }
    return portal
  } catch (error) {
    await store.close()
    throw error
  }
}

/** The log's first entry; when another process was quicker, theirs. */
const openLog = (store: Store, at: Instant): Promise<void> =>
  record(store, at, { kind: 'system', ref: 'operator' }, async ledger => {
    if (ledger.entry('log.opened') !== 0) ledger.decline(undefined)
  })
