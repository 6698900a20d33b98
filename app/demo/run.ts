/** The demo from nothing to served: its folder, its people, its requests, and then the portal itself. */
import { existsSync } from 'node:fs'
import { type Instant, instantOf } from '#domain/day.ts'
import { seedPlatform } from '#sources/we-do-better/seed/platform.ts'
import { type Config, type Environment, readConfig } from '../config.ts'
import { demoFolderOf } from '../demo.ts'
import { openPortal } from '../open-portal.ts'
import { checkPort } from '../server/listen.ts'
import { runPortal } from '../server/run.ts'
import { completeDemo, openDemoFolder } from './folder.ts'
import { tellStories } from './stories.ts'
import { welcome } from './welcome.ts'

export type DemoWish = {
  env: Environment
  /** Throw the last demo away first. */
  fresh: boolean
  members: number
  /** One line about what is going on, for stderr. */
  say(text: string): void
  /** The text with addresses and links, when pages are served. */
  print(text: string): void
}

/**
 * Serves the demo until told to stop.
 * @throws NotOurs, ConfigRefused, the listening error
 */
export async function runDemo({ env, fresh, members, say, print }: DemoWish): Promise<void> {
  const folder = demoFolderOf(env)
  const port = env.PORT || '3000'
  await checkPort('127.0.0.1', Number(port))
  const { settings, unfinished } = await openDemoFolder(folder, port, fresh)
  // Only what makes sense for a demo is taken from outside: it never mails, and never leaves this machine.
  const config = await readConfig({ LOG_LEVEL: env.LOG_LEVEL, WORKERS: env.WORKERS, ...settings }, 'demo')
  if (unfinished) {
    say(`Making a demo organisation in ${folder} …`)
    await furnish(config, members, instantOf(Date.now()))
    await completeDemo(folder)
  }
  const portal = await openPortal(config)
  await runPortal(portal, { DATA_DIR: folder, BASE_URL: undefined }, async () => print(await welcome(portal)))
}

/** People in the platform, then what they asked for and what became of it. */
async function furnish(config: Config, members: number, now: Instant): Promise<void> {
  const { PLATFORM_DATABASE: file = '', PLATFORM_FILES: filesRoot = '' } = config.sources
  if (!existsSync(file)) await seedPlatform({ file, filesRoot, members, seed: 1, now })
  await tellStories(config, now)
}
