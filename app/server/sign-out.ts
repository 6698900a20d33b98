/** `POST /uitloggen`: ends the session in the store, not only the cookie. */
import { signOut } from '../sign-in/session.ts'
import type { Portal } from '../portal.ts'
import type { Routes } from './exchange.ts'

export function signOutRoutes(app: Routes, portal: Portal): void {
  app.post('/uitloggen', async exchange => {
    const { visitor, now } = await exchange.get('context')()
    for (const line of await signOut(portal, visitor, now)) exchange.header('Set-Cookie', line, { append: true })
    // Pages of the session that the browser kept for the back button go too.
    exchange.header('Clear-Site-Data', '"cache"')
    return exchange.redirect(visitor.audience === 'staff' ? '/medewerkers/inloggen' : '/inloggen', 303)
  })
}
