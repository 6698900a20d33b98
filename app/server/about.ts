/** What the server tells about itself to machines: alive, ready, its keys, and where the log stands. No personal data. */
import { newestCheckpoint } from '#db/audit/trail.ts'
import { signCheckpoint, verifierKey } from '#db/audit/checkpoint.ts'
import { writeVkey } from '#domain/audit/note.ts'
import { keysDocument } from '#exports/keys.ts'
import type { Portal } from '../portal.ts'
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
    const { log, bundle } = portal.keys
    const vkey = writeVkey(verifierKey(log.origin, log.privateKey))
    return exchange.json({ ...keysDocument([bundle.publicKey]), log: vkey })
  })
  // Where the log stood when it was last signed. Signing on demand: the timer may be a second behind.
  app.get('/log/checkpoint', async exchange => {
    const { store } = portal
    const known = await newestCheckpoint(store.read, store.t)
    const { note } = known ?? (await signCheckpoint(store, signingOf(portal)))
    return exchange.text(note)
  })
}
