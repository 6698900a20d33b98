/**
 * Where the log stands, for everybody who keeps an eye on it: the newest signed checkpoint, the newest that a witness signed
 * too, and the proof that one log is the beginning of another. No personal data, and not too often for one address.
 */
import { createHmac } from 'node:crypto'
import { checkpointAt, newestWithWitnesses, newestWitnessed } from '#db/audit/cosignature.ts'
import { signCheckpoint } from '#db/audit/checkpoint.ts'
import { consistencyProof } from '#db/audit/head.ts'
import { countWithin } from '#db/rate-limit.ts'
import { writeConsistency } from '#domain/audit/consistency.ts'
import type { Portal } from '../portal.ts'
import { signingOf } from './checkpoints.ts'
import type { Exchange, Routes } from './exchange.ts'

/** A size in an address. */
const size = /^(?:0|[1-9]\d{0,11})$/
/** One address may ask so often in a minute: a witness asks twice a time, and several may share an address. */
const mostAsked = 60
const seconds = 60

export function publicLogRoutes(app: Routes, portal: Portal): void {
  const { store, keys } = portal

  /** What to answer when this address asked too often; null when it did not. */
  async function tooOften(exchange: Exchange): Promise<Response | null> {
    const { peer } = await exchange.get('context')()
    const key = `log ${createHmac('sha256', keys.tag).update(`public log\n${peer}`).digest('base64url')}`
    if (await countWithin(store, [{ key, most: mostAsked, seconds }], exchange.get('now'))) return null
    return exchange.text('asked too often: wait a minute\n', 429, { 'Retry-After': String(seconds) })
  }

  // Signing on demand: the timer may be a second behind.
  app.get('/log/checkpoint', async exchange => {
    const often = await tooOften(exchange)
    if (often) return often
    const known = await newestWithWitnesses(store.read, store.t)
    const { note } = known ?? (await signCheckpoint(store, signingOf(portal)))
    return exchange.text(note)
  })

  app.get('/log/checkpoint/witnessed', async exchange => {
    const often = await tooOften(exchange)
    if (often) return often
    const known = await newestWitnessed(store.read, store.t)
    return known ? exchange.text(known.note) : exchange.text('no witness signed yet\n', 404)
  })

  app.get('/log/consistency', async exchange => {
    const often = await tooOften(exchange)
    if (often) return often
    const [from, to] = [exchange.req.query('from'), exchange.req.query('to')]
    if (!from || !size.test(from) || (to !== undefined && !size.test(to)))
      return exchange.text('from and to are sizes\n', 400)
    const newest = await newestWithWitnesses(store.read, store.t)
    const wanted = newest && { epoch: newest.epoch, size: to === undefined ? newest.size : Number(to) }
    const checkpoint = wanted && (await checkpointAt(store.read, store.t, wanted))
    if (!checkpoint || Number(from) < 1 || Number(from) > checkpoint.size)
      return exchange.text('no log of that size was signed\n', 404)
    const proof = await consistencyProof(store.read, store.t, Number(from), checkpoint)
    return exchange.text(writeConsistency({ from, proof, checkpoint: checkpoint.note }))
  })
}
