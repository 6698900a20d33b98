/** `POST /voorkeuren`: language, theme and hiding of values; with a cookie for who is not signed in. */
import { record } from '#db/record.ts'
import { saveStaffSettings } from '#db/staff.ts'
import { saveSubjectSettings } from '#db/subject.ts'
import { languages } from '#domain/language.ts'
import { cookie } from '../cookies.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { safePath } from '../safe-path.ts'
import type { Routes } from './exchange.ts'
import { oneOf, themes } from './request-context.ts'

/** How long a browser remembers language and theme, in seconds. */
const year = 365 * 86_400

export function preferenceRoutes(app: Routes, portal: Portal): void {
  app.post('/voorkeuren', async exchange => {
    const form = exchange.get('form')
    const { visitor, now } = await exchange.get('context')()
    const language = oneOf(languages, form.get('language'))
    const theme = oneOf(themes, form.get('theme'))
    const values = oneOf(['hidden', 'shown'], form.get('values'))
    const keys = oneOf(['on', 'off'], form.get('keys'))
    const lines = [
      ...(language ? [cookie(portal.config, 'language', language, year)] : []),
      ...(theme ? [cookie(portal.config, 'theme', theme, year)] : []),
      ...(values ? [cookie(portal.config, 'values', values, values === 'hidden' ? undefined : 0)] : []),
    ]
    for (const line of lines) exchange.header('Set-Cookie', line, { append: true })
    if (visitor.audience !== 'none' && (language || theme)) {
      const settings = { ...(language && { language }), ...(theme && { theme }) }
      const { audience, personId, actor } = personOf(visitor)
      const save = audience === 'member' ? saveSubjectSettings : saveStaffSettings
      await record(portal.store, now, actor, ledger => save(ledger, personId, settings))
    }
    if (visitor.audience === 'staff' && keys) {
      const { actor, personId } = personOf(visitor)
      await record(portal.store, now, actor, ledger =>
        saveStaffSettings(ledger, personId, { shortcuts: keys === 'on' }),
      )
    }
    return exchange.redirect(safePath(form.get('naar')), 303)
  })
}
