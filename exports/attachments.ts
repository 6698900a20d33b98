/** Attachments go into the ZIP as they are, while their rows are collected, so that each row can say what became of them. */
import type { Attachment, Item } from '#domain/item.ts'
import type { SourceId } from '#domain/register.ts'
import type { Source } from '#sources/source.ts'
import { extensionOf, isCompressed, sample } from './media.ts'
import { Names } from './names.ts'
import type { Added, Zip } from './zip.ts'

/** An attachment in a bundle. `path` is null when it could not be read; then nothing else about its content is known. */
export type Kept = { path: string | null; name: string; mediaType: string; bytes: number | null; sha256: string | null }

export type Attachments = {
  /** Puts the files of an item into the ZIP (each once) and tells where. */
  of(item: Item): Promise<readonly Kept[]>
  readonly added: readonly (Added & { category: string })[]
  /** Per source: how many files could not be read. */
  readonly failed: ReadonlyMap<SourceId, number>
}

const none: readonly Kept[] = []

export function attachments(zip: Zip, sources: ReadonlyMap<SourceId, Source>, signal?: AbortSignal): Attachments {
  const names = new Names()
  const known = new Map<string, Kept>()
  const added: (Added & { category: string })[] = []
  const failed = new Map<SourceId, number>()

  const keep = async (file: Attachment, category: string): Promise<Kept> => {
    const lost = { path: null, name: file.name, mediaType: file.mediaType, bytes: null, sha256: null }
    const fail = () => failed.set(file.source, (failed.get(file.source) ?? 0) + 1)
    const opened = await sources
      .get(file.source)
      ?.open(file)
      .catch(() => null)
    if (!opened) {
      fail()
      return lost
    }
    const { stream } = opened
    const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
    const start: Buffer[] = []
    let broken = false
    // A file that breaks off is kept as far as it came, and counted: the rest of the bundle must not sink with it.
    const next = async (): Promise<Buffer | null> => {
      signal?.throwIfAborted()
      try {
        const step = await chunks.next()
        return step.done ? null : step.value
      } catch {
        broken = true
        return null
      }
    }
    for (let size = 0; size < sample;) {
      const chunk = await next()
      if (!chunk) break
      start.push(chunk)
      size += chunk.length
    }
    async function* content() {
      yield* start
      for (let chunk = await next(); chunk; chunk = await next()) yield chunk
    }
    try {
      const number = String(added.length + 1).padStart(4, '0')
      const path = names.take('bijlagen/', `${number}-${category}`, extensionOf(file.mediaType))
      const entry = await zip.add(path, content(), { store: isCompressed(Buffer.concat(start).subarray(0, sample)) })
      added.push({ ...entry, category })
      if (broken) fail()
      return { path, name: file.name, mediaType: file.mediaType, bytes: entry.bytes, sha256: entry.sha256 }
    } finally {
      stream.destroy()
    }
  }

  return {
    async of(item) {
      if (item.attachments.length === 0) return none
      const kept: Kept[] = []
      for (const file of item.attachments) {
        const key = `${file.source}\n${file.path}`
        const one = known.get(key) ?? (await keep(file, item.category))
        known.set(key, one)
        kept.push(one)
      }
      return kept
    },
    added,
    failed,
  }
}
