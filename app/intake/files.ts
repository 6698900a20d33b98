/** Files of a form, from what the browser sent to what is kept. */
import { createHash } from 'node:crypto'
import { addFile, type FiledWith } from '#db/received-file.ts'
import type { Ledger } from '#db/record.ts'
import { shownName } from '#domain/received-file.ts'
import type { Context } from '../context.ts'
import { fileKindOf } from './file-kind.ts'

export type FileFault = 'tooLarge' | 'tooMany' | 'otherKind'
/** A file that may be kept. */
export type ReadyFile = { name: string; mediaType: string; sha256: string; content: Buffer }

/** The files of this form, or why none of them is kept. */
export function filesIn({ uploads }: Pick<Context, 'uploads'>): { files: readonly ReadyFile[] } | { fault: FileFault } {
  if (uploads.fault) return { fault: uploads.fault }
  const files: ReadyFile[] = []
  for (const { name, content } of uploads.files) {
    const kind = fileKindOf(content)
    if (!kind) return { fault: 'otherKind' }
    const sha256 = createHash('sha256').update(content).digest('hex')
    files.push({ name: shownName(name, kind), mediaType: kind, sha256, content })
  }
  return { files }
}

/** Keeps them with what they came with. @param by a staff member's id, or null when the person sent them */
export async function keepFiles(
  ledger: Ledger,
  files: readonly ReadyFile[],
  by: string | null,
  filedWith: FiledWith,
  trail?: string,
): Promise<void> {
  for (const file of files) await addFile(ledger, { ...file, by }, filedWith, trail)
}
