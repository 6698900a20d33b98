/**
 * A portal for the length of one command: the demo's when its folder is there and nothing says production.
 * Loaded when it is needed: `--help` and a wrong call answer without store, sources and keys.
 */
import type { Portal } from '#app/portal.ts'

/** Opens the portal, runs `body`, closes it again. Throws what `body` throws, as an Exit where we know what it means. */
export async function withPortal<T>(body: (portal: Portal) => Promise<T>): Promise<T> {
  const { currentConfig } = await import('#app/config.ts')
  const { openPortal } = await import('#app/open-portal.ts')
  const { refusalOf } = await import('./refusal.ts')
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
