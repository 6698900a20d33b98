/** `inzage serve`: the portal in production. */
import { defineCommand } from 'citty'
import { environment, readConfig } from '#app/config.ts'
import { openPortal } from '#app/open-portal.ts'
import { runPortal } from '#app/server/run.ts'
import { refusalOf } from '../refusal.ts'

export default defineCommand({
  meta: {
    name: 'serve',
    description:
      'Serves the portal, sends its mail and runs its export workers. Settings come from the environment ' +
      '(docs/operating.md). Exit codes: 0 stopped when told to, 1 failed, 78 a setting is missing or weak, ' +
      '12 or 13 the audit log contradicts an earlier checkpoint.',
  },
  async run() {
    try {
      const portal = await openPortal(await readConfig(environment(), 'production'))
      await runPortal(portal, {}, running => portal.log.info({ url: running.url, port: running.port }, 'serving'))
    } catch (error) {
      throw refusalOf(error)
    }
  },
})
