/**
 * One ZIP file, entry after entry, at constant memory. archiver hangs or crashes on streams that fail or leave, so this
 * is the only place that touches it: entries are generators, they go in one at a time, and any failure destroys all.
 */
import { ZipArchive } from 'archiver'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Instant } from '#domain/day.ts'

/** Deflate level, by measurement (docs/decisions/051-zip.md): three times the speed of 6 at about a fifth more bytes. */
const level = 1

export type Bytes = Iterable<Buffer> | AsyncIterable<Buffer>
/** What went in: length and SHA-256 (hex) of the uncompressed bytes. */
export type Added = { path: string; bytes: number; sha256: string }

export type Zip = {
  /** Adds one entry, after those that wait; resolves when it is wholly in. `store` writes it without compression. */
  add(path: string, content: Bytes, how?: { store?: boolean }): Promise<Added>
  /** Writes the directory; the file is complete, but not yet synced to disk. */
  finish(): Promise<{ bytes: number; sha256: string }>
  /** Gives up: closes everything. The file that remains is the caller's to remove. */
  destroy(reason: Error): Promise<void>
}

/** Starts a new file (it must not exist), private to this user. Every entry carries the moment `at`. */
export function openZip(file: string, at: Instant, signal?: AbortSignal): Zip {
  const archive = new ZipArchive({ zlib: { level, chunkSize: 64 * 1024 } })
  const whole = createHash('sha256')
  let size = 0
  const counted = new Transform({
    highWaterMark: 1024 * 1024,
    transform(chunk: Buffer, _encoding, done) {
      whole.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600, highWaterMark: 1024 * 1024 })
  const written = pipeline(archive, counted, out, { signal })
  // Whoever waits gets the failure; this keeps it from counting as unhandled while nobody does.
  written.catch(() => {})
  const failed = new Promise<never>((_, reject) => void written.catch(reject))
  failed.catch(() => {})
  const date = new Date(at)

  const addNow: Zip['add'] = async (path, content, { store = false } = {}) => {
    const hash = createHash('sha256')
    let bytes = 0
    async function* measured() {
      for await (const chunk of content) {
        hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    }
    const source = Readable.from(measured(), { objectMode: false, highWaterMark: 256 * 1024 })
    source.once('error', error => archive.destroy(error))
    const entered = new Promise<void>(resolve => archive.once('entry', () => resolve()))
    try {
      archive.append(source, { name: path, date, mode: 0o644, store })
      await Promise.race([entered, failed])
    } finally {
      source.destroy()
    }
    return { path, bytes, sha256: hash.digest('hex') }
  }
  let last: Promise<unknown> = Promise.resolve()

  return {
    add(path, content, how) {
      const added = last.then(() => addNow(path, content, how))
      last = added.catch(() => {})
      return added
    },
    async finish() {
      await Promise.race([archive.finalize(), failed])
      await written
      return { bytes: size, sha256: whole.digest('hex') }
    },
    async destroy(reason) {
      archive.destroy(reason)
      await written.catch(() => {})
    },
  }
}
