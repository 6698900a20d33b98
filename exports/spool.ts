/**
 * A growing text that is written once and read once: in memory while small, then in a file of a private folder.
 * One pass over a source feeds many of them, and the ZIP takes them one after the other.
 */
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs'

/** Above this many characters it goes to the file; also the size of one write. */
const inMemory = 64 * 1024

export class Spool {
  readonly #path: string
  #pending = ''
  #fd: number | null = null
  #written = 0

  /** `path` is made only when the text grows; its folder must exist and be private. */
  constructor(path: string) {
    this.#path = path
  }

  write(text: string): void {
    this.#pending += text
    if (this.#pending.length >= inMemory) this.#flush()
  }

  /** Bytes so far. */
  get bytes(): number {
    return this.#written + Buffer.byteLength(this.#pending)
  }

  /** The text between two byte positions; the end is exclusive. */
  async *read(from = 0, until = this.bytes): AsyncGenerator<Buffer> {
    if (this.#fd === null) {
      if (until > from) yield Buffer.from(this.#pending).subarray(from, until)
      return
    }
    this.#flush()
    if (until > from) yield* createReadStream(this.#path, { start: from, end: until - 1, highWaterMark: 256 * 1024 })
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd)
    this.#fd = null
    this.#pending = ''
  }

  #flush(): void {
    this.#fd ??= openSync(this.#path, 'wx', 0o600)
    const bytes = Buffer.from(this.#pending)
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at)
    this.#written += bytes.length
    this.#pending = ''
  }
}
