/** What the files of items hold, as a hash: so that a file that was replaced under the same name is seen as changed. */
import { createHash } from 'node:crypto'
import type { Attachment, Item } from '#domain/item.ts'
import type { SourceId } from '#domain/register.ts'
import type { Source } from './source.ts'

/** The items with the SHA-256 of each of their files, read as a stream; null for one that cannot be read. */
export async function withContents(
  sources: ReadonlyMap<SourceId, Source>,
  items: readonly Item[],
): Promise<readonly Item[]> {
  if (items.every(item => item.attachments.length === 0)) return items
  const read: Item[] = []
  for (const item of items) {
    const attachments: Attachment[] = []
    for (const file of item.attachments)
      attachments.push({ ...file, sha256: await hashOf(sources.get(file.source), file) })
    read.push(attachments.length > 0 ? { ...item, attachments } : item)
  }
  return read
}

async function hashOf(source: Source | undefined, file: Attachment): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    const opened = await source?.open(file)
    if (!opened) return null
    for await (const chunk of opened.stream) hash.update(chunk as Buffer)
    return hash.digest('hex')
  } catch {
    return null
  }
}
