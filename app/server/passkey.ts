/** `POST /medewerkers/passkey`: what the browser's own dialogue is to sign, for the script of a page. */
import { z } from 'zod'
import type { Portal } from '../portal.ts'
import { askPasskey, passkeyPurposes } from '../sign-in/passkey.ts'
import type { Routes } from './exchange.ts'
import type { Refuse } from './refusal.tsx'

const purposeIn = z.enum(passkeyPurposes).nullable().catch(null)

export function passkeyRoutes(app: Routes, portal: Portal, refuse: Refuse): void {
  app.post('/medewerkers/passkey', async exchange => {
    const { visitor, peer, now, setCookies } = await exchange.get('context')()
    const purpose = purposeIn.parse(exchange.get('form').get('for'))
    const staff = visitor.audience === 'staff' ? visitor : null
    const asked = purpose && (await askPasskey(portal, purpose, staff, peer, now))
    if (!asked) return refuse(exchange, 404)
    if ('fault' in asked) return exchange.json({ fault: asked.fault }, 429)
    setCookies.push(asked.setCookie)
    return exchange.json(asked.options)
  })
}
