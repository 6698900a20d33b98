/**
 * Files that came with a letter, a message or the public form: how many, how large, of what kind, and under which name
 * they are shown. What a file is follows from its content, never from its name.
 */

/** Limits of one form. Bytes; all files of a form together stay under the last. */
export const mostFiles = 5
export const largestFile = 10_000_000
export const largestTogether = 25_000_000

/** What is kept, by what the content says it is, with the ending of its name. Nothing here can run or load anything. */
export const fileKinds = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tif',
  'text/plain': 'txt',
} as const
export type FileKind = keyof typeof fileKinds

export const isFileKind = (mediaType: string): mediaType is FileKind => Object.hasOwn(fileKinds, mediaType)

/** Longest name that is kept, without its ending, in characters. */
const longestName = 80

/**
 * A name to show: without folders, control signs, signs that turn the reading direction, or anything that a file system
 * reads as more than a letter; with the ending that belongs to the content. Empty becomes `bestand`.
 */
export function shownName(name: string, kind: FileKind): string {
  const base = name.slice(-1000).split(/[/\\]/).at(-1) ?? ''
  const plain = base
    .normalize('NFC')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[^\p{L}\p{M}\p{N} ()+,_-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const short = Array.from(plain).slice(0, longestName).join('').trim()
  return `${short || 'bestand'}.${fileKinds[kind]}`
}
