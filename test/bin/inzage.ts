/** The command as an operator types it, in a process of its own. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { demoRegister } from '#app/config.ts'

/** Exit code and both streams. Nothing of this process's own settings reaches the command, only `settings`. */
export function inzage(
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<{ code: number; out: string; err: string }> {
  const options = { env: { NODE_ENV: 'test' as const, PATH: process.env.PATH, ...settings } }
  return new Promise(resolve => {
    execFile(process.execPath, ['bin/inzage.js', ...words], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

/** Everything that production asks for, with its data and the demo platform in one folder. */
export const settingsIn = (folder: string): Record<string, string> => ({
  DATA_DIR: folder,
  BASE_URL: 'https://privacy.example.nl',
  INZAGE_SECRET: randomBytes(32).toString('base64'),
  MAIL_URL: 'smtp://127.0.0.1:25',
  MAIL_FROM: 'privacy@example.nl',
  REGISTER: demoRegister,
  PLATFORM_DATABASE: platformIn(folder).file,
  PLATFORM_FILES: platformIn(folder).filesRoot,
})

/** Where the demo platform lies in that folder. */
export const platformIn = (folder: string) => ({
  file: path.join(folder, 'platform.sqlite'),
  filesRoot: path.join(folder, 'platform-files'),
})
