/** Attachments on disk, found through a column of another source that holds their path; never outside their root. */
import { constants } from 'node:fs'
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises'
import { isAbsolute, join, sep } from 'node:path'
import { Readable } from 'node:stream'
import type { SourceEntry } from '#domain/register.ts'
import { readOnly, type Source } from '../source.ts'
import { longestSignature, mediaTypeOf } from './media-type.ts'

const longestPath = 1000

/** A file that cannot be handed over; the sentence names no path, because a path may hold a name. */
export class FileRefused extends Error {
  constructor(readonly reason: 'outside' | 'gone' | 'unreadable') {
    super(
      {
        outside: 'the path leaves the folder of files',
        gone: 'the file is gone',
        unreadable: 'the file cannot be read',
      }[reason],
    )
  }
}

/** Throws when the root is not a folder that can be read. */
export async function filesSource(entry: SourceEntry, root: string): Promise<Source> {
  const home = await realpath(root).catch(() => {
    throw new Error(`source ${entry.id}: ${entry.setting} is not a folder that can be read`)
  })

  async function openInside(path: string): Promise<{ handle: FileHandle; bytes: number }> {
    const full = insideRoot(home, path)
    let handle: FileHandle | undefined
    try {
      handle = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
      const opened = await handle.stat({ bigint: true })
      // Looked at after opening: no folder on the way may be a link, and the name must still lead to what is open.
      const named = await lstat(full, { bigint: true })
      if ((await realpath(full)) !== full || named.ino !== opened.ino || named.dev !== opened.dev)
        throw new FileRefused('outside')
      if (!opened.isFile()) throw new FileRefused('outside')
      return { handle, bytes: Number(opened.size) }
    } catch (error) {
      await handle?.close()
      throw refusal(error)
    }
  }

  return {
    id: entry.id,
    describe: async () => [],
    locate: async () => null,
    count: async () => ({}),
    collect: async function* () {},
    page: async () => ({ items: [], next: null }),
    item: async () => null,
    ...readOnly,
    open: async file => {
      const { handle, bytes } = await openInside(file.path)
      try {
        const start = Buffer.alloc(Math.min(longestSignature, bytes))
        const { bytesRead } = await handle.read(start, 0, start.length, 0)
        const mediaType = mediaTypeOf(start.subarray(0, bytesRead))
        if (bytes === 0) {
          await handle.close()
          return { stream: Readable.from([]), bytes, mediaType }
        }
        // A file that grows while it is read stays as long as was said.
        return { stream: handle.createReadStream({ start: 0, end: bytes - 1, autoClose: true }), bytes, mediaType }
      } catch (error) {
        await handle.close()
        throw refusal(error)
      }
    },
    close: async () => {},
  }
}

/** The full path of a stored one, or a refusal: no absolute path, no step up, no NUL, no backslash that Windows would follow. */
function insideRoot(home: string, path: string): string {
  const steps = path.split('/')
  const strange = path === '' || path.length > longestPath || /[\u0000\\]/.test(path) || isAbsolute(path)
  if (strange || steps.some(step => step === '' || step === '.' || step === '..')) throw new FileRefused('outside')
  const full = join(home, ...steps)
  if (!full.startsWith(home.endsWith(sep) ? home : home + sep)) throw new FileRefused('outside')
  return full
}

function refusal(error: unknown): Error {
  if (error instanceof FileRefused) return error
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT' || code === 'ENOTDIR') return new FileRefused('gone')
  return new FileRefused(code === 'ELOOP' ? 'outside' : 'unreadable')
}
