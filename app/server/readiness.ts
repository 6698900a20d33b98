/** `/readyz`: whether this server can do its work now, part by part. Asked by machines, so one word per part. */
import { access, constants, mkdir, statfs } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { verifierKey } from '#db/audit/checkpoint.ts'
import { auditHead, rootAt } from '#db/audit/head.ts'
import { newestKnown } from '#db/audit/known.ts'
import { outboxCounts } from '#db/outbox.ts'
import { later } from '#domain/moment.ts'
import type { Portal } from '../portal.ts'

/** Below this much free space nothing new may be made, in bytes. */
const diskFloor = 256 * 1024 * 1024
/** A letter that waits longer than this is a mail server that does not take it, in seconds. */
const mailPatience = 900
/** How long a part may take to answer, and how long an answer is used again, in milliseconds. */
const answerWithin = 3000
const reuseFor = 2000

export type Readiness = { ready: boolean; parts: Readonly<Record<string, string>> }
type Check = (portal: Portal) => Promise<string>

const checks: Readonly<Record<string, Check>> = {
  store: async ({ store }) => ((await store.read.$count(store.t.auditHead)) >= 0 ? 'ok' : 'empty'),
  migrations: async ({ store }) => ((await store.migrated()) ? 'ok' : 'waiting'),
  disk: async ({ config }) => {
    const { bavail, bsize } = await statfs(config.dataDir)
    await access(config.dataDir, constants.W_OK)
    return bavail * bsize >= diskFloor ? 'ok' : 'nearly full'
  },
  mail: async portal => (portal.config.mail.url === null ? mailFolder(portal) : greeting(portal.config.mail.url)),
  outbox: async ({ store, now }) => {
    const counts = await outboxCounts(store.read, store.t, now())
    const { oldestDue } = counts
    const failed = Object.values(counts.failed).reduce((sum, each) => sum + each, 0)
    if (oldestDue !== null && oldestDue < later(now(), -mailPatience)) return 'behind'
    return failed > 0 ? `ok, ${failed} given up` : 'ok'
  },
  audit: auditState,
  sources: async ({ sources }) => {
    for (const source of sources.values()) await source.describe()
    return 'ok'
  },
}

/** Makes the function that tells; many who ask at once, or shortly after one another, share one answer. */
export function readinessOf(portal: Portal): () => Promise<Readiness> {
  let shared: Promise<Readiness> | null = null
  return () => {
    if (!shared) {
      shared = look(portal)
      void shared.finally(() => setTimeout(() => (shared = null), reuseFor).unref())
    }
    return shared
  }
}

async function look(portal: Portal): Promise<Readiness> {
  const told = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const late = pause(answerWithin, 'no answer', { ref: false })
      // Only a word: what went wrong in detail is in the log of the part itself.
      const word = await Promise.race([check(portal), late]).catch(() => 'not reachable')
      return [name, word] as const
    }),
  )
  return { ready: told.every(([, word]) => word === 'ok' || word.startsWith('ok, ')), parts: Object.fromEntries(told) }
}

/** The log is at least as long as, and begins like, the newest checkpoint that is kept outside the database. */
async function auditState({ store, keys, config }: Portal): Promise<string> {
  const known = newestKnown(config.checkpointFile, verifierKey(keys.log.origin, keys.log.privateKey))
  if (!known) return 'not signed'
  const { epoch, size } = await auditHead(store.read, store.t)
  if (known.epoch < epoch) return 'not signed'
  if (known.epoch > epoch || BigInt(known.size) > BigInt(size)) return 'rolled back'
  return (await rootAt(store.read, store.t, { epoch, size: Number(known.size) })).equals(known.root) ? 'ok' : 'forked'
}

async function mailFolder({ config }: Portal): Promise<string> {
  const folder = path.join(config.dataDir, 'mail')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await access(folder, constants.W_OK)
  return 'ok'
}

/** A mail server greets first (RFC 5321 §3.1). Over TLS from the first byte it waits for us: then being there is enough. */
function greeting(address: string): Promise<string> {
  const url = new URL(address)
  const secure = url.protocol === 'smtps:'
  return new Promise((resolve, reject) => {
    const socket = net.connect({
      host: url.hostname,
      port: Number(url.port || (secure ? 465 : 25)),
      timeout: answerWithin,
    })
    const end = (word: string) => {
      socket.destroy()
      resolve(word)
    }
    socket.once('error', reject)
    socket.once('timeout', () => end('no answer'))
    if (secure) socket.once('connect', () => end('ok'))
    else socket.once('data', bytes => end(bytes.toString('latin1').startsWith('220') ? 'ok' : 'refuses'))
  })
}
