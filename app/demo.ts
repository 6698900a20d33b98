/** Where a demo lives, and the settings it made for itself, so that every command finds the demo that was started. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Environment } from './config.ts'

/** Default folder of the demo. */
export const demoFolder = path.resolve(import.meta.dirname, '../var/demo')
/** In the demo's folder: its settings, and the sign that the folder was made by `inzage demo` (`--fresh` deletes no other). */
export const demoFile = 'demo.json'

/** The folder a demo would use in this environment. */
export const demoFolderOf = (env: Environment): string => (env.DATA_DIR ? path.resolve(env.DATA_DIR) : demoFolder)

/** Settings of the demo in `folder`, or null when there is none. */
export async function demoSettings(folder: string): Promise<Environment | null> {
  const text = await readFile(path.join(folder, demoFile), 'utf8').catch(() => null)
  return text === null ? null : { ...JSON.parse(text), DATA_DIR: folder }
}
