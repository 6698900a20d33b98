/**
 * One ZIP file, entry after entry, at constant memory. archiver hangs or crashes on streams that fail or leave, so this
 * is the only place that touches it: entries are generators, they go in one at a time, and any failure destroys all.
 */
import { ZipArchive } from 'archiver'
import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { Readable, Writable } from 'node:stream'
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

/** What is handed to the compressor at once: each piece is a trip to another thread and back. */
const piece = 128 * 1024
/** Below this many bytes an entry is written as it is: compressing costs a trip to another thread, and gains nothing. */
const tiny = 300

/** Starts a new file (it must not exist), private to this user. Every entry carries the moment `at`. */
export function openZip(file: string, at: Instant, signal?: AbortSignal): Zip {
  const archive = new ZipArchive({ zlib: { level, chunkSize: 64 * 1024 } })
  const out = fileSink(file)
  const written = pipeline(archive, out.stream, { signal })
  // Whoever waits gets the failure; this keeps it from counting as unhandled while nobody does.
  written.catch(() => {})
  const failed = new Promise<never>((_, reject) => void written.catch(reject))
  failed.catch(() => {})
  const date = new Date(at)

  const addNow: Zip['add'] = async (path, content, { store = false } = {}) => {
    // After a failure nothing more goes in, and `append` would wait for ever.
    if (archive.destroyed) return await failed
    const hash = createHash('sha256')
    let bytes = 0
    async function* measured() {
      for await (const chunk of pieces(content)) {
        hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    }
    const source = await oneOrMany(measured())
    if (source instanceof Readable) source.once('error', error => archive.destroy(error))
    const entered = new Promise<void>(resolve => archive.once('entry', () => resolve()))
    try {
      const asIs = store || (Buffer.isBuffer(source) && source.length < tiny)
      archive.append(source, { name: path, date, mode: 0o644, store: asIs })
      await Promise.race([entered, failed])
    } finally {
      if (source instanceof Readable) source.destroy()
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
      return out.whole()
    },
    async destroy(reason) {
      archive.destroy(reason)
      await written.catch(() => {})
    },
  }
}

/** The same bytes in pieces of one size: a file is written from many small texts. */
async function* pieces(content: Bytes): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let length = 0
  const joined = () => (waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting, length))
  for await (const chunk of content) {
    if (length > 0 && length + chunk.length > piece) {
      yield joined()
      waiting = []
      length = 0
    }
    waiting.push(chunk)
    length += chunk.length
  }
  if (length > 0) yield joined()
}

/** What fits in one piece as a buffer, which archiver takes with far less ado than a stream. */
async function oneOrMany(content: AsyncGenerator<Buffer>): Promise<Buffer | Readable> {
  const first = await content.next()
  if (first.done) return Buffer.alloc(0)
  const second = await content.next()
  if (second.done) return first.value
  async function* all() {
    yield first.value as Buffer
    yield second.value as Buffer
    yield* content
  }
  return Readable.from(all(), { objectMode: false, highWaterMark: 2 * piece })
}

/** The file, written in large blocks: archiver hands over every field of a header by itself. */
function fileSink(file: string): { stream: Writable; whole(): { bytes: number; sha256: string } } {
  const hash = createHash('sha256')
  const block = Buffer.allocUnsafeSlow(2 * piece)
  let used = 0
  let bytes = 0
  const fd = openSync(file, 'wx', 0o600)
  const put = (part: Buffer) => {
    hash.update(part)
    for (let from = 0; from < part.length;) from += writeSync(fd, part, from)
    bytes += part.length
  }
  const flush = () => {
    put(block.subarray(0, used))
    used = 0
  }
  const stream = new Writable({
    highWaterMark: 8 * piece,
    write(chunk: Buffer, _encoding, done) {
      attempt(done, () => {
        if (used + chunk.length > block.length) flush()
        if (chunk.length >= block.length) put(chunk)
        else used += chunk.copy(block, used)
      })
    },
    final: done => attempt(done, flush),
    destroy(error, done) {
      closeSync(fd)
      done(error)
    },
  })
  return { stream, whole: () => ({ bytes, sha256: hash.digest('hex') }) }
}

/** Work that is over at once, for a stream that wants to be told. */
function attempt(done: (error?: Error | null) => void, work: () => void): void {
  try {
    work()
  } catch (error) {
    return done(error as Error)
  }
  done()
}
