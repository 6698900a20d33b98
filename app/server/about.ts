/** What the server tells about itself to machines: alive, ready, its keys, and where the log stands. No personal data. */
import { newestWithWitnesses } from '#db/audit/cosignature.ts'
import { signCheckpoint } from '#db/audit/checkpoint.ts'
import { keysDocument } from '#exports/keys.ts'
import type { Portal } from '../portal.ts'
import { vkeyOf } from '../receipt/vkey.ts'
import type { Routes } from './exchange.ts'
import { signingOf } from './checkpoints.ts'
import { readinessOf } from './readiness.ts'

export function aboutRoutes(app: Routes, portal: Portal): void {
  const readiness = readinessOf(portal)
  app.get('/healthz', exchange => exchange.text('ok\n'))
  app.get('/readyz', async exchange => {
    const found = await readiness()
    return exchange.json(found, found.ready ? 200 : 503)
  })
  app.get('/.well-known/inzage-keys.json', exchange => {
    const { bundle } = portal.keys
    return exchange.json({ ...keysDocument([bundle.publicKey]), log: vkeyOf(portal) })
  })
  // Where the log stood when it was last signed. Signing on demand: the timer may be a second behind.
  app.get('/log/checkpoint', async exchange => {
    const { store } = portal
    const known = await newestWithWitnesses(store.read, store.t)
    const { note } = known ?? (await signCheckpoint(store, signingOf(portal)))
    return exchange.text(note)
  })
}
