/** The demo's folder: made, kept, or thrown away, and never one that something else made. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Environment } from '../config.ts'
import { demoFile, demoSettings } from '../demo.ts'

/** What `inzage demo seed` may have put there before: a demo can go on from it. */
const platform = new Set(['platform.sqlite', 'platform-files'])

/** The folder holds something that no demo made. */
export class NotOurs extends Error {
  override name = 'NotOurs'
}

export type DemoFolder = {
  settings: Environment
  /** True until the demo's people and requests are all there; a demo that was cut short is made anew. */
  unfinished: boolean
}

/**
 * The demo's settings in `folder`, new when it is the first time, `fresh`, or the last time was cut short.
 * @throws NotOurs when the folder holds something else
 */
export async function openDemoFolder(folder: string, port: string, fresh: boolean): Promise<DemoFolder> {
  const known = await demoSettings(folder)
  const found = await readdir(folder).catch(() => [])
  if (!known && found.some(name => !platform.has(name))) {
    throw new NotOurs(
      `${folder} was not made by a demo, so the demo leaves it alone. Choose another folder: DATA_DIR=…`,
    )
  }
  const anew = fresh || (known !== null && known.DEMO_COMPLETE !== 'yes')
  if (anew) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const kept = anew ? null : known
  const settings = {
    INZAGE_SECRET: kept?.INZAGE_SECRET ?? randomBytes(32).toString('base64'),
    PLATFORM_DATABASE: path.join(folder, 'platform.sqlite'),
    PLATFORM_FILES: path.join(folder, 'platform-files'),
    PORT: port,
    DEMO_COMPLETE: kept ? 'yes' : 'no',
  }
  await writeSettings(folder, settings)
  return { settings: { ...settings, DATA_DIR: folder }, unfinished: !kept }
}

/** From now on starting again keeps what is there. */
export async function completeDemo(folder: string): Promise<void> {
  const { DATA_DIR: _, ...settings } = (await demoSettings(folder)) ?? {}
  await writeSettings(folder, { ...settings, DEMO_COMPLETE: 'yes' })
}

async function writeSettings(folder: string, settings: Environment): Promise<void> {
  const file = path.join(folder, demoFile)
  const part = await open(`${file}.part`, 'w', 0o600)
  try {
    await part.writeFile(`${JSON.stringify(settings, null, 2)}\n`)
    await part.sync()
  } finally {
    await part.close()
  }
  await rename(`${file}.part`, file)
}
