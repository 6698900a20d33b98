/** What the server tells about itself to machines: alive, ready, and its keys. No personal data. */
import { keysDocument } from '#exports/keys.ts'
import type { Portal } from '../portal.ts'
import { vkeysOf } from '../receipt/vkey.ts'
import type { Routes } from './exchange.ts'
import { readinessOf } from './readiness.ts'

export function aboutRoutes(app: Routes, portal: Portal): void {
  const readiness = readinessOf(portal)
  app.get('/healthz', exchange => exchange.text('ok\n'))
  app.get('/readyz', async exchange => {
    const found = await readiness()
    return exchange.json(found, found.ready ? 200 : 503)
  })
  app.get('/.well-known/inzage-keys.json', async exchange => {
    const { bundle } = portal.keys
    const log = await vkeysOf(portal)
    return exchange.json({ ...keysDocument([bundle.publicKey]), log: log.now, logs: log.all })
  })
}
