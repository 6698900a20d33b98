/** A portal for the length of one command: the demo's when its folder is there and nothing says production. */
import { currentConfig } from '#app/config.ts'
import { openPortal } from '#app/open-portal.ts'
import type { Portal } from '#app/portal.ts'
import { refusalOf } from './refusal.ts'

/** Opens the portal, runs `body`, closes it again. Throws what `body` throws, as an Exit where we know what it means. */
export async function withPortal<T>(body: (portal: Portal) => Promise<T>): Promise<T> {
  try {
    const portal = await openPortal(await currentConfig())
    try {
      return await body(portal)
    } finally {
      await portal.close()
    }
  } catch (error) {
    throw refusalOf(error)
  }
}
