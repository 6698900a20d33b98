/** Where published vectors lie: beside the project, not in it. Tests that need them are skipped, with one line, elsewhere. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The project's own vectors. */
export const ownVectors = fileURLToPath(new URL('./vectors', import.meta.url))

/** A folder of published vectors, or null where it is absent. */
export function publishedVectors(name: string): string | null {
  const folder = fileURLToPath(new URL(`../../shared/vectors/${name}`, import.meta.url))
  if (existsSync(folder)) return folder
  console.warn(`Skipped: the published vectors ${name} are not beside this checkout (${folder})`)
  return null
}
