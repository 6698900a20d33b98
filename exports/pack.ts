/** A handful of small files as one ZIP in memory: for what is made at once and kept nowhere. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Instant } from '#domain/day.ts'
import { openZip } from './zip.ts'

/** Most bytes that go in: a folder of letters is far below. */
const mostBytes = 64 * 1024 * 1024

/**
 * The ZIP's bytes. It is written in a folder of its own below `dataDir`, which is gone when this resolves or throws.
 * @throws when there is more than `mostBytes`
 */
export async function pack(
  dataDir: string,
  files: readonly { path: string; content: Buffer }[],
  at: Instant,
): Promise<Buffer> {
  if (files.reduce((sum, { content }) => sum + content.length, 0) > mostBytes)
    throw new Error('too much for one folder')
  const folder = await mkdtemp(path.join(dataDir, 'pack-'))
  try {
    const file = path.join(folder, 'folder.zip')
    const zip = openZip(file, at)
    try {
      for (const each of files) await zip.add(each.path, [each.content])
      await zip.finish()
    } catch (error) {
      await zip.destroy(error as Error)
      throw error
    }
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
