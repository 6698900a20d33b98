/** The demo platform in a temporary folder, opened through the real register. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Register } from '#domain/register.ts'
import { openSources } from '#sources/open.ts'
import { readRegister } from '#sources/register/read.ts'
import type { Source } from '#sources/source.ts'
import { seedPlatform } from '#sources/we-do-better/seed/platform.ts'

export const now = '2026-11-22T09:00:00.000Z'
export const registerFile = path.resolve(import.meta.dirname, '../../sources/we-do-better/register.yaml')

export type DemoPlatform = {
  register: Register
  sources: ReadonlyMap<string, Source>
  platform: Source
  categories: readonly string[]
  file: string
  filesRoot: string
  settings: Record<string, string>
  dispose(): Promise<void>
}

export async function realRegister(): Promise<Register> {
  const reading = await readRegister(registerFile)
  if (!('register' in reading)) throw new Error(reading.faults.map(fault => fault.message).join('\n'))
  return reading.register
}

export async function demoPlatform(how: { members: number; records?: number; seed?: number }): Promise<DemoPlatform> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inzage-platform-'))
  const file = path.join(folder, 'platform.sqlite')
  const filesRoot = path.join(folder, 'files')
  await seedPlatform({ file, filesRoot, records: 200, seed: 1, now, ...how })
  const register = await realRegister()
  const settings = { PLATFORM_DATABASE: file, PLATFORM_FILES: filesRoot }
  const sources = await openSources(register, settings)
  return {
    register,
    sources,
    platform: sources.get(register.subject.source)!,
    categories: register.categories.map(each => each.id),
    file,
    filesRoot,
    settings,
    dispose: async () => {
      for (const source of sources.values()) await source.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
