/**
 * A growing text that is written once and read once: in memory while small, then in a file of a private folder.
 * One pass over a source feeds many of them, and the ZIP takes them one after the other.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** Above this many bytes it goes to the file; also the size of one write. */
const inMemory = 64 * 1024
/** Size of one read: large, so that a compressor busy on another thread asks seldom. */
const oneRead = 128 * 1024
/** Most small texts stay small: their memory grows with them. */
const atFirst = 2 * 1024

export class Spool {
  readonly #path: string
  #pending = Buffer.allocUnsafeSlow(atFirst)
  #used = 0
  #fd: number | null = null
  #written = 0

  /** `path` is made only when the text grows; its folder must exist and be private. */
  constructor(path: string) {
    this.#path = path
  }

  write(text: string): void {
    // A character takes at most three bytes of UTF-8 per UTF-16 unit.
    const most = text.length * 3
    if (this.#used + most > this.#pending.length) this.#makeRoom(most)
    this.#used += most > this.#pending.length ? 0 : this.#pending.write(text, this.#used)
    if (most > this.#pending.length) this.#put(Buffer.from(text))
  }

  /** Bytes so far. */
  get bytes(): number {
    return this.#written + this.#used
  }

  /** The text between two byte positions; the end is exclusive. */
  *read(from = 0, until = this.bytes): Generator<Buffer> {
    if (this.#fd === null) {
      if (until > from) yield this.#pending.subarray(from, until)
      return
    }
    this.#flush()
    for (let at = from; at < until;) {
      // Just written, so still in the system's memory: waiting for another thread would cost more than the read.
      const chunk = Buffer.allocUnsafeSlow(Math.min(oneRead, until - at))
      const got = readSync(this.#fd, chunk, 0, chunk.length, at)
      if (got === 0) throw new Error('a scratch file is shorter than what was written to it')
      at += got
      yield chunk.subarray(0, got)
    }
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd)
    this.#fd = null
    this.#pending = Buffer.alloc(0)
    this.#used = 0
  }

  #makeRoom(most: number): void {
    if (this.#fd === null && this.#used + most <= inMemory) {
      const larger = Buffer.allocUnsafeSlow(Math.min(inMemory, Math.max(this.#pending.length * 2, this.#used + most)))
      this.#pending.copy(larger, 0, 0, this.#used)
      this.#pending = larger
      return
    }
    this.#flush()
    if (this.#pending.length < inMemory) this.#pending = Buffer.allocUnsafeSlow(inMemory)
  }

  #flush(): void {
    if (this.#used > 0) this.#put(this.#pending.subarray(0, this.#used))
    this.#used = 0
  }

  #put(bytes: Buffer): void {
    this.#fd ??= openSync(this.#path, 'wx+', 0o600)
    for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at)
    this.#written += bytes.length
  }
}
