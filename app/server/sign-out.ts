/** `POST /uitloggen`: ends the session in the store, not only the cookie. */
import { record } from '#db/record.ts'
import { endSession } from '#db/session.ts'
import { cookie } from '../cookies.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import type { Routes } from './exchange.ts'

export function signOutRoutes(app: Routes, portal: Portal): void {
  app.post('/uitloggen', async exchange => {
    const { visitor, now } = await exchange.get('context')()
    if (visitor.audience !== 'none') {
      const who = personOf(visitor)
      await record(portal.store, now, who.actor, ledger => endSession(ledger, who, visitor.sessionId))
    }
    exchange.header('Set-Cookie', cookie(portal.config, 'session', '', 0), { append: true })
    // Pages of the session that the browser kept for the back button go too.
    exchange.header('Clear-Site-Data', '"cache"')
    return exchange.redirect(visitor.audience === 'staff' ? '/medewerkers/inloggen' : '/inloggen', 303)
  })
}
